import CoreModel
import Store
import TerminalKit

@testable import CommunityTUI

/// Answers what 今日小结 and 趋势 ask, from the invented requests.
enum InventedOutlook {
  static let measures = "2026-11-02 启动夜巡 | 木荷苑 垃圾\n2026-11-16 加装照明"

  /// 28 days of which the last ones, from a measure on, are quiet.
  static func trend(_ question: TrendQuestion) -> Trend {
    let first = Invented.now.day.adding(days: -91).number
    let counts = (0..<question.days).map { index -> Int in
      let number = question.first.number + index - first
      let isQuiet = question.first.adding(days: index) >= Day(number: first + 73)
      return isQuiet ? number % 5 == 0 ? 1 : 0 : 3 + number * 7 % 4
    }
    return Trend(question, counts: counts)
  }

  static func answer(_ store: InventedStore) -> @Sendable (Effect) -> [Message] {
    let requests = store.histories.map(\.request)
    let rows = store.rows(QueueFilter(scope: Invented.scope, view: .all))
    return { effect in
      guard case .outlook(let effect) = effect else { return [] }
      switch effect {
      case .summary(_, let day):
        var summary = DaySummary(
          day: day, closedOlder: [GroupID("12号楼"): 1], openOther: [GroupID("8号楼"): 2],
          duty: DutySentence(
            day: day, duty: DutyTime(), calendar: .shipped, shifts: Invented.shifts))
        for request in requests where request.receivedAt.day == day {
          let item = DaySummary.Item(
            group: request.registration.place.group, text: request.registration.text,
            status: request.status, isHotline: request.hotline != nil)
          if let item { summary.received.append(item) }
        }
        return [.outlookNews(.summary(summary))]
      case .trend(_, let question): return [.outlookNews(.trend(trend(question)))]
      case .trendDay(_, let question, let day):
        return [.outlookNews(.trendDay(Array(rows.prefix(6)), question, day))]
      case .setMeasures(let book, let seen):
        guard seen == measures || seen.isEmpty else {
          return [
            .failed(
              Message.Failure(
                request: .changingRules, error: .refused(.outOfTurn("措施刚被别的值班台改过"))))
          ]
        }
        return [.outlookNews(.measuresSet(book))]
      case .export: return []
      }
    }
  }

  static func bench(
    as person: Person = Invented.wang, rows: Int = 24, columns: Int = 80, isASCII: Bool = false,
    hasMeasures: Bool = true
  ) throws -> DeskBench {
    var bench = try DeskBench(
      as: person, size: Size(rows: rows, columns: columns), glyphs: isASCII ? .ascii : .unicode)
    bench.store.answer = answer(bench.store)
    if hasMeasures {
      bench.state.session?.rules.measures = try MeasureBook(text: measures, now: Invented.now)
    }
    return bench
  }
}
