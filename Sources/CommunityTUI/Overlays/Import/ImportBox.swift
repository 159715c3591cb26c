import CoreModel
import Store
import TerminalKit

/// 导入 12345 工单表: the file, what would become of its rows, what is decided about them, what came of it.
struct ImportBox: Sendable {
  /// What the keys work on.
  enum Step: Sendable, Equatable {
    case path, rows, comparing, mapping, visits, result
  }

  /// Which rows are listed.
  enum Tab: String, CaseIterable, Sendable {
    case all = "全部"
    case new = "新增"
    case same = "相同"
    case changed = "有变化"
    case refused = "不收"
  }

  /// What the keys work on.
  var step = Step.path
  /// The path of the file.
  var field: TextField
  /// Whether the path is the one of last time, which the first that is typed or pasted replaces.
  var isPrefilled = false
  /// Files that may be meant.
  var files: [ImportFile] = []
  /// Which of them is selected; nil while the path is typed.
  var fileSelection: Int?
  /// What is being done, so that late news of something else is known.
  var job = 0
  /// Whether it is being done.
  var isRunning = false
  /// How far it has come.
  var progress: ImportProgress?
  /// The file that was read.
  var opening: ImportOpening?
  /// The sheet of it.
  var sheet = 0
  /// What was decided about the columns here; nil takes what was kept for the header.
  var mapping: ColumnMapping?
  /// What would become of the rows.
  var preview: ImportPreview? { didSet { list() } }
  /// Which rows are listed.
  var tab = Tab.all { didSet { list() } }
  /// Those rows, by their place in the preview.
  private(set) var listed: [Int] = []
  /// The selected one of them.
  var selection = 0
  /// The first that is shown.
  var top = 0
  /// What is decided about changed rows, by 工单编号.
  var decisions: [String: ImportDecisions.Decision] = [:]
  /// Whether Esc was pressed once on what was decided.
  var asksToDiscard = false
  /// A changed row, side by side with what is here.
  var comparing: ImportComparison?
  /// The columns while they are decided.
  var editing: ImportMappingEditor?
  /// The list of sheets while one is chosen.
  var picker: Palette?
  /// What was done.
  var report: ImportReport?
  /// 回访 results: what would become of them, and then what was done.
  var visits: VisitImportReport?
  /// The same to be read.
  var reading = DetailView([])
  /// What went wrong.
  var error: String?
  /// What is to be known and is no error.
  var notice: String?

  /// An empty one.
  init(path: String = "") {
    field = TextField(path, limit: 1000, placeholder: "文件路径，例如 ~/下载/工单.xlsx")
  }

  private mutating func list() {
    let rows = preview?.rows ?? []
    listed = tab == .all ? Array(rows.indices) : rows.indices.filter { rows[$0].tab == tab }
    selection = 0
    top = 0
  }

  /// The selected row.
  var selected: ImportPreview.Row? {
    guard let preview, listed.indices.contains(selection) else { return nil }
    return preview.rows[listed[selection]]
  }

  /// How many rows a tab lists.
  func count(_ tab: Tab) -> Int {
    guard let preview else { return 0 }
    return switch tab {
    case .all: preview.rows.count
    case .new: preview.new
    case .same: preview.same
    case .changed: preview.changed
    case .refused: preview.refused
    }
  }

  /// How many changed rows somebody decided about.
  var decided: Int { decisions.count { $0.value != .leave } }

  /// The names of the sheet's columns.
  var columns: [String] {
    guard let opening, opening.sheets.indices.contains(sheet) else { return [] }
    return opening.sheets[sheet].columns
  }
}

extension ImportPreview.Row {
  /// The tab that it is listed on besides 全部.
  var tab: ImportBox.Tab {
    switch verdict {
    case .new: .new
    case .same: .same
    case .changed: .changed
    case .refused: .refused
    }
  }
}

extension ImportDecisions.Decision {
  /// In a narrow column.
  var title: String {
    switch self {
    case .leave: "未定"
    case .keepOurs: "保留现有"
    case .takeTheirs: "采用表中"
    case .take(let fields): "采用 \(fields.count) 项"
    }
  }
}

/// A changed row beside what is here, field by field.
struct ImportComparison: Sendable {
  /// 工单编号.
  var number: String
  /// Its line in the file.
  var line: Int
  /// What differs.
  var fields: [ImportDifference]
  /// The fields whose content in the file is taken over.
  var taken: Set<HotlineField>
  /// The selected one.
  var selection = 0

  /// Begins with what was decided before; undecided, everything is kept.
  init(_ row: ImportPreview.Row, _ fields: [ImportDifference], decision: ImportDecisions.Decision) {
    number = row.number
    line = row.line
    self.fields = fields
    let possible = fields.filter(\.canBeTaken).map(\.field)
    taken =
      switch decision {
      case .leave, .keepOurs: []
      case .takeTheirs: Set(possible)
      case .take(let fields): fields
      }
  }

  /// What it comes to.
  var decision: ImportDecisions.Decision {
    if taken.isEmpty { return .keepOurs }
    return taken.count == fields.count { $0.canBeTaken } ? .takeTheirs : .take(taken)
  }
}

/// The columns of a header while it is decided what they hold.
struct ImportMappingEditor: Sendable {
  /// What holds what, whole.
  var mapping: ColumnMapping
  /// The selected field.
  var selection = 0
  /// The list of columns while one is chosen.
  var picker: Palette?

  /// The selected field.
  var field: ColumnMapping.Field { ColumnMapping.Field.allCases[selection] }
}
