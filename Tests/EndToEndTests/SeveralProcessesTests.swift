import Foundation
import Testing

/// Several desks write at once, and some of them die.
extension EndToEnd {
  @Suite("Several processes at once")
  struct SeveralProcessesTests {
    private static let desks = 4
    private static let each = 1000
    /// Steps of each desk on one request that all of them work on.
    private static let onShared = 20

    @Test("Four desks take down 1,000 requests and do 1,000 steps each, all at once, one watching")
    func fourDesks() async throws {
      try await Desk.open { desk in
        let shared = try await desk.juwei("add", "大家都在办的一件", "--as", "王芳").succeeded().line
        let watching = try await desk.console(as: "王芳")
        try await watching.waitFor("待响应 1")
        let numbers = try await atOnce(Self.desks) { number in
          let lines = (0..<Self.each).map { "第\($0)件 \(number)号台 水管漏水" }
          return try await desk.work(["add", "-"], on: lines)
        }
        let added = numbers.flatMap(\.self)
        #expect(added.count == Self.desks * Self.each)
        #expect(Set(added).count == added.count)
        try await watching.waitFor("待响应 \(added.count + 1)")

        // Every desk answers what another one took down; all of them note on one request between.
        let notes = Self.onShared
        let answers = try await atOnce(Self.desks) { number in
          let others = numbers[(number + 1) % Self.desks]
          var lines = others.dropLast(notes).map { "\($0) respond --note 已回电" }
          for note in 0..<notes {
            lines.insert("\(shared) note --text '\(number)号台 第\(note)次'", at: note * 40)
          }
          return try await desk.work(["do", "-"], on: lines)
        }
        #expect(answers.flatMap(\.self).count == Self.desks * Self.each)
        let answered = Set(numbers.flatMap { $0.dropLast(notes) })
        try await watching.waitFor("待响应 \(added.count + 1 - answered.count)")
        #expect(try await watching.screen.contains("错误") == false)

        let all = try await desk.juwei("list", "--status", "all", "--json", "--brief").succeeded()
          .json([BriefDocument].self)
        #expect(Set(all.map(\.number)) == Set(added + [shared]))
        #expect(all.count == added.count + 1)
        for request in all where request.number != shared {
          let isAnswered = answered.contains(request.number)
          #expect(request.version == (isAnswered ? 2 : 1), "\(request.number)")
          #expect(request.status == (isAnswered ? "responded" : "registered"), "\(request.number)")
        }
        let busy = try await desk.juwei("show", shared, "--json").succeeded()
          .json(RequestDocument.self)
        #expect(busy.version == 1 + Self.desks * notes)
        #expect(busy.events.map(\.version) == Array(1...busy.version))
        let health = try await desk.juwei("doctor", "--json").succeeded().json(DoctorDocument.self)
        #expect(health.ok)
      }
    }

    @Test("Short commands come and go at four desks; nobody is turned away")
    func comingAndGoing() async throws {
      try await Desk.open { desk in
        try await desk.juwei("add", "第一件", "--as", "王芳").succeeded()
        let each = 15
        let numbers = try await atOnce(Self.desks) { number in
          try await desk.addOneByOne(each, desk: number)
        }
        #expect(Set(numbers.flatMap(\.self)).count == Self.desks * each)
        let health = try await desk.juwei("doctor", "--json").succeeded().json(DoctorDocument.self)
        #expect(health.ok)
      }
    }

    @Test("Killed in the middle of an import, the file is in whole or not at all")
    func killedImport() async throws {
      try await Desk.open { desk in
        let count = 3000
        let export = try desk.file("export.csv", Tickets.csv(count))
        let whole = try await ContinuousClock().measure {
          try await desk.load(export, into: "whole.db").succeeded()
        }
        // At moments from its start to its end; where exactly they fall is another one in every run.
        for share in [0.2, 0.5, 0.7, 0.8, 0.9, 1] {
          let name = "killed-\(share).db"
          let path = desk.folder.appending(path: name).path
          try await desk.juwei("add", "第一件", "--as", "王芳", "--db", path).succeeded()
          let result = try await desk.load(export, into: name) { try await atMoment(whole * share) }
          let listed = try await desk.juwei(
            "list", "--status", "all", "--json", "--brief", "--db", path
          ).succeeded()
          let stored = try listed.json([BriefDocument].self).count
          #expect([1, 1 + count].contains(stored), "\(result)")
          let health = try await desk.juwei("doctor", "--json", "--db", path).succeeded()
            .json(DoctorDocument.self)
          #expect(health.ok)
        }
      }
    }

    @Test("Killed while adding, whatever was confirmed is there and nothing is half there")
    func killedAdds() async throws {
      try await Desk.open { desk in
        try await desk.juwei("add", "第一件", "--as", "王芳").succeeded()
        let lines = try desk.file("lines", (0..<50_000).map { "第\($0)件 漏水\n" }.joined())
        let command = #"exec "$0" add - --as 王芳 <"$1" >"$2""#
        var stored = 1
        for round in 1...5 {
          let numbers = desk.folder.appending(path: "numbers-\(round)").path
          let shell = Program(path: "/bin/sh", environment: desk.environment)
          let binary = try BuiltBinary.path()
          let result = try await shell.run(["-c", command, binary, lines, numbers]) {
            // In the middle of its work, wherever that is: after so many confirmations.
            let begun = try await eventually {
              try desk.lines(in: numbers).count >= round * 7 ? true : nil
            }
            #expect(begun == true)
          }
          #expect(result.signal == Int(SIGKILL), "\(result)")
          let confirmed = try desk.lines(in: numbers)
          let all = try await desk.juwei("list", "--status", "all", "--json", "--brief").succeeded()
            .json([BriefDocument].self)
          #expect(Set(confirmed).isSubset(of: all.map(\.number)))
          // What it was at when it died may have been committed and not confirmed any more.
          #expect((0...1).contains(all.count - stored - confirmed.count))
          stored = all.count
          let health = try await desk.juwei("doctor", "--json").succeeded()
            .json(DoctorDocument.self)
          #expect(health.ok)
        }
      }
    }
  }
}

/// What `list --json --brief` says of a request, as far as it matters here.
private struct BriefDocument: Decodable {
  let number: String
  let version: Int
  let status: String
}

/// Does the work of several desks at the same time; what each of them has, in their order.
private func atOnce<Answer: Sendable>(
  _ desks: Int, _ work: @escaping @Sendable (Int) async throws -> Answer
) async throws -> [Answer] {
  try await withThrowingTaskGroup(of: (Int, Answer).self) { group in
    for number in 0..<desks {
      group.addTask { (number, try await work(number)) }
    }
    return try await group.reduce(into: [Int: Answer]()) { $0[$1.0] = $1.1 }
      .sorted { $0.key < $1.key }.map(\.value)
  }
}

extension Desk {
  /// One desk's evening in one process, a line each; the first word of each line that it answers.
  fileprivate func work(_ command: [String], on lines: [String]) async throws -> [String] {
    let result = try await juwei(
      command + ["--as", "王芳"], input: lines.map { $0 + "\n" }.joined())
    try result.succeeded()
    #expect(result.error.isEmpty, "an error was shown: \(result)")
    return result.output.split(separator: "\n").compactMap {
      $0.split(separator: " ").first.map(String.init)
    }
  }

  /// A process a request, in one shell so that the tests' own part is small.
  fileprivate func addOneByOne(_ count: Int, desk: Int) async throws -> [String] {
    let script = """
      i=0
      while [ $i -lt \(count) ]; do
        "\(try BuiltBinary.path())" add "第${i}件 \(desk)号台 水管漏水" --as 王芳 || exit 1
        i=$((i + 1))
      done
      """
    let result = try await Program(path: "/bin/sh", environment: environment).run(["-c", script])
    try result.succeeded()
    #expect(result.error.isEmpty, "an error was shown: \(result)")
    return result.output.split(separator: "\n").map(String.init)
  }

  /// The whole lines of a file that something is writing.
  fileprivate func lines(in path: String) throws -> [String] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    let text = String(decoding: data, as: UTF8.self)
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  /// Imports an export into a database of this desk; killed when `condition` returns, if there is one.
  fileprivate func load(
    _ export: String, into name: String, killedWhen condition: (() async throws -> Void)? = nil
  ) async throws -> ToolResult {
    let arguments = [
      "import", "12345", export, "--as", "王芳", "--db", folder.appending(path: name).path,
    ]
    guard let condition else { return try await juwei(arguments) }
    return try await tool().run(arguments, killedWhen: condition)
  }
}
