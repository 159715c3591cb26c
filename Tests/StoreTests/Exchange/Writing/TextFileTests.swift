import Foundation
import Testing

@testable import Store

@Suite("Texts that we write") struct TextFileTests {
  let folder: String

  init() throws { folder = try TestDesk.makeFolder() }

  @Test("are whole, for their owner only, and leave nothing beside them")
  func whole() throws {
    let text = String(repeating: "晨会纪要。", count: 40_000)
    try TextFile.write(text, to: folder + "/晨会.html")
    #expect(try String(contentsOfFile: folder + "/晨会.html", encoding: .utf8) == text)
    let facts = try FileManager.default.attributesOfItem(atPath: folder + "/晨会.html")
    #expect((facts[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["晨会.html"])
  }

  @Test("never write over a file unless asked, nor anywhere that is no folder")
  func refusals() throws {
    let path = folder + "/晨会.txt"
    try TextFile.write("旧", to: path)
    #expect(throws: StoreError.self) { try TextFile.write("新", to: path) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "旧")
    try TextFile.write("新", to: path, replacing: true)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "新")
    #expect(throws: StoreError.self) { try TextFile.write("新", to: folder, replacing: true) }
    #expect(throws: StoreError.self) { try TextFile.write("新", to: folder + "/没有/晨会.txt") }
    #expect(throws: StoreError.self) { try TextFile.write("新", to: "") }
  }
}
