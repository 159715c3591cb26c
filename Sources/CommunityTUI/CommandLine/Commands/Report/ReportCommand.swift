import ArgumentParser
import CoreModel
import Store
import TerminalKit

/// `juwei report`: the figures of a month, quarter or year.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "统计：月、季度、年的响应率、办结率、重复投诉率、满意率、各时限和构成。",
    subcommands: [
      ReportMonthCommand.self, ReportQuarterCommand.self, ReportYearCommand.self,
      ReportAppraisalCommand.self,
    ])
}

/// What every report is asked with.
struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "哪一期：2026-10、2026-Q3、2026，或其中的一天 2026-10-31；不写为本期。", valueName: "日期"))
  var date: String?

  @Flag(help: "全部居民区合起来看。")
  var all = false

  @Option(help: ArgumentHelp("只看一个片区。", valueName: "片区"))
  var area: String?

  @Option(
    help: ArgumentHelp(
      "按什么分开看：级别、来源、类别、楼组、承办人、物业、居民区；可以写几次。不写时每种都列前几名。", valueName: "构成"))
  var by: [String] = []

  @Option(
    help: ArgumentHelp(
      "只看其中一部分，写成 构成=名称，例如 物业=瑞和物业、楼组=12号楼；可以写几次，都要符合。", valueName: "构成=名称"))
  var only: [String] = []

  @Option(help: ArgumentHelp("列出一项数字背后的诉求：指标（响应率）或时限（首响）。", valueName: "指标"))
  var list: String?

  @Option(help: ArgumentHelp("--list 只列计入的 yes 或没有计入的 no。", valueName: "yes|no"))
  var counted: String?

  @Flag(help: "输出 JSON。")
  var json = false

  @Flag(help: "输出 CSV，一行一个数字，可以存成文件用表格软件打开。")
  var csv = false

  @OptionGroup var files: ReportFileOptions
}

/// `juwei report month`, `quarter`, `year`: they differ in the length of the span only.
protocol ReportSpanCommand: DeskSubcommand {
  /// How long the span is.
  static var kind: ReportSpan.Kind { get }
  /// `--db`, `--as`.
  var shared: SharedOptions { get }
  /// What is asked for.
  var report: ReportOptions { get }
}

extension ReportSpanCommand {
  static func described(_ name: String, _ date: String) -> CommandConfiguration {
    CommandConfiguration(
      commandName: name,
      abstract: "一\(kind == .quarter ? "个季度" : kind == .month ? "个月" : "年")的统计，每个数字都有算法，都能列出诉求。",
      discussion: """
        收到按收到时间算进本期，响应按响应时间，其余按办结时间；本期还没有过完时数到现在。撤销的不算。

        例：
          juwei report \(name)
          juwei report \(name) --date \(date) --by 楼组 --by 物业
          juwei report \(name) --list 响应率 --counted no
          juwei report \(name) --only 物业=瑞和物业 --json
          juwei report \(name) --all --by 居民区 --csv > 统计.csv
          juwei report \(name) --html --out 统计.html
          juwei report \(name) --xlsx --out 统计.xlsx --force
        """)
  }

  func run(in surroundings: Surroundings) throws {
    try ReportRun(kind: Self.kind, options: report, shared: shared, surroundings: surroundings)
      .run()
  }
}

/// `juwei report month`.
struct ReportMonthCommand: ReportSpanCommand {
  static let kind = ReportSpan.Kind.month
  static let configuration: CommandConfiguration = described("month", "2026-10")
  @OptionGroup var shared: SharedOptions
  @OptionGroup var report: ReportOptions
}

/// `juwei report quarter`.
struct ReportQuarterCommand: ReportSpanCommand {
  static let kind = ReportSpan.Kind.quarter
  static let configuration: CommandConfiguration = described("quarter", "2026-Q3")
  @OptionGroup var shared: SharedOptions
  @OptionGroup var report: ReportOptions
}

/// `juwei report year`.
struct ReportYearCommand: ReportSpanCommand {
  static let kind = ReportSpan.Kind.year
  static let configuration: CommandConfiguration = described("year", "2026")
  @OptionGroup var shared: SharedOptions
  @OptionGroup var report: ReportOptions
}
