import CoreModel
import Foundation
import GRDB
import Testing

@testable import Store

@Suite("Drafts in the database")
struct DraftRecordTests {
  private let here = DeskID("here")
  private let there = DeskID("there")

  @Test("Kept by person, the newest of any desk comes back, on another connection too")
  func kept() throws {
    let desk = try TestDesk()
    let person = desk.officer.id
    let other = try DeskStore.open(path: desk.store.path)
    #expect(try desk.store.draft(slot: "quickAdd", person: person) == nil)
    try desk.store.keep("12号502 楼道", slot: "quickAdd", person: person, desk: here, at: desk.now)
    try desk.store.keep("12号502 楼道灯", slot: "quickAdd", person: person, desk: here, at: desk.now)
    #expect(try other.draft(slot: "quickAdd", person: person)?.draft == "12号502 楼道灯")
    #expect(try other.draft(slot: "quickAdd", person: desk.secretary.id) == nil)
    try other.keep(
      "另一台写的", slot: "quickAdd", person: person, desk: there, at: desk.now.adding(seconds: 1))
    #expect(try desk.store.draft(slot: "quickAdd", person: person)?.draft == "另一台写的")
    #expect(try desk.store.drafts(of: person).map(\.draft) == ["另一台写的", "12号502 楼道灯"])
    try other.keep("", slot: "quickAdd", person: person, desk: there, at: desk.now)
    #expect(try desk.store.drafts(of: person).map(\.draft) == ["12号502 楼道灯"])
  }

  @Test("A draft that is gone on with takes the other's place, unless somebody still types there")
  func replaces() throws {
    let desk = try TestDesk()
    let person = desk.officer.id
    let store = desk.store
    try store.keep("断线前写的", slot: "note:r", person: person, desk: there, at: desk.now)
    let origin = try #require(try store.draft(slot: "note:r", person: person)).origin
    try store.keep(
      Draft("断线前写的，接着写", replaces: origin), slot: "note:r", person: person, desk: here,
      at: desk.now)
    #expect(try store.drafts(of: person).map(\.draft) == ["断线前写的，接着写"])

    try store.keep("还在写", slot: "note:r", person: person, desk: there, at: desk.now)
    let second = try #require(
      try store.drafts(of: person).first { $0.origin.desk == there }
    ).origin
    try store.keep("还在写呢", slot: "note:r", person: person, desk: there, at: desk.now)
    try store.keep(
      Draft(replaces: second), slot: "note:r", person: person, desk: here, at: desk.now)
    #expect(try store.drafts(of: person).map(\.draft) == ["还在写呢"], "only one's own is forgotten")
  }

  @Test("A draft names its request, and is thrown away by itself")
  func subject() throws {
    let desk = try TestDesk()
    let request = try desk.add("厨房漏水", group: 0, room: "502")
    let person = desk.officer.id
    try desk.store.keep(
      Draft(seen: 1, fields: ["until": .choice("week")]), slot: "hold:\(request.history.id.text)",
      about: request.history.id, person: person, desk: here, at: desk.now)
    let kept = try #require(try desk.store.drafts(of: person).first)
    #expect(kept.request?.id == request.history.id)
    #expect(kept.request?.number == request.request.number)
    #expect(kept.draft.seen == 1)
    try desk.store.discard(kept, of: desk.secretary.id)
    #expect(try desk.store.drafts(of: person).count == 1, "not somebody else's")
    try desk.store.discard(kept, of: person)
    #expect(try desk.store.drafts(of: person).isEmpty)
  }

  @Test("What a database of the first version kept is still there after the step")
  func upgrade() throws {
    let folder = try TestDesk.makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/old.sqlite"
    let first = try #require(Schema.steps.first)
    #expect(first.name == "v1")
    let old = try DatabaseQueue(path: path)
    try old.write { db in
      try db.execute(
        sql: "CREATE TABLE schema_step (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT")
      for sql in first.sql { try db.execute(sql: sql) }
      try db.execute(
        sql: """
          INSERT INTO schema_step (name) VALUES ('v1');
          INSERT INTO neighborhood (uid, name) VALUES ('n-1', '瑞和锦庭');
          INSERT INTO person (uid, name, role, unit, is_active)
          VALUES ('p-wf', '王芳', 'dutyOfficer', '', 1);
          INSERT INTO membership VALUES (1, 1, 0);
          INSERT INTO draft VALUES (1, 'quickAdd', '12号502 "水管" 爆了', 1795174920000),
            (1, 'note:none', '门禁也坏了', 1795174920001);
          """)
    }
    try old.close()
    let store = try DeskStore.open(path: path)
    let drafts = try store.drafts(of: PersonID("p-wf"))
    #expect(drafts.map(\.draft) == ["门禁也坏了", #"12号502 "水管" 爆了"#])
    #expect(drafts.map(\.slot) == ["note:none", "quickAdd"])
    let findings = try store.doctor().checks.filter { !$0.ok && $0.name != "permissions" }
    #expect(findings.isEmpty)
    try store.close()
    #expect(try DeskStore.open(path: path).drafts(of: PersonID("p-wf")).count == 2)
  }
}

@Suite("Claims in the database")
struct ClaimRecordTests {
  private let here = DeskID("here")
  private let there = DeskID("there")

  @Test("Seen by other connections, kept from others, prolonged, released, and over by itself")
  func life() throws {
    let desk = try TestDesk()
    let other = try DeskStore.open(path: desk.store.path)
    let id = try desk.add("漏水").history.id
    let (wang, zhou) = (desk.officer.id, desk.secretary.id)
    func on(_ seconds: Int) throws -> Claim? {
      try other.claim(on: id, now: desk.now.adding(seconds: seconds))
    }
    try desk.store.claim(id, by: wang, at: here, now: desk.now)
    #expect(try on(0)?.person == wang)
    try other.claim(id, by: zhou, at: there, now: desk.now)
    #expect(try on(0)?.person == wang, "nobody loses it because somebody else looks")
    #expect(try on(ClaimRules.seconds) == nil)
    try desk.store.claim(id, by: wang, at: here, now: desk.now.adding(seconds: 60))
    #expect(try on(ClaimRules.seconds)?.since == desk.now)
    #expect(try other.claims(of: desk.scope, now: desk.now.adding(seconds: 60)).count == 1)
    try other.release(id, at: there)
    #expect(try on(61)?.person == wang, "only one's own is released")
    try desk.store.release(id, at: here)
    #expect(try on(61) == nil)
    try other.claim(id, by: zhou, at: there, now: desk.now)
    try other.releaseAll(at: there)
    #expect(try on(0) == nil)
    try desk.store.claim(id, by: wang, at: here, now: desk.now)
    try other.claim(id, by: zhou, at: there, now: desk.now.adding(seconds: ClaimRules.seconds))
    #expect(try on(ClaimRules.seconds)?.person == zhou, "after a crash it runs out")
  }

  @Test("Taking over is an event with the claim, in one transaction; a late save is a conflict")
  func takeOver() throws {
    let desk = try TestDesk()
    let request = try desk.add("漏水")
    let id = request.history.id
    try desk.store.claim(id, by: desk.officer.id, at: here, now: desk.now)
    let taken = try desk.store.takeOver(id, by: desk.boss, at: there, now: desk.now)
    #expect(
      taken.history.events.last?.event
        == .takenOver(TakingOver(from: desk.officer.id, since: desk.now)))
    let claim = try #require(try desk.store.claim(on: id, now: desk.now))
    #expect(claim.person == desk.secretary.id && claim.takenFrom == desk.officer.id)
    #expect(throws: StoreError.self) {
      try desk.store.perform(
        .note(text: "我写的"), on: id, expecting: request.request.version, by: desk.actor,
        at: desk.now)
    }
    let again = try desk.store.takeOver(id, by: desk.boss, at: there, now: desk.now)
    #expect(again.request.version == taken.request.version, "one's own needs no record")
    #expect(try desk.store.doctor().ok)
  }

  @Test("Typing wakes no other desk; a claim is told as a claim, a request as a change")
  func feed() throws {
    let desk = try TestDesk()
    let (changes, claims) = (Signals(), Signals())
    let id = try desk.add("漏水").history.id
    let feed = try ChangeFeed(desk.store, onClaims: { claims.send() }) { changes.send() }
    defer { feed.stop() }
    let other = try DeskStore.open(path: desk.store.path)
    for number in 1...5 {
      try other.keep(
        Draft("写到第\(number)个字"), slot: "quickAdd", person: desk.officer.id, desk: there,
        at: desk.now)
      let seen = claims.seen
      try other.claim(
        id, by: desk.officer.id, at: there, now: desk.now.adding(seconds: number * 40))
      #expect(claims.wait(beyond: seen))
    }
    #expect(changes.seen == 0, "neither typing nor claims make lists be read anew")
    let seen = changes.seen
    _ = try other.register(desk.form("漏水"), by: desk.actor, at: desk.now)
    #expect(changes.wait(beyond: seen))
    // Whoever writes without counting is noticed all the same.
    let last = changes.seen
    try other.pool.write { try $0.execute(sql: "UPDATE person SET unit = '居委会'") }
    #expect(changes.wait(beyond: last))
  }

  @Test("A reading, and a change that changes nothing, count for nothing")
  func nothingChanged() throws {
    let desk = try TestDesk()
    func marks() throws -> [Int64] {
      try desk.store.pool.read { db in
        let row = try Row.fetchOne(db, sql: "SELECT content, claims, drafts FROM change_mark")
        return [row?[0] ?? -1, row?[1] ?? -1, row?[2] ?? -1]
      }
    }
    let before = try marks()
    try desk.store.release(RequestID("none"), at: here)
    try desk.store.keep("", slot: "quickAdd", person: desk.officer.id, desk: here, at: desk.now)
    #expect(try marks() == before)
    try desk.store.keep("字", slot: "quickAdd", person: desk.officer.id, desk: here, at: desk.now)
    #expect(try marks() == [before[0], before[1], before[2] + 1])
    try desk.add("漏水")
    #expect(try marks() == [before[0] + 1, before[1], before[2] + 1])
  }
}
