import CoreModel
import Store

@testable import CommunityTUI

/// An invented neighbourhood at a fixed moment: people, places and a request at every stage.
enum Invented {
  /// Friday 2026-11-20, 19:42 in Shanghai.
  static let now = Instant(milliseconds: 1_795_174_920_000)
  static let scope = NeighborhoodID("n1")

  static let wang = Person(id: PersonID("wang"), name: "王芳", role: .dutyOfficer, unit: "居委会")
  static let chen = Person(id: PersonID("chen"), name: "陈静", role: .secretary, unit: "居委会")
  static let zhao = Person(id: PersonID("zhao"), name: "赵师傅", role: .maintenance, unit: "瑞和物业")
  static let sun = Person(id: PersonID("sun"), name: "孙师傅", role: .maintenance, unit: "瑞和物业")
  static let ding = Person(id: PersonID("ding"), name: "丁建", role: .gridWorker, unit: "街道网格")
  static let zhou = Person(id: PersonID("zhou"), name: "周宁", role: .readOnly, unit: "街镇")
  static let people = [wang, chen, zhao, sun, ding, zhou]

  static let directory = Directory(
    neighborhood: Neighborhood(id: scope, name: "瑞和锦庭居民区"),
    estates: [
      Estate(id: EstateID("e1"), name: "瑞和锦庭"), Estate(id: EstateID("e2"), name: "木荷苑"),
    ],
    microGrids: [MicroGrid(id: MicroGridID("g1"), name: "第一微网格", gridWorker: ding.id)],
    groups: [
      group("3号楼", leader: "张阿姨"), group("8号楼", leader: "李师傅"),
      group("12号楼", leader: "钱老师"), group("木荷苑5号", estate: "e2", leader: "吴阿姨"),
      group("真源1058弄", estate: "e2", leader: nil),
    ] + (21...50).map { group("\($0)号楼", leader: "组长\($0)") }, people: people)

  static let rules = DeskRules()

  static func session(_ person: Person = wang) -> AppState.Session {
    AppState.Session(actor: Actor(person), directory: directory, rules: rules)
  }

  private static func group(
    _ name: String, estate: String = "e1", leader: String?
  ) -> BuildingGroup {
    BuildingGroup(
      id: GroupID(name), name: name, estate: EstateID(estate), microGrid: MicroGridID("g1"),
      leader: leader, rotatingLeader: leader.map { _ in "轮值居民" }, weChatGroup: "\(name)邻里群",
      assignedStaff: wang.id, households: 36)
  }

  /// A line of 新诉求 that was kept at another desk.
  static func kept(_ text: String, minutesAgo: Int = 5) -> KeptDraft {
    KeptDraft(
      slot: DraftSlot.quickAdd.name, draft: Draft(text), savedAt: now.adding(minutes: -minutesAgo),
      origin: Draft.Origin(desk: DeskID("other"), body: text))
  }

  static let shifts = [
    shift("s1", .evening, day: 0, from: 17 * 60 + 30, to: 20 * 60, [wang.id]),
    shift("s2", .nightPatrol, day: 0, from: 20 * 60, to: 22 * 60, [ding.id, zhao.id]),
    shift("s3", .weekend, day: 1, from: 9 * 60, to: 16 * 60, [chen.id]),
  ]

  private static func shift(
    _ id: String, _ kind: ShiftKind, day: Int, from: Int, to: Int, _ people: [PersonID]
  ) -> Shift {
    let day = now.day.adding(days: day)
    return Shift(
      id: Identifier(id), neighborhood: scope, start: day.at(minute: from), end: day.at(minute: to),
      kind: kind, people: people)
  }
}

/// A request to be invented: how it came in and what was done since.
struct InventedRequest: Sendable {
  var id: String
  var minutesAgo: Int
  var text: String
  var channel = Channel.weChatGroup
  var group: String?
  var room: String?
  var resident = Resident()
  var urgency = Urgency.normal
  var hotline: String?
  var kind = TicketKind.complaint
  /// What else the export says of the ticket.
  var otherColumns: [String: String] = [:]
  /// One command a minute, beginning the minute after it came in, by the desk.
  var commands: [RequestCommand] = []

  /// The whole history, decided by the model's own rules.
  func history(serial: Int) throws -> RequestHistory {
    let receivedAt = Invented.now.adding(minutes: -minutesAgo)
    let padded = serial < 10 ? "00\(serial)" : "0\(serial)"
    let form = Registration(
      number: "\(receivedAt.day.compactText)-\(padded)", neighborhood: Invented.scope, text: text,
      channel: hotline == nil ? channel : .hotline, urgency: urgency,
      place: RequestPlace(group: group.map { GroupID($0) }, room: room), resident: resident,
      firstReceiver: Invented.wang.id, receivedAt: receivedAt,
      hotline: hotline.map {
        HotlineTicket(
          number: $0, kind: kind, kindText: kind.title, categoryPath: ["城市管理", "噪声"],
          assignedAt: receivedAt, otherColumns: otherColumns)
      })
    var history = try RequestHistory(
      id: RequestID(id),
      events: [
        RecordedEvent(
          version: 1, at: receivedAt, actor: Invented.wang.id, event: .registered(form))
      ]
    ).orThrow()
    for (offset, command) in commands.enumerated() {
      let isOfSecretary = [.supervise, .waive].contains(command.kind)
      let actor = isOfSecretary ? Invented.chen : Invented.wang
      history = try history.recording(
        command, by: Actor(actor), at: receivedAt.adding(minutes: offset + 1))
    }
    return history
  }
}

extension InventedRequest {
  /// One request at every stage; the identity says which.
  static let all: [InventedRequest] = [
    InventedRequest(
      id: "new", minutesAgo: 3, text: "楼道灯不亮，有老人摔倒", group: "12号楼", room: "502",
      resident: Resident(name: "李阿姨", phone: "13800002046"), urgency: .critical),
    InventedRequest(
      id: "answered", minutesAgo: 12, text: "单元门关不上", channel: .phone, group: "8号楼", room: "101",
      resident: Resident(name: "何先生", phone: "13900003157"), commands: [.respond(note: "马上派人看")]),
    InventedRequest(
      id: "graded", minutesAgo: 14, text: "厨房水管漏水", channel: .qrCode, group: "3号楼", room: "1201",
      resident: Resident(name: "孙女士", phone: "13700004268"),
      commands: [.respond(note: ""), .triage(TriageDecision(tier: .first))]),
    InventedRequest(
      id: "given", minutesAgo: 45, text: "车棚充电桩不通电", channel: .visitor, group: "3号楼", room: "301",
      resident: Resident(name: "周老伯"), commands: .begun(.person(Invented.zhao.id))),
    InventedRequest(
      id: "pooled", minutesAgo: 20, text: "楼道墙面渗水", group: "真源1058弄",
      commands: .begun(.pool(.maintenance))),
    InventedRequest(
      id: "taken", minutesAgo: 30, text: "门禁刷卡没有反应", group: "8号楼",
      commands: .begun(.person(Invented.zhao.id)) + [.accept(by: nil)]),
    InventedRequest(
      id: "there", minutesAgo: 50, text: "马桶反水", channel: .phone, group: "真源1058弄", room: "402",
      resident: Resident(name: "马阿姨", phone: "13600005379"), commands: .there),
    InventedRequest(
      id: "done", minutesAgo: 70, text: "楼道堆物影响通行", group: "12号楼", commands: .done),
    InventedRequest(
      id: "told", minutesAgo: 90, text: "路灯晚上不亮", group: "木荷苑5号", commands: .told),
    InventedRequest(
      id: "refused", minutesAgo: 2 * 1440, text: "装修噪声中午不停", group: "8号楼", room: "702",
      commands: .told + [.reject(reason: "第二天又开始了")]),
    InventedRequest(
      id: "held", minutesAgo: 1440, text: "雨棚破损要换新", group: "3号楼",
      commands: [
        .respond(note: ""), .triage(TriageDecision(tier: .second)),
        .hold(Hold(reason: "等配件", until: Invented.now.adding(minutes: 3 * 1440))),
      ]),
    InventedRequest(
      id: "council", minutesAgo: 3 * 1440, text: "希望加装非机动车棚", channel: .secretaryDay,
      group: "木荷苑5号",
      commands: [.respond(note: ""), .escalate(reason: "涉及公共空间，要大家商量")]),
    InventedRequest(
      id: "ticket", minutesAgo: 26 * 60, text: "收废品喇叭扰民", group: "8号楼", room: "101",
      hotline: "20261119SH0042"),
    InventedRequest(
      id: "ended", minutesAgo: 5 * 60, text: "信报箱锁坏", group: "12号楼",
      commands: .told + [.confirm(note: "")]),
    InventedRequest(
      id: "dropped", minutesAgo: 6 * 60, text: "重复登记的诉求",
      commands: [.cancel(reason: "重复登记")]),
  ]
}

extension InventedRequest {
  /// The same matter again and again at one place, and another at a second one.
  static let recurring = [
    ("8号楼", "电梯停了"), ("8号楼", "电梯又坏了，老人下不来"), ("8号楼", "升降机不动"), ("8号楼", "电梯停运，按了没反应"),
    ("3号楼", "楼上漏水到我家"), ("3号楼", "卫生间天花板渗水"), ("3号楼", "楼道灯不亮"), ("3号楼", "走廊灯坏了"),
  ].enumerated().map { index, one in
    InventedRequest(
      id: "again\(index)", minutesAgo: 60 + index * 1440, text: one.1, group: one.0,
      room: "\(index + 1)01")
  }
}

extension [RequestCommand] {
  static func begun(_ handler: Handler) -> [RequestCommand] {
    [
      .respond(note: "已联系维修"), .triage(TriageDecision(tier: .first)),
      .dispatch(Dispatch(to: handler)),
    ]
  }
  static let there = begun(.person(Invented.zhao.id)) + [.accept(by: nil), .arrive(note: "")]
  static let done = there + [.resolve(Resolution(outcome: "已清理"))]
  static let told = done + [.feedback(Feedback("已清理，请看看", by: .weChat))]
}

extension RequestHistory {
  /// The history after a command, as the store would record it.
  func recording(
    _ command: RequestCommand, by actor: Actor, at now: Instant, beside kin: Kinship = .none
  ) throws -> RequestHistory {
    let events = try decide(
      command, by: actor, at: now, in: Invented.directory, beside: kin, under: .standard)
    let recorded = events.enumerated().map { offset, event in
      RecordedEvent(
        version: request.version + 1 + offset, at: now, actor: actor.person, event: event)
    }
    return try appending(recorded).orThrow()
  }
}

/// Something in the invented world does not fit together.
struct Impossible: Error {}

extension Optional {
  /// The value, or an error that fails the test.
  func orThrow() throws -> Wrapped {
    guard let self else { throw Impossible() }
    return self
  }
}
