import ArgumentParser
import CoreModel
import Store

/// `juwei do`: one step of a request.
struct DoCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "do",
    abstract: "办一步：响应、分级、派单……直到认可。",
    usage: """
      juwei do <编号> <步骤> [<选项>]
      juwei do <编号> link <主件编号>
      juwei do - [--json]
      """,
    discussion: """
      步骤（也可写中文名）：
        respond 响应        [--note]
        triage 分级         --tier 1|2|3 [--category 类别] [--urgency 普通|急|特急]
        dispatch 派单       --to 姓名或班组 [--note]
        accept 接单         [--by 姓名]
        arrive 到场         [--note]
        resolve 处置完成    --text 结果 [--photo 文件]…
        feedback 反馈       --text 内容 [--method 电话|微信|上门|当面]
        confirm 认可        [--note]
        reject 不认可       --reason 原因
        supervise 督办受理  --text 要求
        hold 挂起           --reason 原因 --until 3d
        resume 恢复         [--note]
        escalate 提交议事会 --reason 理由
        note 备注           --text 内容
        amend 更正          [--text] [--group] [--room] [--place] [--resident]
                            [--phone] [--channel] [--urgency]
        cancel 撤销         --reason 原因
        reopen 重开         --reason 原因
        undo 撤回上一步     [--reason]
        reveal 查看完整电话 [--reason]（有记录）
        inform 告知居民     --text 内容 [--method 电话|微信|上门|当面]
        acknowledge 确认提醒
        link 并入主件       <主件编号> [--note]
        unlink 解除并件     [--note]
      --text、--note、--reason 是同一项的三个名字，哪个顺口写哪个。

      例：
        juwei do 007 triage --tier 1 --as 王芳
        juwei do 007 dispatch --to 维修班 --version 3 --json
        juwei do 007 resolve --text '换了灯泡，已亮' --photo 灯.jpg
        juwei do 009 link 007 --note '同一处漏水'

      编号写「-」时从标准输入逐行办理：每行是编号、步骤和选项，写法与命令行相同，带空格的话用引号括起来；
      每办好一步就输出编号和现在的状态。空行跳过；没有办成的行连同行号报在标准错误输出，其余照办，退出码 1。
      --json 时每行一个 JSON。

      例：
        printf '%s\\n' '007 accept' "008 note --text '已联系 物业'" | juwei do - --as 王芳
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("诉求编号，或末尾几位；- 为从标准输入逐行读取。", valueName: "编号"))
  var number: String

  @Argument(help: ArgumentHelp("步骤，见上。", valueName: "步骤"))
  var step: CommandKind?

  @Argument(help: ArgumentHelp("并入哪一件，只用于 link。", valueName: "主件编号"))
  var main: String?

  @OptionGroup var options: StepOptions

  @Option(help: ArgumentHelp("您看到的版本；别人先改过就不做，退出码 1。", valueName: "版本"))
  var version: Int?

  @Flag(help: "输出 JSON。")
  var json = false

  var particulars: StepParticulars {
    var particulars = options.particulars
    particulars.main = main
    return particulars
  }

  func validate() throws {
    if number == LineWork.mark {
      guard step == nil, particulars.isEmpty, version == nil else {
        throw ValidationError("「do -」的步骤和选项写在标准输入的各行里")
      }
      return
    }
    guard let step else { throw ValidationError("编号后面要写步骤，例如 juwei do \(number) respond") }
    try particulars.check(for: step)
  }

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      guard let step else {
        return try LineWork(surroundings: surroundings, writing: writing).forEachLine {
          try takeLine($0, in: $1, surroundings)
        }
      }
      let now = surroundings.clock.now
      let after = try StepLine(
        number: number, step: step, particulars: particulars, version: version
      ).take(in: writing, at: now, remark: surroundings.remark)
      let report = StepReport(step: step, after: after, session: writing.session)
      surroundings.say(json ? report.document(at: now).text() : report.words(at: now))
    }
  }

  private func takeLine(
    _ line: String, in writing: WritingSession, _ surroundings: Surroundings
  ) throws {
    let now = surroundings.clock.now
    let step = try StepLine.parse(line)
    let after = try step.take(in: writing, at: now, remark: surroundings.remark)
    let report = StepReport(step: step.step, after: after, session: writing.session)
    surroundings.sayAtOnce(json ? report.document(at: now).line : report.line)
  }
}

/// What is said about a step that was taken.
struct StepReport {
  /// The step.
  let step: CommandKind
  /// The request after it.
  let after: RequestDetail
  /// Where it was taken.
  let session: Session

  /// The resident's number, when the step was to look at it.
  private var phone: String? {
    step == .revealPhone ? after.revealedPhone : nil
  }

  /// For people.
  func words(at now: Instant) -> String {
    let sheet = RequestSheet(
      detail: after, directory: session.directory, filesFolder: session.store.filesFolder, now: now)
    let said =
      "\(after.request.number) 已记录「\(step.title)」，现在\(after.request.status.title)"
      + "（版本 \(after.request.version)）。\(sheet.nextStep)"
    return phone.map { "\($0)\n\(said)" } ?? said
  }

  /// One of many: the number and the status that it has now.
  var line: String {
    [after.request.number, after.request.status.title, phone].compactMap(\.self)
      .joined(separator: " ")
  }

  /// For programs.
  func document(at now: Instant) -> JSONValue {
    let value = RequestDocument(
      directory: session.directory, filesFolder: session.store.filesFolder, now: now
    ).value(of: after)
    guard let phone, case .object(var members) = value else { return value }
    members["revealedPhone"] = .string(phone)
    return .object(members)
  }
}
