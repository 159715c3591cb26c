import ArgumentParser
import CoreModel
import Store

/// `juwei hotline reply`: looks at the reply of a ticket, files it, or prints what was filed.
struct HotlineReplyCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "reply",
    abstract: "填写、检查、报出一张工单的回复。",
    usage: """
      juwei hotline reply <编号> [--show] [--text | --json]
      juwei hotline reply <编号> [--file] [--from 文件] [--栏目 内容]… --as 姓名
      juwei hotline reply <编号> --copy-text
      """,
    discussion: """
      没有写内容时只看：按时间线填好的各栏，和还差什么（同 --show）；都填好了用 --file 照样报出。--text 按「栏目：内容」一行一栏打印，
      改好后用 --from 报出；- 为标准输入。单写的选项盖过文件和填好的内容。
      报出后不能撤回；有一处不对就不报出，逐条说明，退出码 1。
      --copy-text 打印报出的全文，顺序同市里的表单。

      答复方式和时间取自反馈、办结后的联系或办结见面；都没有记就空着，用 --manner、--answered 写明。
      办结见面还没有记时，这样的答复就记为办结见面；不是就写 --no-meeting（要另外先记）。

      例：
        juwei hotline reply 007
        juwei hotline reply 007 --text > 回复.txt
        juwei hotline reply 007 --from 回复.txt --as 王芳
        juwei hotline reply 007 --file --as 王芳
        juwei hotline reply 007 --opinion 满意 --as 王芳 --json
        juwei hotline reply 007 --copy-text
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("诉求编号，或末尾几位。", valueName: "编号"))
  var number: String

  @Flag(help: "只看，什么都不改。")
  var show = false

  @Flag(name: .customLong("file"), help: "报出；没有写内容时按填好的报出。")
  var isToFile = false

  @Flag(help: "看的时候一行一栏打印，可以改了再用 --from 报出。")
  var text = false

  @Flag(name: .customLong("copy-text"), help: "打印报出的全文。")
  var copyText = false

  @Option(help: ArgumentHelp("读一行一栏的文件；- 为标准输入。", valueName: "文件"))
  var from: String?

  @Option(help: ArgumentHelp("重复工单号。", valueName: "工单号"))
  var repeats: String?

  @Option(help: ArgumentHelp("事实认定：属实、采纳、有政策信息……", valueName: "认定"))
  var fact: String?

  @Option(help: ArgumentHelp("事实认定说明。", valueName: "说明"))
  var factNote: String?

  @Option(name: .customLong("site"), help: ArgumentHelp("现场查看：是、否、无实际现场。", valueName: "查看"))
  var siteView: String?

  @Option(name: .customLong("viewed"), help: ArgumentHelp("查看时间，例如「昨天 16:20」。", valueName: "时间"))
  var siteViewedAt: String?

  @Option(help: ArgumentHelp("诉求认定：诉求合理合法、无政策依据、诉求过高、其他。", valueName: "认定"))
  var claim: String?

  @Option(help: ArgumentHelp("诉求认定说明。", valueName: "说明"))
  var claimNote: String?

  @Option(help: ArgumentHelp("处置部门。", valueName: "部门"))
  var department: String?

  @Option(help: ArgumentHelp("答复市民要点，不超过 500 字。", valueName: "要点"))
  var points: String?

  @Option(help: ArgumentHelp("落款单位。", valueName: "单位"))
  var signedBy: String?

  @Option(help: ArgumentHelp("答复方式：电话、书面、约谈。", valueName: "方式"))
  var manner: String?

  @Option(name: .customLong("answered"), help: ArgumentHelp("答复市民时间。", valueName: "时间"))
  var answeredAt: String?

  @Option(help: ArgumentHelp("诉求解决：已解决、未解决、解释说明。", valueName: "解决"))
  var solution: String?

  @Option(help: ArgumentHelp("是否满意：满意、不满意、认可、未评价。", valueName: "满意"))
  var opinion: String?

  @Option(name: .customLong("words"), help: ArgumentHelp("市民反馈说明。", valueName: "说明"))
  var residentWords: String?

  @Option(name: .customLong("public"), help: ArgumentHelp("是否公开：是、否。", valueName: "是否"))
  var isPublic: String?

  @Flag(name: .customLong("no-meeting"), help: "这次答复不是办结见面。")
  var noMeeting = false

  @Option(help: ArgumentHelp("您看到的版本；别人先改过就不报出，退出码 1。", valueName: "版本"))
  var version: Int?

  @Flag(help: "输出 JSON。")
  var json = false

  /// What the options give, by field.
  private var given: [ReplyField: String] {
    let options: [(ReplyField, String?)] = [
      (.repeats, repeats), (.fact, fact), (.factNote, factNote), (.siteView, siteView),
      (.siteViewedAt, siteViewedAt), (.claim, claim), (.claimNote, claimNote),
      (.department, department), (.points, points), (.signedBy, signedBy), (.manner, manner),
      (.answeredAt, answeredAt), (.solution, solution), (.opinion, opinion),
      (.residentWords, residentWords), (.isPublic, isPublic),
    ]
    return Dictionary(options.compactMap { field, text in text.map { (field, $0) } }) { $1 }
  }

  private var isFiling: Bool { !show && !text && (isToFile || from != nil || !given.isEmpty) }

  func validate() throws {
    if isToFile, show || text { throw ValidationError("--file 是报出，不能和只看的 --show、--text 一起写") }
    guard copyText, show || text || isToFile || from != nil || !given.isEmpty else { return }
    throw ValidationError("--copy-text 只打印报出的全文，不能和别的选项一起写")
  }

  func run(in surroundings: Surroundings) throws {
    if isFiling { return try surroundings.writing(shared) { try file(in: $0, surroundings) } }
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("没有找到「\(number)」：数据库里还没有诉求") }
      let detail = try session.store.detail(number: number.tidied, in: session.scope)
      if copyText { return try printFiled(detail, surroundings) }
      let entry = try entry(on: detail, in: session, surroundings)
      surroundings.say(
        json
          ? entry.document.text()
          : text
            ? ReplyText.text(
              of: entry.reply, entry.form,
              isMeeting: entry.isMeeting ? true : noMeeting ? false : nil) : entry.words)
    }
  }

  private func printFiled(_ detail: RequestDetail, _ surroundings: Surroundings) throws {
    guard let filed = detail.request.ticket?.replies.last else {
      throw CommandFailure("\(detail.request.number) 还没有报出过回复")
    }
    let lines = ReplySheet.shown(filed.reply.sheet, of: detail.request)
    surroundings.say(json ? ReplyOnCommandLine.sheet(lines).text() : ReplySheet.text(lines))
  }

  /// What was filled in: the timeline's words, over them the file's, over them the options'.
  private func entry(
    on detail: RequestDetail, in session: Session, _ surroundings: Surroundings
  ) throws -> ReplyOnCommandLine {
    let now = surroundings.clock.now
    guard let form = ReplyForm(of: detail.request) else {
      throw CommandFailure("\(detail.request.number) 不是 12345 工单，没有回复可填")
    }
    let prefill = ReplyPrefill(detail.history, directory: session.directory, now: now)
    var texts = Dictionary(
      uniqueKeysWithValues: ReplyField.allCases.map { ($0, prefill.reply.value(of: $0)) })
    var own = given
    var said: Bool?
    if let from {
      let bytes = try InputFile.bytes(of: from)
      guard let words = String(validating: bytes, as: UTF8.self) else {
        throw CommandFailure("\(from) 不是 UTF-8 文字；没有报出")
      }
      let read = try ReplyText.parse(words)
      own.merge(read.fields) { option, _ in option }
      said = read.isMeeting
    }
    // The answer is the meeting only when somebody recorded it, or says now when it was.
    let isAnswered = prefill.isAnswered || own[.answeredAt]?.tidied.isEmpty == false
    let isMeeting = form.asksForMeeting && !noMeeting && said ?? isAnswered
    // Told otherwise when or how, the timeline's words say so, too, unless the points were written.
    texts.merge(own) { $1 }
    if own[.points] == nil {
      texts[.points] = prefill.points(
        for: form.reading(texts, isMeeting: isMeeting, at: now).reply)
    }
    let (reply, problems) = form.reading(texts, isMeeting: isMeeting, at: now)
    return ReplyOnCommandLine(
      detail: detail, directory: session.directory, form: form, reply: reply, problems: problems,
      isMeeting: isMeeting)
  }

  private func file(in writing: WritingSession, _ surroundings: Surroundings) throws {
    let session = writing.session
    let now = surroundings.clock.now
    let before = try session.store.detail(number: number.tidied, in: session.scope)
    if let refusal = before.refusal(of: .reply, by: writing.actor) { throw refusal }
    let entry = try entry(on: before, in: session, surroundings)
    guard entry.problems.isEmpty else {
      throw CommandFailure(
        "没有报出，还差 \(entry.problems.count) 项：\n"
          + entry.problems.map { "  \($0.message)" }.joined(separator: "\n"))
    }
    let meeting =
      entry.isMeeting ? entry.reply.meeting(by: writing.actor.person, at: now) : nil
    let after = try session.store.perform(
      .ticket(.reply(entry.reply, meeting: meeting)), on: before.request.id,
      expecting: version ?? before.request.version, by: writing.actor, at: now)
    let report = StepReport(step: .reply, after: after, session: session)
    surroundings.say(json ? report.document(at: now).text() : report.words(at: now))
  }
}

/// A reply as it stands, for people and for machines.
struct ReplyOnCommandLine {
  let detail: RequestDetail
  let directory: Directory
  let form: ReplyForm
  let reply: HotlineReply
  let problems: [ReplyProblem]
  let isMeeting: Bool

  private var lines: [FiledReply.Line] {
    ReplySheet(detail.history, directory: directory).lines(of: reply)
  }

  /// The whole sheet, then what is missing.
  var words: String {
    let points = ReplyPoints(reply.points, department: reply.department)
    let missing =
      problems.isEmpty
      ? "都填好了；报出请去掉 --show，写 --file 和 --as 姓名，报出后不能撤回"
      : "还差 \(problems.count) 项：\n" + problems.map { "  \($0.message)" }.joined(separator: "\n")
    return ReplySheet.text(lines)
      + "\n\n要点 \(points.count)/\(HotlineReply.mostPoints) 字\n\(missing)"
  }

  /// The same as JSON.
  var document: JSONValue {
    .object([
      "number": .string(detail.request.number),
      "ticket": .optional(detail.request.hotline?.number),
      "kind": .string(form.kind.rawValue),
      "fields": .object(
        Dictionary(
          uniqueKeysWithValues: form.fields.map { ($0.rawValue, .string(reply.value(of: $0))) })),
      "isMeeting": .bool(isMeeting), "points": .int(ReplyPoints.count(reply.points)),
      "mostPoints": .int(HotlineReply.mostPoints), "sheet": ReplyOnCommandLine.sheet(lines),
      "problems": .array(
        problems.map {
          .object([
            "field": .optional($0.field?.rawValue), "short": .string($0.short),
            "message": .string($0.message),
          ])
        }),
    ])
  }

  /// A sheet as JSON.
  static func sheet(_ lines: [FiledReply.Line]) -> JSONValue {
    .array(lines.map { .object(["field": .string($0.field), "value": .string($0.value)]) })
  }
}
