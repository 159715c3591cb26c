import CoreModel
import Store
import TerminalKit

/// 导出值班表: which month, as what, where to.
struct RosterExportForm: Sendable {
  /// The fields.
  var form: Form
  /// Why it could not be written.
  var error: String?
  /// Whether Esc was pressed once on something typed.
  var asksToDiscard = false
  /// The path that is there already and may be replaced when it is asked for once more.
  var replaceable: String?
  /// The path that the console proposed: it follows the month and the format while nobody has changed it.
  var proposed: String

  static let month = "month"
  static let format = "format"
  static let path = "path"
}

extension RosterExportForm: BoxForm {
  var slot: DraftSlot { .box(RosterExportForm.boxName) }

  /// The slot's name, which never changes.
  static let boxName = "roster-export"

  /// `~/值班表-2026-12.xlsx`.
  static func proposal(_ month: ScoreMonth, _ format: RosterExport.Format) -> String {
    "~/值班表-\(month.text).\(format.rawValue)"
  }
}

extension AppState {
  /// Opens 导出值班表 for a month.
  mutating func openRosterExport(_ month: ScoreMonth? = nil) -> [Effect] {
    guard session != nil else { return [] }
    let month = month ?? ScoreMonth(of: now.day)
    let path = RosterExportForm.proposal(month, .xlsx)
    var form = Form(
      title: "导出值班表",
      fields: [
        .text(
          RosterExportForm.month, "月份", value: month.text, required: true, help: "例如 2026-12",
          limit: 12),
        .choice(
          RosterExportForm.format, "格式",
          options: RosterExport.Format.allCases.map {
            ChoiceOption(id: $0.rawValue, label: $0.title)
          },
          selected: RosterExport.Format.xlsx.rawValue,
          help: "Excel 表改好后可以再按 i 导入；网页用浏览器打开打印，一页一个月"),
        .text(
          RosterExportForm.path, "文件", value: path, required: true, help: "已经有的文件不会直接覆盖，会先问",
          limit: 400),
      ], submitLabel: "导出")
    form.columns = formRect(rows: 0).columns
    let exportForm = RosterExportForm(form: form, proposed: path)
    overlays.append(.outlook(.export(exportForm)))
    return [.loadDraft(exportForm.slot)]
  }

  /// Opens the import of a roster sheet.
  mutating func openRosterImport() -> [Effect] { openDirectoryImport(onlyShifts: true) }

  mutating func handle(_ event: InputEvent, in exportForm: RosterExportForm) -> [Effect] {
    var exportForm = exportForm
    let outcome = exportForm.take(event)
    if case .changed = outcome { exportForm.followMonth() }
    replaceTop(with: .outlook(.export(exportForm)))
    switch outcome {
    case .none: return []
    case .changed: return [.saveDraft(exportForm.draft, exportForm.slot)]
    case .closed:
      closeTop()
      return [.saveDraft("", exportForm.slot)]
    case .submit(let values): return export(exportForm, values)
    }
  }

  private mutating func export(_ exportForm: RosterExportForm, _ values: FormValues) -> [Effect] {
    var exportForm = exportForm
    let path = values.text(RosterExportForm.path)
    let format =
      values.choice(RosterExportForm.format).flatMap(RosterExport.Format.init(rawValue:)) ?? .xlsx
    guard let month = ScoreMonth(text: values.text(RosterExportForm.month)) else {
      exportForm.error = "月份写成 2026-12，不是「\(values.text(RosterExportForm.month))」"
      replaceTop(with: .outlook(.export(exportForm)))
      return []
    }
    exportForm.error = nil
    replaceTop(with: .outlook(.export(exportForm)))
    return save(
      .outlook(
        .export(
          RosterExport(
            path: path, format: format, year: month.year, month: month.month,
            isReplacing: exportForm.replaceable == path))))
  }

  /// After the file was written.
  mutating func finishExport(_ words: String) -> [Effect] {
    var effects: [Effect] = []
    if case .outlook(.export(let form)) = overlays.last {
      closeTop()
      effects = [.saveDraft("", form.slot)]
    }
    let waiting = typeAhead.wait == .saving ? giveWaitingKeys() : []
    say(words, .success)
    return effects + waiting
  }

  /// When a file of this name is there: asking once more replaces it.
  mutating func offerReplacing(_ path: String) {
    // What was typed ahead was meant for a file that was written; another Ctrl-S of then must not replace one.
    typeAhead = TypeAhead()
    guard case .outlook(.export(var form)) = overlays.last else { return }
    form.replaceable = path
    form.error = "已经有这个文件：\(path)。再按一次 Ctrl-S 就覆盖它，或换一个文件名"
    replaceTop(with: .outlook(.export(form)))
  }
}

extension RosterExportForm {
  /// The proposed path follows the month and the format until somebody writes another one.
  fileprivate mutating func followMonth() {
    let values = form.values
    guard values.text(RosterExportForm.path) == proposed,
      let month = ScoreMonth(text: values.text(RosterExportForm.month)),
      let format = values.choice(RosterExportForm.format)
        .flatMap(RosterExport.Format.init(rawValue:))
    else { return }
    proposed = RosterExportForm.proposal(month, format)
    form.setValue(.text(proposed), for: RosterExportForm.path)
  }
}
