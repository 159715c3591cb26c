import CoreModel
import Store

/// What the screen of 统计 shows.
struct StatisticsState: Sendable {
  /// The pages, in the order of Tab.
  enum Page: Int, CaseIterable, Sendable {
    case overview, course, clocks, parts, heat, appraisal

    /// What stands on the line of the pages.
    var title: String {
      switch self {
      case .overview: "总览"
      case .course: "走势"
      case .clocks: "时限"
      case .parts: "构成"
      case .heat: "楼组×周"
      case .appraisal: "物业考核"
      }
    }
  }

  /// The page that is shown.
  var page = Page.overview
  /// The span; nil for the present month.
  var span: ReportSpan?
  /// Whether every 居民区 is shown and not only the person's own.
  var isAll = false
  /// The figures; nil while they are being read.
  var survey: Survey?
  /// Those of the span before, to compare with.
  var before: Survey?
  /// Those of the company on the appraisal page.
  var ofCompany: Survey?
  /// The selected line of each page.
  private var lines: [Page: Int] = [:]
  /// The selected week of the heat map; nil for the newest.
  var week: Int?
  /// By what 构成 takes the figures apart.
  var breakdown = Breakdown.category
  /// Which figure 构成 shows.
  var measure = FigureKind.received
  /// The company on the appraisal page; nil for the first.
  var company: String?
  /// The appraisal sheets as the person saw them when they began to change them.
  var bookSeen: String?
  /// The number that is open, with its requests.
  var opened: StatisticsOpened?

  /// The request that commands act on while the screen is shown; nil where none is selected.
  var row: QueueRow? { opened?.row }

  /// The selected line of a page that has so many.
  func line(of page: Page, among count: Int) -> Int {
    min(max(0, lines[page] ?? 0), max(0, count - 1))
  }

  /// Selects a line of a page.
  mutating func select(_ line: Int, on page: Page) { lines[page] = line }

  /// Whether a line of a page was ever selected.
  func hasLine(on page: Page) -> Bool { lines[page] != nil }

  /// The companies of the survey, those with most requests first.
  var companies: [String] {
    (survey?.parts[.company] ?? []).compactMap { part in
      if case .company(let name?) = part.key { name } else { nil }
    }
  }

  /// The company that the appraisal page shows; nil where there is none.
  var shownCompany: String? {
    company.flatMap { companies.contains($0) ? $0 : nil } ?? companies.first
  }
}

/// A number of the screen that was opened: its requests.
struct StatisticsOpened: Sendable {
  /// What it is of.
  var question: SurveyQuestion
  /// Which number, and which of its requests.
  var selection: SurveySelection
  /// What it is called.
  var title: String
  /// How it is reckoned.
  var formula: String
  /// Whether it has requests that count and others that do not.
  var hasParts: Bool
  /// Its requests; nil while they are being read.
  var entries: [SurveyEntry]?
  /// The rows that were read of them.
  var rows: [RequestID: QueueRow] = [:]
  /// The pieces of the list that were asked for.
  var asked: Set<Int> = []
  /// The selected one.
  var index = 0
  /// The first one shown.
  var top = 0

  /// The selected one.
  var entry: SurveyEntry? {
    entries.flatMap { $0.indices.contains(index) ? $0[index] : nil }
  }

  /// Its row, once it was read.
  var row: QueueRow? { entry.flatMap { rows[$0.id] } }

  /// As many are listed; nobody walks through more one by one.
  static let most = 2000
  /// Rows that are read together.
  static let piece = 100

  /// The pieces that are shown in so many lines and were not asked for yet.
  mutating func missing(lines: Int) -> [[SurveyEntry]] {
    guard let entries, !entries.isEmpty else { return [] }
    let last = min(entries.count - 1, top + max(1, lines))
    return (top / StatisticsOpened.piece...last / StatisticsOpened.piece).compactMap { piece in
      guard asked.insert(piece).inserted else { return nil }
      let start = piece * StatisticsOpened.piece
      return Array(entries[start..<min(entries.count, start + StatisticsOpened.piece)])
    }
  }
}
