import TerminalKit
import Testing

@Suite("WindowedList, at random")
struct WindowedListPropertyTests {
  /// A list that holds everything: what the windowed one must agree with.
  private struct Plain {
    var cursor = 0
    let count: Int
    let height: Int

    mutating func move(_ step: ListStep<Int>) {
      switch step {
      case .lines(let lines): cursor += lines
      case .pages(let pages): cursor += pages * max(1, height - 1)
      case .home: cursor = 0
      case .end: cursor = count - 1
      case .select(let id): if id < count { cursor = id }
      case .row: break
      }
      cursor = max(0, min(cursor, count - 1))
    }
  }

  private static func step(_ random: inout SeededGenerator, count: Int) -> ListStep<Int> {
    switch Int.random(in: 0..<20, using: &random) {
    case 0: .home
    case 1: .end
    case 2: .select(Int.random(in: 0..<count, using: &random))
    case 3...6: .pages(Int.random(in: -3...3, using: &random))
    default: .lines(Int.random(in: -9...9, using: &random))
    }
  }

  @Test("whatever the delays, it ends where a list wholly in memory ends", arguments: 0..<60)
  func agreesWithPlainList(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...400, using: &random)
    let height = Int.random(in: 1...30, using: &random)
    var desk = ListDesk(
      count: count, height: height, pageSize: Int.random(in: 3...40, using: &random))
    var plain = Plain(count: count, height: height)
    for round in 0..<200 {
      let step = Self.step(&random, count: count)
      desk.move(step)
      plain.move(step)
      if Int.random(in: 0..<12, using: &random) == 0 { desk.note(desk.list.refresh()) }
      while !desk.inFlight.isEmpty, Bool.random(using: &random) {
        desk.answer(at: Int.random(in: 0..<desk.inFlight.count, using: &random))
      }
      if let broken = desk.brokenInvariant {
        Issue.record("\(broken) in round \(round)")
        return
      }
      if !desk.isFaithful {
        Issue.record("rows differ from the table in round \(round)")
        return
      }
    }
    desk.answerAll()
    #expect(desk.list.selection == plain.cursor)
    #expect(!desk.list.isFetching)
    #expect(desk.reports.allSatisfy { $0.selectionGone == nil && $0.notFound == nil })
  }

  @Test("under random changes it keeps its promises and settles on the truth", arguments: 0..<60)
  func survivesChanges(seed: Int) {
    var random = SeededGenerator(seed: seed + 1000)
    var desk = ListDesk(
      count: Int.random(in: 0...200, using: &random),
      height: Int.random(in: 0...25, using: &random), pageSize: 30)
    for round in 0..<300 {
      switch Int.random(in: 0..<10, using: &random) {
      case 0...4: desk.move(Self.step(&random, count: 250))
      case 5: desk.note(desk.list.resize(height: Int.random(in: 0...25, using: &random)))
      default:
        change(&desk.table, newID: 10_000 + round, &random)
        desk.note(desk.list.refresh())
      }
      while !desk.inFlight.isEmpty, Int.random(in: 0..<3, using: &random) > 0 {
        desk.answer(at: Int.random(in: 0..<desk.inFlight.count, using: &random))
      }
      if let broken = desk.brokenInvariant {
        Issue.record("\(broken) in round \(round)")
        return
      }
    }
    desk.answerAll()
    #expect(desk.isFaithful)
    #expect(desk.brokenInvariant == nil)
  }

  @Test("a refresh keeps identity and line wherever the rows allow it", arguments: 0..<60)
  func keepsLine(seed: Int) {
    var random = SeededGenerator(seed: seed + 2000)
    let height = Int.random(in: 1...20, using: &random)
    var desk = ListDesk(count: 120, height: height, pageSize: 40)
    for round in 0..<60 {
      desk.move(Self.step(&random, count: 120))
      desk.answerAll()
      guard let selected = desk.list.selection, let line = desk.list.selectedLine else { return }
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        change(&desk.table, newID: 10_000 + round, &random, sparing: selected)
      }
      desk.note(desk.list.refresh())
      desk.answerAll()
      #expect(desk.list.selection == selected)
      let place = desk.table.firstIndex { $0.id == selected } ?? 0
      if place >= line, desk.table.count - place >= height - line {
        #expect(desk.list.selectedLine == line)
      }
    }
  }

  /// Inserts, deletes or moves one record.
  private func change(
    _ table: inout [Entry], newID: Int, _ random: inout SeededGenerator, sparing: Int? = nil
  ) {
    let victim = table.indices.randomElement(using: &random)
    switch Int.random(in: 0..<3, using: &random) {
    case 0:
      if let victim, table[victim].id != sparing { table.remove(at: victim) }
    case 1:
      if let victim, table[victim].id != sparing {
        table[victim].key = Int.random(in: 0..<2000, using: &random)
      }
    default:
      if !table.contains(where: { $0.id == newID }) {
        table.append(Entry(id: newID, key: Int.random(in: 0..<2000, using: &random)))
      }
    }
    table.sort(by: Entry.precedes)
  }
}
