import CoreModel
import Foundation
import Testing

@testable import Store

@Suite("今日小结 and 趋势 in the store") struct OutlookStoreTests {
  @Test func aDayIsCountedByGroupFromWhatCameInAndWhatWasClosed() throws {
    let desk = try TestDesk()
    let yesterday = desk.now.adding(minutes: -1440)
    try desk.add("楼道灯不亮", group: 0, room: "502", name: "李阿姨", phone: "13800002046")
    try desk.add("电梯停了", group: 0, followedBy: desk.closing)
    try desk.add("登记错了的", group: 0, followedBy: [.cancel(reason: "登记错了")])
    try desk.add("门禁坏了", group: 1, receivedAt: yesterday)
    let old = try desk.add("水管漏水", group: 0, receivedAt: yesterday)
    for command in desk.closing {
      _ = try desk.store.perform(
        command, on: old.history.id, expecting: nil, by: desk.actor, at: desk.now)
    }
    let summary = try desk.store.daySummary(of: desk.scope, day: desk.now.day, now: desk.now)
    let first = summary.figures(of: desk.groups[0].id)
    #expect(first.received == 2 && first.progress == [.unanswered: 1, .closed: 1])
    #expect(first.closedOlder == 1 && first.openOther == 0)
    let second = summary.figures(of: desk.groups[1].id)
    #expect(second.received == 0 && second.openOther == 1)
    #expect(summary.figures(of: desk.groups[2].id).isEmpty)
    let all = summary.figures(of: nil)
    #expect(all.received == 2 && all.openOther == 1 && all.closedOlder == 1 && all.groups == 1)
    let text = summary.text(of: desk.groups[0].id, named: "12号楼", now: desk.now)
    #expect(!text.contains("李阿姨") && !text.contains("502") && !text.contains("2046"))
    let before = try desk.store.daySummary(
      of: desk.scope, day: desk.now.day.adding(days: -1), now: desk.now)
    #expect(before.figures(of: nil).received == 2)
  }

  @Test func aTrendCountsByDayAndLeavesOutWhatWasCancelled() throws {
    let desk = try TestDesk()
    for (days, text, group) in [
      (0, "楼道灯不亮", 0), (0, "路灯坏了", 1), (3, "照明坏了", 0), (13, "灯泡碎了", 0), (14, "灯不亮", 0),
      (3, "电梯停了", 0),
    ] {
      try desk.add(text, group: group, receivedAt: desk.now.adding(minutes: -days * 1440))
    }
    try desk.add("灯不亮", group: 0, followedBy: [.cancel(reason: "登记错了")])
    let today = desk.now.day
    func counts(_ words: String, days: Int = 14) throws -> [Int: Int] {
      let trend = try desk.store.trend(
        TrendQuestion(words: words, days: days, end: today), of: desk.scope)
      #expect(trend.counts.count == days && !trend.isEstimate)
      return Dictionary(
        uniqueKeysWithValues: trend.counts.enumerated().filter { $0.element > 0 }.map {
          (days - 1 - $0.offset, $0.element)
        })
    }
    #expect(try counts("灯") == [0: 2, 3: 1, 13: 1], "照明 is the same matter")
    #expect(try counts("灯 12号楼") == [0: 1, 3: 1, 13: 1])
    #expect(try counts("灯泡") == [13: 1])
    #expect(try counts("") == [0: 2, 3: 2, 13: 1])
    #expect(try counts("灯", days: 28) == [0: 2, 3: 1, 13: 1, 14: 1])
    #expect(try counts("，") == [:], "punctuation alone is no question")
    let question = TrendQuestion(words: "灯", days: 14, end: today)
    let rows = try desk.store.trendRows(question, on: today, of: desk.scope)
    #expect(Set(rows.map(\.text)) == ["楼道灯不亮", "路灯坏了"])
  }

  @Test func measuresAreKeptUnlessSomebodyElseWasFaster() throws {
    let desk = try TestDesk()
    let one = try MeasureBook(text: "2026-07-21 启动夜巡", now: desk.now)
    let two = try MeasureBook(text: "2026-09-01 换灯", now: desk.now)
    try desk.store.setMeasures(one, seen: "", of: desk.scope, by: desk.actor)
    #expect(try desk.store.rules(of: desk.scope).measures == one)
    #expect(throws: StoreError.self) {
      try desk.store.setMeasures(two, seen: "", of: desk.scope, by: desk.actor)
    }
    #expect(throws: StoreError.self) {
      try desk.store.setMeasures(
        two, seen: one.text, of: desk.scope, by: Actor(desk.fitter))
    }
    try desk.store.setMeasures(two, seen: one.text, of: desk.scope, by: desk.actor)
    #expect(try desk.store.rules(of: desk.scope).measures == two)
  }

  /// More than a block of the index, against looking at every request.
  @Test func theIndexCountsWhatIsThere() throws {
    let folder = try TestDesk.makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let now = try #require(Instant(iso8601: "2026-11-21T19:42:00+08:00"))
    let demo = DemoNeighborhood(seed: 9, now: now, requests: 4600)
    let store = try DeskStore.open(path: folder + "/desk.sqlite")
    try store.installDemonstration(demo)
    defer { try? store.close() }
    let scope = demo.directory.neighborhood.id
    let requests = try store.everyHistory(of: scope).map(\.request)
    func says(_ request: Request, _ words: [String]) -> Bool {
      let haystack = SearchText.haystack(of: request)
      let group = request.registration.place.group.flatMap { demo.directory.group($0) }
      let place = group.map { $0.name + (demo.directory.estate($0.estate)?.name ?? "") } ?? ""
      return words.contains { haystack.contains($0) || place.contains($0) }
    }
    for words in ["", "漏水", "下水道", "垃圾", "12号楼"] {
      let meant = TrendQuestion.words(ofMatter: words) ?? [words]
      for end in [now.day, now.day.adding(days: -200)] {
        let question = TrendQuestion(words: words, days: 92, end: end)
        let trend = try store.trend(question, of: scope)
        var counts = Array(repeating: 0, count: 92)
        for request in requests
        where request.status != .cancelled && (words.isEmpty || says(request, meant)) {
          let index = request.receivedAt.day.number - question.first.number
          if counts.indices.contains(index) { counts[index] += 1 }
        }
        #expect(trend.counts == counts, "\(words)")
        if let busiest = trend.busiest {
          let rows = try store.trendRows(question, on: busiest.day, of: scope)
          #expect(rows.count == busiest.count)
        }
      }
    }
  }
}
