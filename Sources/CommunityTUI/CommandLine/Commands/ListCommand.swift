import ArgumentParser
import CoreModel
import Store

/// `juwei list`.
struct ListCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "列出诉求，先到期的在前。",
    discussion: """
      例：
        juwei list --status overdue
        juwei list --status all --tier 2 --tier 3 --group 12号楼
        juwei list --view 今晚到期
        juwei list --view 我承办的 --as 赵师傅
        juwei list --search '漏水 王阿姨' --json
      """)

  @OptionGroup var shared: SharedOptions

  @Option(
    help: ArgumentHelp(
      "open 未办结、overdue 超时、closed 已办结、all 全部、today 今日收到；其他内置视图也可以。", valueName: "视图"))
  var status: QueueFilter.View?

  @Option(
    help: ArgumentHelp("内置视图（我承办的、今晚到期、不认可……）或自己存的视图的名字；我承办的、我登记的要写 --as。", valueName: "视图"))
  var view: String?

  @Option(help: ArgumentHelp("按词查找：内容、地点、人名、编号、电话、拼音首字母，下一步、状态、级别、紧急、来源；多个词都要符合。", valueName: "词"))
  var search: String?

  @OptionGroup var facets: FacetOptions

  @OptionGroup var listing: ListingOptions

  func run(in surroundings: Surroundings) throws {
    try surroundings.reading(shared) { session in
      guard let session else { return listing.printNothing(in: surroundings) }
      var definition = ViewDefinition(base: status ?? .open)
      if let view {
        guard status == nil else { throw UsageProblem("--view 和 --status 只能写一个") }
        definition = try session.viewDefinition(named: view, in: surroundings)
      }
      let words = [definition.search, search ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
      var filter = QueueFilter(
        scope: session.scope, view: definition.base, hotlineOnly: definition.hotlineOnly,
        search: words, facets: definition.facets, viewer: session.person?.id)
      try facets.narrow(&filter, session, now: surroundings.clock.now)
      try listing.print(filter, of: session, in: surroundings)
    }
  }
}

/// `juwei search`.
struct SearchCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "在全部诉求里查找，最近登记的在前。",
    discussion: """
      查内容、地点、楼组、居民、承办人、登记人、编号、电话里的数字和拼音首字母，以及级别、状态、来源；多个词都要符合。

      例：
        juwei search 漏水
        juwei search way 12号楼 --json
        juwei search 2046 --group 12号楼 --channel 来电
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("要找的词。", valueName: "词"))
  var words: [String]

  @OptionGroup var facets: FacetOptions

  @OptionGroup var listing: ListingOptions

  func run(in surroundings: Surroundings) throws {
    let query = words.joined(separator: " ").tidied
    guard !query.isEmpty else { throw UsageProblem("请写要找的词，例如 juwei search 漏水") }
    try surroundings.reading(shared) { session in
      guard let session else { return listing.printNothing(in: surroundings) }
      var filter = QueueFilter(
        scope: session.scope, view: .all, search: query, viewer: session.person?.id)
      try facets.narrow(&filter, session, now: surroundings.clock.now)
      try listing.print(filter, of: session, in: surroundings)
    }
  }
}

/// How much to list, and for whom.
struct ListingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("最多列出几件，0 为全部；不写时表格 50 件，--json 全部。", valueName: "件数"))
  var limit: Int?

  @Flag(help: "输出 JSON 数组，每件与 show --json 同样。")
  var json = false

  @Flag(help: "JSON 里不带时限、时间线和居民，件数多时快得多。")
  var brief = false

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit 不能是负数") }
    if brief, !json { throw ValidationError("--brief 要和 --json 一起用") }
  }

  /// A table is read by people, who see a screenful; a script wants everything.
  static let tableRows = 50

  /// Prints what the filter finds.
  func print(_ filter: QueueFilter, of session: Session, in surroundings: Surroundings) throws {
    let printer = RequestPrinter(session: session, surroundings: surroundings)
    if json {
      try printer.printJSON(filter, limit: limit ?? 0, isBrief: brief)
    } else {
      try printer.printTable(filter, limit: limit ?? ListingOptions.tableRows)
    }
  }

  /// Prints that a database without a neighbourhood has no requests.
  func printNothing(in surroundings: Surroundings) {
    surroundings.say(json ? "[]" : "数据库是空的。登记第一件诉求：juwei add '楼道灯不亮' --as 您的姓名")
  }
}
