/// The figures of some requests in a span, as numbers that add up: those of neighbourhoods to those of a 片区, and what
/// happened in the months to what happened in the quarter. What stands at the end of a span is kept apart.
package struct FigureTally: Hashable, Sendable {
  /// Numerator and denominator of every figure, side by side, in the order of ``FigureKind``.
  struct Counts: Hashable, Sendable {
    var values = [Int](repeating: 0, count: FigureKind.allCases.count * 2)

    mutating func add(_ other: Counts) {
      for index in values.indices { values[index] += other.values[index] }
    }

    mutating func add(_ about: Marks.Set, counted: Marks.Set) {
      var rest = about.rawValue
      while rest != 0 {
        let index = rest.trailingZeroBitCount
        rest &= rest - 1
        values[index * 2 + 1] += 1
        if counted.rawValue & (1 << UInt32(index)) != 0 { values[index * 2] += 1 }
      }
    }

    /// Those of two sets as figures.
    static func figures(_ happened: Counts, _ standing: Counts) -> [Figure] {
      FigureKind.allCases.enumerated().map { index, kind in
        Figure(
          kind, happened.values[index * 2] + standing.values[index * 2],
          of: happened.values[index * 2 + 1] + standing.values[index * 2 + 1])
      }
    }
  }

  /// What happened in the span, and what stands at its end.
  struct Pair: Hashable, Sendable {
    var happened = Counts()
    var standing = Counts()

    mutating func add(_ marks: Marks) {
      happened.add(marks.happened, counted: marks.happenedCounted)
      standing.add(marks.standing, counted: marks.standingCounted)
    }
  }

  /// One clock.
  struct ClockCounts: Hashable, Sendable {
    var onTime = 0
    var running = 0
    /// Whole minutes that those took that stopped, in no order.
    var minutes: [Int] = []
  }

  /// A place and a week of the heat map.
  struct Cell: Hashable, Sendable {
    var key: BreakdownKey
    var monday: Int
  }

  var whole = Pair()
  var parts: [BreakdownKey: Pair] = [:]
  var clocks: [ObligationKind: ClockCounts] = [:]
  /// Received and closed by the number of the day.
  var days: [Int: [Int]] = [:]
  /// Received by 楼组 and by 居民区, and week.
  var cells: [Cell: Int] = [:]

  /// Nothing.
  package init() {}

  /// Counts one request.
  package mutating func add(_ fact: RequestFact, by question: FigureQuestion) {
    guard question.hasBegun, fact.state != .cancelled, fact.receivedAt < question.cut else {
      return
    }
    let marks = Marks(of: fact, by: question)
    if !marks.isEmpty {
      whole.add(marks)
      for breakdown in Breakdown.allCases {
        parts[BreakdownKey(breakdown, of: fact), default: Pair()].add(marks)
      }
    }
    for clock in fact.clocks { add(clock, by: question) }
    if question.isReceived(fact) {
      let day = fact.receivedAt.day
      days[day.number, default: [0, 0]][0] += 1
      let monday = ReportSpan.monday(of: day).number
      cells[Cell(key: .group(fact.group), monday: monday), default: 0] += 1
      cells[Cell(key: .neighborhood(fact.neighborhood), monday: monday), default: 0] += 1
    }
    if marks.happened.contains(.closed), let endedAt = fact.endedAt {
      days[endedAt.day.number, default: [0, 0]][1] += 1
    }
  }

  /// In which figures one request is, a bit a figure: asked once and counted in many places.
  struct Marks {
    var happened = Set()
    var happenedCounted = Set()
    var standing = Set()
    var standingCounted = Set()

    /// Figures by their place among all.
    struct Set: OptionSet {
      var rawValue: UInt32 = 0
      /// ``FigureKind/closed``.
      static let closed = Set(
        rawValue: FigureKind.allCases.firstIndex(of: .closed).map { 1 << UInt32($0) } ?? 0)
    }

    init(of fact: RequestFact, by question: FigureQuestion) {
      for (index, kind) in FigureKind.allCases.enumerated() {
        guard let verdict = question.verdict(of: fact, in: kind) else { continue }
        let bit = Set(rawValue: 1 << UInt32(index))
        if verdict.isStanding {
          standing.insert(bit)
          if verdict.isCounted { standingCounted.insert(bit) }
        } else {
          happened.insert(bit)
          if verdict.isCounted { happenedCounted.insert(bit) }
        }
      }
    }

    var isEmpty: Bool { happened.isEmpty && standing.isEmpty }
  }

  private mutating func add(_ clock: RequestFact.Clock, by question: FigureQuestion) {
    guard ClockFigure.kinds.contains(clock.kind), let verdict = question.verdict(clock) else {
      return
    }
    if verdict.isStanding {
      clocks[clock.kind, default: ClockCounts()].running += 1
    } else if let stopped = clock.stoppedAt {
      clocks[clock.kind, default: ClockCounts()].minutes.append(
        max(0, stopped.seconds(since: clock.startedAt) / 60))
      if verdict.isCounted { clocks[clock.kind, default: ClockCounts()].onTime += 1 }
    }
  }

  /// Adds the same span of other requests, or a span that follows on this one.
  /// - Parameter later: Whether it follows: then what stood at the end of this one counts no more.
  package mutating func add(_ other: FigureTally, isLater: Bool = false) {
    if isLater { forgetStanding() }
    whole.happened.add(other.whole.happened)
    whole.standing.add(other.whole.standing)
    for (key, pair) in other.parts {
      parts[key, default: Pair()].happened.add(pair.happened)
      parts[key, default: Pair()].standing.add(pair.standing)
    }
    for (kind, counts) in other.clocks {
      clocks[kind, default: ClockCounts()].onTime += counts.onTime
      clocks[kind, default: ClockCounts()].running += counts.running
      clocks[kind, default: ClockCounts()].minutes += counts.minutes
    }
    for (day, counts) in other.days {
      days[day, default: [0, 0]][0] += counts[0]
      days[day, default: [0, 0]][1] += counts[1]
    }
    for (cell, count) in other.cells { cells[cell, default: 0] += count }
  }

  /// Takes what stands in another tally, and nothing of what happened in it.
  package mutating func addStanding(of other: FigureTally) {
    whole.standing.add(other.whole.standing)
    for (key, pair) in other.parts where pair.standing != Counts() {
      parts[key, default: Pair()].standing.add(pair.standing)
    }
    for (kind, counts) in other.clocks where counts.running > 0 {
      clocks[kind, default: ClockCounts()].running += counts.running
    }
  }

  /// Leaves what happened alone.
  package mutating func forgetStanding() {
    whole.standing = Counts()
    for key in parts.keys { parts[key]?.standing = Counts() }
    for kind in clocks.keys { clocks[kind]?.running = 0 }
  }

  /// As a report shows it.
  /// - Parameters:
  ///   - places: What the rows of the heat map are, in order.
  ///   - title: What people call a part.
  package func survey(
    of question: SurveyQuestion, asOf: Instant, places: [BreakdownKey],
    title: (BreakdownKey) -> String
  ) -> Survey {
    Survey(
      question: question, asOf: asOf,
      figures: Counts.figures(whole.happened, whole.standing),
      clocks: ClockFigure.kinds.compactMap { kind in clocks[kind].map { figure(kind, $0) } },
      parts: surveyParts(title), days: surveyDays(question.span, asOf: asOf),
      heat: heat(question.span, places, title))
  }

  private func figure(_ kind: ObligationKind, _ counts: ClockCounts) -> ClockFigure {
    ClockFigure(
      kind: kind, onTime: counts.onTime, stopped: counts.minutes.count, running: counts.running,
      median: ClockFigure.percentile(50, of: counts.minutes),
      ninetieth: ClockFigure.percentile(90, of: counts.minutes))
  }

  private func surveyParts(_ title: (BreakdownKey) -> String) -> [Breakdown: [Survey.Part]] {
    var found: [Breakdown: [Survey.Part]] = [:]
    for (key, pair) in parts {
      let figures = Counts.figures(pair.happened, pair.standing)
      // A quarter's months may leave parts of which nothing is left.
      guard figures.contains(where: { $0.denominator > 0 }) else { continue }
      found[key.breakdown, default: []].append(
        Survey.Part(key: key, title: title(key), figures: figures))
    }
    return found.mapValues { parts in
      parts.sorted {
        let (one, other) = ($0[.received].denominator, $1[.received].denominator)
        return (other, $0.title) < (one, $1.title)
      }
    }
  }

  private func surveyDays(_ span: ReportSpan, asOf: Instant) -> [Survey.DayCount] {
    (span.start.day.number..<span.end.day.number).map { number in
      let counts = days[number] ?? [0, 0]
      return Survey.DayCount(day: Day(number: number), received: counts[0], closed: counts[1])
    }
  }

  private func heat(
    _ span: ReportSpan, _ places: [BreakdownKey], _ title: (BreakdownKey) -> String
  ) -> Survey.Heat {
    let weeks = span.weeks
    return Survey.Heat(
      weeks: weeks,
      rows: places.map { key in
        Survey.Heat.Row(
          key: key, title: title(key),
          counts: weeks.map { cells[Cell(key: key, monday: $0.number)] ?? 0 })
      })
  }
}
