/// Who can be given a request: one rule for the gate, the forms, quick-add and the command line.
extension Directory {
  /// Those whom a request can be given to, in the directory's order.
  package var handlers: [Person] { people(with: Set(Permissions.handling)) }

  /// Those who may take an order out of a crew's pool; while nobody of the crew is listed, everybody who
  /// handles requests, since the desk must be able to say who went.
  package func takers(of crew: Crew) -> [Person] {
    let members = people(with: crew.members)
    return members.isEmpty ? handlers : members
  }

  /// Why a request cannot be given to somebody; nil when it can.
  package func refusal(toGive handler: Handler) -> Refusal? {
    guard let id = handler.person else { return nil }
    guard let person = person(id) else {
      return .invalid("人员名册里没有这位承办人，没有派单；请重新选择")
    }
    guard person.isActive else { return .invalid("\(person.name)已不在岗，没有派单；请另选承办人") }
    guard Permissions.handling.contains(person.role) else {
      return .invalid("\(person.name)是\(person.role.title)，不承办诉求，没有派单；请另选承办人")
    }
    return nil
  }

  /// Why somebody cannot be recorded as the one who took an order out of a crew's pool; nil when they can.
  ///
  /// The crew speaks for itself alone; the desk records for those who phone in.
  package func refusal(toRecord taker: PersonID, from crew: Crew, by actor: Actor) -> Refusal? {
    guard taker == actor.person || Permissions.desk.contains(actor.role) else {
      return .invalid("只能为自己接单；别人接单由本人或值班台记录")
    }
    let takers = takers(of: crew)
    if takers.contains(where: { $0.id == taker }) { return nil }
    let named = person(taker).map { "\($0.name)（\($0.isActive ? $0.role.title : "已不在岗")）" }
    let choice = takers.prefix(8).map(\.name).joined(separator: "、")
    return .invalid(
      "\(named ?? "这个人")不能接\(crew.title)的单；可选：\(choice)\(takers.count > 8 ? "…" : "")")
  }
}
