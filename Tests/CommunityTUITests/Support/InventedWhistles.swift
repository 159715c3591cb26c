import CoreModel
import Store

@testable import CommunityTUI

/// Whistles at the invented desk: one with a unit that is late, one that waits for what was undertaken, one that is over,
/// and a standing measure.
enum InventedWhistles {
  static let now = Invented.now
  static let facts = WhistleFacts(directory: Invented.directory, rules: Invented.rules.deadlines)

  /// A whistle with steps; each is so many minutes after it was blown.
  static func whistle(
    _ id: String, _ title: String, _ level: WhistleLevel, _ units: [String], ago: Int, due: Int,
    serial: Int, requests: [FindingRequest] = [], _ steps: [(Int, WhistleEvent)] = []
  ) -> Whistle? {
    let start = now.adding(minutes: -ago)
    let order = WhistleOrder(
      serial: serial, title: title, level: level, words: "三个摊占了消防通道，联系 13800002046",
      units: units.map { WhistleUnit($0, contact: "5000") }, dueAt: start.adding(minutes: due),
      keeper: Invented.chen.id, requests: requests)
    let events = [(0, WhistleEvent.blown(order))] + steps
    return Whistle(
      id: WhistleID(id),
      records: events.enumerated().map { index, step in
        DutyRecord(
          version: index + 1, at: start.adding(minutes: step.0), actor: Invented.wang.id,
          event: step.1)
      })
  }

  /// The board; its first whistle is about a request.
  static func board(_ rows: [QueueRow] = []) -> WhistleBoard {
    let source = rows.first.map { FindingRequest(id: $0.id, number: $0.number) }
    let late = whistle(
      "w1", "南门外夜间烧烤占道、油烟扰民", .red, ["城管中队", "市场监管所"], ago: 300, due: 120, serial: 1,
      requests: source.map { [$0] } ?? [],
      [
        (
          60,
          .checkedIn(
            WhistleCheckIn(
              unit: "城管中队", at: now.adding(minutes: -240), people: "刘队长", words: "劝离一个摊"))
        ),
        (
          70,
          .undertook(
            WhistleUndertaking(
              task: TaskID("t1"), unit: "城管中队", words: "每晚巡查到月底", dueAt: now.adding(minutes: 4000),
              person: Invented.ding.id))
        ),
      ])
    let owing = whistle(
      "w2", "5号楼外墙脱落", .orange, ["房管办事处"], ago: 900, due: 600, serial: 1,
      [
        (
          100,
          .checkedIn(
            WhistleCheckIn(unit: "房管办事处", at: now.adding(minutes: -800), people: "徐工"))
        )
      ])
    let over = whistle(
      "w3", "南门雨水井倒灌", .yellow, ["排水管理所"], ago: 9000, due: 3000, serial: 1,
      [
        (
          200,
          .checkedIn(
            WhistleCheckIn(unit: "排水管理所", at: now.adding(minutes: -8800), people: "养护班"))
        ), (900, .closed(WhistleClosing(.solved, words: "四口井已疏通"))),
      ])
    let measure = DeskTask(
      TaskOrder(
        id: TaskID("m1"), title: "疏通南门两侧雨水井", person: Invented.ding.id,
        dueAt: now.day.adding(days: 11).at(minute: 1050),
        origin: OnwardLink(.whistle, id: "w3", title: "南门雨水井倒灌"), recurrence: .everyQuarter),
      by: Invented.wang.id, at: now.adding(minutes: -8000))
    return WhistleBoard(
      open: [late, owing].compactMap { $0 }, closed: [over].compactMap { $0 },
      measures: [StandingMeasure(task: measure, lastDoneAt: now.adding(minutes: -90_000))],
      sources: [WhistleID("w1"): rows.prefix(1).map { OnwardSource(row: $0) }])
  }
}
