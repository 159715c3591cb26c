import ArgumentParser
import CoreModel
import Store
import TerminalKit

/// `juwei add`.
struct AddCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "登记一件诉求，输出编号。",
    discussion: """
      一行写完：楼组和室号、事情、电话、@承办人或班组、!急 或 !特急、#来源、!一级。认不出的词都留在内容里。
      写了级别就算分级，再写了 @承办人 就同时派单；没写级别时，@承办人 只作登记时的指定。
      「!」在有些 shell 里有特别的意思，请用单引号括起来。

      以前登记过、可能是同一件事的诉求，登记后列在标准错误输出；逐行登记（add -）时不列，要先查请用 juwei similar。

      例：
        juwei add '12号502 楼道灯不亮 13800002046 @赵师傅 !急' --as 王芳
        juwei add 木荷苑5号 夜间翻捡垃圾，声响大 --channel 来电 --json

      内容只写「-」时从标准输入登记，一行一件：每件存好就输出编号。空行跳过；没有登记的行连同行号报在标准错误输出，
      其余照办，退出码 1。--json 时每行一个 JSON。

      例：
        juwei add - --channel 微信群 --as 王芳 < 群里的诉求.txt
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("诉求内容；- 为从标准输入逐行读取。", valueName: "内容"))
  var words: [String]

  @Option(
    help: ArgumentHelp(
      "来源；不写且内容里没有 #来源 时为来电。", valueName: "来源"))
  var channel: Channel?

  @Option(help: ArgumentHelp("居民电话；显示时遮住中间几位。", valueName: "电话"))
  var phone: String?

  @Flag(help: "输出 JSON。")
  var json = false

  private var isLineByLine: Bool { words == [LineWork.mark] }

  func validate() throws {
    if isLineByLine, phone != nil { throw ValidationError("「add -」的电话写在标准输入的各行里") }
  }

  func run(in surroundings: Surroundings) throws {
    let number = try phone.map(PhoneOption.digits)
    try surroundings.writing(shared) { writing in
      guard isLineByLine else {
        let text = words.joined(separator: " ")
        let taken = try add(text, phone: number, in: writing, surroundings)
        say(taken, to: surroundings)
        return try saySimilar(to: taken, in: writing.session, surroundings)
      }
      try LineWork(surroundings: surroundings, writing: writing).forEachLine { text, writing in
        say(try add(text, phone: nil, in: writing, surroundings), to: surroundings)
      }
    }
  }

  /// What was taken down.
  private struct Taken {
    let detail: RequestDetail
    let problems: [String]
    let document: RequestDocument
  }

  private func add(
    _ text: String, phone: String?, in writing: WritingSession, _ surroundings: Surroundings
  ) throws -> Taken {
    let session = writing.session
    let now = surroundings.clock.now
    var draft = QuickAdd.parse(text, in: session.directory)
    if let channel { draft.channel = channel }
    if let phone {
      draft.resident.phone = phone
      if let problem = PhoneNumber.problem(phone) { draft.problems.append(problem) }
    }
    let registration = draft.registration(
      in: session.scope, channel: .phone, firstReceiver: writing.actor.person, receivedAt: now)
    let suggestion = try session.store.rules(of: session.scope).triage.suggest(
      text: registration.text, channel: registration.channel, at: now.minuteOfDay)
    // Nobody has seen the suggestion: what it says of the tier is not taken.
    let detail = try session.store.register(
      registration, followedBy: draft.steps(suggestion: suggestion, taken: false),
      by: writing.actor, at: now)
    // A document says what came from the same caller before, as `show` does.
    return Taken(
      detail: json ? try session.store.detail(id: detail.request.id) : detail,
      problems: draft.problems,
      document: RequestDocument(
        directory: session.directory, filesFolder: session.store.filesFolder, now: now))
  }

  /// Earlier requests that may be the same, beside the result. Whoever takes down many lines at once asks
  /// `juwei similar` instead.
  private func saySimilar(
    to taken: Taken, in session: Session, _ surroundings: Surroundings
  ) throws {
    let request = taken.detail.request
    let similar = try session.store.similar(
      to: SimilarQuery(request.registration, excluding: request.id))
    guard !similar.matches.isEmpty else { return }
    let words = SimilarWords(directory: session.directory, now: taken.document.now)
    for line in words.lines(of: similar, whenNothing: "") {
      surroundings.remark(Sanitizer.line(line))
    }
  }

  /// Out at once, and before the remarks: whoever waits for the number knows that it is saved.
  private func say(_ taken: Taken, to surroundings: Surroundings) {
    let number = taken.detail.request.number
    if json {
      let document = taken.document.value(of: taken.detail)
      surroundings.sayAtOnce(isLineByLine ? document.line : document.text())
    } else {
      surroundings.sayAtOnce(number)
    }
    for problem in taken.problems {
      surroundings.remark("注意：\(isLineByLine ? "\(number) " : "")\(problem)")
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
