import Foundation
import Testing

/// Several desks write at once, and some of them die.
extension EndToEnd {
  @Suite("Several processes at once")
  struct SeveralProcessesTests {
    private static let desks = 4
    private static let each = 50

    @Test("Four desks take down requests and do steps all at once; everything is there")
    func fourDesks() async throws {
      try await Desk.open { desk in
        try await desk.juwei("add", "第一件", "--as", "王芳").succeeded()
        let numbers = try await withThrowingTaskGroup(of: [String].self) { group in
          for number in 0..<Self.desks {
            group.addTask { try await desk.addMany(Self.each, desk: number) }
          }
          return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(numbers).count == Self.desks * Self.each)

        // Every desk answers requests that another one took down, and all of them note on one.
        try await withThrowingTaskGroup(of: Void.self) { group in
          for number in 0..<Self.desks {
            let others = numbers.enumerated().filter { $0.offset % Self.desks == number }
            group.addTask { try await desk.answerMany(others.map(\.element), shared: numbers[0]) }
          }
          try await group.waitForAll()
        }
        let all = try await desk.juwei("list", "--status", "all", "--json").succeeded()
          .json([RequestDocument].self)
        #expect(all.count == Self.desks * Self.each + 1)
        let byNumber = Dictionary(uniqueKeysWithValues: all.map { ($0.number, $0) })
        for number in numbers.dropFirst() {
          #expect(byNumber[number]?.version == 2)
          #expect(byNumber[number]?.status == "responded")
        }
        let shared = try #require(byNumber[numbers[0]])
        #expect(shared.version == 2 + Self.desks)
        #expect(shared.events.map(\.version) == Array(1...shared.version))
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
          let stored = try listed.json([NumberOnly].self).count
          #expect([1, 1 + count].contains(stored), "\(result)")
          let health = try await desk.juwei("doctor", "--json", "--db", path).succeeded()
            .json(DoctorDocument.self)
          #expect(health.ok)
        }
      }
    }

    @Test("Killed while adding, whatever was confirmed is there")
    func killedAdds() async throws {
      try await Desk.open { desk in
        var confirmed: [String] = []
        for round in 0..<12 {
          let result = try await desk.tool().run(["add", "第\(round)件", "--as", "王芳"]) {
            try await atMoment(.milliseconds(round * 5))
          }
          if result.status == 0 { confirmed.append(result.line) }
        }
        confirmed.append(try await desk.juwei("add", "最后一件", "--as", "王芳").succeeded().line)
        let stored = try await desk.juwei("list", "--status", "all", "--json").succeeded()
          .json([RequestDocument].self).map(\.number)
        #expect(Set(confirmed).isSubset(of: stored))
        let health = try await desk.juwei("doctor", "--json").succeeded().json(DoctorDocument.self)
        #expect(health.ok)
      }
    }
  }
}

private struct NumberOnly: Decodable {
  let number: String
}

extension Desk {
  /// One desk's evening: a process a request, in one shell so that the tests' own part is small.
  fileprivate func addMany(_ count: Int, desk: Int) async throws -> [String] {
    let script = """
      i=0
      while [ $i -lt \(count) ]; do
        "\(try BuiltBinary.path())" add "第${i}件 \(desk)号台 水管漏水" --as 王芳 || exit 1
        i=$((i + 1))
      done
      """
    return try await shell(script).output.split(separator: "\n").map(String.init)
  }

  /// Answers each of the requests, and notes once on the shared one.
  fileprivate func answerMany(_ numbers: [String], shared: String) async throws {
    let binary = try BuiltBinary.path()
    try await shell(
      """
      for number in \(numbers.joined(separator: " ")); do
        "\(binary)" do "$number" respond --note 已回电 --as 王芳 >/dev/null || exit 1
      done
      "\(binary)" do \(shared) note --text 各台都在看 --as 王芳
      """)
  }

  @discardableResult
  private func shell(_ script: String) async throws -> ToolResult {
    let result = try await Program(path: "/bin/sh", environment: environment).run(["-c", script])
    try result.succeeded()
    #expect(result.error.isEmpty, "an error was shown: \(result)")
    return result
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
