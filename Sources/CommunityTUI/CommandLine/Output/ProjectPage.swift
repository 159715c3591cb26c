import CoreModel
import Foundation
import Store

/// 项目公示 and 销项公示 as a page that prints on A4: what residents may read, with no resident in it.
struct ProjectPage: Sendable, Equatable {
  let line: ProjectLine
  /// Whether it is what came of it.
  let isResult: Bool
  let directory: CoreModel.Directory
  let now: Instant

  static func == (one: ProjectPage, other: ProjectPage) -> Bool {
    one.line == other.line && one.isResult == other.isResult && one.now == other.now
  }

  private var project: Project { line.project }
  private var title: String { isResult ? "微实事销项公示" : "微实事项目公示" }

  /// The page.
  var page: HTMLPage {
    let plan = project.plan
    var blocks: [HTMLPage.Block] = [.heading("项目"), .table(facts)]
    if !plan.funds.isEmpty {
      blocks += [
        .heading("资金"),
        .table(
          HTMLPage.Table(
            headers: ["来源", "金额"],
            rows: plan.funds.map { [.init($0.source), .init($0.amount.text)] } + [
              [.init("合计", .strong), .init(plan.funds.total.text, .strong)]
            ], widths: [60, 40])),
      ]
    }
    blocks += [.heading(isResult ? "做了什么" : "安排"), .table(schedule)]
    if isResult, let review = project.reviews.last?.review {
      blocks += [.heading("居民评议"), .paragraph("\(review.day.iso8601)：\(review.text)")]
    }
    if !isResult {
      blocks.append(
        .paragraph(
          "对本项目有意见、建议的居民，请在公示期内到居委会或向楼组长提出，我们逐条答复。"))
    }
    blocks.append(.signatures(["\(directory.neighborhood.name)居民委员会", "年　　月　　日"]))
    return HTMLPage(
      title: title, subtitle: "\(directory.neighborhood.name) · 编号 \(project.number)",
      blocks: blocks, footer: "居委值班台 · \(now.dateTimeText(relativeTo: project.startedAt)) 打印")
  }

  private var facts: HTMLPage.Table {
    let plan = project.plan
    var rows: [(String, String)] = [("名称", Privacy.masked(plan.name))]
    if !plan.aim.isEmpty { rows.append(("要做到什么", Privacy.masked(plan.aim))) }
    rows.append(("由来", "\(line.counted.count) 件居民诉求" + (plan.agenda == nil ? "" : "，经议事会议定")))
    rows.append(("负责", directory.name(of: plan.owner)))
    if let publication = project.publications.last, !isResult {
      rows.append(
        (
          "公示期",
          "\(publication.from.iso8601) 至 \(publication.through.iso8601)（\(publication.place)）"
        ))
    }
    if isResult, case .closedOff(let closing, let at, _) = project.ending {
      rows.append(("结果", Privacy.masked(closing.outcome)))
      rows.append(("销项", at.day.iso8601))
      if let spent = closing.spent { rows.append(("实际花费", spent.text)) }
    }
    return HTMLPage.Table(
      headers: [], rows: rows.map { [.init($0.0, .strong), .init($0.1)] }, widths: [20, 80])
  }

  private var schedule: HTMLPage.Table {
    HTMLPage.Table(
      headers: ["阶段", "做什么", isResult ? "完成" : "哪天前"],
      rows: project.milestones.filter { isResult ? $0.doneOn != nil : $0.struckFor == nil }.map {
        [
          .init($0.stage.title), .init(Privacy.masked($0.name), .strong),
          .init(isResult ? $0.doneOn?.iso8601 ?? "" : $0.due.iso8601),
        ]
      }, widths: [18, 57, 25])
  }

  /// Beside the person's other papers. One that says something else is left as it is.
  /// - Returns: Where it was written.
  func write(in folder: String = NSHomeDirectory()) throws -> String {
    let name = "\(folder)/\(title)-\(project.number)"
    let text = page.text
    let paths = ["\(name).html"] + (2...99).map { "\(name)-\($0).html" }
    for path in paths where FileManager.default.fileExists(atPath: path) {
      if FileManager.default.contents(atPath: path) == Data(text.utf8) { return path }
    }
    guard let path = paths.first(where: { !FileManager.default.fileExists(atPath: $0) }) else {
      throw StoreError.failed("\(folder) 里同一项目的公示页太多了；请先移走一些再存")
    }
    try TextFile.write(text, to: path)
    return path
  }
}
