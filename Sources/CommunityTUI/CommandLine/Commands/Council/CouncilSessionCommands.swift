import ArgumentParser
import CoreModel
import Store

/// `juwei council sign-in`.
struct CouncilSignInCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-in", abstract: "会议签到：谁到会。",
    discussion: """
      例：
        juwei council sign-in 会1 '书记：陈敏；居委：周宁；物业：赵经理；居民：王阿姨、李叔叔' --as 王芳
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("会议。", valueName: "会议"))
  var number: String

  @Argument(help: ArgumentHelp("到会的全部人。", valueName: "到会人"))
  var people: String

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.writingCouncil(shared) { lookup, actor in
      let meeting = try lookup.session.store.perform(
        .attend(try [CouncilSeat](seats: people)), on: try lookup.meeting(number),
        in: lookup.session.scope, by: actor, at: lookup.now)
      if let missing = meeting.present.missingSides { surroundings.remark(missing) }
      try surroundings.say("签到 \(meeting.present.count) 人", meeting, lookup, json: json)
    }
  }
}

/// `juwei council record`: 记录, 意见, 表决.
struct CouncilRecordCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "记会上说的话、各方意见、表决。",
    discussion: """
      例：
        juwei council record 会1 '物业说明了管道情况' --as 王芳
        juwei council record 会1 --item 议1 --who 业委会 '同意先疏通再换' --as 王芳
        juwei council record 会1 --item 议1 --vote '先疏通' --yes 9 --no 2 --abstain 1 --counter 周宁 --as 王芳
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("会议。", valueName: "会议"))
  var number: String

  @Argument(help: ArgumentHelp("说的话，或主张。", valueName: "文字"))
  var words = ""

  @Option(help: ArgumentHelp("关于哪个议题；会上只有一个时可以不写。", valueName: "议题"))
  var item: String?

  @Option(help: ArgumentHelp("谁的意见。", valueName: "谁"))
  var who: String?

  @Option(help: ArgumentHelp("表决什么。", valueName: "文字"))
  var vote: String?

  @Option(help: ArgumentHelp("赞成。", valueName: "票"))
  var yes = 0

  @Option(help: ArgumentHelp("反对。", valueName: "票"))
  var no = 0

  @Option(help: ArgumentHelp("弃权。", valueName: "票"))
  var abstain = 0

  @Option(help: ArgumentHelp("谁计票。", valueName: "姓名"))
  var counter = ""

  @Flag(help: "输出 JSON。")
  var json = false

  func validate() throws {
    guard who == nil || vote == nil else { throw ValidationError("--who 和 --vote 只能写一个") }
  }

  func run(in surroundings: Surroundings) throws {
    try surroundings.writingCouncil(shared) { lookup, actor in
      let id = try lookup.meeting(number)
      let command: CouncilCommand
      if let vote {
        command = .vote(
          CouncilVote(
            item: try about(id, lookup), question: vote, yes: yes, no: no, abstained: abstain,
            counter: counter))
      } else if let who {
        command = .position(
          CouncilPosition(item: try about(id, lookup), who: who, words: words))
      } else {
        command = .note(words)
      }
      let meeting = try lookup.session.store.perform(
        command, on: id, in: lookup.session.scope, by: actor, at: lookup.now)
      try surroundings.say("\(meeting.name)：\(command.title)，已记下", meeting, lookup, json: json)
    }
  }

  private func about(_ id: CouncilID, _ lookup: CouncilLookup) throws -> AgendaID {
    if let item { return try lookup.item(item) }
    let items = try lookup.detail(id).meeting.items
    guard items.count == 1, let only = items.first else {
      throw UsageProblem("会上有 \(items.count) 个议题，请用 --item 写明是哪个")
    }
    return only.id
  }
}

/// `juwei council resolve`.
struct CouncilResolveCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve", abstract: "给会上的议题作决议；散会时生效，散会以前可以改。",
    discussion: """
      决议：采纳办理（adopt）、转微实事（project，--task 写的是节点）、再议（again）、不采纳（decline）、评议通过（passed）。

      例：
        juwei council resolve 会1 议1 采纳办理 --words 先疏通再换 --task '疏通排水管 @赵师傅 11-30' --task '比三家报价 @周宁 12-5' --as 王芳
        juwei council resolve 会1 议2 再议 --words 材料不全 --again 12-5 --as 王芳
        juwei council resolve 会1 议3 不采纳 --words '车位已按合同分配，明年三月重新摇号' --as 王芳
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("会议。", valueName: "会议"))
  var number: String

  @Argument(help: ArgumentHelp("议题。", valueName: "议题"))
  var item: String

  @Argument(help: ArgumentHelp("决议。", valueName: "决议"))
  var verdict: String

  @Option(help: ArgumentHelp("定了什么；不采纳的写理由。", valueName: "文字"))
  var words = ""

  @Option(name: .customLong("task"), help: ArgumentHelp("交办，可以写几次：做什么 @姓名 11-30。", valueName: "交办"))
  var tasks: [String] = []

  @Option(help: ArgumentHelp("几时以前再议。", valueName: "时间"))
  var again = ""

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    let wanted = verdict.tidied
    guard
      let verdict = CouncilVerdict.allCases.first(where: {
        $0.title == wanted || $0.rawValue == wanted || $0 == .decline && wanted == "不采纳"
      })
    else { throw UsageProblem("「\(wanted)」看不懂；可写 采纳办理、转微实事、再议、不采纳、评议通过") }
    try surroundings.writingCouncil(shared) { lookup, actor in
      let resolution = try CouncilAnswer.resolution(
        of: try lookup.item(item), verdict, words: words, tasks: tasks.joined(separator: "\n"),
        again: again, now: lookup.now, lookup.session.directory,
        try lookup.session.store.rules(of: lookup.session.scope).deadlines)
      let meeting = try lookup.session.store.perform(
        .resolve(resolution), on: try lookup.meeting(number), in: lookup.session.scope, by: actor,
        at: lookup.now)
      let left = meeting.undecided.map(\.name).joined(separator: "、")
      try surroundings.say(
        left.isEmpty ? "决议已记下；散会以后生效" : "决议已记下；还没有决议：\(left)", meeting, lookup, json: json)
    }
  }
}

/// `juwei council close`.
struct CouncilCloseCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "close", abstract: "散会：决议生效，纪要留档。",
    discussion: """
      例：
        juwei council close 会1 --host 陈敏 --recorder 王芳 --as 陈敏
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("会议。", valueName: "会议"))
  var number: String

  @Option(help: ArgumentHelp("谁主持。", valueName: "姓名"))
  var host: String

  @Option(help: ArgumentHelp("谁记录。", valueName: "姓名"))
  var recorder: String

  @Option(help: ArgumentHelp("其他事项。", valueName: "文字"))
  var remarks = ""

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.writingCouncil(shared) { lookup, actor in
      let meeting = try lookup.session.store.perform(
        .close(CouncilClosing(host: host, recorder: recorder, remarks: remarks)),
        on: try lookup.meeting(number), in: lookup.session.scope, by: actor, at: lookup.now)
      try surroundings.say("\(meeting.name)已散会，决议生效，纪要留档", meeting, lookup, json: json)
    }
  }
}
