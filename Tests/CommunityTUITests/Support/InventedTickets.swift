import CoreModel

/// Tickets of 12345 at every state of the inbox; the identity says which.
enum InventedTickets {
  static let all: [InventedRequest] = [
    ticket("fresh", "楼道声控灯不亮，晚上看不见", group: "12号楼", room: "601", .help, hoursAgo: 1),
    ticket("late", "问加装电梯怎么申请", group: "3号楼", .inquiry, hoursAgo: 48),
    ticket("called", "楼上漏水到卫生间", group: "8号楼", room: "301", .complaint, hoursAgo: 20) { at in
      [.sign(note: ""), missed(at(2)), missed(at(3))]
    },
    ticket("underway", "收废品喇叭扰民", group: "8号楼", room: "101", .complaint, hoursAgo: 30) { at in
      [.sign(note: ""), reached(at(2)), .order(order(at(4)))]
    },
    ticket("shared", "河道边绿化带被占", group: "木荷苑5号", .complaint, hoursAgo: 26) { at in
      [reached(at(1)), .share(TicketSharing(.assist, unit: "镇绿化所", words: "请来看现场"))]
    },
    ticket("done", "信报箱锁坏了", group: "12号楼", room: "302", .help, hoursAgo: 28) { at in met(at) }
      .followed(by: [
        .triage(TriageDecision(tier: .first)), .resolve(Resolution(outcome: "换了锁芯")),
      ]),
    replied("replied", "单元门对讲没声音", hoursAgo: 27),
    replied(
      "review", "门口堆放共享单车", hoursAgo: 29,
      then: { at in
        [
          .visit(
            HotlineVisit(.city, at: at(9), result: .dissatisfied, solution: .unsolved, words: "又堆了")
          ),
          .review(ReviewRound(at: at(10), reason: "市民仍不满意，请再办")),
        ]
      }),
    ticket("returning", "地铁口卫生差", .complaint, hoursAgo: 25) { at in
      [
        reached(at(1)),
        .askReturn(TicketReturn(to: "区绿化市容局", reason: "地铁红线内，不属本居")),
      ]
    },
    ticket("extending", "外墙渗水要搭脚手架", group: "3号楼", room: "1801", .help, hoursAgo: 24) { at in
      [reached(at(1)), .askExtension(TicketExtension(days: 5, reason: "等脚手架进场"))]
    },
    ticket("extended", "小区道路积水", group: "真源1058弄", .help, hoursAgo: 23) { at in
      [
        reached(at(1)), .askExtension(TicketExtension(days: 3, reason: "等管道养护队")),
        .answerExtension(TicketAnswer(isGranted: true, words: "同意")),
      ]
    },
  ]

  private static func ticket(
    _ id: String, _ text: String, group: String? = nil, room: String? = nil, _ kind: TicketKind,
    hoursAgo: Int, _ steps: ((Int) -> Instant) -> [TicketCommand] = { _ in [] }
  ) -> InventedRequest {
    let start = Invented.now.adding(minutes: -hoursAgo * 60)
    return InventedRequest(
      id: id, minutesAgo: hoursAgo * 60, text: text, group: group, room: room,
      resident: Resident(name: "李阿姨", phone: "13800002046"),
      hotline: "热线-2611-\(id)", kind: kind,
      commands: steps { start.adding(minutes: $0) }.map { .ticket($0) })
  }

  private static func replied(
    _ id: String, _ text: String, hoursAgo: Int,
    then more: ((Int) -> Instant) -> [TicketCommand] = { _ in [] }
  ) -> InventedRequest {
    let start = Invented.now.adding(minutes: -hoursAgo * 60)
    func at(_ minute: Int) -> Instant { start.adding(minutes: minute) }
    var reply = HotlineReply()
    reply.fact = .confirmed
    reply.siteView = .notViewed
    reply.claim = .justified
    reply.points = "居委会已于当日电话答复来电人：已经联系维保单位修好，现场试过两次。"
    reply.department = "居委会"
    reply.signedBy = "居委会"
    reply.manner = .phone
    reply.answeredAt = at(6)
    reply.solution = .solved
    reply.opinion = .satisfied
    reply.isPublic = true
    let last: [TicketCommand] = [
      .reply(reply, meeting: meeting(.completion, at(6)))
    ]
    return ticket(id, text, group: "8号楼", .complaint, hoursAgo: hoursAgo) { _ in
      Array(met(at).dropLast()) + last + more(at)
    }
  }

  private static func met(_ at: (Int) -> Instant) -> [TicketCommand] {
    [
      .sign(note: ""), reached(at(2)), .meet(meeting(.acceptance, at(3))),
      .meet(meeting(.progress, at(4))), .meet(meeting(.completion, at(5))),
    ]
  }

  private static func reached(_ at: Instant) -> TicketCommand {
    .contact(
      ContactAttempt(by: Invented.wang.id, at: at, words: "说夜里更吵，请来看看", addedWeChat: true),
      meeting: nil)
  }

  private static func missed(_ at: Instant) -> TicketCommand {
    .contact(
      ContactAttempt(by: Invented.wang.id, at: at, failure: .unanswered, words: ""), meeting: nil)
  }

  private static func order(_ at: Instant) -> CityOrder {
    CityOrder(number: "督2611-07", at: at, words: "请两天内见到当事人")
  }

  private static func meeting(_ step: MeetingStep, _ at: Instant) -> Meeting {
    Meeting(step, by: Invented.wang.id, at: at, manner: .phone, words: "说了怎么办、几时办好")
  }
}

extension InventedRequest {
  /// The same request with further steps behind.
  fileprivate func followed(by more: [RequestCommand]) -> InventedRequest {
    var request = self
    request.commands += more
    return request
  }
}
