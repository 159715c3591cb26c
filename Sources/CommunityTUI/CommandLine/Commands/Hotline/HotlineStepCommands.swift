import ArgumentParser
import CoreModel

/// `juwei hotline sign`.
struct HotlineSignCommand: TicketStep {
  static let configuration = CommandConfiguration(
    commandName: "sign", abstract: "签收工单。",
    discussion: """
      办任何一步都算签收，不签也不会误事。

      例：
        juwei hotline sign 007 --as 王芳
      """)
  @OptionGroup var target: TicketTarget
  @Option(help: ArgumentHelp("说明；可以不写。", valueName: "话")) var text = ""

  var kind: CommandKind { .sign }
  func step(in context: TicketStepContext) -> TicketCommand { .sign(note: text) }
}

/// `juwei hotline contact`.
struct HotlineContactCommand: TicketStep {
  static let configuration = CommandConfiguration(
    commandName: "contact", abstract: "先行联系：已联或未联。",
    discussion: """
      已联写 --text 内容；没有联系上写 --failure。三次没有联系上，按未联办理。
      已联而接单见面还没有记，就同时记为接单见面；不要同时记请加 --no-meeting。

      例：
        juwei hotline contact 007 --text '来电人说夜里更吵，答应今天上门' --wechat
        juwei hotline contact 007 --failure 始终未接 --at 9:10
        juwei hotline contact 007 --failure 其他 --text '号码是空号'
      """)
  @OptionGroup var target: TicketTarget
  @Option(help: ArgumentHelp("来电人说了什么、怎么答的；未联时是情况。", valueName: "内容")) var text = ""
  @Option(help: ArgumentHelp("没有联系上的原因。", valueName: "原因")) var failure: ContactFailure?
  @Option(help: ArgumentHelp("方式；不写则是电话。", valueName: "方式")) var method = ContactMethod.phone
  @Option(help: ArgumentHelp("什么时候：9:10、昨天16:30、11-20 9:10；不写就是现在。", valueName: "时间")) var at:
    String?
  @Option(help: ArgumentHelp("谁联系的；不写则是本人。", valueName: "姓名")) var by: String?
  @Flag(name: .customLong("wechat"), help: "已加微信。") var weChat = false
  @Flag(help: "不同时记为接单见面。") var noMeeting = false

  var kind: CommandKind { .contact }
  func step(in context: TicketStepContext) throws -> TicketCommand {
    let attempt = ContactAttempt(
      by: try context.person(by), at: try context.moment(at, "联系时间"), method: method,
      failure: failure, words: text, addedWeChat: weChat)
    let isMet = context.request.ticket?.meetings[.acceptance]?.manner != nil
    let meets = failure == nil && !noMeeting && !isMet
    return .contact(attempt, meeting: meets ? attempt.asFirstMeeting : nil)
  }
}

/// `juwei hotline meet`.
struct HotlineMeetCommand: TicketStep {
  static let configuration = CommandConfiguration(
    commandName: "meet", abstract: "三见面：接单、过程、办结，见到或见不到。",
    discussion: """
      不写 --step 就是还差的那一次。

      例：
        juwei hotline meet 007 --text '一起看了现场，约好周五修' --manner 上门
        juwei hotline meet 007 --step 过程见面 --text '进度已说明' --manner 微信 --at 昨天16:30
        juwei hotline meet 007 --impossible '来电人在外地，电话也说不需要见'
      """)
  @OptionGroup var target: TicketTarget
  @Option(help: ArgumentHelp("哪一次；不写就是还差的那一次。", valueName: "哪次")) var step: MeetingStep?
  @Option(help: ArgumentHelp("说了什么，答应了什么。", valueName: "内容")) var text = ""
  @Option(help: ArgumentHelp("怎么见的；不写则是上门。", valueName: "方式")) var manner = MeetingManner.visit
  @Option(name: .customLong("with"), help: ArgumentHelp("见了谁；不写则是来电人。", valueName: "谁"))
  var other = "来电人"
  @Option(help: ArgumentHelp("见不到的原因。", valueName: "原因")) var impossible: String?
  @Option(help: ArgumentHelp("什么时候：9:10、昨天16:30、11-20 9:10；不写就是现在。", valueName: "时间")) var at:
    String?
  @Option(help: ArgumentHelp("谁见的；不写则是本人。", valueName: "姓名")) var by: String?
  @Option(help: ArgumentHelp("照片；可写多次。", valueName: "文件")) var photo: [String] = []

  var kind: CommandKind { .meet }

  func validate() throws {
    guard impossible == nil || (text.isEmpty && photo.isEmpty) else {
      throw ValidationError("见不到就没有见面内容和照片；--impossible 不能和 --text、--photo 同用")
    }
  }

  func step(in context: TicketStepContext) throws -> TicketCommand {
    let which = step ?? context.request.ticket?.missingMeetings.first ?? .completion
    let person = try context.person(by)
    let moment = try context.moment(at, "见面时间")
    if let impossible {
      return .meet(Meeting(which, notPossible: impossible, by: person, at: moment))
    }
    return .meet(
      Meeting(
        which, by: person, with: other, at: moment, manner: manner, words: text,
        evidence: text.tidied.isEmpty ? [] : try context.evidence(photo)))
  }
}

/// `juwei hotline interim`.
struct HotlineInterimCommand: TicketStep {
  static let configuration = CommandConfiguration(
    commandName: "interim", abstract: "中途汇报：夜间急单先处置、先报市热线。",
    discussion: """
      例：
        juwei hotline interim 007 --text '已断电，维修班在路上，明天补记'
      """)
  @OptionGroup var target: TicketTarget
  @Option(help: ArgumentHelp("现在怎样，打算怎么办。", valueName: "汇报")) var text: String

  var kind: CommandKind { .interim }
  func step(in context: TicketStepContext) -> TicketCommand { .interim(text: text) }
}

/// `juwei hotline share`.
struct HotlineShareCommand: TicketStep {
  static let configuration = CommandConfiguration(
    commandName: "share", abstract: "转办，或请别的单位协办。",
    discussion: """
      例：
        juwei hotline share 007 --unit 镇城管中队 --text '清走摊位'
        juwei hotline share 007 --unit 物业 --how 转办
      """)
  @OptionGroup var target: TicketTarget
  @Option(help: ArgumentHelp("单位。", valueName: "单位")) var unit: String
  @Option(help: ArgumentHelp("协办还是转办；不写则是协办。", valueName: "方式")) var how = TicketSharing.Kind.assist
  @Option(help: ArgumentHelp("要求；可以不写。", valueName: "话")) var text = ""

  var kind: CommandKind { .share }
  func step(in context: TicketStepContext) -> TicketCommand {
    .share(TicketSharing(how, unit: unit, words: text))
  }
}

/// `juwei hotline return`.
struct HotlineReturnCommand: TicketStep {
  static let configuration = CommandConfiguration(
    commandName: "return", abstract: "申请退单，或记市里的答复。",
    discussion: """
      最多申请三次。有了答复写 --granted 或 --refused；获准就办结。

      例：
        juwei hotline return 007 --unit 区绿化市容局 --text '绿化带不归本居管'
        juwei hotline return 007 --refused --text '属地负责'
        juwei hotline return 007 --granted
      """)
  @OptionGroup var target: TicketTarget
  @Option(help: ArgumentHelp("应归哪个部门；可以不写。", valueName: "部门")) var unit = ""
  @Option(help: ArgumentHelp("退单理由，或市里怎么答复。", valueName: "话")) var text = ""
  @Flag(help: "市里批准了。") var granted = false
  @Flag(help: "市里没有批准。") var refused = false

  var kind: CommandKind { granted || refused ? .answerReturn : .askReturn }

  func validate() throws {
    guard !(granted && refused) else { throw ValidationError("--granted 和 --refused 只能写一个") }
    guard kind == .askReturn || unit.isEmpty else { throw ValidationError("记答复时不用 --unit") }
  }

  func step(in context: TicketStepContext) -> TicketCommand {
    kind == .askReturn
      ? .askReturn(TicketReturn(to: unit, reason: text))
      : .answerReturn(TicketAnswer(isGranted: granted, words: text))
  }
}

/// `juwei hotline extend`.
struct HotlineExtendCommand: TicketStep {
  static let configuration = CommandConfiguration(
    commandName: "extend", abstract: "申请延期，或记市里的答复。",
    discussion: """
      申请写 --days 工作日数，或 --complex（复杂件）；有了答复写 --granted 或 --refused。
      批准的时限与申请的不同，用 --until 写明。原时限和现时限都留着。

      例：
        juwei hotline extend 007 --days 3 --text '等配件'
        juwei hotline extend 007 --complex --text '涉及多部门'
        juwei hotline extend 007 --granted --until 12-05
      """)
  @OptionGroup var target: TicketTarget
  @Option(help: ArgumentHelp("延几个工作日。", valueName: "天数")) var days: Int?
  @Flag(help: "按复杂件延。") var complex = false
  @Option(help: ArgumentHelp("延期理由，或市里怎么答复。", valueName: "话")) var text = ""
  @Flag(help: "市里批准了。") var granted = false
  @Flag(help: "市里没有批准。") var refused = false
  @Option(help: ArgumentHelp("批准到什么时候；与申请的相同就不写。", valueName: "时间")) var until: String?

  var kind: CommandKind { granted || refused ? .answerExtension : .askExtension }

  func validate() throws {
    let chosen = [days != nil, complex, granted, refused].count { $0 }
    guard chosen == 1 else {
      throw ValidationError("写一个：--days 天数、--complex、--granted 或 --refused")
    }
    guard until == nil || granted else { throw ValidationError("--until 只和 --granted 同用") }
  }

  func step(in context: TicketStepContext) throws -> TicketCommand {
    kind == .askExtension
      ? .askExtension(TicketExtension(days: days, reason: text))
      : .answerExtension(
        TicketAnswer(
          isGranted: granted, dueAt: try context.limit(until, "批准到"), words: text))
  }
}

/// `juwei hotline order`.
struct HotlineOrderCommand: TicketStep {
  static let configuration = CommandConfiguration(
    commandName: "order", abstract: "记下督办单。",
    discussion: """
      例：
        juwei hotline order 007 --text '今天办好' --id 督2026-118 --due 11-24
      """)
  @OptionGroup var target: TicketTarget
  @Option(help: ArgumentHelp("市里的要求。", valueName: "要求")) var text: String
  @Option(help: ArgumentHelp("督办单号；可以不写。", valueName: "单号")) var id = ""
  @Option(help: ArgumentHelp("什么时候来的；不写就是现在。", valueName: "时间")) var at: String?
  @Option(help: ArgumentHelp("督办时限：12-05、12-05 16:00；不写就按时限规则。", valueName: "时限")) var due: String?

  var kind: CommandKind { .order }
  func step(in context: TicketStepContext) throws -> TicketCommand {
    .order(
      CityOrder(
        number: id, at: try context.moment(at, "督办时间"), dueAt: try context.limit(due, "督办时限"),
        words: text))
  }
}

/// `juwei hotline waive`.
struct HotlineWaiveCommand: TicketStep {
  static let configuration = CommandConfiguration(
    commandName: "waive", abstract: "书记放行：没有见全三次面也可以办结。",
    discussion: """
      例：
        juwei hotline waive 007 --text '来电人长期在外地，电话已说清' --as 陈静
      """)
  @OptionGroup var target: TicketTarget
  @Option(help: ArgumentHelp("放行的理由；记入时间线。", valueName: "理由")) var text: String

  var kind: CommandKind { .waive }
  func step(in context: TicketStepContext) -> TicketCommand { .waive(reason: text) }
}

/// `juwei hotline visit`.
struct HotlineVisitCommand: TicketStep {
  static let configuration = CommandConfiguration(
    commandName: "visit", abstract: "记回访：本居或市热线回访的结果。",
    discussion: """
      例：
        juwei hotline visit 007 --result 满意 --solution 已解决
        juwei hotline visit 007 --source city --result 不满意 --solution 未解决 --text '夜里还是吵'
        juwei hotline visit 007 --unreached
      """)
  @OptionGroup var target: TicketTarget
  @Option(help: ArgumentHelp("谁回访：desk 本居，city 市热线。", valueName: "谁")) var source = HotlineVisit
    .Source.desk
  @Option(help: ArgumentHelp("对结果的评价。", valueName: "评价")) var result: Satisfaction?
  @Option(help: ArgumentHelp("诉求是否解决。", valueName: "解决")) var solution: Solution?
  @Option(help: ArgumentHelp("对态度的评价。", valueName: "评价")) var attitude: Satisfaction?
  @Option(help: ArgumentHelp("居民说有没有先行联系：yes 或 no。", valueName: "有无")) var contactedFirst: YesOrNo?
  @Option(help: ArgumentHelp("居民怎么说。", valueName: "话")) var text = ""
  @Option(help: ArgumentHelp("什么时候；不写就是现在。", valueName: "时间")) var at: String?
  @Flag(help: "没有打通。") var unreached = false
  @Flag(help: "居民拒绝回访。") var declined = false

  var kind: CommandKind { .visit }

  func validate() throws {
    guard !(unreached && declined) else { throw ValidationError("--unreached 和 --declined 只能写一个") }
    guard unreached || declined || result != nil else {
      throw ValidationError("写 --result 评价；没有打通写 --unreached，拒绝回访写 --declined")
    }
  }

  func step(in context: TicketStepContext) throws -> TicketCommand {
    .visit(
      HotlineVisit(
        source, at: try context.moment(at, "回访时间"), isReached: !unreached, isRefused: declined,
        wasContactedFirst: contactedFirst.map { $0 == .yes }, result: result ?? .unrated,
        attitude: attitude, solution: solution, words: text))
  }
}

/// `juwei hotline review`.
struct HotlineReviewCommand: TicketStep {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "回访复核：市里要求重办，另起一轮时限。",
    discussion: """
      例：
        juwei hotline review 007 --text '市民仍不满意，请再上门' --at '11-22 9:00' --due 11-25
      """)
  @OptionGroup var target: TicketTarget
  @Option(help: ArgumentHelp("市里的要求。", valueName: "要求")) var text: String
  @Option(help: ArgumentHelp("复核派单时间；不写就是现在。", valueName: "时间")) var at: String?
  @Option(help: ArgumentHelp("复核时限：12-05、12-05 16:00；不写就按时限规则。", valueName: "时限")) var due: String?

  var kind: CommandKind { .review }
  func step(in context: TicketStepContext) throws -> TicketCommand {
    .review(
      ReviewRound(
        at: try context.moment(at, "派单时间"), dueAt: try context.limit(due, "复核时限"), reason: text))
  }
}

/// `juwei hotline correct`.
struct HotlineCorrectCommand: TicketStep {
  static let configuration = CommandConfiguration(
    commandName: "correct", abstract: "更正工单：类型、匿名、保密、公开、主办协办。",
    discussion: """
      只改写了的项。改类型会改办理时限，要写 --text 说明。

      例：
        juwei hotline correct 007 --kind 咨询 --text '实为咨询'
        juwei hotline correct 007 --confidential yes --public no
      """)
  @OptionGroup var target: TicketTarget
  @Option(name: .customLong("kind"), help: ArgumentHelp("工单类型。", valueName: "类型"))
  var ticketKind: TicketKind?
  @Option(help: ArgumentHelp("匿名：yes 或 no。", valueName: "是否")) var anonymous: YesOrNo?
  @Option(help: ArgumentHelp("保密：yes 或 no。", valueName: "是否")) var confidential: YesOrNo?
  @Option(name: .customLong("public"), help: ArgumentHelp("是否公开：yes 或 no。", valueName: "是否"))
  var isPublic: YesOrNo?
  @Option(help: ArgumentHelp("主办还是协办。", valueName: "主协")) var role: TicketRole?
  @Option(help: ArgumentHelp("说明。", valueName: "话")) var text = ""

  var kind: CommandKind { .correctTicket }
  func step(in context: TicketStepContext) -> TicketCommand {
    .correct(
      TicketCorrection(
        kind: ticketKind, isAnonymous: anonymous.map { $0 == .yes },
        isConfidential: confidential.map { $0 == .yes }, isPublic: isPublic.map { $0 == .yes },
        role: role, reason: text))
  }
}

/// Yes or no, where saying nothing is a third thing.
enum YesOrNo: String, TicketWord {
  case yes, no

  var title: String { self == .yes ? "是" : "否" }
}
