import Testing

@testable import CoreModel

@Suite("Rosters with days across, and a month of the roster") struct RosterAcrossTests {
  /// A Friday evening.
  private let now = Instant(iso8601: "2026-11-20T19:42:00+08:00") ?? Instant(milliseconds: 0)
  private let wang = Person(id: PersonID("wang"), name: "王芳", role: .dutyOfficer)
  private let chen = Person(id: PersonID("chen"), name: "陈静", role: .secretary)
  private let ding = Person(id: PersonID("ding"), name: "丁建", role: .gridWorker)

  private var directory: Directory {
    Directory(
      neighborhood: Neighborhood(id: NeighborhoodID("n"), name: "瑞和锦庭居民区"),
      people: [wang, chen, ding])
  }

  private struct Ids: RandomNumberGenerator {
    var state: UInt64 = 1
    mutating func next() -> UInt64 {
      state &*= 6_364_136_223_846_793_005
      return state
    }
  }

  private func read(
    _ lines: [String], shifts: [Shift] = [], leaves: [RosterLeave] = []
  ) -> DirectoryProposal {
    let rows = lines.enumerated().map { index, line in
      SheetTable.Row(
        number: index + 1,
        cells: line.split(separator: "|", omittingEmptySubsequences: false).map {
          String($0).tidied
        })
    }
    return DirectoryReader.read(
      [SheetTable(name: "12月", rows: rows)], into: directory, shifts: shifts, leaves: leaves,
      by: Actor(chen), at: now, rules: .standard, using: Ids())
  }

  private func shifts(_ proposal: DirectoryProposal) -> [Shift] {
    proposal.items.compactMap { item in
      if case .shift(let shift, _) = item.value { shift } else { nil }
    }
  }

  @Test("People down and days across: who stands together is one shift, the starred one in charge")
  func across() throws {
    let proposal = read([
      "瑞和锦庭居民区 2026年12月值班表", "夜巡：20:00-22:00；晚班：18:00-21:00",
      "姓名|1(二)|2(三)|3(四)|4(五)|5(六)|夜班",
      "|二|三|四|五|六|",
      "丁建|夜巡|休|夜巡||周末9:00-16:00|2", "王芳|夜巡*、早班|晚|22:00-次日6:00||/|1", "合计|2|1|1|0|1|",
    ])
    #expect(proposal.items.allSatisfy { $0.verdict == .new })
    let found = shifts(proposal).sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    #expect(
      found.map { "\($0.start.day.components.day) \($0.hoursText) \($0.kind.title)" } == [
        "1 08:30-12:00 日间", "1 20:00-22:00 夜巡", "2 18:00-21:00 错时", "3 20:00-22:00 夜巡",
        "3 22:00-次日06:00 错时", "5 09:00-16:00 周末",
      ])
    #expect(found[1].people == [wang.id, ding.id], "the starred one first")
  }

  @Test("A name that nobody bears costs its own row; the likeliest name is offered")
  func unknown() throws {
    let proposal = read([
      "2026年12月值班表", "姓名|1|2|3|4|5", "王方|错时|错时|||", "陈静|||错时|夜巡|",
    ])
    #expect(shifts(proposal).count == 2)
    let refused = try #require(proposal.items.first { $0.verdict.title == "不导入" })
    #expect(refused.line == 3 && refused.title == "王方")
    #expect(refused.words == "名册里没有「王方」，这一行 2 个班次没有导入；是不是「王芳」？请先登记人员，或改好姓名")
  }

  @Test("Whoever is on leave is left out; a shift of nobody else is refused, the rest goes on")
  func leave() throws {
    let day = try #require(Day(year: 2026, month: 12, day: 1))
    let leave = RosterLeave(
      person: wang.id, start: day.start, end: day.adding(days: 2).start, title: "请假（年假）")
    let proposal = read(
      ["日期|班次|值班人", "2026-12-01|夜巡|王芳、丁建", "2026-12-02|错时|王芳", "2026-12-03|错时|王芳"],
      leaves: [leave])
    #expect(proposal.items.map(\.verdict.title) == ["新增", "不导入", "新增"])
    #expect(shifts(proposal).map(\.people) == [[ding.id], [wang.id]])
    #expect(proposal.items[0].words.contains("王芳请假（年假），没有排进去"))
    #expect(proposal.items[1].words.contains("这一班没有别人；请换人，或先改请假"))
  }

  @Test("公出 is called so; who is on the roster already is no change, whatever they are away for")
  func away() throws {
    let day = try #require(Day(year: 2026, month: 12, day: 1))
    let leave = RosterLeave(
      person: wang.id, start: day.start, end: day.adding(days: 1).start, title: "公出")
    let sheet = ["日期|班次|值班人", "2026-12-01|17:30-20:00|王芳"]
    let new = read(sheet, leaves: [leave])
    #expect(new.items.map(\.words) == ["王芳公出，这一班没有别人；请换人，或先改请假、公出"])
    let there = Shift(
      id: Identifier("there"), neighborhood: NeighborhoodID("n"), start: day.at(minute: 1050),
      end: day.at(minute: 1200), kind: .evening, people: [wang.id])
    let known = read(sheet, shifts: [there], leaves: [leave])
    #expect(known.items.map(\.verdict.title) == ["相同"])
    #expect(known.items[0].words.contains("王芳公出，请核对这个班"))
  }

  @Test("Two shifts of one person at the same time are said, with those that are there already")
  func doubleBooking() throws {
    let day = try #require(Day(year: 2026, month: 12, day: 1))
    let there = Shift(
      id: Identifier("there"), neighborhood: NeighborhoodID("n"), start: day.at(minute: 1140),
      end: day.at(minute: 1260), kind: .nightPatrol, people: [wang.id])
    let proposal = read(
      ["日期|班次|值班人", "2026-12-01|17:30-20:00|王芳", "2026-12-01|8:30-12:00|王芳"], shifts: [there])
    #expect(proposal.items.map(\.verdict.title) == ["新增", "新增"])
    #expect(proposal.items[0].words.contains("王芳同时排在错时 17:30-20:00 和夜巡 19:00-21:00，请核对"))
    #expect(!proposal.items[1].words.contains("同时"))
  }

  @Test("A month knows its usual times, says others, and counts nights and hours")
  func month() throws {
    func shift(
      _ id: String, _ kind: ShiftKind, _ date: Int, _ from: Int, _ to: Int, _ people: [Person]
    )
      throws -> Shift
    {
      let day = try #require(Day(year: 2026, month: 12, day: date))
      return Shift(
        id: Identifier(id), neighborhood: NeighborhoodID("n"), start: day.at(minute: from),
        end: day.at(minute: to), kind: kind, people: people.map(\.id))
    }
    let shifts = try [
      shift("a", .evening, 1, 1050, 1200, [wang]), shift("b", .evening, 2, 1050, 1200, [chen]),
      shift("c", .evening, 3, 1080, 1200, [wang]),
      shift("d", .nightPatrol, 1, 1320, 1800, [wang, ding]),
    ]
    let month = try #require(
      RosterMonth(
        year: 2026, month: 12, shifts: shifts, directory: directory, calendar: .shipped))
    #expect(month.title == "2026年12月" && month.days.count == 31)
    #expect(month.legend == "错时：17:30-20:00；夜巡：22:00-次日06:00；*为带班")
    #expect(month.cell(of: shifts[0], for: wang.id) == "错时")
    #expect(month.cell(of: shifts[2], for: wang.id) == "错时18:00-20:00")
    #expect(month.cell(of: shifts[3], for: wang.id) == "夜巡*")
    #expect(month.cell(of: shifts[3], for: ding.id) == "夜巡")
    let tally = month.tally(of: wang.id)
    #expect(
      tally.counts == [.evening: 2, .nightPatrol: 1] && RosterMonth.hours(tally.minutes) == "12.5")
    #expect(
      RosterMonth(
        year: 2026, month: 13, shifts: [], directory: directory, calendar: .shipped) == nil)
  }
}
