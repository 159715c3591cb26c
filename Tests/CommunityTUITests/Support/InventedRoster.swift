import CoreModel
import Store

@testable import CommunityTUI

extension Invented {
  /// A week with what there is to see: a gap, somebody in two places, and shifts that are over, on and to come.
  static let week: [Shift] = {
    var shifts: [Shift] = []
    func add(
      _ kind: ShiftKind, _ day: Int, _ from: Int, _ to: Int, _ people: [Person], _ note: String = ""
    ) {
      let date = now.day.adding(days: day)
      shifts.append(
        Shift(
          id: Identifier("w\(shifts.count + 1)"), neighborhood: scope,
          start: date.at(minute: from), end: date.at(minute: to), kind: kind,
          people: people.map(\.id), note: note))
    }
    for day in -4...0 {
      add(.day, day, 510, 1050, [wang, chen])
      add(.noon, day, 690, 780, [ding])
      add(.evening, day, 1050, 1200, [day % 2 == 0 ? wang : chen], "错时服务至20:00")
    }
    add(.weekend, 1, 540, 960, [chen], "书记带班")
    for day in -4...1 { add(.nightPatrol, day, 1200, 1320, [ding, wang, chen]) }
    // 王芳 is written down for two places on Saturday night.
    add(.evening, 1, 1140, 1260, [wang])
    add(.nightPatrol, 2, 1320, 1560, [ding])
    return shifts
  }()
}

extension InventedStore {
  /// Answers the roster's reading from the shifts it holds.
  static func rosterAnswer(_ shifts: [Shift]) -> @Sendable (Effect) -> [Message] {
    { effect in
      guard case .roster(.load(_, let first, let last)) = effect else { return [] }
      let shown = shifts.filter {
        $0.start.day >= first.adding(days: -1) && $0.start.day <= last.adding(days: 1)
      }
      return [.rosterNews(.board(RosterBoard(first: first, last: last, shifts: shown)))]
    }
  }
}
