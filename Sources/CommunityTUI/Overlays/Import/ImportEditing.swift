import CoreModel
import Store
import TerminalKit

/// A changed row side by side, and what the columns hold.
extension AppState {
  // MARK: Side by side

  /// Opens the selected row beside what is here.
  func compare(_ box: inout ImportBox) {
    guard let row = box.selected else { return }
    switch row.verdict {
    case .changed(let fields):
      box.comparing = ImportComparison(
        row, fields, decision: box.decisions[row.number] ?? .leave)
      box.step = .comparing
    case .new: box.error = "新增的行直接导入，没有要核对的"
    case .same: box.error = "和现有的一样，没有要核对的"
    case .refused(let reason): box.error = reason
    }
  }

  mutating func handle(_ event: InputEvent, comparingIn box: inout ImportBox) -> [Effect] {
    guard case .key(let key) = event, var comparison = box.comparing else { return [] }
    let plain = CommandKeys.normalise(key) ?? key
    let field =
      comparison.fields.indices.contains(comparison.selection)
      ? comparison.fields[comparison.selection] : nil
    switch plain.code {
    case .escape:
      box.comparing = nil
      box.step = .rows
      return []
    case .enter, .character("s"):
      box.decisions[comparison.number] = comparison.decision
      box.comparing = nil
      box.step = .rows
      box.selection = min(box.selection + 1, max(0, box.listed.count - 1))
      box.top = TableOverDetail.importing(size).top(from: box.top, showing: box.selection)
      return []
    case .up, .character("k"): comparison.selection = max(0, comparison.selection - 1)
    case .down, .character("j"), .tab:
      comparison.selection = min(comparison.fields.count - 1, comparison.selection + 1)
    case .left: if let field { comparison.taken.remove(field.field) }
    case .right: if let field { take(field, in: &comparison, of: &box) }
    case .character(" "):
      guard let field else { break }
      if comparison.taken.remove(field.field) == nil { take(field, in: &comparison, of: &box) }
    case .character("a"):
      let possible = Set(comparison.fields.filter(\.canBeTaken).map(\.field))
      comparison.taken = comparison.taken == possible ? [] : possible
    default: break
    }
    box.comparing = comparison
    return []
  }

  private func take(
    _ field: ImportDifference, in comparison: inout ImportComparison, of box: inout ImportBox
  ) {
    guard field.canBeTaken else {
      box.error = "「\(field.field.title)」不能采用：表中没有写，不能把现有的抹掉"
      return
    }
    comparison.taken.insert(field.field)
  }

  // MARK: Columns

  /// Opens the columns.
  func editMapping(_ box: inout ImportBox) {
    let whole =
      box.preview?.mapping ?? (box.mapping ?? ColumnMapping()).completed(for: box.columns)
    box.editing = ImportMappingEditor(mapping: whole)
    box.step = .mapping
  }

  mutating func handle(_ event: InputEvent, mappingIn box: inout ImportBox) -> [Effect] {
    guard var editing = box.editing else { return [] }
    if var picker = editing.picker {
      let outcome: MenuOutcome
      switch event {
      case .key(let key): outcome = picker.handle(key)
      case .paste(let text, _): outcome = picker.paste(Sanitizer.line(text))
      default: return []
      }
      editing.picker = picker
      switch outcome {
      case .none, .refused: break
      case .cancelled: editing.picker = nil
      case .chosen(let id):
        editing.picker = nil
        editing.mapping.columns[editing.field] =
          Int(id).flatMap { box.columns.indices.contains($0) ? box.columns[$0] : nil }
        editing.selection = min(editing.selection + 1, ColumnMapping.Field.allCases.count - 1)
      }
      box.editing = editing
      return []
    }
    guard case .key(let key) = event else { return [] }
    let plain = CommandKeys.normalise(key) ?? key
    let last = ColumnMapping.Field.allCases.count - 1
    switch plain.code {
    case .escape:
      box.editing = nil
      box.step = box.preview == nil ? .path : .rows
      return []
    case .up, .character("k"): editing.selection = max(0, editing.selection - 1)
    case .down, .character("j"), .tab: editing.selection = min(last, editing.selection + 1)
    case .home: editing.selection = 0
    case .end: editing.selection = last
    case .delete, .backspace: editing.mapping.columns[editing.field] = nil
    case .character("r"): editing.mapping = ColumnMapping(recognisedIn: box.columns)
    case .enter, .right, .character(" "):
      let none = MenuItem(id: "", title: "（不用）", note: "表里没有这一项")
      editing.picker = Palette(
        title: "「\(editing.field.label)」是哪一列",
        items: box.columns.enumerated().map { index, column in
          MenuItem(
            id: "\(index)", title: column, note: editing.use(of: column),
            keywords: [PinyinInitials.of(column)])
        } + [none], placeholder: "输入列名或拼音首字母", emptyText: "没有这一列")
    case .character("s"), .function(10):
      return apply(editing, to: &box)
    default: break
    }
    box.editing = editing
    return []
  }

  private mutating func apply(
    _ editing: ImportMappingEditor, to box: inout ImportBox
  ) -> [Effect] {
    guard editing.mapping.columns[.number] != nil else {
      box.error = "还没有说哪一列是工单编号"
      return []
    }
    guard editing.mapping.columns[.content] != nil || editing.mapping.columns[.title] != nil else {
      box.error = "还没有说哪一列是诉求内容（或标题）"
      return []
    }
    let decided = editing.mapping.decisions(for: box.columns)
    box.mapping = decided
    box.decisions = [:]
    return [begin(.keepMapping(decided, columns: box.columns, sheet: box.sheet), in: &box)]
  }
}

extension ImportMappingEditor {
  /// What a column is used for already.
  fileprivate func use(of column: String) -> String {
    let fields = mapping.columns.filter { $0.value == column }.map(\.key.label).sorted()
    return fields.isEmpty ? "" : "现为 \(fields.joined(separator: "、"))"
  }
}
