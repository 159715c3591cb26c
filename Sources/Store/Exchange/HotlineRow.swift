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
  /// Which dates the export stated; the others were filled in.
  package var stated: StatedDates
  /// How it ended, when the export says that it has.
  package var closing: HotlineClosing?
  /// Same for two rows that mean the same, whatever their encoding, column order or date spelling.
  package var fingerprint: String
  /// Whether an export of ours has written it: there is something in the columns that we add.
  package var isOurs: Bool

  /// Makes a row.
  package init(
    line: Int, ticket: HotlineTicket, text: String, place: RequestPlace = RequestPlace(),
    resident: Resident = Resident(), urgency: Urgency = .normal, receivedAt: Instant,
    stated: StatedDates = .all, closing: HotlineClosing? = nil, fingerprint: String,
    isOurs: Bool = false
  ) {
    self.line = line
    self.ticket = ticket
    self.text = text
    self.place = place
    self.resident = resident
    self.urgency = urgency
    self.receivedAt = receivedAt
    self.stated = stated
    self.closing = closing
    self.fingerprint = fingerprint
    self.isOurs = isOurs
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
  /// What blanks the caller in what is shown of the row.
  var callerBlank: CallerBlank {
    CallerBlank(registration(in: NeighborhoodID(""), firstReceiver: PersonID("")))
  }
}

/// Dates that a row of an export can state.
package struct StatedDates: OptionSet, Hashable, Sendable {
  /// The bits.
  package let rawValue: UInt8

  /// From bits.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// 来电时间.
  package static let received = StatedDates(rawValue: 1)
  /// 派单时间.
  package static let assigned = StatedDates(rawValue: 2)
  /// 办结时间.
  package static let closed = StatedDates(rawValue: 4)
  /// All of them.
  package static let all: StatedDates = [.received, .assigned, .closed]
}

/// A row that cannot be imported; it does not stop the others.
package struct RefusedRow: Hashable, Sendable {
  /// The line of the file on which the row begins, from 1.
  package var line: Int
  /// Why, for the person at the desk.
  package var reason: String
  /// 工单编号, as far as it could be read.
  package var number: String
  /// What the row is about, as far as it could be read; cut short.
  package var text: String

  /// Makes one.
  package init(line: Int, reason: String, number: String = "", text: String = "") {
    self.line = line
    self.reason = reason
    self.number = number
    self.text = text
  }
}
