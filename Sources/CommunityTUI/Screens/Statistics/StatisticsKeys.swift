import CoreModel
import Store
import TerminalKit

/// What a key does on the screen of 统计 alone.
enum StatisticsKey: Hashable, Sendable {
  /// The next page, the one before.
  case nextPage, previousPage
  /// The span before, the one after, another length.
  case earlier, later, length
  /// In the heat map and along 走势; elsewhere → opens.
  case left, right
  /// Another breakdown, or another company; another figure.
  case breakdown, measure
  /// Every 居民区.
  case all
  /// All numbers and formulas in words; as a file.
  case text, file
  /// The text of the appraisal sheets.
  case book
  /// Back from the requests of a number.
  case back
}

/// What a form of 统计 is about.
enum StatisticsSheet: Hashable, Sendable {
  /// The text of the appraisal sheets.
  case book

  /// A name for drafts, that never changes.
  var name: String { "appraisal-book" }
}

/// What a menu of 统计 is about.
enum StatisticsMenu: Hashable, Sendable {
  /// What is written to a file.
  case file
}

extension DeskCommand {
  /// The keys of the screen.
  static let statistics: [DeskCommand] = [
    own(.nextPage, [Key(.tab)], "下一张", "统计的下一张：总览、走势、时限、构成……；看诉求时换计入", rank: 1),
    own(.previousPage, [Key(.backTab)], "上一张", "统计的上一张"),
    own(.earlier, [Key("[")], "前一期", "前一个月、季度或年", rank: 2),
    own(.later, [Key("]")], "后一期", "后一个月、季度或年，到本期为止", rank: 3),
    own(.length, [Key("z")], "月季年", "换成按月、按季度、按年", rank: 4),
    own(.left, [Key(.left)], "往前", "走势往前一格，楼组×周往前一周；看诉求时回到数字"),
    own(.right, [Key(.right)], "往后", "走势往后一格，楼组×周往后一周；看诉求时看全文"),
    own(.breakdown, [Key("v")], "换一种", "构成换一种分法：级别、来源、楼组、物业；考核换一家物业", rank: 5),
    own(.measure, [Key("V")], "换指标", "构成换一个指标来比：收到、办结率、响应率……", rank: 6),
    own(.all, [Key("A")], "全部居", "全部居民区合在一起看，或只看本居民区", rank: 10),
    own(.text, [Key(" ")], "算法", "全部数字和算法的全文，可复制", rank: 7),
    own(.file, [Key("I")], "存文件", "存成网页（A4 打印）、Excel 工作簿，或物业考核表", rank: 8),
    own(.book, [Key("w")], "改考核", "改物业考核表：项目、指标、分值、算法", rank: 9),
    own(.back, [Key(.escape)], "回数字", "看诉求时回到数字"),
  ]

  private static func own(
    _ key: StatisticsKey, _ keys: [Key], _ short: String, _ long: String, rank: Int? = nil
  ) -> DeskCommand {
    DeskCommand(
      id: .statistics(key), keys: keys, short: short, long: long, scope: .statistics,
      footerRank: rank)
  }
}

extension AppState {
  /// Gives a key of the screen.
  mutating func run(_ key: StatisticsKey, by typed: Key?) -> [Effect] {
    switch key {
    case .nextPage: return statistics.opened == nil ? turnPage(by: 1) : turnPart(by: 1)
    case .previousPage: return statistics.opened == nil ? turnPage(by: -1) : turnPart(by: -1)
    case .earlier: return showSpan(statisticsSpan.previous)
    case .later: return showSpan(statisticsSpan.next)
    case .length: return changeLength()
    case .left: return statistics.opened == nil ? step(by: -1) : closeNumber()
    case .right:
      guard let opened = statistics.opened else { return step(by: 1) }
      return opened.row.map { [.loadReading($0.id)] } ?? []
    case .breakdown: return changeBreakdown()
    case .measure: return changeMeasure()
    case .all: return toggleAll()
    case .text: return openStatisticsText()
    case .file: return openFileMenu()
    case .book: return openAppraisalForm()
    case .back: return closeNumber()
    }
  }

  // MARK: What is asked

  /// The span that is shown.
  var statisticsSpan: ReportSpan { statistics.span ?? ReportSpan(.month, of: now.day) }

  /// What is asked for.
  var statisticsQuestion: SurveyQuestion? {
    session.map { session in
      SurveyQuestion(
        statisticsSpan, of: statistics.isAll ? .all : .neighborhood(session.scope))
    }
  }

  /// The same of the span before.
  private func earlier(than question: SurveyQuestion) -> SurveyQuestion {
    SurveyQuestion(question.span.previous, of: question.scope, only: question.filter)
  }

  /// The same of one company.
  var companyQuestion: SurveyQuestion? {
    guard let question = statisticsQuestion, let company = statistics.shownCompany else {
      return nil
    }
    return SurveyQuestion(question.span, of: question.scope, only: [.company(company)])
  }

  /// Reads what the screen shows, while it is shown: first what was kept, then what is so.
  func loadStatistics() -> [Effect] {
    guard screen == .statistics, let question = statisticsQuestion else { return [] }
    var effects: [Effect] = [
      .statistics(.kept(question, .shown)), .statistics(.kept(earlier(than: question), .before)),
    ]
    if statistics.page == .appraisal { effects += loadCompany() }
    if let opened = statistics.opened {
      effects.append(.statistics(.entries(opened.selection, opened.question)))
    }
    return effects
  }

  private func loadCompany() -> [Effect] {
    companyQuestion.map { [.statistics(.kept($0, .company))] } ?? []
  }

  /// Takes in what was reckoned, unless something else is asked for by now. What was kept and does not hold any more
  /// is shown at once and reckoned anew.
  mutating func install(
    _ survey: Survey?, of question: SurveyQuestion, as role: StatisticsEffect.Role, isKept: Bool
  ) -> [Effect] {
    guard let wanted = statisticsQuestion else { return [] }
    let isWanted =
      switch role {
      case .shown: question == wanted
      case .before: question == earlier(than: wanted)
      case .company: question == companyQuestion
      }
    guard isWanted else { return [] }
    if let survey {
      switch role {
      case .shown: statistics.survey = survey
      case .before: statistics.before = survey
      case .company: statistics.ofCompany = survey
      }
    }
    var effects: [Effect] = []
    if isKept, survey == nil || survey?.isStale == true {
      effects.append(.statistics(.survey(question, role)))
    }
    // Who the companies are is known only now.
    if role == .shown, statistics.page == .appraisal, let companyQuestion,
      statistics.ofCompany?.question != companyQuestion
    {
      effects += loadCompany()
    }
    return effects
  }

  // MARK: Pages and spans

  private mutating func turnPage(by step: Int) -> [Effect] {
    let all = StatisticsState.Page.allCases
    let index = (statistics.page.rawValue + step + all.count) % all.count
    statistics.page = all[index]
    return statistics.page == .appraisal ? loadCompany() : []
  }

  /// Shows another span; those that have not begun are refused.
  mutating func showSpan(_ span: ReportSpan) -> [Effect] {
    guard span.start <= now else {
      say("\(span.title)还没有到", .info)
      return []
    }
    guard span != statisticsSpan else { return [] }
    statistics.span = span == ReportSpan(.month, of: now.day) ? nil : span
    return showAnew()
  }

  private mutating func changeLength() -> [Effect] {
    let all = ReportSpan.Kind.allCases
    let index = all.firstIndex(of: statisticsSpan.kind) ?? 0
    return showSpan(statisticsSpan.changed(to: all[(index + 1) % all.count], now: now))
  }

  /// Every 居民区 is for who looks in everywhere; the others see their own.
  private mutating func toggleAll() -> [Effect] {
    guard session?.actor.role == .supervisor else {
      say("全部居民区由街镇督导看；您看的是本居民区", .warning)
      return []
    }
    statistics.isAll.toggle()
    if !statistics.isAll, statistics.breakdown == .neighborhood { statistics.breakdown = .category }
    say(statistics.isAll ? "全部居民区合在一起；再按 A 只看本居民区" : "只看本居民区")
    return showAnew()
  }

  private mutating func showAnew() -> [Effect] {
    statistics.survey = nil
    statistics.before = nil
    statistics.ofCompany = nil
    statistics.opened = nil
    statistics.week = nil
    return loadStatistics()
  }

  // MARK: 构成 and 考核

  private mutating func changeBreakdown() -> [Effect] {
    if statistics.page == .appraisal { return nextCompany() }
    let all = Breakdown.allCases.filter { $0 != .neighborhood || statistics.isAll }
    let index = all.firstIndex(of: statistics.breakdown) ?? 0
    if statistics.page == .parts { statistics.breakdown = all[(index + 1) % all.count] }
    statistics.page = .parts
    statistics.select(0, on: .parts)
    statistics.opened = nil
    return []
  }

  private mutating func nextCompany() -> [Effect] {
    let all = statistics.companies
    guard all.count > 1, let shown = statistics.shownCompany,
      let index = all.firstIndex(of: shown)
    else {
      say("只有一家物业", .info)
      return []
    }
    statistics.company = all[(index + 1) % all.count]
    statistics.ofCompany = nil
    return loadCompany()
  }

  private mutating func changeMeasure() -> [Effect] {
    let all = FigureKind.allCases
    let index = all.firstIndex(of: statistics.measure) ?? 0
    if statistics.page == .parts { statistics.measure = all[(index + 1) % all.count] }
    statistics.page = .parts
    statistics.opened = nil
    return []
  }
}
