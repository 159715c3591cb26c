import CoreModel
import Store
import TerminalKit

@testable import CommunityTUI

/// Answers what 统计 asks, with figures that follow from the span alone.
enum InventedStatistics {
  static let companies = ["瑞和物业", "木荷物业"]

  private static func figures(_ seed: Int, whole: Int) -> [Figure] {
    FigureKind.allCases.enumerated().map { index, kind in
      guard !kind.isCount else {
        let count = kind == .overdue ? seed % 4 : max(1, whole - index * 3)
        return Figure(kind, count, of: count)
      }
      // Nobody has asked whether they were satisfied.
      guard kind != .satisfaction else { return Figure(kind) }
      let lower = kind.isBetterLow == true
      return Figure(
        kind, lower ? 1 + (seed + index) % 3 : max(0, whole - 2 - (seed + index) % 5), of: whole)
    }
  }

  /// A survey of a span: a month before has others than the month.
  static func survey(_ question: SurveyQuestion, now: Instant = Invented.now) -> Survey {
    let span = question.span
    let seed = span.first.month + (question.filter.isEmpty ? 0 : 2)
    let whole = (question.filter.isEmpty ? 41 : 17) * span.kind.months + seed
    let days = (span.start.day.number..<span.end.day.number).map { number in
      let isAhead = Day(number: number) > now.day
      return Survey.DayCount(
        day: Day(number: number), received: isAhead ? 0 : 1 + number * 7 % 5,
        closed: isAhead ? 0 : number * 3 % 4)
    }
    func parts(_ keys: [(BreakdownKey, String)]) -> [Survey.Part] {
      keys.enumerated().map { index, key in
        Survey.Part(
          key: key.0, title: key.1,
          figures: figures(seed + index, whole: max(3, whole - index * 11)))
      }
    }
    let groups = Invented.directory.groups
    return Survey(
      question: question, asOf: now, figures: figures(seed, whole: whole),
      clocks: [
        (ObligationKind.firstResponse, 8, 25), (.firstContact, 300, 900), (.arrival, 28, 65),
        (.resolution, 130, 4000), (.feedback, 20, 200),
      ].enumerated().map { index, clock in
        ClockFigure(
          kind: clock.0, onTime: whole - 2 * index - seed % 3, stopped: whole - index,
          running: index,
          median: clock.1 + seed, ninetieth: clock.2 + seed)
      },
      parts: [
        .tier: parts([(.tier(.first), "一级"), (.tier(.second), "二级"), (.tier(nil), "未分级")]),
        .channel: parts([(.channel(.weChatGroup), "微信群"), (.channel(.hotline), "12345")]),
        .category: parts([
          (.category(nil), "未定类别")
        ]),
        .group: parts(groups.prefix(30).map { (.group($0.id), $0.name) }),
        .handler: parts([(.handler(.person(Invented.zhao.id)), "赵师傅"), (.handler(nil), "未派单")]),
        .company: parts(companies.map { (.company($0), $0) } + [(.company(nil), "没有物业")]),
        .neighborhood: parts([(.neighborhood(Invented.scope), "瑞和锦庭居民区")]),
      ], days: days,
      heat: Survey.Heat(
        weeks: span.weeks,
        rows: groups.enumerated().map { row, group in
          Survey.Heat.Row(
            key: .group(group.id), title: group.name,
            counts: span.weeks.indices.map { (row * 5 + $0 * 3) % 13 % (row + 4) })
        }))
  }

  static func answer(_ store: InventedStore) -> @Sendable (Effect) -> [Message] {
    let rows = store.rows(QueueFilter(scope: Invented.scope, view: .all))
    return { effect in
      guard case .statistics(let effect) = effect else { return [] }
      let news: [StatisticsNews]
      switch effect {
      case .kept(let question, let role):
        var survey = survey(question, now: Invented.now.adding(minutes: -30))
        survey.isStale = true
        news = [.survey(survey, of: question, role, isKept: true)]
      case .survey(let question, let role):
        news = [.survey(survey(question), of: question, role, isKept: false)]
      case .entries(let selection, let question):
        let entries = rows.enumerated().map { index, row in
          SurveyEntry(
            id: row.id, isCounted: index % 3 > 0, words: index % 3 > 0 ? "按时" : "迟 2小时5分")
        }
        news = [
          .entries(
            entries.filter {
              selection.part == .denominator || $0.isCounted == (selection.part == .numerator)
            }, selection, question)
        ]
      case .rows(let entries):
        let wanted = Set(entries.map(\.id))
        news = [.rows(rows.filter { wanted.contains($0.id) })]
      case .write(let kind, _): news = [.written("已存成 \(kind.beginning)")]
      case .setBook(let book, let seen):
        guard seen == AppraisalBook.standard.text else {
          return [
            .failed(
              Message.Failure(
                request: .changingRules, error: .refused(.outOfTurn("物业考核表刚被别的值班台改过"))))
          ]
        }
        news = [.bookSet(book)]
      }
      return news.map { .statisticsNews($0) }
    }
  }

  static func bench(
    as person: Person = Invented.chen, rows: Int = 40, columns: Int = 120, isASCII: Bool = false
  ) throws -> DeskBench {
    var bench = try DeskBench(
      as: person, size: Size(rows: rows, columns: columns), glyphs: isASCII ? .ascii : .unicode)
    bench.store.answer = answer(bench.store)
    bench.play("8")
    return bench
  }
}
