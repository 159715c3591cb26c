/// Of whom a report tells.
package enum SurveyScope: Hashable, Sendable {
  /// One 居民区.
  case neighborhood(NeighborhoodID)
  /// All of a 片区.
  case area(AreaID)
  /// Every 居民区 of the database.
  case all
}

/// What a report is asked for.
package struct SurveyQuestion: Hashable, Sendable {
  /// When.
  package var span: ReportSpan
  /// Whose.
  package var scope: SurveyScope
  /// Only the requests that belong to every one of these: one company, one 楼组.
  package var filter: [BreakdownKey]

  /// Asks for everything of a span.
  package init(_ span: ReportSpan, of scope: SurveyScope, only filter: [BreakdownKey] = []) {
    self.span = span
    self.scope = scope
    self.filter = filter
  }
}

/// 统计: the figures of a month, quarter or year.
package struct Survey: Hashable, Sendable {
  /// What was asked.
  package let question: SurveyQuestion
  /// As of when the figures are: the moment for which they were reckoned, or since when the oldest of what was kept
  /// has not been looked at again.
  package var asOf: Instant
  /// Whether something has changed since, so that the figures are being reckoned anew.
  package var isStale = false
  /// Every figure, in the order of ``FigureKind``.
  package var figures: [Figure]
  /// The clocks that stopped or are missed, in the order of ``ClockFigure/kinds``.
  package var clocks: [ClockFigure]
  /// The parts of each breakdown, most received first.
  package var parts: [Breakdown: [Part]]
  /// Received and closed day by day, the whole span; days to come have none.
  package var days: [DayCount]
  /// 楼组 × 周 for one 居民区, 居民区 × 周 for several: received.
  package var heat: Heat

  /// One part of a breakdown with its figures.
  package struct Part: Hashable, Sendable {
    /// Which.
    package let key: BreakdownKey
    /// As people call it.
    package var title: String
    /// Every figure, in the order of ``FigureKind``.
    package var figures: [Figure]

    /// Makes one.
    package init(key: BreakdownKey, title: String, figures: [Figure]) {
      self.key = key
      self.title = title
      self.figures = figures
    }

    /// The figure of a kind.
    package subscript(kind: FigureKind) -> Figure { figures.figure(kind) }
  }

  /// What came in and was closed on a day.
  package struct DayCount: Hashable, Sendable {
    /// The day.
    package let day: Day
    /// 收到.
    package var received: Int
    /// 办结.
    package var closed: Int

    /// Makes one.
    package init(day: Day, received: Int = 0, closed: Int = 0) {
      self.day = day
      self.received = received
      self.closed = closed
    }
  }

  /// What came in by place and week.
  package struct Heat: Hashable, Sendable {
    /// The Mondays.
    package var weeks: [Day]
    /// The places in the order of the wall plan, 「没有楼组」 last; those without any are there too.
    package var rows: [Row]

    /// A place.
    package struct Row: Hashable, Sendable {
      /// Which.
      package let key: BreakdownKey
      /// As people call it.
      package var title: String
      /// Received, a number for each of the weeks; days outside the span do not count.
      package var counts: [Int]

      /// Makes one.
      package init(key: BreakdownKey, title: String, counts: [Int]) {
        self.key = key
        self.title = title
        self.counts = counts
      }
    }

    /// Makes one.
    package init(weeks: [Day], rows: [Row] = []) {
      self.weeks = weeks
      self.rows = rows
    }
  }

  /// Makes one.
  package init(
    question: SurveyQuestion, asOf: Instant, figures: [Figure], clocks: [ClockFigure],
    parts: [Breakdown: [Part]], days: [DayCount], heat: Heat
  ) {
    self.question = question
    self.asOf = asOf
    self.figures = figures
    self.clocks = clocks
    self.parts = parts
    self.days = days
    self.heat = heat
  }

  /// The figure of a kind.
  package subscript(kind: FigureKind) -> Figure { figures.figure(kind) }

  /// The clock of a kind, if anything is to be said of it.
  package func clock(_ kind: ObligationKind) -> ClockFigure? { clocks.first { $0.kind == kind } }

  /// The days summed up month by month, for a year's line.
  package var months: [(month: ScoreMonth, received: Int, closed: Int)] {
    question.span.months.map { month in
      let days = days.filter { month.contains($0.day.start) }
      return (month, days.reduce(0) { $0 + $1.received }, days.reduce(0) { $0 + $1.closed })
    }
  }
}

extension [Figure] {
  /// The figure of a kind; one of nothing where it is missing.
  package func figure(_ kind: FigureKind) -> Figure {
    first { $0.kind == kind } ?? Figure(kind)
  }
}

/// Which requests of a survey somebody wants to see.
package struct SurveySelection: Hashable, Sendable {
  /// Of what.
  package var subject: Subject
  /// Which of them.
  package var part: Part
  /// Only of one part of a breakdown; nil for all.
  package var key: BreakdownKey?

  /// A number of the survey.
  package enum Subject: Hashable, Sendable {
    /// A figure.
    case figure(FigureKind)
    /// A clock.
    case clock(ObligationKind)
    /// What came in in the week that begins on a Monday, as far as it lies in the span.
    case week(Day)
    /// What came in on a day.
    case day(Day)
  }

  /// Numerator or denominator.
  package enum Part: String, CaseIterable, Sendable {
    /// All that it is about.
    case denominator
    /// Those that count.
    case numerator
    /// Those that do not.
    case rest
  }

  /// Whether a request that counts makes the number worse.
  package var isBetterLow: Bool {
    if case .figure(let kind) = subject { kind.isBetterLow ?? true } else { false }
  }

  /// Whether and how a request is behind the number; nil when it is not.
  package func answer(
    of fact: RequestFact, by question: FigureQuestion
  ) -> FigureQuestion.Answer? {
    func received(_ days: Range<Int>) -> FigureQuestion.Answer? {
      guard fact.state != .cancelled, question.isReceived(fact),
        days.contains(fact.receivedAt.day.number)
      else { return nil }
      return FigureQuestion.Answer(isCounted: true, isStanding: false, words: "")
    }
    let answer =
      switch subject {
      case .figure(let kind): question.answer(of: fact, in: kind)
      case .clock(let kind): question.answer(of: fact, in: kind)
      case .week(let monday): received(monday.number..<monday.number + 7)
      case .day(let day): received(day.number..<day.number + 1)
      }
    guard let answer else { return nil }
    return switch part {
    case .denominator: answer
    case .numerator: answer.isCounted ? answer : nil
    case .rest: answer.isCounted ? nil : answer
    }
  }

  /// Selects the requests of a number.
  package init(_ subject: Subject, _ part: Part = .denominator, key: BreakdownKey? = nil) {
    self.subject = subject
    self.part = part
    self.key = key
  }
}

/// A request behind a number, and how it counts.
package struct SurveyEntry: Hashable, Sendable {
  /// The request.
  package let id: RequestID
  /// Whether it is in the numerator.
  package let isCounted: Bool
  /// Why: 「按时」, 「迟 2小时」, 「未响应，已超 20分」.
  package let words: String

  /// Makes one.
  package init(id: RequestID, isCounted: Bool, words: String) {
    self.id = id
    self.isCounted = isCounted
    self.words = words
  }
}
