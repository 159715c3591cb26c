import ArgumentParser
import CoreModel
import Store

/// `juwei do`: one step of a request.
struct DoCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "do",
    abstract: "办一步：响应、分级、派单……直到认可。",
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
      --text、--note、--reason 是同一项的三个名字，哪个顺口写哪个。

      例：
        juwei do 007 triage --tier 1 --as 王芳
        juwei do 007 dispatch --to 维修班 --version 3 --json
        juwei do 007 resolve --text '换了灯泡，已亮' --photo 灯.jpg
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("诉求编号，或末尾几位。", valueName: "编号"))
  var number: String

  @Argument(help: ArgumentHelp("步骤，见上。", valueName: "步骤"))
  var step: CommandKind

  @OptionGroup var particulars: StepOptions

  @Option(help: ArgumentHelp("您看到的版本；别人先改过就不做，退出码 1。", valueName: "版本"))
  var version: Int?

  @Flag(help: "输出 JSON。")
  var json = false

  func validate() throws {
    try particulars.check(for: step)
  }

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let session = writing.session
      let now = surroundings.clock.now
      let before = try session.store.detail(number: number.tidied, in: session.scope)
      // Said before photos are copied and names looked up: it is the first thing to know.
      if let refusal = before.history.refusal(of: step, by: writing.actor) { throw refusal }
      let command = try particulars.command(step, on: before.request, in: session, at: now)
      let after = try session.store.perform(
        command, on: before.request.id, expecting: version ?? impliedVersion(of: before),
        by: writing.actor, at: now)
      report(after, of: session, in: surroundings)
    }
  }

  /// An amendment carries whole places and residents: it must not undo somebody else's.
  private func impliedVersion(of before: RequestDetail) -> Int? {
    step == .amend ? before.request.version : nil
  }

  private func report(
    _ detail: RequestDetail, of session: Session, in surroundings: Surroundings
  ) {
    let now = surroundings.clock.now
    let phone = step == .revealPhone ? detail.request.registration.resident.phone : nil
    guard !json else {
      let document = RequestDocument(directory: session.directory, now: now)
      var value = document.value(of: detail)
      if let phone, case .object(var members) = value {
        members["revealedPhone"] = .string(phone)
        value = .object(members)
      }
      return surroundings.say(value.text())
    }
    if let phone { surroundings.say(phone) }
    let sheet = RequestSheet(detail: detail, directory: session.directory, now: now)
    surroundings.say(
      "\(detail.request.number) 已记录「\(step.title)」，现在\(detail.request.status.title)"
        + "（版本 \(detail.request.version)）。\(sheet.nextStep)")
  }
}
