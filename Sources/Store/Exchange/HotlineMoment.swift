import CoreModel

/// When an export says that something was, or is due: to the second, or only on which day.
///
/// A bare day is no midnight. What has begun on it counts from its start; a limit runs to the close of business;
/// and what was closed on it was closed after whatever else that day is known to have brought.
enum HotlineMoment: Equatable {
  case exact(Instant)
  case day(Day)

  init?(_ reading: DateSpelling.Reading) {
    switch reading {
    case .instant(let instant): self = .exact(instant)
    case .day(let day): self = .day(day)
    case .impossible, .other: return nil
    }
  }

  /// The earliest that it can mean.
  var start: Instant {
    switch self {
    case .exact(let instant): instant
    case .day(let day): day.start
    }
  }

  /// As a limit for what was assigned then: the close of business by the standard hours (a file is read
  /// without a neighbourhood), and the day's end when it was assigned only after that.
  func due(assignedAt: Instant) -> Instant {
    guard case .day(let day) = self else { return start }
    let rules = DeadlineRules.standard
    let close = rules.dutyTime.closeOfBusiness(on: day, in: rules.calendar)
    return close >= assignedAt ? close : day.adding(days: 1).start.adding(seconds: -1)
  }

  /// As an end of what came in and was assigned then: on the same day, not before it.
  func end(after others: Instant...) -> Instant {
    guard case .day(let day) = self else { return start }
    return others.filter { $0.day == day }.reduce(day.start, max)
  }
}
