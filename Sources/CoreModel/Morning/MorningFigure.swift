/// 晨会 by number: what is counted.
package enum MorningFigureKind: String, CaseIterable, Codable, Sendable {
  /// 收到.
  case received
  /// 按时首响.
  case answered
  /// 办结.
  case closed
  /// 超时, at the time of the meeting.
  case overdue
  /// 不认可.
  case rejected
  /// 12345 工单, received.
  case tickets
  /// 12345 回复, filed.
  case replied
  /// 今早收到.
  case today

  /// The Chinese word.
  package var title: String {
    switch self {
    case .received: "收到"
    case .answered: "按时首响"
    case .closed: "办结"
    case .overdue: "现在超时"
    case .rejected: "不认可"
    case .tickets: "12345 收到"
    case .replied: "12345 回复"
    case .today: "今早收到"
    }
  }
}

/// What the numbers of a 晨会 are made of, as they were counted.
package struct MorningCounts: Hashable, Sendable {
  /// Received in the period, of any state.
  package var received = 0
  /// Those of them that were answered, or had to be by now.
  package var answerable = 0
  /// Those of these that were answered in time.
  package var answeredInTime = 0
  /// Closed in the period; what was cancelled is not among them.
  package var closed = 0
  /// Cancelled in the period.
  package var cancelled = 0
  /// Open, and what is owed next is past due.
  package var overdue = 0
  /// Open.
  package var open = 0
  /// How often somebody did not accept what was done, in the period.
  package var rejected = 0
  /// Tickets of 12345 received in the period.
  package var tickets = 0
  /// Replies filed in the period.
  package var replied = 0
  /// Received since midnight of the day of the meeting.
  package var today = 0

  /// Nothing happened.
  package init() {}
}

/// One number of a 晨会, with how it came about.
package struct MorningFigure: Hashable, Sendable {
  /// What is counted.
  package let kind: MorningFigureKind
  /// How many.
  package let count: Int
  /// Of how many; nil where it is no share.
  package let total: Int?
  /// How it is counted, in a sentence.
  package let formula: String
  /// Whether it is something to talk about.
  package let isAlarming: Bool

  /// `12`, `11/12`, `—` for a share of nothing.
  package var valueText: String {
    guard let total else { return "\(count)" }
    return total == 0 ? "—" : "\(count)/\(total)"
  }

  /// Every number of a meeting, in their order.
  package static func all(of counts: MorningCounts, in period: MorningPeriod) -> [MorningFigure] {
    let span = period.shortTitle
    func figure(
      _ kind: MorningFigureKind, _ count: Int, of total: Int? = nil, alarm: Bool = false,
      _ formula: String
    ) -> MorningFigure {
      MorningFigure(kind: kind, count: count, total: total, formula: formula, isAlarming: alarm)
    }
    return [
      figure(.received, counts.received, "\(span) 收到的诉求，工单、已撤销的都算"),
      figure(
        .answered, counts.answeredInTime, of: counts.answerable,
        alarm: counts.answeredInTime < counts.answerable,
        "\(span) 收到的诉求里，首响（工单是先行联系）没有超过时限的件数 ÷ 已经答复、或时限已到的件数；撤销的不算"),
      figure(
        .closed, counts.closed,
        "\(span) 办结的诉求，退单的也算"
          + (counts.cancelled > 0 ? "；另外撤销 \(counts.cancelled) 件不算" : "；撤销的不算")),
      figure(
        .overdue, counts.overdue, alarm: counts.overdue > 0,
        "到开会时，未办结的 \(counts.open) 件里下一步已经超过时限的"),
      figure(
        .rejected, counts.rejected, alarm: counts.rejected > 0,
        "\(span) 记下的不认可，和回访不满意、未解决的次数；撤回的不算"),
      figure(.tickets, counts.tickets, "\(span) 收到的 12345 工单"),
      figure(.replied, counts.replied, "\(span) 向市热线报出回复的工单；后来又回访复核的不算"),
      figure(.today, counts.today, "今天 0:00 到开会时收到的诉求，明天晨会再一起统计"),
    ]
  }
}
