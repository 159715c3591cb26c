/// The score of a month by one of the bases: every figure with its tickets.
package struct MonthScore: Hashable, Sendable {
  /// The month.
  package let month: ScoreMonth
  /// By which date a ticket belongs to it.
  package let basis: ScoreBasis
  /// How answers count.
  package let weights: SatisfactionWeights
  /// The tickets that any figure counts, the earliest received first.
  package let tickets: [TicketFacts]
  /// Every figure, in the order of screens.
  package let figures: [ScoreFigure]

  /// Reckons a month.
  ///
  /// Tickets of other months may be among the facts, in any order: what does not belong is left out.
  /// - Parameter now: What happens later is not known yet.
  package init(
    of facts: [TicketFacts], month: ScoreMonth, basis: ScoreBasis,
    weights: SatisfactionWeights = .standard, now: Instant
  ) {
    self.month = month
    self.basis = basis
    self.weights = weights
    let question = ScoreQuestion(month: month, basis: basis, weights: weights, now: now)
    // Withdrawn ones never count, and what no figure counts need not be kept.
    let tickets = facts.filter { fact in
      ScoreFigureKind.allCases.contains { question.entry(of: fact, in: $0) != nil }
    }.sorted { ($0.receivedAt, $0.id.text) < ($1.receivedAt, $1.id.text) }
    self.tickets = tickets
    figures = ScoreFigureKind.allCases.map { kind in
      ScoreFigure(
        kind: kind, basis: basis, formula: kind.formula(basis, weights: weights),
        entries: tickets.enumerated().compactMap { index, fact in
          question.entry(of: fact, in: kind).map {
            ScoreFigure.Entry(ticket: index, share: $0.share, words: $0.words)
          }
        })
    }
  }

  /// The figure of a kind.
  package subscript(kind: ScoreFigureKind) -> ScoreFigure {
    figures.first { $0.kind == kind }
      ?? ScoreFigure(kind: kind, basis: basis, formula: "", entries: [])
  }

  /// The tickets of a figure to look through: what lowers it first, then by receipt.
  package func tickets(of kind: ScoreFigureKind) -> [(facts: TicketFacts, entry: ScoreFigure.Entry)]
  {
    let figure = self[kind]
    func rank(_ entry: ScoreFigure.Entry) -> Int {
      kind.isBetterLow ? -entry.share : entry.share
    }
    return figure.entries.sorted { (rank($0), $0.ticket) < (rank($1), $1.ticket) }
      .map { (tickets[$0.ticket], $0) }
  }
}

/// One figure: what it counts, and how each ticket counts in it.
package struct ScoreFigure: Hashable, Sendable {
  /// Which.
  package let kind: ScoreFigureKind
  /// By which date tickets belong to the month.
  package let basis: ScoreBasis
  /// How it is reckoned, in Chinese.
  package let formula: String
  /// The tickets of the denominator, by receipt; those with a share are in the numerator.
  package let entries: [Entry]

  /// A ticket of the denominator.
  package struct Entry: Hashable, Sendable {
    /// Which of ``MonthScore/tickets``.
    package let ticket: Int
    /// How much of it is in the numerator, in hundredths: 0 not at all, 100 whole.
    package let share: Int
    /// `1`, `0.8`, `0`.
    package var shareText: String { hundredthsText(share) }
    /// Why: 「按时」, 「迟 2天3小时」, 「满意（市回访）」.
    package let words: String
  }

  /// The numerator in hundredths.
  package var numerator: Int { entries.reduce(0) { $0 + $1.share } }

  /// How many tickets it is about.
  package var denominator: Int { entries.count }

  /// The rate from 0 to 1; nil when nothing counts, or when it is a number of tickets.
  package var rate: Double? {
    kind.isCount || entries.isEmpty ? nil : Double(numerator) / Double(denominator * 100)
  }

  /// `35`, `7.4`: the numerator as it is read.
  package var numeratorText: String { hundredthsText(numerator) }

  /// `87.5%`, `12件`; 「—」 when nothing counts. Only all is 100 %, and only none is 0.
  package var valueText: String {
    if kind.isCount { return "\(denominator)件" }
    guard !entries.isEmpty else { return ScoreFigure.nothing }
    let whole = denominator * 100
    var permille = (numerator * 2000 + whole) / (2 * whole)
    if numerator < whole { permille = min(permille, 999) }
    if numerator > 0 { permille = max(permille, 1) }
    return "\(permille / 10).\(permille % 10)%"
  }

  /// `35/40`; only the number where it is no rate.
  package var fractionText: String {
    kind.isCount ? "\(denominator)" : "\(numeratorText)/\(denominator)"
  }

  /// What stands where there is no figure.
  package static let nothing = "—"
}
