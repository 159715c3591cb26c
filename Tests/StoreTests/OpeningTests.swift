import CoreModel
import Foundation
import GRDB
import Testing

@testable import Store

@Suite struct OpeningTests {
  @Test func aNewDatabaseIsForItsOwnerAloneAndWritesThroughToTheDisk() throws {
    let folder = try TestDesk.makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/a/b/desk.sqlite"
    let store = try DeskStore.open(path: path)
    #expect(try mode(folder + "/a") == 0o700)
    for end in ["", "-wal", "-shm"] { #expect(try mode(path + end) == 0o600) }
    let synchronous = try store.pool.writeWithoutTransaction {
      try Int.fetchOne($0, sql: "PRAGMA synchronous")
    }
    #expect(synchronous == 2)
    #expect(try store.pool.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    #expect(try store.pool.read { try Int.fetchOne($0, sql: "PRAGMA foreign_keys") } == 1)
    try store.close()
    #expect(try DeskStore.open(path: path).neighborhoods().isEmpty)
  }

  @Test func whatIsNotOursIsLeftAlone() throws {
    let folder = try TestDesk.makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text = folder + "/text.sqlite"
    try Data("诉求，诉求".utf8).write(to: URL(fileURLWithPath: text))
    #expect(throws: StoreError.notADatabase(path: text)) { try DeskStore.open(path: text) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: text)) == Data("诉求，诉求".utf8))

    let foreign = folder + "/foreign.sqlite"
    let other = try DatabaseQueue(path: foreign)
    try other.write { try $0.execute(sql: "CREATE TABLE request (id INTEGER)") }
    try other.close()
    let before = try Data(contentsOf: URL(fileURLWithPath: foreign))
    #expect(throws: StoreError.foreign(path: foreign)) { try DeskStore.open(path: foreign) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: foreign)) == before)

    #expect(throws: StoreError.notADatabase(path: folder)) {
      try DeskStore.open(path: folder, mode: .readOnly)
    }
    #expect(throws: StoreError.missing(path: folder + "/none")) {
      try DeskStore.open(path: folder + "/none", mode: .readOnly)
    }
    #expect(throws: StoreError.missing(path: "/proc/none")) {
      try DeskStore.open(path: "/proc/none/desk.sqlite")
    }
  }

  @Test func aNewerDatabaseIsRefusedByName() throws {
    let desk = try TestDesk()
    try desk.store.pool.write {
      try $0.execute(sql: "INSERT INTO schema_step (name) VALUES ('v99')")
    }
    let path = desk.store.path
    #expect(throws: StoreError.newerSchema(path: path, unknown: ["v99"])) {
      try DeskStore.open(path: path)
    }
  }

  @Test func damageIsCalledDamage() throws {
    let folder = try TestDesk.makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/desk.sqlite"
    try DeskStore.open(path: path).close()
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    // The header stays, everything behind it is noise.
    let noise = Data((100..<whole.count).map { UInt8(truncatingIfNeeded: $0 &* 37) })
    try (whole.prefix(100) + noise).write(to: URL(fileURLWithPath: path))
    #expect {
      try DeskStore.open(path: path)
    } throws: {
      if case StoreError.damaged = $0 { true } else { false }
    }
  }

  @Test func aLockedDatabaseIsBusyAndLosesNothing() throws {
    let desk = try TestDesk()
    let impatient = try DeskStore.open(path: desk.store.path, patience: 0.05)
    try desk.store.pool.writeWithoutTransaction { db in
      try db.inTransaction(.immediate) {
        #expect(throws: StoreError.busy) {
          try impatient.register(desk.form("楼道灯不亮"), by: desk.actor, at: desk.now)
        }
        return .rollback
      }
    }
    let detail = try impatient.register(desk.form("楼道灯不亮"), by: desk.actor, at: desk.now)
    #expect(detail.request.number == "20261121-001")
  }

  @Test func readingOnlyReadsAndRefusesToWrite() throws {
    let desk = try TestDesk()
    try desk.add("楼道灯不亮")
    let reader = try DeskStore.open(path: desk.store.path, mode: .readOnly)
    #expect(try reader.requestCount(of: desk.scope) == 1)
    #expect(throws: StoreError.readOnly(path: desk.store.path)) {
      try reader.register(desk.form("漏水"), by: desk.actor, at: desk.now)
    }
  }

  @Test func whenTheLastOneHasLeftTheOneFileHoldsEverything() throws {
    let folder = try TestDesk.makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/desk.sqlite"
    let one = try DeskStore.open(path: path)
    let two = try DeskStore.open(path: path)
    _ = try one.ensureDesk(personNamed: "王芳", at: Instant(milliseconds: 0))
    #expect(try two.people().count == 1)
    try two.close()
    #expect(FileManager.default.fileExists(atPath: path + "-wal"))
    #expect(try one.people().count == 1)
    try one.close()
    #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    try FileManager.default.moveItem(atPath: path, toPath: folder + "/copy.sqlite")
    #expect(try DeskStore.open(path: folder + "/copy.sqlite").people().map(\.name) == ["王芳"])
  }

  @Test func aFullDiskKeepsWhatWasSaved() throws {
    let desk = try TestDesk()
    try desk.add("楼道灯不亮")
    // The smallest full disk: a database that may not grow.
    try desk.store.pool.writeWithoutTransaction {
      let pages = try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0
      try $0.execute(sql: "PRAGMA max_page_count = \(pages)")
    }
    #expect(throws: StoreError.diskFull(path: desk.store.path)) {
      for _ in 0..<200 { try desk.add(String(repeating: "水管漏水", count: 200)) }
    }
    let count = try desk.store.requestCount(of: desk.scope)
    #expect(try desk.store.doctor().ok)
    #expect(count >= 1)
  }

  @Test func aLogThatBreaksOffAnywhereLeavesWhatWasCommittedBefore() throws {
    let desk = try TestDesk()
    for index in 0..<12 {
      try desk.add("第\(index)件", followedBy: index % 3 == 0 ? desk.closing : [])
    }
    let main = try Data(contentsOf: URL(fileURLWithPath: desk.store.path))
    let log = try Data(contentsOf: URL(fileURLWithPath: desk.store.path + "-wal"))
    var dice = Dice(seed: 7)
    var counts: [Int] = []
    for length in (0..<16).map({ _ in Int.random(in: 0...log.count, using: &dice) }).sorted() {
      let folder = try TestDesk.makeFolder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let path = folder + "/desk.sqlite"
      try main.write(to: URL(fileURLWithPath: path))
      try log.prefix(length).write(to: URL(fileURLWithPath: path + "-wal"))
      let store = try DeskStore.open(path: path)
      // Before the neighbourhood was saved there is nothing to count.
      guard let home = try store.neighborhoods().first else { continue }
      try counts.append(store.requestCount(of: home.id))
      let wrong = try store.doctor().checks.filter { !$0.ok && $0.name != "permissions" }
      #expect(wrong.isEmpty)
      try store.close()
    }
    #expect(counts == counts.sorted())
    #expect(counts.last ?? 0 > 0)
  }

  /// A new database is made through a rollback journal, before it keeps a log: a desk that is killed just
  /// then leaves a half that only a connection that may write can undo.
  @Test(arguments: [DeskStore.Mode.readWrite, .readOnly])
  func aHalfWrittenDatabaseIsMadeWholeAgain(_ mode: DeskStore.Mode) throws {
    let folder = try TestDesk.makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/desk.sqlite"
    let store = try DeskStore.open(path: path)
    _ = try store.ensureDesk(personNamed: "王芳", at: Instant(milliseconds: 0))
    try store.close()
    let writer = try DatabaseQueue(path: path)
    try writer.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1")
      try db.execute(sql: "BEGIN IMMEDIATE; UPDATE person SET name = '半'")
      try db.execute(
        sql: """
          INSERT INTO form_draft (person_id, slot, desk, body, saved_at)
          SELECT id, 'x', 'd', hex(zeroblob(300000)), 0 FROM person
          """)
      for end in ["", "-journal"] {
        try FileManager.default.copyItem(atPath: path + end, toPath: folder + "/killed" + end)
      }
      try db.execute(sql: "ROLLBACK")
    }
    let size = try FileManager.default.attributesOfItem(atPath: folder + "/killed-journal")[.size]
    #expect((size as? Int ?? 0) > 512)
    let reopened = try DeskStore.open(path: folder + "/killed", mode: mode)
    #expect(try reopened.people().map(\.name) == ["王芳"])
  }

  @Test func manyOpenOneNewDatabaseAtOnce() throws {
    let folder = try TestDesk.makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/desk.sqlite"
    let failures = Failures()
    DispatchQueue.concurrentPerform(iterations: 12) { _ in
      failures.catching {
        let sign = try DeskStore.open(path: path).ensureDesk(
          personNamed: "王芳", at: .init(milliseconds: 0))
        #expect(sign.person.role == .secretary)
      }
    }
    #expect(failures.all.isEmpty)
    #expect(try DeskStore.open(path: path).people().count == 1)
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? Int) ?? -1
  }
}
