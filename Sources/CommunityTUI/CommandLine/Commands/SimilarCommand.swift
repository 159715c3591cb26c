import ArgumentParser
import CoreModel
import Store
import TerminalKit

/// `juwei similar`.
struct SimilarCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "similar",
    abstract: "查一句话可能和哪些已登记的诉求是同一件事；只看，不登记。",
    discussion: """
      写法和 add 一样：楼组和室号、事情、电话。比的是电话、位置、文字和时间（90 天以内），最像的在前，最多 5 件；不像的不列。

      例：
        juwei similar '12号502 楼道灯不亮 13800002046'
        juwei similar '12号502 楼道灯不亮' --json

      内容只写「-」时从标准输入读，一行一句，每句输出一行 JSON（要和 --json 一起用）。
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("诉求内容；- 为从标准输入逐行读取。", valueName: "内容"))
  var words: [String]

  @Flag(help: "输出 JSON。")
  var json = false

  private var isLineByLine: Bool { words == [LineWork.mark] }

  func validate() throws {
    if isLineByLine, !json { throw ValidationError("「similar -」要和 --json 一起用") }
  }

  func run(in surroundings: Surroundings) throws {
    try surroundings.reading(shared) { session in
      guard let session else {
        throw CommandFailure("数据库里还没有诉求，没有可比的。请检查 --db 是否指向所要的数据库")
      }
      let now = surroundings.clock.now
      let document = RequestDocument(
        directory: session.directory, filesFolder: session.store.filesFolder, now: now)
      func found(_ line: String) throws -> SimilarRequests {
        let draft = QuickAdd.parse(line, in: session.directory)
        return try session.store.similar(to: draft.similarQuery(in: session.scope, at: now))
      }
      guard isLineByLine else {
        let similar = try found(words.joined(separator: " "))
        if json {
          surroundings.say(document.value(of: similar).text())
        } else {
          let words = SimilarWords(directory: session.directory, now: now)
          for line in words.lines(of: similar, whenNothing: "没有找到可能重复的诉求。") {
            surroundings.say(Sanitizer.line(line))
          }
        }
        return
      }
      while let line = try surroundings.input.next() {
        switch line {
        case .text(let text):
          surroundings.sayAtOnce(document.value(of: try found(text)).line)
        case .unreadable(let reason): throw CommandFailure(reason)
        }
      }
    }
  }
}

extension RequestDocument {
  /// Earlier requests that may be the same, with their scores, and how often the telephone and the room came.
  func value(of similar: SimilarRequests) -> JSONValue {
    .object([
      "count": .int(similar.count),
      "matches": .array(
        similar.matches.map { match in
          guard case .object(var members) = value(of: match.row) else { return .null }
          members["score"] = .int(match.score)
          return .object(members)
        }),
      "phoneLately": .optional(similar.phone?.count),
      "roomLately": .optional(similar.room?.count),
      "caller": similar.caller.map { value(of: $0) } ?? .null,
    ])
  }
}
