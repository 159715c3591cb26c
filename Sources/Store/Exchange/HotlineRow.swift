package import CoreModel

/// One ticket of a hotline export, as far as a request needs it.
package struct HotlineRow: Hashable, Sendable {
  /// The line of the file on which the row begins, from 1.
  package var line: Int
  /// The ticket.
  package var ticket: HotlineTicket
  /// 标题 and 内容.
  package var text: String
  /// Where, in the export's words.
  package var place: RequestPlace
  /// Who called; masked numbers (`150××××`) stay as they are.
  package var resident: Resident
  /// 紧急程度.
  package var urgency: Urgency
  /// When the city took it down, else when it was assigned, else when it was closed or read.
  package var receivedAt: Instant
  /// Whether the export stated when it was received or assigned.
  package var statesDate: Bool
  /// How it ended, when the export says that it has.
  package var closing: HotlineClosing?
  /// Same for two rows that mean the same, whatever their encoding, column order or date spelling.
  package var fingerprint: String

  /// Makes a row.
  package init(
    line: Int, ticket: HotlineTicket, text: String, place: RequestPlace = RequestPlace(),
    resident: Resident = Resident(), urgency: Urgency = .normal, receivedAt: Instant,
    statesDate: Bool = true, closing: HotlineClosing? = nil, fingerprint: String
  ) {
    self.line = line
    self.ticket = ticket
    self.text = text
    self.place = place
    self.resident = resident
    self.urgency = urgency
    self.receivedAt = receivedAt
    self.statesDate = statesDate
    self.closing = closing
    self.fingerprint = fingerprint
  }

  /// The registration that the row makes; the store fills the number in.
  package func registration(
    in neighborhood: NeighborhoodID, firstReceiver: PersonID, number: String = ""
  ) -> Registration {
    Registration(
      number: number, neighborhood: neighborhood, text: text, channel: .hotline,
      urgency: urgency, place: place, resident: resident, firstReceiver: firstReceiver,
      receivedAt: receivedAt, hotline: ticket)
  }
}

extension HotlineRow {
  /// What the row says otherwise than what was imported before, in the words of the export.
  ///
  /// A row without dates says nothing about them, although ``receivedAt`` is filled in.
  package func differences(
    from stored: Registration, closing storedClosing: HotlineClosing?
  ) -> [String] {
    var names: [String] = []
    func compare<Value: Equatable>(_ name: String, _ new: Value, _ old: Value) {
      if new != old { names.append(name) }
    }
    let old = stored.hotline
    compare("工单状态", ticket.stateText, old?.stateText)
    compare("工单类型", ticket.kindText, old?.kindText)
    compare("问题分类", ticket.categoryPath, old?.categoryPath ?? [])
    compare("内容", text, stored.text)
    compare("地址", place.detail, stored.place.detail)
    compare("联系人", resident.name, stored.resident.name)
    compare("电话", resident.phone, stored.resident.phone)
    compare("紧急程度", urgency, stored.urgency)
    compare("办理时限", ticket.statedDueAt, old?.statedDueAt)
    if statesDate {
      compare("收到时间", receivedAt, stored.receivedAt)
      compare("派单时间", ticket.assignedAt, old?.assignedAt)
    }
    compare("办结时间", closing?.at, storedClosing?.at)
    compare("办理结果", closing?.outcome, storedClosing?.outcome)
    compare("是否满意", closing?.satisfaction, storedClosing?.satisfaction)
    let columns = Set(ticket.otherColumns.keys).union(old?.otherColumns.keys.map { $0 } ?? [])
    for column in columns.sorted()
    where ticket.otherColumns[column] != old?.otherColumns[column] && !names.contains(column)
      && !HotlineHeader.isVolatile(column)
    {
      names.append(column)
    }
    return names
  }
}

/// A row that cannot be imported; it does not stop the others.
package struct RefusedRow: Hashable, Sendable {
  /// The line of the file on which the row begins, from 1.
  package var line: Int
  /// Why, for the person at the desk.
  package var reason: String

  /// Makes one.
  package init(line: Int, reason: String) {
    self.line = line
    self.reason = reason
  }
}
