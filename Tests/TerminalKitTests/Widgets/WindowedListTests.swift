import TerminalKit
import Testing

@Suite("WindowedList")
struct WindowedListTests {
  @Test("a fresh list asks for the first rows and selects the first of them")
  func firstLoad() {
    var list = WindowedList<Entry>(height: 5)
    #expect(list.selection == nil)
    #expect(!list.isEmpty)
    #expect(list.reset() == .first)
    let report = list.install(
      ListWindow(
        rows: [Entry(id: 7, key: 1)], atStart: true, atEnd: true, reason: .need(.first),
        generation: list.generation))
    #expect(report == InstallReport())
    #expect(list.selection == 7)
    #expect(list.scrollFraction == nil)
  }

  @Test("an empty table gives an empty list that takes every step calmly")
  func emptyTable() {
    var desk = ListDesk(count: 0, height: 5)
    #expect(desk.list.isEmpty)
    for step: ListStep<Int> in [.lines(3), .pages(-1), .home, .end, .row(2)] { desk.move(step) }
    desk.answerAll()
    #expect(desk.list.isEmpty)
    #expect(desk.list.selection == nil)
    desk.move(.select(9))
    desk.answerAll()
    #expect(desk.reports.last?.notFound == 9)
  }

  @Test("it fetches ahead when less than a screen is left on the side moved to")
  func prefetch() {
    var desk = ListDesk(count: 100, height: 5, pageSize: 20)
    desk.move(.lines(14))
    #expect(desk.inFlight.isEmpty)
    desk.move(.lines(1))
    #expect(desk.inFlight.map(\.need) == [.after(Entry(id: 19, key: 190))])
    desk.move(.lines(2))
    #expect(desk.inFlight.count == 1)
    #expect(desk.list.selection == 17)
    desk.answerAll()
    #expect(desk.list.rows.count == 40)
  }

  @Test("keys that run past the rows held are applied when rows arrive")
  func keysAreNotLost() {
    var desk = ListDesk(count: 100, height: 5, pageSize: 20)
    for _ in 0..<30 { desk.move(.lines(1)) }
    #expect(desk.list.selection == 19)
    #expect(desk.inFlight.count == 1)
    desk.move(.lines(-2))
    desk.answerAll()
    #expect(desk.list.selection == 28)
  }

  @Test("steps made while End travels are applied after it")
  func stepsAfterJump() {
    var desk = ListDesk(count: 1000, height: 10)
    desk.move(.end)
    desk.move(.lines(-3))
    #expect(desk.list.selection == 0)
    desk.answerAll()
    #expect(desk.list.selection == 996)
    #expect(desk.list.selectedLine == 6)
    desk.move(.home)
    desk.answerAll()
    #expect(desk.list.selection == 0)
    #expect(desk.list.selectedLine == 0)
  }

  @Test("the answer to a jump that was overtaken is dropped")
  func overtakenJump() {
    var desk = ListDesk(count: 1000, height: 10)
    desk.move(.end)
    desk.move(.select(500))
    #expect(desk.inFlight.map(\.need) == [.last, .containing(500)])
    desk.answer(at: 1)
    #expect(desk.list.selection == 500)
    desk.answerAll()
    #expect(desk.list.selection == 500)
  }

  @Test("Home cancels an End that is under way, without a fetch if the start is held")
  func homeCancelsEnd() {
    var desk = ListDesk(count: 1000, height: 10)
    desk.move(.end)
    desk.move(.home)
    #expect(desk.inFlight.count == 1)
    desk.answerAll()
    #expect(desk.list.selection == 0)
    #expect(!desk.list.isFetching)
  }

  @Test("a page keeps one line of overlap and the selection's screen line")
  func paging() {
    var desk = ListDesk(count: 100, height: 10, pageSize: 50)
    desk.move(.lines(3))
    desk.move(.pages(1))
    #expect(desk.list.selection == 12)
    #expect(desk.list.selectedLine == 3)
    #expect(desk.list.visibleRows.first?.id == 9)
    desk.move(.pages(-1))
    #expect(desk.list.selection == 3)
    #expect(desk.list.top == 0)
  }

  @Test("a click selects what is on that line; a click below the last row does nothing")
  func click() {
    var desk = ListDesk(count: 30, height: 10)
    desk.move(.pages(1))
    desk.move(.row(2))
    #expect(desk.list.selection == 11)
    var short = ListDesk(count: 3, height: 10)
    short.move(.row(5))
    #expect(short.list.selection == 0)
  }

  @Test("new records above the selection move neither it nor its line")
  func insertionsAbove() {
    var desk = ListDesk(count: 50, height: 10)
    desk.move(.lines(4))
    desk.table.insert(contentsOf: [Entry(id: 900, key: -5), Entry(id: 901, key: 15)], at: 0)
    desk.table.sort(by: Entry.precedes)
    desk.note(desk.list.refresh())
    desk.answerAll()
    #expect(desk.list.selection == 4)
    #expect(desk.list.selectedLine == 4)
    #expect(desk.reports.last?.selectionGone == nil)
  }

  @Test("when the selected record goes, its successor takes its line and the owner is told")
  func selectionGone() {
    var desk = ListDesk(count: 50, height: 10)
    desk.move(.lines(4))
    desk.table.removeAll { $0.id == 4 || $0.id == 5 }
    desk.note(desk.list.refresh())
    desk.answerAll()
    #expect(desk.list.selection == 6)
    #expect(desk.list.selectedLine == 4)
    #expect(desk.reports.last?.selectionGone == 4)
  }

  @Test("when the last record goes, the one before it is selected")
  func lastGone() {
    var desk = ListDesk(count: 5, height: 10)
    desk.move(.end)
    desk.table.removeLast()
    desk.note(desk.list.refresh())
    desk.answerAll()
    #expect(desk.list.selection == 3)
    desk.table.removeAll()
    desk.note(desk.list.refresh())
    desk.answerAll()
    #expect(desk.list.isEmpty)
    #expect(desk.reports.last?.selectionGone == 3)
  }

  @Test("a refresh that is overtaken by keys does not drag the selection back")
  func refreshAndKeys() {
    var desk = ListDesk(count: 500, height: 10, pageSize: 20)
    desk.note(desk.list.refresh())
    desk.move(.lines(200))
    desk.answerAll()
    #expect(desk.list.selection == 200)
    #expect(desk.reports.allSatisfy { $0.selectionGone == nil })
  }

  @Test("a change that arrives during a fetch is fetched afterwards")
  func owedRefresh() {
    var desk = ListDesk(count: 100, height: 5, pageSize: 20)
    desk.move(.lines(17))
    #expect(desk.list.refresh() == nil)
    desk.answer()
    #expect(desk.inFlight.map(\.need) == [.around(Entry(id: 17, key: 170))])
  }

  @Test("a refresh that a jump overtook is made up for, even if the jump is called off")
  func overtakenRefresh() {
    var desk = ListDesk(count: 100, height: 5, pageSize: 20)
    desk.table[3].key = 31
    desk.note(desk.list.refresh())
    desk.move(.end)
    desk.move(.home)
    desk.answerAll()
    #expect(desk.list.rows[3] == Entry(id: 3, key: 31))
  }

  @Test("an answer that no longer joins on to the rows held is asked for again")
  func brokenJoint() {
    var desk = ListDesk(count: 100, height: 5, pageSize: 20)
    desk.move(.lines(25))
    desk.note(
      desk.list.install(
        ListWindow(
          rows: Array(desk.table[10..<30]), atStart: false, atEnd: false, reason: .refresh,
          generation: desk.list.generation)
      ).need)
    #expect(desk.list.selection == 25)
    desk.answer()
    #expect(desk.isFaithful)
    #expect(desk.inFlight.map(\.need) == [.after(Entry(id: 29, key: 290))])
    desk.answerAll()
    #expect(desk.isFaithful)
    #expect(desk.list.selection == 25)
  }

  @Test("answers for an earlier filter are dropped; keys typed meanwhile wait for the new rows")
  func generations() {
    var desk = ListDesk(count: 100, height: 5)
    desk.note(desk.list.reset())
    desk.note(desk.list.reset())
    desk.move(.lines(2))
    desk.table = [Entry(id: 70, key: 1), Entry(id: 71, key: 2), Entry(id: 72, key: 3)]
    desk.answer(at: 0)
    #expect(desk.list.selection == 0)
    desk.answerAll()
    #expect(desk.list.selection == 72)
  }

  @Test("a record that cannot be found leaves the list where it was")
  func notFound() {
    var desk = ListDesk(count: 100, height: 5)
    desk.move(.lines(3))
    desk.move(.select(12_345))
    desk.move(.lines(1))
    desk.answerAll()
    #expect(desk.list.selection == 4)
    #expect(desk.reports.contains { $0.notFound == 12_345 })
  }

  @Test("a failed fetch is forgotten, and the next key asks again")
  func abandon() {
    var desk = ListDesk(count: 100, height: 5, pageSize: 20)
    desk.move(.lines(40))
    desk.inFlight = []
    desk.list.abandonFetch()
    #expect(desk.list.selection == 19)
    desk.move(.lines(1))
    #expect(desk.inFlight.count == 1)
    desk.answerAll()
    #expect(desk.list.selection == 20)
  }

  @Test("a smaller or larger screen keeps the selection on it", arguments: [0, 1, 3, 10, 60, 500])
  func resize(height: Int) {
    var desk = ListDesk(count: 100, height: 20, pageSize: 40)
    desk.move(.lines(18))
    desk.note(desk.list.resize(height: height))
    desk.answerAll()
    #expect(desk.brokenInvariant == nil)
    #expect(desk.list.selection == 18)
    #expect(desk.list.visibleRows.count == min(height, 100))
  }

  @Test("a million records cost a bounded stretch")
  func bounded() {
    var desk = ListDesk(count: 20_000, height: 20, pageSize: 64)
    for _ in 0..<300 {
      desk.move(.pages(2))
      desk.answerAll()
    }
    #expect(desk.list.rows.count <= 64 * 5)
    #expect(desk.isFaithful)
    for _ in 0..<300 {
      desk.move(.pages(-2))
      desk.answerAll()
    }
    #expect(desk.list.selection == 0)
    #expect(desk.list.rows.count <= 64 * 5)
  }

  @Test("the scroll fraction runs from 0 at the top to 1 at the end")
  func scrollFraction() {
    var desk = ListDesk(count: 400, height: 10)
    #expect(desk.list.scrollFraction == 0)
    #expect(!desk.list.hasMoreAbove && desk.list.hasMoreBelow)
    desk.move(.select(200))
    desk.answerAll()
    #expect((0.2...0.8).contains(desk.list.scrollFraction ?? -1))
    desk.move(.end)
    desk.answerAll()
    #expect(desk.list.scrollFraction == 1)
    #expect(desk.list.hasMoreAbove && !desk.list.hasMoreBelow)
  }
}
