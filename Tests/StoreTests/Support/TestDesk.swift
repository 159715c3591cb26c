import CoreModel
import Foundation

@testable import Store

/// An invented neighbourhood in a database of its own, which goes away with it.
final class TestDesk {
  let folder: String
  let store: DeskStore
  let scope = NeighborhoodID("n-1")
  let secretary = Person(id: PersonID("p-sj"), name: "周敏", role: .secretary)
  let officer = Person(id: PersonID("p-wf"), name: "王芳", role: .dutyOfficer)
  let fitter = Person(id: PersonID("p-zs"), name: "赵师傅", role: .maintenance, unit: "瑞和物业")
  let estate = Estate(id: EstateID("e-1"), name: "瑞和锦庭")
  let groups = ["12号楼", "木荷苑5号", "3号楼"].enumerated().map {
    BuildingGroup(id: GroupID("g-\($0.offset)"), name: $0.element, estate: EstateID("e-1"))
  }
  /// A Saturday evening.
  let now = Instant(iso8601: "2026-11-21T19:42:00+08:00") ?? Instant(milliseconds: 0)

  init() throws {
    folder = try TestDesk.makeFolder()
    store = try DeskStore.open(path: folder + "/desk.sqlite")
    try store.save(neighborhoods: [Neighborhood(id: scope, name: "瑞和锦庭居民区")])
    try store.save(people: [secretary, officer, fitter], in: scope)
    try store.save(estates: [estate], in: scope)
    try store.save(groups: groups, in: scope)
  }

  deinit {
    try? store.close()
    try? FileManager.default.removeItem(atPath: folder)
  }

  var actor: Actor { Actor(officer) }
  var boss: Actor { Actor(secretary) }

  static func makeFolder() throws -> String {
    let folder = NSTemporaryDirectory() + "juwei-store-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return folder
  }

  func form(
    _ text: String, group: Int? = nil, room: String? = nil, detail: String? = nil,
    name: String? = nil, phone: String? = nil, urgency: Urgency = .normal,
    receivedAt: Instant? = nil, ticket: HotlineTicket? = nil
  ) -> Registration {
    Registration(
      number: "", neighborhood: scope, text: text,
      channel: ticket == nil ? .weChatGroup : .hotline, urgency: urgency,
      place: RequestPlace(group: group.map { groups[$0].id }, room: room, detail: detail),
      resident: Resident(name: name, phone: phone), firstReceiver: officer.id,
      receivedAt: receivedAt ?? now, hotline: ticket)
  }

  @discardableResult
  func add(
    _ text: String, group: Int? = nil, room: String? = nil, detail: String? = nil,
    name: String? = nil, phone: String? = nil, urgency: Urgency = .normal,
    receivedAt: Instant? = nil, followedBy commands: [RequestCommand] = []
  ) throws -> RequestDetail {
    let form = form(
      text, group: group, room: room, detail: detail, name: name, phone: phone, urgency: urgency,
      receivedAt: receivedAt)
    return try store.register(form, followedBy: commands, by: actor, at: receivedAt ?? now)
  }

  /// What closes a request in one breath.
  var closing: [RequestCommand] {
    [
      .respond(note: ""), .triage(TriageDecision(tier: .first)),
      .resolve(Resolution(outcome: "已修好")), .feedback(Feedback("已修好", by: .phone)),
      .confirm(note: ""),
    ]
  }

  func texts(_ filter: QueueFilter) throws -> [String] {
    try store.queue(filter, now: now).rows.map(\.text)
  }

  func found(_ search: String, view: QueueFilter.View = .open) throws -> Set<String> {
    Set(try texts(QueueFilter(scope: scope, view: view, search: search)))
  }
}
