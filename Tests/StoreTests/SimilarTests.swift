import CoreModel
import Testing

@testable import Store

@Suite("Earlier requests that may be the same") struct SimilarTests {
  private func query(
    _ desk: TestDesk, _ text: String, group: Int? = nil, room: String? = nil, phone: String? = nil,
    at: Instant? = nil
  ) -> SimilarQuery {
    SimilarQuery(
      scope: desk.scope, place: RequestPlace(group: group.map { desk.groups[$0].id }, room: room),
      phone: phone, text: text, at: at ?? desk.now)
  }

  private func texts(_ desk: TestDesk, _ query: SimilarQuery) throws -> [String] {
    try desk.store.similar(to: query).matches.map(\.row.text)
  }

  private func ago(_ desk: TestDesk, days: Int) -> Instant {
    desk.now.adding(minutes: -days * 1440)
  }

  @Test func aRepeatIsFoundAndANewMatterIsNot() throws {
    let desk = try TestDesk()
    try desk.add("楼道灯不亮", group: 0, room: "502", receivedAt: ago(desk, days: 2))
    try desk.add("马桶堵了", group: 0, room: "301")
    #expect(try texts(desk, query(desk, "楼梯口的灯坏了", group: 0)) == ["楼道灯不亮"])
    #expect(try texts(desk, query(desk, "楼梯口的灯坏了", group: 1)).isEmpty)
    #expect(try texts(desk, query(desk, "电梯停了", group: 0)).isEmpty)
    #expect(try texts(desk, query(desk, "马桶堵了", group: 0, room: "502")).isEmpty)
  }

  @Test func theTelephoneFindsWhatThePlaceDoesNot() throws {
    let desk = try TestDesk()
    try desk.add("马桶堵了", group: 0, room: "301", phone: "138 0000 2046")
    #expect(try texts(desk, query(desk, "马桶又堵了", phone: "13800002046")) == ["马桶堵了"])
    #expect(try texts(desk, query(desk, "马桶又堵了", phone: "13800002047")).isEmpty)
  }

  @Test func howOftenTelephoneAndRoomCameIsCounted() throws {
    let desk = try TestDesk()
    for (text, days) in [("马桶堵了", 1), ("电梯停了", 29), ("楼道灯不亮", 31), ("居住证怎么办理", 80)] {
      try desk.add(
        text, group: 0, room: "301", phone: "13800002046", receivedAt: ago(desk, days: days))
    }
    try desk.add("同号不同室", group: 0, room: "3010")
    let found = try desk.store.similar(
      to: query(desk, "", group: 0, room: "301室", phone: "13800002046"))
    #expect(found.phone?.count == 2)
    #expect(found.room?.count == 2)
    #expect(found.room?.newest?.text == "马桶堵了")
    #expect(found.matches.isEmpty, "without words nothing is a repeat")
    let stranger = try desk.store.similar(to: query(desk, "电梯", phone: "13900000000"))
    #expect(stranger.phone?.count == 0 && stranger.room == nil)
  }

  @Test func oldOnesCancelledOnesOtherNeighbourhoodsAndItselfAreLeftOut() throws {
    let desk = try TestDesk()
    try desk.add("楼道灯不亮", group: 0, receivedAt: ago(desk, days: 100))
    try desk.add("楼道灯不亮", group: 0, followedBy: [.cancel(reason: "登记错了")])
    let kept = try desk.add("楼道灯不亮", group: 0)
    var asked = query(desk, "楼道灯不亮", group: 0)
    #expect(try desk.store.similar(to: asked).count == 1)
    asked.excluding = kept.history.id
    #expect(try desk.store.similar(to: asked).count == 0)
  }

  @Test(arguments: ["", "漏", "漏水", "  ", "\"", "* OR", "12", "１２号", "🙂🙂", "'; DROP"])
  func anyTextIsAnswered(_ text: String) throws {
    let desk = try TestDesk()
    try desk.add("厨房水管漏水", group: 0, room: "502")
    _ = try desk.store.similar(to: query(desk, text, group: 0, room: text, phone: text))
    _ = try desk.store.similar(to: query(desk, text))
  }

  @Test func theBestFiveComeFirstAndAllAreCounted() throws {
    let desk = try TestDesk()
    for days in 1...8 {
      try desk.add("楼道灯不亮", group: 0, room: "\(days)01", receivedAt: ago(desk, days: days))
    }
    let found = try desk.store.similar(to: query(desk, "楼道灯不亮", group: 0, room: "801"))
    #expect(found.count == 8)
    #expect(found.matches.map(\.row.room) == ["801", "101", "201", "301", "401"])
    #expect(found.matches.map(\.score) == found.matches.map(\.score).sorted(by: >))
  }

  /// What the indexes find is what comparing with every single request finds.
  @Test func nothingIsMissedThatComparingWithAllWouldFind() throws {
    let desk = try TestDesk()
    let matters = [
      "楼道灯不亮", "楼梯口照明坏了", "厨房水管漏水", "水槽下面滴水", "电梯停了", "马桶堵了", "门禁刷卡没反应", "北门口路灯不亮", "小花园路灯坏了",
      "遛狗不牵绳", "说不清楚的一件小事", "有件小事说不清楚",
    ]
    var all: [(text: String, likeness: Likeness)] = []
    for index in 0..<110 {
      let text = "\(matters[index * 7 % matters.count])，\(index)"
      let group = index % 4 == 3 ? nil : index % 3
      let room = index % 5 == 0 ? nil : "\(1 + index % 6)01"
      let phone = index % 6 == 0 ? "1380000\(1000 + index)" : nil
      let at = ago(desk, days: index % 100)
      try desk.add(text, group: group, room: room, phone: phone, receivedAt: at)
      all.append(
        (
          text,
          Likeness(
            group: group.map { desk.groups[$0].id }, room: room, phone: phone, text: text,
            receivedAt: at)
        ))
    }
    for (index, matter) in matters.enumerated() {
      for group in [nil, 0, 1] {
        let asked = query(
          desk, matter, group: group, room: index % 2 == 0 ? "201" : nil, phone: "13800001000")
        let mine = Likeness(
          place: asked.place, phone: asked.phone, text: asked.text, receivedAt: asked.at)
        let expected = all.filter { Likeness.score(mine, $0.likeness) >= Likeness.threshold }
        let found = try desk.store.similar(to: asked)
        #expect(found.count == expected.count, "\(matter) \(String(describing: group))")
        #expect(Set(found.matches.map(\.row.text)).isSubset(of: Set(expected.map(\.text))))
      }
    }
  }
}
