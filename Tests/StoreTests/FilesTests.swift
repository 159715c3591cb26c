import CoreModel
import Foundation
import GRDB
import Testing

@testable import Store

@Suite struct FilesTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ]) func hashesAreThoseOfTheStandard(text: String, digest: String) {
    var whole = SHA256()
    whole.update(Array(text.utf8))
    #expect(whole.finish() == digest)
    var pieces = SHA256()
    for byte in text.utf8 { pieces.update([byte]) }
    #expect(pieces.finish() == digest)
  }

  @Test func aPhotoIsKeptOnceForItsOwnerAlone() throws {
    let desk = try TestDesk()
    let photo = desk.folder + "/IMG_2041.jpg"
    try Data(repeating: 7, count: 300_000).write(to: URL(fileURLWithPath: photo))
    let evidence = try desk.store.attach(path: photo)
    #expect(evidence.fileName == "IMG_2041.jpg" && evidence.size == 300_000)
    #expect(try desk.store.attach(path: photo) == evidence)
    let kept = desk.store.path(of: evidence)
    #expect(try Data(contentsOf: URL(fileURLWithPath: kept)).count == 300_000)
    let mode = try FileManager.default.attributesOfItem(atPath: kept)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let names = try FileManager.default.contentsOfDirectory(atPath: desk.store.filesFolder)
    #expect(names == [String(evidence.digest.prefix(2))])

    try desk.add(
      "漏水",
      followedBy: [
        .triage(TriageDecision(tier: .first)),
        .resolve(Resolution(outcome: "修好", evidence: [evidence])),
      ])
    #expect(try desk.store.doctor().ok)
    try FileManager.default.removeItem(atPath: kept)
    let report = try desk.store.doctor()
    #expect(report.checks.filter { !$0.ok }.map(\.name) == ["attachments"])
    // Of the same length, and another picture.
    try Data(repeating: 8, count: 300_000).write(to: URL(fileURLWithPath: kept))
    let changed = try #require(try desk.store.doctor().checks.first { $0.name == "attachments" })
    #expect(!changed.ok && changed.detail.contains("内容变了"))
    try Data(repeating: 7, count: 300_000).write(to: URL(fileURLWithPath: kept))
    #expect(try desk.store.doctor().checks.first { $0.name == "attachments" }?.ok == true)
  }

  /// Whoever runs it wants to know how bad it is, and not that it could not be found out.
  @Test(arguments: [
    ("DROP TABLE search_posting", ["searchIndex"]),
    ("DROP TABLE event", ["projection"]),
    ("DROP TABLE membership", ["projection"]),
    ("DROP INDEX request_hotline", ["hotlineTickets"]),
    ("DROP TABLE hotline_ticket", ["hotlineTickets"]),
  ]) func theDoctorReportsWhateverIsWrong(damage: String, names: [String]) throws {
    let desk = try TestDesk()
    try desk.add("漏水")
    try desk.store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA foreign_keys = OFF") }
    try desk.store.pool.write { try $0.execute(sql: damage) }
    // A desk that has not read the names before the damage was done.
    let store = try DeskStore.open(path: desk.store.path, mode: .readOnly)
    let report = try store.doctor()
    #expect(!report.ok)
    #expect(Set(report.checks.filter { !$0.ok }.map(\.name)).isSuperset(of: names), "\(report)")
    #expect(report.checks.map(\.name).last == "permissions")
    try store.close()
  }

  @Test func whatCannotBeAttachedIsSaid() throws {
    let desk = try TestDesk()
    try Data().write(to: URL(fileURLWithPath: desk.folder + "/empty.jpg"))
    for (path, word) in [
      (desk.folder + "/none.jpg", "没有找到附件"), (desk.folder, "要是一个文件"),
      (desk.folder + "/empty.jpg", "空文件"),
    ] {
      #expect {
        try desk.store.attach(path: path)
      } throws: {
        ($0 as? StoreError)?.message.contains(word) == true
      }
    }
  }

  @Test func aBackupIsAWholeDatabaseAndNeverOverwrites() throws {
    let desk = try TestDesk()
    try desk.add("漏水")
    let photo = desk.folder + "/a.jpg"
    try Data("photo".utf8).write(to: URL(fileURLWithPath: photo))
    let evidence = try desk.store.attach(path: photo)
    let target = desk.folder + "/backup.sqlite"
    try desk.store.backup(to: target)
    try desk.add("停电")
    let copy = try DeskStore.open(path: target)
    #expect(try copy.requestCount(of: desk.scope) == 1)
    #expect(try copy.doctor().ok)
    #expect(FileManager.default.fileExists(atPath: copy.path(of: evidence)))
    #expect {
      try desk.store.backup(to: target)
    } throws: {
      ($0 as? StoreError)?.message.contains("没有覆盖") == true
    }
    #expect(throws: StoreError.self) { try desk.store.backup(to: "/proc/none/backup.sqlite") }
    #expect(!FileManager.default.fileExists(atPath: target + ".partial"))
  }

  @Test func theDoctorFindsARowThatItsEventsDoNotGive() throws {
    let desk = try TestDesk()
    for index in 0..<5 { try desk.add("第\(index)件") }
    try desk.store.pool.write {
      try $0.execute(sql: "UPDATE request SET text = '改过' WHERE id = 3")
      // An index that says it has rows which it does not have.
      try $0.execute(
        sql: "UPDATE search_state SET layout = 1, indexed_below = 4096 WHERE id = 1")
    }
    let bad = try desk.store.doctor().checks.filter { !$0.ok }
    #expect(bad.map(\.name) == ["projection", "searchable", "searchIndex"])
    #expect(bad[0].detail.contains("20261121-003"))
  }

  @Test func manyAtOnceAreStoredLikeSingleOnes() throws {
    let desk = try TestDesk()
    let single = try desk.add("厨房漏水", group: 0, name: "王阿姨", followedBy: desk.closing)
    let events = single.history.events
    let batch = (0..<50).map { index in
      var form = desk.form("厨房漏水", group: 0, name: "王阿姨")
      form.number = ""
      return BulkRequest(
        id: RequestID("bulk-\(index)"),
        events: [
          RecordedEvent(version: 1, at: desk.now, actor: desk.officer.id, event: .registered(form))
        ] + events.dropFirst())
    }
    #expect(try desk.store.bulkInsert(batch) == 50)
    #expect(try desk.store.requestCount(of: desk.scope) == 51)
    #expect(try desk.found("way", view: .closed).count == 1)
    let detail = try desk.store.detail(id: RequestID("bulk-49"))
    #expect(detail.request.number == "20261121-051")
    #expect(Array(detail.history.events.dropFirst()) == Array(events.dropFirst()))
    #expect(try desk.store.doctor().ok)
  }
}
