import ArgumentParser
import CoreModel
import Store

/// `juwei show`.
struct ShowCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "看一件诉求：情况、每个时限的由来、时间线。",
    discussion: """
      编号可以只写末尾几位，只要不重复。

      例：
        juwei show 20261121-007
        juwei show 007 --json
        juwei show 007 --thread
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("诉求编号，或末尾几位。", valueName: "编号"))
  var number: String

  @Flag(help: "输出 JSON。")
  var json = false

  @Flag(help: "全程：从居民第一句话到告知居民，经过议事会、微实事、吹哨、调解的每一站。")
  var thread = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.reading(shared) { session in
      guard let session else {
        throw CommandFailure("没有找到「\(number)」：数据库里还没有诉求。请检查 --db 是否指向所要的数据库")
      }
      let detail = try session.store.detail(number: number.tidied, in: session.scope)
      if thread {
        let now = surroundings.clock.now
        let document = ThreadDocument(
          thread: try session.store.thread(of: detail.history.id, at: now), now: now)
        guard !json else { return surroundings.say(document.value.text()) }
        for line in document.lines { surroundings.say(line) }
        return
      }
      try ShowCommand.show(detail, of: session, asJSON: json, in: surroundings)
    }
  }

  /// Prints a request, whole.
  static func show(
    _ detail: RequestDetail, of session: Session, asJSON json: Bool, in surroundings: Surroundings
  ) throws {
    let now = surroundings.clock.now
    if json {
      let document = RequestDocument(
        directory: session.directory, filesFolder: session.store.filesFolder, now: now)
      surroundings.say(document.value(of: detail).text())
    } else {
      let rules = try session.store.rules(of: session.scope).deadlines
      let sheet = RequestSheet(
        detail: detail, directory: session.directory, filesFolder: session.store.filesFolder,
        now: now, rules: rules)
      for line in sheet.lines { surroundings.say(line) }
    }
  }
}
