import ArgumentParser
import CoreModel
import Store

/// `juwei hotline list`.
struct HotlineListCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "列出 12345 工单，先到期的在前；按状态、月份看，现时限按工作日算。",
    discussion: """
      状态：待签收、先行联系、办理中、待回复、待回访、回访复核、退单中、延期待批（也可写 toSign 这样的英文名）。
      --month 按收到时间算，连同已办结的；和 --state、--closed 一起写时只要其中的。

      例：
        juwei hotline list
        juwei hotline list --state 待回复 --json
        juwei hotline list --month 2026-11 --closed --limit 0
      """)

  @OptionGroup var shared: SharedOptions

  @Option(help: ArgumentHelp("只要这个状态的。", valueName: "状态"))
  var state: TicketState?

  @Flag(help: "只要已办结的，新办结的在前。")
  var closed = false

  @Option(help: ArgumentHelp("只要这个月收到的，例如 2026-11。", valueName: "年月"))
  var month: String?

  @OptionGroup var listing: ListingOptions

  func validate() throws {
    if state != nil, closed { throw ValidationError("已办结的工单没有状态：--state 和 --closed 只能写一个") }
  }

  func run(in surroundings: Surroundings) throws {
    let month = try chosenMonth
    try surroundings.reading(shared) { session in
      guard let session else { return listing.printNothing(in: surroundings) }
      var filter = QueueFilter(
        scope: session.scope, view: closed ? .closed : state != nil || month == nil ? .open : .all,
        hotlineOnly: true, ticketState: state, viewer: session.person?.id)
      if let month {
        filter.facets.choose(
          .received(.days(month.start.day, month.adding(months: 1).start.day.adding(days: -1))))
      }
      let printer = RequestPrinter(session: session, surroundings: surroundings)
      if listing.json {
        return try printer.printJSON(
          filter, limit: listing.limit ?? 0, isBrief: listing.brief)
      }
      try printTable(filter, of: session, printer, surroundings)
    }
  }

  private func printTable(
    _ filter: QueueFilter, of session: Session, _ printer: RequestPrinter,
    _ surroundings: Surroundings
  ) throws {
    let now = surroundings.clock.now
    let rules = try session.store.rules(of: session.scope).deadlines
    let table = TicketListing(
      directory: session.directory, rules: rules, now: now, columns: surroundings.columns)
    let (rows, isWhole) = try printer.rows(
      filter, limit: listing.limit ?? ListingOptions.tableRows)
    if filter.view == .open, filter.facets.isEmpty {
      let counts = try session.store.counts(of: session.scope, now: now).hotline
      for line in table.summary(of: counts) { surroundings.say(line) }
      surroundings.say("")
    }
    for notice in rules.notices(at: now) { surroundings.remark("注意：\(notice)") }
    guard !rows.isEmpty else {
      let month = month.map { "\($0) 收到的" } ?? ""
      let kind = state.map { "「\($0.title)」的" } ?? (closed ? "已办结的" : "")
      return surroundings.say("没有\(month)\(kind)工单。导入：juwei import 12345 工单.xlsx")
    }
    for line in table.lines(of: rows) { surroundings.say(line) }
    if !isWhole { surroundings.remark("只列出前 \(rows.count) 件；要多看请加 --limit 件数（0 为全部）") }
  }

  private var chosenMonth: ScoreMonth? {
    get throws {
      guard let month else { return nil }
      guard let chosen = ScoreMonth(text: month) else {
        throw UsageProblem("月份写成 2026-11，不是「\(month)」")
      }
      return chosen
    }
  }
}

/// `juwei hotline show`.
struct HotlineShowCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "看一件工单：现时限和原时限、签收和先行联系、三见面、回复、退单延期、督办单、回访，和每个时限的由来。",
    discussion: """
      写工单号，或诉求编号（可以只写末尾几位，只要不重复）。

      例：
        juwei hotline show 20261119SH0042
        juwei hotline show 007 --json
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("工单号，或诉求编号、编号的末尾几位。", valueName: "工单号"))
  var number: String

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.reading(shared) { session in
      guard let session else {
        throw CommandFailure("没有找到「\(number)」：数据库里还没有工单。请检查 --db 是否指向所要的数据库")
      }
      let detail = try session.store.detail(number: number.tidied, in: session.scope)
      guard detail.request.ticket != nil else {
        throw CommandFailure(
          "\(detail.request.number) 不是 12345 工单；看它请用 juwei show \(detail.request.number)")
      }
      try ShowCommand.show(detail, of: session, asJSON: json, in: surroundings)
    }
  }
}

extension TicketState: ExpressibleByArgument {
  /// Reads `toReply` or `待回复`.
  package init?(argument: String) {
    let found = TicketState.allCases.first {
      $0.title == argument || $0.shortTitle == argument
        || $0.rawValue.lowercased() == argument.lowercased()
    }
    guard let found else { return nil }
    self = found
  }

  /// For help and completion.
  package static var allValueStrings: [String] { allCases.map(\.title) }
}
