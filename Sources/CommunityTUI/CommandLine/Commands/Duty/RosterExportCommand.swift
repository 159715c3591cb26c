import ArgumentParser
import CoreModel
import Foundation
import Store

/// `juwei roster export`.
struct RosterExportCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "导出一个月的值班表：XLSX 或 CSV（人×日），或可以打印的网页（A4）。",
    discussion: """
      格式看文件名：.xlsx、.csv 是人×日的表，改好以后可以再用 juwei roster import 读回来；.html 用浏览器打开打印。

      例：
        juwei roster export 值班表.xlsx
        juwei roster export 12月值班表.html --month 2026-12
        juwei roster export 值班表.csv --month 2026-12 --force
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("写到哪个文件，以 .xlsx、.csv 或 .html 结尾。", valueName: "文件"))
  var file: String

  @Option(help: ArgumentHelp("哪个月，例如 2026-12；不写为本月。", valueName: "年-月"))
  var month: String?

  @Flag(help: "已经有这个文件时覆盖它。")
  var force = false

  func run(in surroundings: Surroundings) throws {
    let now = surroundings.clock.now
    guard let format = RosterExport.Format(path: file) else {
      throw UsageProblem("文件名要以 .xlsx、.csv 或 .html 结尾，不是「\(file)」")
    }
    guard let chosen = month.map(ScoreMonth.init(text:)) ?? ScoreMonth(of: now.day) else {
      throw UsageProblem("月份写成 2026-12，不是「\(month ?? "")」")
    }
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("数据库里还没有居民区，没有值班表可以导出") }
      let export = RosterExport(
        path: (file as NSString).expandingTildeInPath, format: format, year: chosen.year,
        month: chosen.month, isReplacing: force)
      surroundings.say(try export.write(from: session.store, of: session.scope, at: now))
    }
  }
}

/// A month of the roster on its way to a file.
struct RosterExport: Sendable, Equatable {
  /// What a file may be.
  enum Format: String, CaseIterable, Sendable {
    case xlsx, html, csv

    /// By a file's name; nil when it ends in none of them.
    init?(path: String) {
      let ending = (path as NSString).pathExtension.lowercased()
      self.init(rawValue: ending == "htm" ? "html" : ending)
    }

    /// What it is for.
    var title: String {
      switch self {
      case .xlsx: "Excel 表（人×日）"
      case .html: "网页，打印 A4"
      case .csv: "CSV 表（人×日）"
      }
    }
  }

  /// Where it is written.
  var path: String
  /// As what.
  var format: Format
  /// Which month.
  var year: Int
  var month: Int
  /// Whether a file of this name is to be replaced.
  var isReplacing: Bool

  /// Writes the file; what was done, in words.
  func write(
    from store: DeskStore, of scope: NeighborhoodID, at now: Instant
  ) throws -> String {
    let month = try store.rosterMonth(of: scope, year: year, month: month)
    guard !month.shifts.isEmpty else {
      throw StoreError.file("\(month.title)还没有排班，没有写出任何文件；换一个月，或先排班")
    }
    switch format {
    case .html:
      try TextFile.write(
        RosterPrint(month: month, now: now).page.text, to: path, replacing: isReplacing)
    case .xlsx, .csv:
      try RosterSheet.write(
        month, to: path, format: format == .csv ? .csv : .xlsx, replacing: isReplacing, at: now)
    }
    let what = format == .html ? "，用浏览器打开后打印" : "，改好可以再导入"
    return "\(month.title)值班表已写到 \(path)（\(month.shifts.count) 个班次、\(month.people.count) 人）\(what)"
  }
}
