import CoreModel
import Foundation
import Testing

@testable import Store

/// The demonstration in a real file.
@Suite struct InstallationTests {
  private static func withStore(_ body: (DeskStore) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "juwei-demo-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try DeskStore.open(path: folder + "/desk.sqlite")
    try body(store)
    try store.close()
  }

  @Test("A 街镇: every 居民区 has its own people and requests, and one supervisor looks over all")
  func town() throws {
    let now = try #require(Instant(iso8601: "2026-11-21T19:42:00+08:00"))
    let town = DemoTown(seed: 3, now: now, count: 6, requests: 600)
    try InstallationTests.withStore { store in
      #expect(try store.installDemonstration(town) == 600)
      let known = try store.neighborhoods()
      #expect(known.count == 6 && Set(known.map(\.name)).count == 6)
      #expect(Set(known.compactMap(\.area)).count == 5)
      var names: [String] = []
      for neighborhood in known {
        #expect(try store.requestCount(of: neighborhood.id) > 20)
        let people = try store.directory(of: neighborhood.id).people
        #expect(people.filter { $0.role == .supervisor }.map(\.name) == ["冯督导"])
        names += people.filter { $0.role != .supervisor }.map(\.name)
      }
      #expect(Set(names).count == names.count)
      #expect(try store.doctor().ok)
    }
  }

  @Test func everythingArrives() throws {
    let now = try #require(Instant(iso8601: "2026-11-21T19:42:00+08:00"))
    let demo = DemoNeighborhood(seed: 9, now: now, requests: 300)
    let scope = demo.directory.neighborhood.id
    try InstallationTests.withStore { store in
      var reported: [Int] = []
      #expect(try store.installDemonstration(demo) { reported.append($0) } == 300)
      #expect(reported.last == 300)
      #expect(try store.directory(of: scope) == demo.directory)
      #expect(try store.requestCount(of: scope) == 300)
      #expect(try store.counts(of: scope, now: now).open == demo.openRequests)
      let days =
        (demo.shifts.first?.start.day ?? now.day)...(demo.shifts.last?.start.day ?? now.day)
      let shifts = try store.shifts(of: scope, from: days.lowerBound, through: days.upperBound)
      #expect(shifts.map(\.id).sorted() == demo.shifts.map(\.id).sorted())
      let report = try store.doctor()
      #expect(report.ok, "\(report.checks)")
      var reader = demo.histories()
      let histories = try #require(try reader.next())
      for history in histories {
        let stored = try store.detail(id: history.id)
        // What the 议事会 and others did with it since comes after that.
        #expect(stored.history.id == history.id)
        #expect(Array(stored.history.events.prefix(history.events.count)) == history.events)
      }
    }
  }

  @Test func refusesADatabaseThatHasRequests() throws {
    let now = try #require(Instant(iso8601: "2026-11-21T19:42:00+08:00"))
    let demo = DemoNeighborhood(seed: 9, now: now, requests: 3)
    let scope = demo.directory.neighborhood.id
    try InstallationTests.withStore { store in
      try store.installDemonstration(demo)
      let more = DemoNeighborhood(seed: 10, now: now, requests: 5)
      let refusal = #expect(throws: StoreError.self) { try store.installDemonstration(more) }
      #expect(refusal?.message.contains("已经有诉求") == true)
      #expect(try store.neighborhoods().map(\.id) == [scope])
      #expect(try store.requestCount(of: scope) == 3)
    }
  }
}
