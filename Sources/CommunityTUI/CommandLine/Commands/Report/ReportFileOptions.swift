import ArgumentParser
import CoreModel
import Foundation
import Store

/// `--html`, `--xlsx`, `--out`: a report as a file.
struct ReportFileOptions: ParsableArguments {
  @Flag(help: "写成网页：数字、算法、图，A4 打印；不写 --out 就印在标准输出。")
  var html = false

  @Flag(help: "写成 Excel 工作簿：总览、时限、构成、楼组×周、明细（不带电话）。")
  var xlsx = false

  @Option(help: ArgumentHelp("写到哪个文件，以 .html 或 .xlsx 结尾时不用另写 --html、--xlsx。", valueName: "文件"))
  var out: String?

  @Flag(help: "已经有这个文件时覆盖它。")
  var force = false

  /// As what it is written; nil where no file is asked for.
  /// - Throws: ``UsageProblem`` for what does not go together.
  func kind() throws -> ReportFile.Kind? {
    guard !(html && xlsx) else { throw UsageProblem("--html 和 --xlsx 一次写一种") }
    if html { return .html }
    if xlsx {
      guard out != nil else { throw UsageProblem("--xlsx 要写明文件，例如 --out 统计.xlsx") }
      return .xlsx
    }
    guard let out else {
      guard !force else { throw UsageProblem("--force 和 --out 一起写") }
      return nil
    }
    switch (out as NSString).pathExtension.lowercased() {
    case "html", "htm": return .html
    case "xlsx": return .xlsx
    default: throw UsageProblem("文件名要以 .html 或 .xlsx 结尾，不是「\(out)」")
    }
  }

  /// Writes a report, or prints its page.
  func write(
    _ kind: ReportFile.Kind, _ question: SurveyQuestion, place: String? = nil,
    companies: [String]? = nil,
    of session: Session, in surroundings: Surroundings
  ) throws {
    let file = try ReportFile(
      store: session.store, question: question, place: place, directory: session.directory,
      book: session.store.rules(of: session.scope).appraisals, now: surroundings.clock.now)
    guard let out else {
      surroundings.output.write(try file.page(kind, companies: companies).text)
      return
    }
    let path = (out as NSString).expandingTildeInPath
    try file.write(kind, to: path, companies: companies, replacing: force)
    surroundings.say("\(question.span.title)\(kind.title)已写到 \(path)，\(kind.advice)")
  }
}
