import CoreModel
import Testing

@testable import Store

@Suite("换班 in the database") struct SwapStoreTests {
  private let desk: TestDesk
  private let given: Shift
  private let taken: Shift

  init() throws {
    desk = try TestDesk()
    let scope = desk.scope
    func shift(_ id: String, _ days: Int, _ person: Person, _ now: Instant) -> Shift {
      let day = now.day.adding(days: days)
      return Shift(
        id: Identifier(id), neighborhood: scope, start: day.at(minute: 1050),
        end: day.at(minute: 1200), kind: .evening, people: [person.id])
    }
    given = shift("given", 2, desk.officer, desk.now)
    taken = shift("taken", 3, desk.secretary, desk.now)
    try desk.store.save(shifts: [given, taken])
  }

  private var order: SwapOrder {
    SwapOrder(
      giver: desk.officer.id, given: given, taker: desk.secretary.id, taken: taken, reason: "家长会")
  }

  private func people(_ shift: Shift) throws -> [PersonID] {
    let day = shift.start.day
    return try desk.store.shifts(of: desk.scope, from: day, through: day).flatMap(\.people)
  }

  @Test("The roster stays until the other one agrees, and follows then")
  func agreed() throws {
    let swap = try desk.store.ask(order, in: desk.scope, by: desk.actor, at: desk.now)
    #expect(try people(given) == [desk.officer.id])
    #expect(try desk.store.waitingSwaps(of: desk.scope, at: desk.now) == [swap])
    let board = try desk.store.rosterBoard(
      of: desk.scope, from: desk.now.day, through: desk.now.day)
    #expect(board.swaps == [swap])
    let agreed = try desk.store.perform(
      .agree(words: "好"), on: swap.id, expecting: 1, in: desk.scope, by: desk.boss, at: desk.now)
    #expect(agreed.state(at: desk.now) == .agreed)
    #expect(try people(given) == [desk.secretary.id])
    #expect(try people(taken) == [desk.officer.id])
    #expect(try desk.store.waitingSwaps(of: desk.scope, at: desk.now).isEmpty)
  }

  @Test("The second answer is told who was faster, and what is refused changes nothing")
  func conflict() throws {
    let swap = try desk.store.ask(order, in: desk.scope, by: desk.actor, at: desk.now)
    _ = try desk.store.perform(
      .decline(words: ""), on: swap.id, expecting: 1, in: desk.scope, by: desk.boss, at: desk.now)
    #expect(throws: StoreError.self) {
      try desk.store.perform(
        .withdraw(words: ""), on: swap.id, expecting: 1, in: desk.scope, by: desk.actor,
        at: desk.now)
    }
    #expect(try people(given) == [desk.officer.id])
  }

  @Test("A shift that was cancelled meanwhile cannot be agreed on")
  func cancelled() throws {
    let swap = try desk.store.ask(order, in: desk.scope, by: desk.actor, at: desk.now)
    try desk.store.delete(shift: taken.id)
    #expect(throws: StoreError.self) {
      try desk.store.perform(
        .agree(words: ""), on: swap.id, expecting: nil, in: desk.scope, by: desk.boss,
        at: desk.now)
    }
    #expect(try people(given) == [desk.officer.id])
  }

  @Test("What is offered can be asked")
  func choices() throws {
    let choices = try desk.store.swapChoices(
      of: given, from: desk.officer.id, in: desk.scope, at: desk.now)
    let order = try #require(choices.first)
    #expect(order.taken?.id == taken.id)
    _ = try desk.store.ask(order, in: desk.scope, by: desk.actor, at: desk.now)
  }
}
