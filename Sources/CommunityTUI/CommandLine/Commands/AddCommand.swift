import ArgumentParser
import CoreModel
import Store

/// `juwei add`.
struct AddCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "登记一件诉求，输出编号。",
    discussion: """
      一行写完：楼组和室号、事情、电话、@承办人或班组、!急 或 !特急、#来源、!一级。认不出的词都留在内容里。
      「!」在有些 shell 里有特别的意思，请用单引号括起来。

      例：
        juwei add '12号502 楼道灯不亮 13800002046 @赵师傅 !急' --as 王芳
        juwei add 木荷苑5号 夜间翻捡垃圾，声响大 --channel 来电 --json
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("诉求内容。", valueName: "内容"))
  var words: [String]

  @Option(
    help: ArgumentHelp(
      "来源；不写且内容里没有 #来源 时为来电。", valueName: "来源"))
  var channel: Channel?

  @Option(help: ArgumentHelp("居民电话；显示时遮住中间几位。", valueName: "电话"))
  var phone: String?

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    let number = try phone.map(PhoneOption.digits)
    try surroundings.writing(shared) { writing in
      let session = writing.session
      let now = surroundings.clock.now
      var draft = QuickAdd.parse(words.joined(separator: " "), in: session.directory)
      if let channel { draft.channel = channel }
      if let number { draft.resident.phone = number }
      let registration = draft.registration(
        in: session.scope, channel: .phone, firstReceiver: writing.actor.person, receivedAt: now)
      let detail = try session.store.register(
        registration, followedBy: draft.tier.map { [.triage(TriageDecision(tier: $0))] } ?? [],
        by: writing.actor, at: now)
      for problem in draft.problems { surroundings.remark("注意：\(problem)") }
      if json {
        let document = RequestDocument(directory: session.directory, now: now)
        surroundings.say(document.value(of: detail).text())
      } else {
        surroundings.say(detail.request.number)
      }
    }
  }
}

/// A phone number as an argument.
enum PhoneOption {
  /// The digits, without the separators that people put between them.
  /// - Throws: ``UsageProblem`` when it is no number.
  static func digits(_ typed: String) throws -> String {
    let folded = typed.unicodeScalars.map(\.halfWidth)
    let digits = folded.filter { ("0"..."9").contains($0) }
    let isNumber = folded.allSatisfy {
      ("0"..."9").contains($0) || " -+()".unicodeScalars.contains($0)
    }
    guard isNumber, (3...20).contains(digits.count) else {
      throw UsageProblem("「\(typed)」不像电话号码；请只写数字，例如 13800002046")
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: digits)
    return String(view)
  }
}
