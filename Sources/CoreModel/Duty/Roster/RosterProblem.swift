/// Somebody who is not there for a while, as a roster sees it.
package struct RosterLeave: Hashable, Sendable {
  /// Who.
  package let person: PersonID
  /// From when.
  package let start: Instant
  /// Until when, not included.
  package let end: Instant
  /// `年休假`.
  package let title: String

  /// Makes one.
  package init(person: PersonID, start: Instant, end: Instant, title: String) {
    self.person = person
    self.start = start
    self.end = end
    self.title = title
  }

  /// Whether it touches a span.
  package func overlaps(_ shift: Shift) -> Bool { start < shift.end && shift.start < end }
}

/// A time for which the book asks for more people than stand there.
package struct RosterGap: Hashable, Sendable {
  /// What the book asks for.
  package let need: DutyNeed
  /// From when somebody is missing.
  package let start: Instant
  /// Until when.
  package let end: Instant
  /// How many stand there.
  package let standing: Int

  /// How many are missing.
  package var missing: Int { need.pattern.headcount - standing }
}

/// Something about a roster that somebody should look at.
package enum RosterProblem: Hashable, Sendable {
  /// 缺岗: fewer than the book asks for.
  case gap(RosterGap)
  /// 重班: one person in two places at the same time.
  case doubleBooking(PersonID, Shift, Shift)
  /// Somebody who is on leave then.
  case onLeave(PersonID, Shift, RosterLeave)
  /// Somebody whom nobody knows here.
  case unknown(PersonID, Shift)
  /// Somebody who does not work here any more.
  case inactive(PersonID, Shift)
  /// Somebody who by the book does not stand such shifts.
  case exempt(PersonID, Shift, reason: String)
  /// Somebody whose role by the book does not stand such shifts.
  case role(PersonID, Shift, Role)
  /// Fewer 党员 than the book asks for.
  case partyMembers(Shift, needed: Int, standing: Int)
  /// Two shifts of one kind at the same time, which often is one written twice.
  case overlap(Shift, Shift)

  /// The word for it.
  package var title: String {
    switch self {
    case .gap: "缺岗"
    case .doubleBooking: "重班"
    case .onLeave: "请假"
    case .unknown: "不在册"
    case .inactive: "离岗"
    case .exempt: "免排"
    case .role: "角色不符"
    case .partyMembers: "党员不足"
    case .overlap: "重叠"
    }
  }

  /// Whether the roster cannot stand as it is.
  package var isSevere: Bool {
    switch self {
    case .gap, .doubleBooking, .onLeave, .unknown, .inactive, .exempt: true
    case .role, .partyMembers, .overlap: false
    }
  }

  /// The day that it belongs to.
  package var day: Day {
    switch self {
    case .gap(let gap): gap.need.day
    case .doubleBooking(_, let a, let b), .overlap(let a, let b): max(a.start, b.start).day
    case .onLeave(_, let shift, _), .unknown(_, let shift), .inactive(_, let shift),
      .exempt(_, let shift, _), .role(_, let shift, _), .partyMembers(let shift, _, _):
      shift.start.day
    }
  }

  /// When it is over and nothing can be done about it any more.
  package var end: Instant {
    switch self {
    case .gap(let gap): gap.end
    case .doubleBooking(_, let a, let b), .overlap(let a, let b): min(a.end, b.end)
    case .onLeave(_, let shift, _), .unknown(_, let shift), .inactive(_, let shift),
      .exempt(_, let shift, _), .role(_, let shift, _), .partyMembers(let shift, _, _):
      shift.end
    }
  }

  /// The shifts it is about.
  package var shifts: [Shift] {
    switch self {
    case .gap: []
    case .doubleBooking(_, let a, let b), .overlap(let a, let b): [a, b]
    case .onLeave(_, let shift, _), .unknown(_, let shift), .inactive(_, let shift),
      .exempt(_, let shift, _), .role(_, let shift, _), .partyMembers(let shift, _, _):
      [shift]
    }
  }

  /// The person it is about.
  package var person: PersonID? {
    switch self {
    case .gap, .overlap, .partyMembers: nil
    case .doubleBooking(let id, _, _), .onLeave(let id, _, _), .unknown(let id, _),
      .inactive(let id, _), .exempt(let id, _, _), .role(let id, _, _):
      id
    }
  }

  /// What is wrong, in a sentence.
  package func text(in directory: Directory) -> String {
    switch self {
    case .gap(let gap):
      let pattern = gap.need.pattern
      let hours = Shift.hours(from: gap.start, to: gap.end)
      return gap.standing == 0
        ? "\(pattern.kind.title) \(hours) 没有人值班，规则要 \(pattern.headcount) 人"
        : "\(pattern.kind.title) \(hours) 只有 \(gap.standing) 人，缺 \(gap.missing) 人"
    case .doubleBooking(let id, let a, let b):
      return
        "\(directory.name(of: id))同时排在\(a.kind.title) \(a.hoursText) 和\(b.kind.title) \(b.hoursText)"
    case .onLeave(let id, let shift, let leave):
      return "\(directory.name(of: id))\(leave.title)，却排了\(shift.kind.title) \(shift.hoursText)"
    case .unknown(_, let shift):
      return "\(shift.kind.title) \(shift.hoursText) 有一位不在人员名册里"
    case .inactive(let id, let shift):
      return "\(directory.name(of: id))已不在岗，却排了\(shift.kind.title) \(shift.hoursText)"
    case .exempt(let id, let shift, let reason):
      return "规则写明\(directory.name(of: id))不排\(shift.kind.title)"
        + (reason.isEmpty ? "" : "：\(reason)")
    case .role(let id, let shift, let role):
      return "\(directory.name(of: id))是\(role.title)，按值班规则不值\(shift.kind.title)"
    case .partyMembers(let shift, let needed, let standing):
      return "\(shift.kind.title) \(shift.hoursText) 只有 \(standing) 名党员，规则要 \(needed) 名"
    case .overlap(let a, let b):
      return "两个\(a.kind.title)班次时间重叠：\(a.hoursText) 与 \(b.hoursText)，看看是不是排了两遍"
    }
  }
}

extension Shift {
  /// `17:30-20:00`, `22:00-次日02:00`.
  package var hoursText: String { Shift.hours(from: start, to: end) }

  /// A span of at most a day in words.
  package static func hours(from start: Instant, to end: Instant) -> String {
    let isMidnight = end == start.day.adding(days: 1).start
    let close = isMidnight ? "24:00" : (end.day > start.day ? "次日" : "") + end.clockText
    return "\(start.clockText)-\(close)"
  }

  /// How many minutes it lasts.
  package var minutes: Int { end.seconds(since: start) / 60 }

  /// Whether both are on at some moment.
  package func overlaps(_ other: Shift) -> Bool { start < other.end && other.start < end }
}
