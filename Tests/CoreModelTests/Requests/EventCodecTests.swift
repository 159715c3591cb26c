import Testing

@testable import CoreModel

@Suite("Events as they are written down")
struct EventCodecTests {
  private static let at = Instant(milliseconds: 1_795_000_000_000)

  static let one: [RequestEvent] = [
    .registered(
      Registration(
        number: "20261121-001", neighborhood: NeighborhoodID("n"), text: "楼道灯不亮",
        channel: .weChatGroup, urgency: .urgent,
        place: RequestPlace(group: GroupID("g"), room: "502", detail: nil),
        resident: Resident(name: "李阿姨", phone: "13800002046"),
        firstReceiver: PersonID("p"), receivedAt: at, namedHandler: .pool(.maintenance),
        hotline: HotlineTicket(
          number: "SH1", kind: .complaint, kindText: "投诉", categoryPath: ["城市管理", "市政"],
          assignedAt: at, statedDueAt: at, stateText: "办理中", otherColumns: ["标签": "七有五性"]))),
    .responded(Remark("马上来")),
    .triaged(
      TriageDecision(tier: .second, category: Category("邻里噪声"), urgency: .urgent, basis: "噪声")),
    .dispatched(Dispatch(to: .person(PersonID("p")), note: "带梯子")),
    .dispatched(Dispatch(to: .pool(.grid))),
    .accepted(Acceptance(by: PersonID("p"))), .arrived(Remark()),
    .resolved(
      Resolution(
        outcome: "换灯", evidence: [Evidence(fileName: "a.jpg", digest: "00ff", size: 12)])),
    .fedBack(Feedback("修好了", by: .weChat)), .confirmed(Remark()), .rejected(Remark("没修好")),
    .supervised(Remark("今天办好")), .held(Hold(reason: "等配件", until: at)), .resumed(Remark()),
    .escalated(Remark("群体")), .noted(Remark("记")),
    .amended(Amendment(text: "新", resident: Resident(), channel: .visitor, urgency: .critical)),
    .cancelled(Remark("重复")), .reopened(Remark("又来")), .undone(Undoing(version: 3, reason: "错")),
    .phoneRevealed(Remark()),
    .closedByHotline(HotlineClosing(at: at, outcome: "已办", satisfaction: "满意")),
    .acknowledged(Reminder(.soon, of: .arrival, dueAt: at)),
    .linked(Linking(to: RequestID("r"), number: "20261121-001", text: "同一处")),
    .unlinked(Linking(to: RequestID("r"), number: "20261121-001")),
    .informed(Informing("已受理", by: .weChat, to: .group, template: "受理")),
    .hotlineReconciled(
      HotlineReconciliation(
        choices: [
          .init(.state, ours: "处理中", theirs: "已办结", takesTheirs: true),
          .init(.other("区"), ours: nil, theirs: "虚构区", takesTheirs: false),
        ], fingerprint: "00ff")),
    .takenOver(TakingOver(from: PersonID("p"), since: at)),
  ]

  @Test("What is written is read back", arguments: one)
  func roundTrip(event: RequestEvent) throws {
    let stored = try EventCodec.encode(event)
    #expect(try EventCodec.decode(stored) == event)
  }

  @Test("What is written by hand is what the encoder writes")
  func payloadText() throws {
    var random = SplitMix(seed: 7)
    func pick<T>(_ values: [T]) -> T { values[Int(random.next() % UInt64(values.count))] }
    let pieces =
      (0..<0x80).map { String(Unicode.Scalar(UInt8($0))) } + [
        "楼道灯", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{85}", "é", "e\u{301}", "🏠", "𠀀", "／", "\r\n",
        "\u{FFFD}",
      ]
    func words() -> String { (0..<Int(random.next() % 6)).map { _ in pick(pieces) }.joined() }
    func maybe() -> String? { pick([nil, words()]) }
    for _ in 0..<3000 {
      let columns = (0..<Int(random.next() % 6)).map { _ in (words(), words()) }
      let ticket = HotlineTicket(
        number: words(), kind: pick(TicketKind.allCases), kindText: words(),
        categoryPath: (0..<Int(random.next() % 3)).map { _ in words() },
        assignedAt: Self.at, statedDueAt: pick([nil, Self.at]), stateText: words(),
        otherColumns: Dictionary(columns) { first, _ in first })
      let form = Registration(
        number: words(), neighborhood: NeighborhoodID(words()), text: words(),
        channel: pick(Channel.allCases), urgency: pick(Urgency.allCases),
        place: RequestPlace(group: maybe().map { GroupID($0) }, room: maybe(), detail: maybe()),
        resident: Resident(name: maybe(), phone: maybe()), firstReceiver: PersonID(words()),
        receivedAt: Instant(milliseconds: Int64(bitPattern: random.next()) >> 12),
        namedHandler: pick([nil, nil, nil, .pool(.grid)]), hotline: pick([nil, ticket]))
      let closing = HotlineClosing(at: Self.at, outcome: words(), satisfaction: words())
      for event in [RequestEvent.registered(form), .closedByHotline(closing)] {
        let stored = try EventCodec.encode(event)
        #expect(stored.payload == (try EventCodec.encodedPayload(of: event)))
        #expect(try EventCodec.decode(stored) == event)
      }
    }
  }

  /// Texts as the first version wrote them. Never change a line: databases hold them.
  static let fixtures: [(String, String, RequestEvent)] = [
    ("responded", #"{"text":"马上来"}"#, .responded(Remark("马上来"))),
    (
      "triaged", #"{"basis":"噪声","category":"邻里噪声","tier":2,"urgency":"urgent"}"#,
      .triaged(
        TriageDecision(
          tier: .second, category: Category("邻里噪声"), urgency: .urgent, basis: "噪声"))
    ),
    (
      "dispatched", #"{"handler":{"person":{"_0":"p"}},"note":"带梯子"}"#,
      .dispatched(Dispatch(to: .person(PersonID("p")), note: "带梯子"))
    ),
    (
      "dispatched", #"{"handler":{"pool":{"_0":"grid"}},"note":""}"#,
      .dispatched(Dispatch(to: .pool(.grid)))
    ),
    ("accepted", #"{"by":"p"}"#, .accepted(Acceptance(by: PersonID("p")))),
    (
      "resolved", #"{"evidence":[{"digest":"00ff","fileName":"a.jpg","size":12}],"outcome":"换灯"}"#,
      .resolved(
        Resolution(
          outcome: "换灯", evidence: [Evidence(fileName: "a.jpg", digest: "00ff", size: 12)]))
    ),
    (
      "held", #"{"reason":"等配件","until":1795000000000}"#,
      .held(Hold(reason: "等配件", until: Instant(milliseconds: 1_795_000_000_000)))
    ),
    (
      "hotlineReconciled",
      #"{"choices":[{"field":"other:区","ours":"甲","takesTheirs":false,"theirs":"乙"}],"fingerprint":"00ff"}"#,
      .hotlineReconciled(
        HotlineReconciliation(
          choices: [.init(.other("区"), ours: "甲", theirs: "乙", takesTheirs: false)],
          fingerprint: "00ff"))
    ),
    (
      "taskSet",
      #"{"dueAt":1795000000000,"id":"r.4","meeting":{"number":20779},"person":"p","title":"去看灯"}"#,
      .task(
        .set(
          TaskOrder(
            id: TaskID("r.4"), title: "去看灯", person: PersonID("p"),
            dueAt: Instant(milliseconds: 1_795_000_000_000), meeting: Day(number: 20779))))
    ),
    (
      "taskChanged", #"{"dueAt":1795000000000,"person":"p","reason":"等配件","task":"r.4"}"#,
      .task(
        .changed(
          TaskChange(
            TaskID("r.4"), person: PersonID("p"),
            dueAt: Instant(milliseconds: 1_795_000_000_000), reason: "等配件")))
    ),
    (
      "taskSettled", #"{"outcome":"dropped","task":"r.4","words":"住户不要了"}"#,
      .task(.settled(TaskSettlement(TaskID("r.4"), .dropped, words: "住户不要了")))
    ),
    ("undone", #"{"reason":"错","version":3}"#, .undone(Undoing(version: 3, reason: "错"))),
    (
      "linked", #"{"main":"r","number":"20261121-001","text":"同一处"}"#,
      .linked(Linking(to: RequestID("r"), number: "20261121-001", text: "同一处"))
    ),
    (
      "unlinked", #"{"main":"r","number":"20261121-001","text":""}"#,
      .unlinked(Linking(to: RequestID("r"), number: "20261121-001"))
    ),
    ("fedBack", #"{"method":"weChat","text":"修好了"}"#, .fedBack(Feedback("修好了", by: .weChat))),
    (
      "takenOver", #"{"from":"p","since":1795000000000}"#,
      .takenOver(
        TakingOver(from: PersonID("p"), since: Instant(milliseconds: 1_795_000_000_000)))
    ),
    (
      "registered",
      #"{"channel":"phone","firstReceiver":"p","neighborhood":"n","number":"20261121-001","place":{"room":"502"},"receivedAt":1795000000000,"resident":{},"text":"灯","urgency":"normal"}"#,
      .registered(
        Registration(
          number: "20261121-001", neighborhood: NeighborhoodID("n"), text: "灯", channel: .phone,
          place: RequestPlace(room: "502"), firstReceiver: PersonID("p"),
          receivedAt: Instant(milliseconds: 1_795_000_000_000)))
    ),
  ]

  @Test("What the first version wrote stays readable and is written the same", arguments: fixtures)
  func fixture(kind: String, payload: String, event: RequestEvent) throws {
    let stored = EventCodec.Stored(kind: kind, layout: 1, payload: payload)
    #expect(try EventCodec.decode(stored) == event)
    #expect(try EventCodec.encode(event) == stored)
  }

  @Test("A newer build's event and a damaged one are told apart")
  func unreadable() {
    let newer = EventCodec.Stored(kind: "flown", layout: 1, payload: "{}")
    #expect(throws: EventCodec.Unreadable.unknownKind("flown", layout: 1)) {
      try EventCodec.decode(newer)
    }
    let damaged = EventCodec.Stored(kind: "accepted", layout: 1, payload: "{")
    #expect(throws: EventCodec.Unreadable.damaged(kind: "accepted")) {
      try EventCodec.decode(damaged)
    }
  }
}
