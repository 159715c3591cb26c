import ArgumentParser
import CoreModel
import Store
import TerminalKit

/// `juwei council notice`.
struct CouncilNoticeCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "notice", abstract: "会议通知：没有姓名、室号和电话，发到群里或打印张贴。",
    discussion: """
      例：
        juwei council notice 会1
        juwei council notice 会1 --html --out 通知.html
        juwei council notice 会1 --sent 楼组群 --as 王芳
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("会议。", valueName: "会议"))
  var number: String

  @Flag(help: "输出按 A4 打印的网页。")
  var html = false

  @Option(help: ArgumentHelp("写进这个文件；不写则打印出来。", valueName: "文件"))
  var out: String?

  @Flag(help: "已有这个文件时覆盖它。")
  var force = false

  @Option(help: ArgumentHelp("记下已经通知了，和怎样通知的。", valueName: "怎样"))
  var sent: String?

  func run(in surroundings: Surroundings) throws {
    if let sent {
      return try surroundings.writingCouncil(shared) { lookup, actor in
        let meeting = try lookup.session.store.perform(
          .announce(how: sent), on: try lookup.meeting(number), in: lookup.session.scope,
          by: actor, at: lookup.now)
        surroundings.say("\(meeting.name)：已记下通知（\(sent)）")
      }
    }
    try surroundings.readingCouncil(shared) { lookup in
      let page = CouncilPage(
        detail: try lookup.detail(try lookup.meeting(number)),
        directory: lookup.session.directory, now: lookup.now)
      try page.give(.notice, asPage: html, to: out, replacing: force, in: surroundings)
    }
  }
}

/// `juwei council minutes`.
struct CouncilMinutesCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "minutes", abstract: "会议纪要：到会、意见、表决、决议和交办。",
    discussion: """
      例：
        juwei council minutes 会1
        juwei council minutes 会1 --html --out 纪要.html
        juwei council minutes 会1 --json
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("会议。", valueName: "会议"))
  var number: String

  @Flag(help: "输出按 A4 打印的网页。")
  var html = false

  @Flag(help: "输出 JSON。")
  var json = false

  @Option(help: ArgumentHelp("写进这个文件；不写则打印出来。", valueName: "文件"))
  var out: String?

  @Flag(help: "已有这个文件时覆盖它。")
  var force = false

  func validate() throws {
    guard !html || !json else { throw ValidationError("--html、--json 只能写一个") }
  }

  func run(in surroundings: Surroundings) throws {
    try surroundings.readingCouncil(shared) { lookup in
      let detail = try lookup.detail(try lookup.meeting(number))
      guard !json else { return surroundings.say(lookup.document.value(of: detail).text()) }
      let page = CouncilPage(
        detail: detail, directory: lookup.session.directory, now: lookup.now)
      try page.give(.minutes, asPage: html, to: out, replacing: force, in: surroundings)
    }
  }
}

extension CouncilPage {
  /// Prints a paper, or keeps it in a file.
  fileprivate func give(
    _ paper: CouncilPaper, asPage: Bool, to out: String?, replacing: Bool,
    in surroundings: Surroundings
  ) throws {
    let text = asPage ? page(of: paper).text : Sanitizer.text(self.text(of: paper))
    guard let out else { return surroundings.output.write(text) }
    try TextFile.write(text, to: out, replacing: replacing)
    surroundings.say("已写到 \(out)")
  }
}
