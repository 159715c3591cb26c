import CoreModel
import Foundation
import Store

/// 会议通知 and 会议纪要, as text and as pages that print on A4.
struct CouncilPage {
  let detail: CouncilDetail
  let directory: CoreModel.Directory
  let now: Instant

  private var meeting: CouncilMeeting { detail.meeting }
  private var notice: CouncilNotice {
    CouncilNotice(of: meeting, in: directory, relativeTo: now)
  }
  private var minutes: CouncilMinutes {
    CouncilMinutes(of: meeting, items: detail.items, in: directory, relativeTo: now)
  }

  func title(of paper: CouncilPaper) -> String {
    switch paper {
    case .notice: notice.title
    case .minutes: minutes.title
    }
  }

  func text(of paper: CouncilPaper) -> String {
    switch paper {
    case .notice: notice.text + "\n"
    case .minutes: minutes.text
    }
  }

  func page(of paper: CouncilPaper) -> HTMLPage {
    switch paper {
    case .notice: noticePage
    case .minutes: minutesPage
    }
  }

  private var noticePage: HTMLPage {
    let notice = notice
    var blocks: [HTMLPage.Block] = [
      .table(
        HTMLPage.Table(
          headers: [],
          rows: [
            [.init("时间", .strong), .init(notice.time)],
            [.init("地点", .strong), .init(notice.place)],
          ] + (notice.people.isEmpty ? [] : [[.init("参加", .strong), .init(notice.people)]]),
          widths: [15, 85]))
    ]
    if !notice.topics.isEmpty {
      blocks += [
        .heading("议题"),
        .paragraph(
          notice.topics.enumerated().map { "\($0.offset + 1). \($0.element)" }
            .joined(separator: "\n")),
      ]
    }
    if !notice.words.isEmpty { blocks.append(.paragraph(notice.words)) }
    blocks.append(.paragraph("有意见想在会上说的，请在会前告诉楼组长或居委。"))
    return HTMLPage(
      title: notice.title, subtitle: notice.neighborhood, blocks: blocks,
      footer: "\(notice.neighborhood)居民委员会 · \(now.day.dateText(relativeTo: now.day))")
  }

  private var minutesPage: HTMLPage {
    let minutes = minutes
    var blocks: [HTMLPage.Block] = [.paragraph(minutes.people.joined(separator: "\n"))]
    if let warning = minutes.warning { blocks.append(.note(warning)) }
    for (index, item) in minutes.items.enumerated() {
      blocks.append(.heading(MorningMinutes.ordinal(index) + item.title))
      if !item.requests.isEmpty {
        blocks.append(.note("来自诉求 \(item.requests.joined(separator: "、"))"))
      }
      if !item.positions.isEmpty { blocks.append(.list(item.positions)) }
      if !item.votes.isEmpty {
        blocks.append(.paragraph(item.votes.map { "表决　\($0)" }.joined(separator: "\n")))
      }
      blocks.append(.paragraph("决议　\(item.resolution ?? "还没有")"))
      guard !item.tasks.isEmpty else { continue }
      blocks.append(
        .table(
          HTMLPage.Table(
            headers: ["", "办什么", "谁办", "几时办好"],
            rows: item.tasks.enumerated().map { number, task in
              [
                .init("\(number + 1)", .muted), .init(task.what, .strong), .init(task.who),
                .init(task.due),
              ]
            }, widths: [5, 55, 15, 25])))
    }
    if !minutes.notes.isEmpty {
      blocks += [.heading("会议记录")] + minutes.notes.map { .paragraph($0) }
    }
    if !minutes.remarks.isEmpty { blocks += [.heading("其他事项"), .paragraph(minutes.remarks)] }
    blocks.append(.signatures(["主持：", "记录：", "到会代表："]))
    return HTMLPage(
      title: minutes.title, subtitle: minutes.subtitle, blocks: blocks, footer: "居委值班台")
  }

  /// Keeps the page in a folder and says where; a page of the same name that says something else is left alone.
  func write(_ paper: CouncilPaper, in folder: String = NSHomeDirectory()) throws -> String {
    let name = "\(folder)/\(title(of: paper))-会\(meeting.number)-\(meeting.start.day.iso8601)"
    let text = page(of: paper).text
    let paths = ["\(name).html"] + (2...99).map { "\(name)-\($0).html" }
    for path in paths where FileManager.default.fileExists(atPath: path) {
      if FileManager.default.contents(atPath: path) == Data(text.utf8) { return path }
    }
    guard let path = paths.first(where: { !FileManager.default.fileExists(atPath: $0) }) else {
      throw StoreError.failed("\(folder) 里同一次会的文件太多了；请先移走一些再存")
    }
    try TextFile.write(text, to: path)
    return path
  }
}
