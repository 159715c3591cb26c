import CoreModel
import Store

/// Invented tickets of October and November 2026, handled and surveyed in every way.
enum InventedScore {
  static let facts: [TicketFacts] = (0..<42).map(ticket)

  static func survey(_ month: ScoreMonth, book: ScoreBook = .standard) -> ScoreSurvey {
    ScoreSurvey(of: facts, month: month, by: book, now: Invented.now)
  }

  private static let subjects = [
    "收废品喇叭扰民", "楼道堆物影响通行", "地下车库渗水，电话 13800002046 联系不上", "小区路灯不亮", "装修噪声中午不停",
  ]

  private static func ticket(_ index: Int) -> TicketFacts {
    let received = Invented.now.adding(minutes: -(index * 1200 + 300))
    let digits = index < 10 ? "00\(index)" : "0\(index)"
    var facts = TicketFacts(
      id: RequestID(index == 0 ? "ticket" : "score\(index)"), ticket: "20261119SH0\(digits)",
      number: "\(received.day.compactText)-\(digits)", subject: subjects[index % subjects.count],
      receivedAt: received)
    let due = received.adding(minutes: 5 * 1440)
    facts.originallyDueAt = due
    facts.dueAt = index % 9 == 4 ? due.adding(minutes: 5 * 1440) : due
    facts.contactDueAt = received.adding(minutes: 1440)
    if index % 7 != 3 { facts.contactedAt = received.adding(minutes: index % 5 == 2 ? 2000 : 40) }
    guard index > 3, index != 20 else { return facts }
    if index == 11 {
      facts.returnedAt = received.adding(minutes: 1500)
      return facts
    }
    facts.doneAt = received.adding(minutes: index % 6 == 0 && index > 6 ? 6 * 1440 : 2 * 1440)
    if index % 3 != 0 { facts.contactByCity = index % 8 != 1 }
    let source: TicketFacts.Source = index % 2 == 0 ? .city : .reply
    if index % 10 != 9 {
      facts.solution = .init(
        index % 4 == 1 ? .explained : index % 13 == 0 ? .unsolved : .solved, by: source)
      let answers: [Satisfaction] = [
        .satisfied, .fairlySatisfied, .satisfied, .neutral, .satisfied, .unrated, .dissatisfied,
      ]
      facts.satisfaction = .init(answers[index % answers.count], by: source)
    }
    if index % 11 == 6 { facts.repetition = .sameCaller("20261105SH0001") }
    return facts
  }
}
