import Testing

@testable import CoreModel

@Suite("How alike two requests are")
struct LikenessTests {
  private static let now = Instant(milliseconds: 1_795_174_920_000)

  private static func one(
    _ text: String, group: String? = nil, room: String? = nil, phone: String? = nil,
    daysAgo: Int = 0
  ) -> Likeness {
    Likeness(
      group: group.map { GroupID($0) }, room: room, phone: phone, text: text,
      receivedAt: now.adding(minutes: -daysAgo * 1440))
  }

  // MARK: Words

  @Test(
    "One matter is known by its many names",
    arguments: [
      ("楼道灯不亮", "楼梯口照明坏了好几天"), ("楼道灯不亮", "走廊灯勿亮，摸黑上楼"), ("电梯停了", "升降机坏脱了，老人下不来"),
      ("马桶堵了", "抽水马桶反水"), ("门禁刷卡没反应", "门禁坏了，进不去"), ("遛狗不牵绳", "大狗没拴绳子，吓人"),
      ("楼道堆满杂物", "走廊里堆放鞋柜"), ("停水了怎么没通知", "龙头放不出水"), ("厨房水管漏水", "水槽下面的管子在滴水"),
    ])
  func sameMatter(_ words: (String, String)) {
    let score = Likeness.score(
      Self.one(words.0, group: "12", room: "502"), Self.one(words.1, group: "12", room: "502"))
    #expect(score >= Likeness.threshold, "\(words) \(score)")
  }

  @Test(
    "Another matter in the same room is another matter",
    arguments: [
      ("厨房水管漏水", "楼道灯不亮"), ("电梯按键失灵", "电梯里有人抽烟"), ("隔壁群租住了十几个人", "物业费涨价没有征求意见"),
      ("空调外机滴水", "厨房水管漏水"), ("居住证怎么办理", "想申请助餐"), ("楼上半夜跑来跑去", "马桶堵了"),
    ])
  func otherMatter(_ words: (String, String)) {
    let score = Likeness.score(
      Self.one(words.0, group: "12", room: "502"), Self.one(words.1, group: "12", room: "502"))
    #expect(score < Likeness.threshold, "\(words) \(score)")
  }

  @Test("Empty phrases, how it was typed and how it is spoken make no difference")
  func empty() {
    let plain = MatterText("楼道灯不亮")
    for text in ["居委老师你好，楼道灯不亮，谢谢", "麻烦请尽快处理，楼道灯勿亮", "楼道灯不亮！！！"] {
      #expect(Likeness.matterScore(plain, MatterText(text)) == 100, "\(text)")
    }
  }

  @Test(
    "A text without words has nothing in common with anything",
    arguments: ["", " ", "，。", "123", "a"])
  func wordless(_ text: String) {
    #expect(Likeness.matterScore(MatterText(text), MatterText(text)) == 0)
    #expect(Likeness.matterScore(MatterText(text), MatterText("楼道灯不亮")) == 0)
  }

  @Test("The pairs asked for first are those that tell most")
  func telling() {
    #expect(MatterText.tellingPairs(of: "居委老师你好，我家漏水了", limit: 1) == ["漏水"])
    #expect(MatterText.tellingPairs(of: "漏水", limit: 6) == ["漏水"])
    #expect(MatterText.tellingPairs(of: "漏", limit: 6).isEmpty)
    let names = MatterText.spotNames(in: "小花园的路灯和北门")
    #expect(Set(names).isSuperset(of: ["花园", "小花园", "北门", "北大门"]))
  }

  // MARK: Place, person, time

  @Test(
    "Where and who",
    arguments: [
      ("楼道灯不亮", ("12", "502", nil), ("12", "502", nil), 100),
      ("楼道灯不亮", ("12", "502", nil), ("12", "502室", nil), 100),
      ("楼道灯不亮", ("12", "502", nil), ("12", "301", nil), 85),
      ("马桶堵了", ("12", "502", nil), ("12", "301", nil), 45),
      ("马桶堵了", ("12", "502", nil), ("12", nil, nil), 85),
      ("马桶堵了", ("12", "502", nil), (nil, nil, nil), 45),
      ("马桶堵了", ("12", "502", nil), ("8", "502", nil), 0),
      ("马桶堵了", ("12", "502", "1380"), ("8", "502", "1380"), 55),
      ("马桶堵了", ("12", "502", "1380"), (nil, nil, "1380"), 90),
      ("马桶堵了", ("12", "502", "1380"), ("12", "301", "1380"), 55),
      ("马桶堵了", ("12", "502", "1380"), (nil, nil, "1390"), 45),
      ("北门口路灯不亮", (nil, nil, nil), ("8", nil, nil), 85),
    ] as [(String, (String?, String?, String?), (String?, String?, String?), Int)])
  func place(
    _ text: String, _ a: (String?, String?, String?), _ b: (String?, String?, String?), _ score: Int
  ) {
    let one = Self.one(text, group: a.0, room: a.1, phone: a.2)
    let other = Self.one(text, group: b.0, room: b.1, phone: b.2)
    #expect(Likeness.placeScore(one, other) == score)
  }

  @Test("Another spot of the grounds is another place")
  func spots() {
    let here = Self.one("北门口路灯不亮")
    #expect(Likeness.score(here, Self.one("小花园路灯不亮")) < Likeness.threshold)
    #expect(Likeness.score(here, Self.one("北大门的路灯坏了")) >= Likeness.threshold)
  }

  @Test(
    "When", arguments: [(0, 100), (2, 100), (3, 99), (30, 90), (90, 70), (91, 0), (4000, 0)])
  func time(_ days: Int, _ score: Int) {
    let then = Self.now.adding(minutes: -days * 1440)
    #expect(Likeness.timeScore(Self.now, then) == score)
    #expect(Likeness.timeScore(then, Self.now) == score)
  }

  // MARK: Properties

  /// Anything, drawn so that agreement is common.
  private static func drawn(_ dice: inout RandomHistoryTests.Dice) -> Likeness {
    func some<Value>(_ values: [Value]) -> Value? { values.randomElement(using: &dice) ?? nil }
    func bits() -> UInt64 {
      UInt64.random(in: 0...63, using: &dice) & UInt64.random(in: 0...63, using: &dice)
    }
    let pairs = (0..<Int.random(in: 0...16, using: &dice)).map { _ in
      UInt32.random(in: 0x4E00_4E00...0x4E00_4E10, using: &dice)
    }
    return Likeness(
      group: some([nil, GroupID("1"), GroupID("2")]) ?? nil,
      room: some([nil, "101", "102"]) ?? nil,
      detail: some([nil, "北门"]) ?? nil, phone: some([nil, "1", "2"]) ?? nil,
      matter: MatterText(topics: bits() << 14, troubles: bits(), sites: bits(), pairs: pairs),
      spots: UInt64.random(in: 0...2, using: &dice),
      receivedAt: now.adding(minutes: -Int.random(in: 0...(100 * 1440), using: &dice)))
  }

  private static func with(
    _ one: Likeness, group: GroupID? = nil, room: String? = nil, phone: String? = nil,
    topics: UInt64 = 0, troubles: UInt64 = 0, pairs: [UInt32] = [], spots: UInt64 = 0,
    at: Instant? = nil
  ) -> Likeness {
    Likeness(
      group: group ?? one.group, room: room ?? one.room, detail: one.detail,
      phone: phone ?? one.phone,
      matter: MatterText(
        topics: one.matter.topics | topics, troubles: one.matter.troubles | troubles,
        sites: one.matter.sites, pairs: one.matter.pairs + pairs), spots: one.spots | spots,
      receivedAt: at ?? one.receivedAt)
  }

  @Test("Symmetric, from 0 to 100, and whatever agrees more never makes it less")
  func properties() {
    var dice = RandomHistoryTests.Dice(state: 7)
    for _ in 0..<20_000 {
      let (a, b) = (Self.drawn(&dice), Self.drawn(&dice))
      let score = Likeness.score(a, b)
      #expect((0...100).contains(score))
      #expect(score == Likeness.score(b, a))
      let bit = UInt64(1) << UInt64.random(in: 0...63, using: &dice)
      let pair = UInt32.random(in: 0x4E00_4E00...0x4E00_4E20, using: &dice)
      let agreeing: [(String, (Likeness) -> Likeness)] = [
        ("phone", { Self.with($0, phone: "9") }),
        ("group", { Self.with($0, group: GroupID("9")) }),
        ("group and room", { Self.with($0, group: GroupID("9"), room: "901") }),
        ("topic", { Self.with($0, topics: bit) }), ("trouble", { Self.with($0, troubles: bit) }),
        ("words", { Self.with($0, pairs: [pair]) }), ("spot", { Self.with($0, spots: bit) }),
        ("time", { Self.with($0, at: Self.now) }),
      ]
      for (what, change) in agreeing {
        let more = Likeness.score(change(a), change(b))
        #expect(more >= score, "\(what): \(score) → \(more) of \(a) and \(b)")
        if more < score { return }
      }
    }
  }

  @Test(
    "A request is as much like itself as anything can be",
    arguments: ["楼道灯不亮", "厨房水管漏水到楼下", "无法归类的事情"])
  func itself(_ text: String) {
    let one = Self.one(text, group: "12", room: "502", phone: "13800002046")
    #expect(Likeness.score(one, one) == 100)
  }

  @Test("Any text is read, however strange")
  func total() {
    var dice = RandomHistoryTests.Dice(state: 11)
    for _ in 0..<2000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...40, using: &dice) {
        let value = UInt32.random(in: 0...0x2FFFF, using: &dice)
        if let scalar = Unicode.Scalar(value) { text.append(scalar) }
      }
      let read = MatterText(String(text))
      #expect(read.weight >= 0)
      #expect(MatterText.tellingPairs(of: String(text), limit: 6).count <= 6)
    }
  }
}
