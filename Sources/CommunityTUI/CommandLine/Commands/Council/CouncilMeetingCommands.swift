import ArgumentParser
import CoreModel
import Store

/// `juwei council meet`.
struct CouncilMeetCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "meet", abstract: "定会议。",
    discussion: """
      会：听证会、协调会、评议会、专题会、物业联席会议、居民恳谈会、月月说事。到会人每方用分号隔开。

      例：
        juwei council meet 协调会 议1 议2 --at '11-28 14:00' --place 居委会议室 --people '书记：陈敏；物业：赵经理；居民：王阿姨、李叔叔' --as 王芳
        juwei council meet 月月说事 --at '11-30 18:30' --place 中心花园 --as 王芳
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("什么会。", valueName: "会"))
  var kind: String

  @Argument(help: ArgumentHelp("议题，可以几个。", valueName: "议题"))
  var items: [String] = []

  @Option(name: .customLong("at"), help: ArgumentHelp("几时开始，写到几点。", valueName: "时间"))
  var start: String

  @Option(help: ArgumentHelp("在哪里开。", valueName: "地点"))
  var place: String

  @Option(help: ArgumentHelp("请谁到会：书记：…；居委：…；居民：…。", valueName: "到会人"))
  var people = ""

  @Option(help: ArgumentHelp("通知里要说的。", valueName: "文字"))
  var words = ""

  @Option(help: ArgumentHelp("急件定在 48 小时以后时，晚开的原因。", valueName: "文字"))
  var lateReason = ""

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    let wanted = kind.tidied
    guard
      let kind = CouncilKind.allCases.first(where: { $0.title == wanted || $0.rawValue == wanted })
    else {
      throw UsageProblem(
        "没有「\(wanted)」；可写 \(CouncilKind.allCases.map(\.title).joined(separator: "、"))")
    }
    try surroundings.writingCouncil(shared) { lookup, actor in
      let order = CouncilOrder(
        kind: kind, items: try items.map { try lookup.line(try lookup.item($0)).item.reference },
        start: try CouncilAnswer.start(start, from: lookup.now), place: place,
        people: try [CouncilSeat](seats: people), words: words, lateReason: lateReason)
      let meeting = try lookup.session.store.callCouncil(
        order, in: lookup.session.scope, by: actor, at: lookup.now)
      if let missing = meeting.people.missingSides { surroundings.remark(missing) }
      try surroundings.say(
        "\(meeting.name)定在 \(meeting.start.dateTimeText(relativeTo: lookup.now))，\(meeting.items.count) 个议题",
        meeting, lookup, json: json)
    }
  }
}

/// `juwei council move`: another time, other items, no meeting.
struct CouncilMoveCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "move", abstract: "会议改期、改地点和到会人、加去议题、取消。",
    discussion: """
      例：
        juwei council move 会1 --at '11-29 9:30' --reason 会议室有事 --as 王芳
        juwei council move 会1 --place 中心花园 --as 王芳
        juwei council move 会1 --add 议3 --as 王芳
        juwei council move 会1 --drop 议2 --reason 材料没齐 --as 王芳
        juwei council move 会1 --cancel --reason 停电 --as 陈敏
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("会议。", valueName: "会议"))
  var number: String

  @Option(name: .customLong("at"), help: ArgumentHelp("改到几时。", valueName: "时间"))
  var start: String?

  @Option(help: ArgumentHelp("在哪里开。", valueName: "地点"))
  var place: String?

  @Option(help: ArgumentHelp("请谁到会。", valueName: "到会人"))
  var people: String?

  @Option(help: ArgumentHelp("加一个议题。", valueName: "议题"))
  var add: String?

  @Option(help: ArgumentHelp("去掉一个议题。", valueName: "议题"))
  var drop: String?

  @Flag(help: "取消会议。")
  var cancel = false

  @Option(help: ArgumentHelp("原因。", valueName: "文字"))
  var reason = ""

  @Option(help: ArgumentHelp("急件晚于 48 小时的原因。", valueName: "文字"))
  var lateReason = ""

  @Flag(help: "输出 JSON。")
  var json = false

  func validate() throws {
    let steps = [start != nil || place != nil || people != nil, add != nil, drop != nil, cancel]
    guard steps.count(where: \.self) == 1 else {
      throw ValidationError("改期改地点、--add、--drop、--cancel 一次写一样")
    }
    guard start == nil || people == nil else {
      throw ValidationError("--at 和 --people 请分两次写")
    }
  }

  func run(in surroundings: Surroundings) throws {
    try surroundings.writingCouncil(shared) { lookup, actor in
      let id = try lookup.meeting(number)
      let known = try lookup.detail(id).meeting
      let command: CouncilCommand
      if let start {
        command = .move(
          CouncilMove(
            start: try CouncilAnswer.start(start, from: lookup.now), place: place ?? known.place,
            reason: reason, lateReason: lateReason))
      } else if let add {
        command = .list(try lookup.item(add), lateReason: lateReason)
      } else if let drop {
        command = .strike(try lookup.item(drop), reason: reason)
      } else if cancel {
        command = .cancel(reason: reason)
      } else {
        command = .change(
          CouncilChange(
            place: place ?? known.place,
            people: try people.map { try [CouncilSeat](seats: $0) } ?? known.people,
            words: known.words))
      }
      let meeting = try lookup.session.store.perform(
        command, on: id, expecting: known.version, in: lookup.session.scope, by: actor,
        at: lookup.now)
      try surroundings.say("\(meeting.name)：\(command.title)，已记下", meeting, lookup, json: json)
    }
  }
}
