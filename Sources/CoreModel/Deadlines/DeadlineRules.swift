/// What every due time follows from: the policy, the desk's hours and the working calendar. A request
/// and these rules give its clocks and what is owed next; nothing of it depends on the present.
package struct DeadlineRules: Hashable, Codable, Sendable {
  /// How long things may take, now and formerly.
  package var policies: PolicyBook
  /// When somebody is at the desk.
  package var dutyTime: DutyTime
  /// Which days are worked.
  package var calendar: WorkingCalendar

  /// The standard policy and hours with the calendar that we ship.
  package static let standard = DeadlineRules()

  /// Goes up whenever the same request and the same rules give other due times or another obligation
  /// than before, so that what was stored by an earlier build is reckoned anew.
  package static let reckoning = 5

  /// Makes rules.
  package init(
    policies: PolicyBook = .standard, dutyHours: DutyHours = .standard,
    calendar: WorkingCalendar = .shipped
  ) {
    self.init(policies: policies, dutyTime: DutyTime(dutyHours), calendar: calendar)
  }

  /// Makes rules with seasons, special days and a roster.
  package init(
    policies: PolicyBook = .standard, dutyTime: DutyTime, calendar: WorkingCalendar = .shipped
  ) {
    self.policies = policies
    self.dutyTime = dutyTime
    self.calendar = calendar
  }

  /// 错时时段: the usual hours, of a day that neither season nor roster makes another.
  package var dutyHours: DutyHours {
    get { dutyTime.hours }
    set { dutyTime.hours = newValue }
  }

  /// Every clock that started, in the order of a request's life, each with its explanation.
  ///
  /// A clock that another step overtook (提交议事会 while work went on) stops with that step. While a
  /// request is on hold its due times assume that the hold ends when it says.
  package func clocks(for request: Request) -> [Clock] {
    request.clockSpans.compactMap { span in
      guard let limit = limit(of: span, in: request) else { return nil }
      return Clock(
        kind: span.kind, basis: limit.basis, startedAt: span.start,
        dueAt: limit.due, originallyDueAt: limit.originallyDue, stoppedAt: span.stop,
        explanation: explanation(of: span, limit, in: request))
    }
  }

  /// What must be said on screen beside due times of a request that rest on a guess.
  package func notices(for request: Request) -> [String] {
    var years: Set<Int> = []
    var lacksDutyHours = false
    for span in request.clockSpans {
      guard let limit = limit(of: span, in: request), limit.rule != nil else { continue }
      lacksDutyHours = lacksDutyHours || limit.lacksDutyHours
      if limit.basis != .wall {
        let first = span.start.day.components.year
        years.formUnion(first...max(first, limit.due.day.components.year))
      }
    }
    return notices(years: years, lacksDutyHours: lacksDutyHours)
  }

  /// What must be said on screen whatever is shown: that this year's calendar, or from December the
  /// next one's, is not loaded, or that no duty hours are set.
  package func notices(at now: Instant) -> [String] {
    let (year, month, _) = now.day.components
    return notices(
      years: month == 12 ? [year, year + 1] : [year], lacksDutyHours: dutyTime.isEmpty)
  }

  private func notices(years: Set<Int>, lacksDutyHours: Bool) -> [String] {
    let calendarNotice = calendar.unpublishedNotice(years: years.sorted())
    let hoursNotice = lacksDutyHours ? DeadlineRules.noDutyHours : nil
    return [calendarNotice, hoursNotice].compactMap { $0 }
  }

  static let noDutyHours = "没有设置值班时间，按自然时间推算"
}
