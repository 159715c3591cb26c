import CoreModel
import Store
import TerminalKit

/// 导入 12345 工单表: the path first, then what would come in, then the import.
struct ImportBox: Sendable {
  /// The path of the file.
  var field: TextField
  /// What the preview found; nil before it.
  var preview: ImportReport?
  /// Whether the file is being read.
  var isReading = false
  /// Why it could not be read.
  var error: String?

  /// Where its path is kept.
  static let draftName = "import"
}

extension AppState {
  /// Asks for the file.
  mutating func openImport() -> [Effect] {
    overlays.append(
      .importing(
        ImportBox(field: TextField("", limit: 1000, placeholder: "文件路径，例如 ~/下载/工单.csv"))))
    return [.loadDraft(.box(ImportBox.draftName))]
  }

  /// Puts the path back that was being typed.
  mutating func restore(_ kept: KeptDraft, in box: ImportBox) {
    guard box.field.text.isEmpty else { return }
    var box = box
    box.field.text = kept.draft.text()
    goesOn(from: kept, in: .box(ImportBox.draftName))
    replaceTop(with: .importing(box))
  }

  private func keep(_ box: ImportBox) -> Effect {
    .saveDraft(Draft(box.field.text, title: "导入"), .box(ImportBox.draftName))
  }

  mutating func handle(_ event: InputEvent, in box: ImportBox) -> [Effect] {
    var box = box
    let before = box.field.text
    switch event {
    case .paste(let text, _):
      if box.field.paste(Sanitizer.line(text)) == .changed {
        box.preview = nil
        box.error = nil
      }
    case .key(let key):
      switch key.code {
      case .escape:
        closeTop()
        return [.saveDraft("", .box(ImportBox.draftName))]
      case .enter:
        let path = box.field.text.tidied
        guard !path.isEmpty else {
          box.error = "请写文件路径"
          break
        }
        box.error = nil
        box.isReading = true
        replaceTop(with: .importing(box))
        return save(.importTickets(path: path, isPreview: box.preview == nil))
      default:
        if box.field.handle(key) == .changed {
          box.preview = nil
          box.error = nil
        }
      }
    default: return []
    }
    replaceTop(with: .importing(box))
    return box.field.text == before ? [] : [keep(box)]
  }

  /// Shows what an import would do or did.
  mutating func show(_ report: ImportReport, of file: String, isPreview: Bool) -> [Effect] {
    typeAhead = TypeAhead()
    guard case .importing(var box) = overlays.last else { return refreshEverything() }
    box.isReading = false
    box.preview = report
    guard !isPreview else {
      replaceTop(with: .importing(box))
      return []
    }
    closeTop()
    // One's own import is no news: what is there now is the new beginning.
    seenRow = nil
    say("已导入 \(report.new) 件，原有 \(report.same) 件未动", .success)
    if !report.changed.isEmpty || !report.refused.isEmpty {
      overlays.append(
        .reading(
          ReadingView(
            title: "导入结果", view: DetailView(report.lines, glyphs: look.glyphs))))
    }
    return [.saveDraft("", .box(ImportBox.draftName))] + refreshEverything()
  }
}

extension ImportReport {
  /// The report in words: counts first, then every row that needs a look.
  var lines: [DetailLine] {
    var lines: [DetailLine] = [
      .labelled("新增", [Span("\(new) 件", Style(.success))]),
      .labelled("相同", [Span("\(same) 件（已经在库里，不重复登记）")]),
      .labelled("有改动", [Span("\(changed.count) 件（不覆盖已有内容，列在下面）")]),
      .labelled("未收", [Span("\(refused.count) 行", refused.isEmpty ? .text : Style(.warning))]),
    ]
    if !refused.isEmpty {
      lines += [.blank, .rule("没有收进来的行")]
      lines += refused.prefix(ImportReport.longestList).map {
        .item([Span("第 \($0.line) 行", Style(.muted))], [Span($0.reason)])
      }
    }
    if !changed.isEmpty {
      lines += [.blank, .rule("内容有改动的工单")]
      lines += changed.prefix(ImportReport.longestList).map {
        .item(
          [Span("第 \($0.line) 行 \($0.number)", Style(.muted))],
          [Span($0.differences.joined(separator: "；"))])
      }
    }
    let more = max(0, max(changed.count, refused.count) - ImportReport.longestList)
    if more > 0 { lines.append(.text([Span("…… 其余用 juwei import --json 查看", Style(.muted))])) }
    return lines
  }

  /// More than anybody reads on a screen.
  private static let longestList = 200
}
