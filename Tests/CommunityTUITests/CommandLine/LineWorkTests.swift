import CoreModel
import Foundation
import Store
import Testing

@testable import CommunityTUI

/// `add -` and `do -`: work that comes line by line.
@Suite struct LineWorkTests {
  @Test func everyLineIsARequestAndARefusedOneStopsNothing() throws {
    let bench = try CommandBench()
    let result = bench.run(
      ["add", "-", "--as", "王芳"],
      lines: [
        .text("12号502 楼道灯不亮 !急"), .text("  "), .text("13800002046"), .text("厨房漏水"),
        .unreadable("文字编码不是 UTF-8"), .text("马桶反水"),
      ])
    #expect(result.code == 1)
    #expect(result.output == "20261121-001\n20261121-002\n20261121-003\n")
    #expect(result.remarks.contains("第3行没有办：请写诉求内容"))
    #expect(result.remarks.contains("第5行没有办：文字编码不是 UTF-8"))
    #expect(result.remarks.contains("共6行，2行没有办成"))
    #expect(bench.run("show", "001", "--json").object["urgency"] as? String == "urgent")
    #expect(bench.run("show", "003", "--json").object["text"] as? String == "马桶反水")
  }

  @Test func theOptionsHoldForEveryLine() throws {
    let bench = try CommandBench()
    let result = bench.run(
      "add", "-", "--as", "王芳", "--channel", "微信群", "--json", lines: "灯不亮", "漏水")
    #expect(result.code == 0)
    let documents = try result.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(documents.map { $0["number"] as? String } == ["20261121-001", "20261121-002"])
    #expect(documents.allSatisfy { $0["channel"] as? String == "weChatGroup" })
    // Who called before is looked up for whoever reads.
    let last = documents.last?.filter { $0.key != "caller" }
    let shown = bench.run("show", "002", "--json").object.filter { $0.key != "caller" }
    #expect(last as NSDictionary? == shown as NSDictionary)
    #expect(bench.run("add", "-", "--phone", "13800002046", lines: "灯不亮").code == 2)
  }

  @Test func aLineIsAStepAsOnTheCommandLine() throws {
    let bench = try CommandBench()
    bench.environment["JUWEI_AS"] = "王芳"
    bench.run("add", "楼道灯不亮")
    let photo = try bench.write("photo", to: "灯 泡.jpg")
    let result = bench.run(
      "do", "-", lines: "001 respond --note '已 回电'", "", "001 分级 --tier=1",
      "001 dispatch --to 王芳 --version 3", "001 accept",
      "001 resolve --text \"换了 灯泡\" --photo '\(photo)'")
    #expect(result.code == 0, "\(result.remarks)")
    let statuses: [RequestStatus] = [.responded, .triaged, .dispatched, .accepted, .resolved]
    #expect(result.output == statuses.map { "20261121-001 \($0.title)\n" }.joined())
    let shown = bench.run("show", "001", "--json").object
    #expect(shown["status"] as? String == "resolved")
    #expect(shown["version"] as? Int == 6)
    #expect(bench.run("show", "001").output.contains("换了 灯泡"))
    #expect(bench.run("show", "001").output.contains("灯 泡.jpg"))
  }

  @Test func whatIsWrongWithAStepIsSaidWithItsLine() throws {
    let bench = try CommandBench()
    bench.environment["JUWEI_AS"] = "王芳"
    bench.run("add", "楼道灯不亮")
    let wrong = [
      "001", "001 dance", "001 triage", "001 triage --tier 4", "001 note --text '没完",
      "001 note --text", "001 note 话", "001 respond --tier 1", "001 respond --as 王芳", "999 respond",
      "001 feedback --text 好了", "001 note --text 晚了 --version 7", "001 note --text x --version a",
      "001 resolve --text x --photo 没有.jpg", "001 note --help",
    ]
    let result = bench.run(
      ["do", "-"], lines: (wrong + ["001 respond"]).map(InputLine.text))
    #expect(result.code == 1)
    #expect(result.output == "20261121-001 待分级\n")
    for line in 1...wrong.count {
      #expect(result.remarks.contains("第\(line)行没有办："), "\(wrong[line - 1])")
    }
    #expect(result.remarks.split(separator: "\n").count == wrong.count + 1, "one line each")
    #expect(bench.run("show", "001", "--json").object["version"] as? Int == 2)
    for usage in [
      ["do", "-", "respond"], ["do", "-", "--text", "x"], ["do", "-", "--version", "1"],
    ] {
      #expect(bench.run(usage).code == 2)
    }
  }

  @Test func aRevealedPhoneIsPrintedOnce() throws {
    let bench = try CommandBench()
    bench.run("add", "楼道灯不亮 13800002046", "--as", "王芳")
    let result = bench.run("do", "-", lines: "001 note --text 看过", "001 reveal")
    #expect(result.output.components(separatedBy: "13800002046").count == 2)
  }

  /// A database that gives up gives up for every line: the first report says from where on.
  @Test func nothingIsTriedAfterTheDatabaseGaveUp() throws {
    let bench = try CommandBench()
    bench.run("add", "楼道灯不亮", "--as", "王芳")
    let store = try DeskStore.open(path: bench.folder + "/desk.sqlite", mode: .readOnly)
    let home = try #require(try store.neighborhoods().first)
    let directory = try store.directory(of: home.id)
    let person = try #require(directory.people.first)
    let remarks = CapturedText()
    let source = LinesOfText([.text("一"), .text("二"), .text("三")])
    let work = LineWork(
      surroundings: Surroundings(
        environment: [:], clock: .system, input: source, output: CapturedText(), remarks: remarks,
        isInteractive: false, columns: nil),
      writing: WritingSession(
        session: Session(store: store, directory: directory, person: person),
        actor: Actor(person)))
    var tried: [String] = []
    #expect(throws: (any Error).self) {
      try work.forEachLine { line, _ in
        tried.append(line)
        if line == "二" { throw StoreError.diskFull(path: "x") }
      }
    }
    #expect(tried == ["一", "二"])
    #expect(remarks.text.hasPrefix("第2行起没有办：磁盘已满"))
    #expect(source.next() == .text("三"))
  }

  @Test(arguments: [
    ("a  b\tc", ["a", "b", "c"]), ("'a b'c \"d'e\"", ["a bc", "d'e"]),
    ("a\\ b '' \"\"", ["a b", "", ""]),
    (#""a\"b\\c\d" '\'"#, [#"a"b\c\d"#, #"\"#]), ("　全角　空格 ", ["全角", "空格"]), ("", []),
  ])
  func wordsAreSplitAsAShellDoes(_ line: String, _ words: [String]) throws {
    #expect(try ShellWords.split(line) == words)
  }

  @Test(arguments: ["'a", "\"a", "a\\", "a \"b'"])
  func openQuotesAreRefused(_ line: String) {
    #expect(throws: CommandFailure.self) { try ShellWords.split(line) }
  }

  /// Lines are read by hand, so that nobody forgets an option of the command line there.
  @Test func linesKnowEveryOptionOfTheCommandLine() throws {
    let help = try CommandBench().run("do", "--help").output
    let options = help[try #require(help.range(of: "\n选项：")).upperBound...]
      .matches(of: #/--[a-z]+/#).map { String($0.output) }
    let forAll: Set = ["--db", "--as", "--neighborhood", "--json", "--help", "--version"]
    #expect(Set(options).subtracting(forAll) == StepParticulars.names)
    for name in StepParticulars.names {
      var particulars = StepParticulars()
      let value = [
        "--tier": "1", "--urgency": "急", "--method": "电话", "--channel": "来电", "--outcome": "办好了",
      ][name]
      try particulars.set(name, to: value ?? "x")
      #expect(!particulars.isEmpty)
    }
  }
}

/// Lines as they come out of a pipe.
@Suite struct LineReaderTests {
  @Test(arguments: [
    ("a\nb\n", ["a", "b"]), ("a\r\nb", ["a", "b"]),
    ("\u{FEFF}灯\n\n\u{FEFF}亮", ["灯", "", "\u{FEFF}亮"]),
    ("", []), ("\n", [""]),
  ])
  func endsAndMarksAreNoPartOfALine(_ text: String, _ lines: [String]) throws {
    #expect(try read(Array(text.utf8)) == lines.map(InputLine.text))
  }

  @Test func whatIsNoTextOrTooLongIsOneBadLine() throws {
    let long = Array(String(repeating: "漏", count: 200_000).utf8)
    let bytes = [0xFF, 0xFE, 0x0A] + long + [0x0A] + Array("好\n".utf8) + long
    let lines = try read(bytes)
    #expect(lines.count == 4)
    #expect(lines.dropFirst(2).first == .text("好"))
    for index in [0, 1, 3] {
      #expect({ if case .unreadable = lines[index] { true } else { false } }(), "\(index)")
    }
  }

  @Test func linesLongerThanAReadArriveWhole() throws {
    let texts = (0..<200).map { String(repeating: "漏水\($0)", count: $0 * 7) }
    #expect(
      try read(Array(texts.joined(separator: "\n").utf8)) == texts.map(InputLine.text))
  }

  private func read(_ bytes: [UInt8]) throws -> [InputLine] {
    let bench = try CommandBench()
    let path = bench.folder + "/lines"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    let reader = LineReader(descriptor: descriptor)
    var lines: [InputLine] = []
    while let line = try reader.next() { lines.append(line) }
    return lines
  }
}
