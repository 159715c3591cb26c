import Testing

@testable import CoreModel

@Suite("A request's life")
struct LifecycleTests {
  @Test("From 登记 to 认可, each step shows in the status")
  func straightThrough() throws {
    var story = try #require(RequestStory())
    var seen = [story.request.status]
    for command in RequestCommand.uptoFeedback + [.confirm(note: "")] {
      try story.give(command)
      seen.append(story.request.status)
    }
    #expect(
      seen == [
        .registered, .responded, .triaged, .dispatched, .accepted, .arrived, .resolved, .fedBack,
        .closed,
      ])
    #expect(story.request.registration.firstReceiver == Cast.officer.person)
    #expect(story.request.handler == .person(Cast.plumber.person))
    #expect(story.request.version == 9)
  }

  @Test("不认可 goes to the 书记, and only after 督办受理 it is worked on again")
  func rejection() throws {
    var story = try #require(RequestStory())
    try story.give(RequestCommand.uptoFeedback)
    try story.give(.reject(reason: "还在滴水"))
    #expect(story.request.status == .rejected)
    #expect(story.request.supervisionRounds == 1)
    #expect(throws: Refusal.self) { try story.give(.dispatchToPlumber) }
    #expect(throws: Refusal.self) {
      try story.give(.supervise(instruction: "今天换管"), by: Cast.officer)
    }
    try story.give(.supervise(instruction: "今天换管"), by: Cast.secretary)
    #expect(story.request.status == .supervised)
    try story.give([.dispatchToPlumber, .accept(by: nil), .done, .tell, .confirm(note: "")])
    #expect(story.request.status == .closed)
  }

  @Test("The second 不认可 is the second round")
  func secondRound() throws {
    var story = try #require(RequestStory())
    try story.give(RequestCommand.uptoFeedback)
    for round in 1...2 {
      try story.give(.reject(reason: "还在滴水"))
      #expect(story.request.supervisionRounds == round)
      try story.give(.supervise(instruction: "换管"), by: Cast.secretary)
      try story.give([.done, .tell])
    }
  }

  @Test("抢单: whoever of the crew takes it first has it")
  func pool() throws {
    var story = try #require(RequestStory())
    try story.give([.gradeFirst, .dispatchToCrew])
    #expect(throws: Refusal.self) { try story.give(.arrive(note: ""), by: Cast.plumber) }
    try story.give(.accept(by: nil), by: Cast.plumber)
    #expect(story.request.handler == .person(Cast.plumber.person))
    #expect(throws: Refusal.self) { try story.give(.accept(by: nil), by: Cast.otherPlumber) }
    #expect(throws: Refusal.self) { try story.give(.done, by: Cast.otherPlumber) }
    try story.give(.done, by: Cast.plumber)
    #expect(story.request.status == .resolved)
  }

  @Test("The desk says who of the crew phoned in")
  func poolByDesk() throws {
    var story = try #require(RequestStory())
    try story.give([.gradeFirst, .dispatchToCrew])
    #expect(throws: Refusal.self) { try story.give(.accept(by: nil)) }
    try story.give(.accept(by: Cast.otherPlumber.person))
    #expect(story.request.handler == .person(Cast.otherPlumber.person))
  }

  @Test("挂起 stops the steps, ends with 恢复, and is kept as a pause")
  func hold() throws {
    var story = try #require(RequestStory())
    try story.give([.gradeFirst, .dispatchToPlumber])
    try story.give(.hold(Hold(reason: "等配件", until: story.now.adding(minutes: 600))))
    #expect(story.request.status == .held)
    #expect(throws: Refusal.self) { try story.give(.accept(by: nil)) }
    try story.give(.resume(note: ""))
    #expect(story.request.status == .dispatched)
    #expect(story.request.pauses.map(\.reason) == ["等配件"])
  }

  @Test("A hold needs a reason and an end in the future, within a month")
  func holdLimits() throws {
    var story = try #require(RequestStory())
    let now = story.now
    for hold in [
      Hold(reason: " ", until: now.adding(minutes: 60)), Hold(reason: "等", until: now),
      Hold(reason: "等", until: now.adding(minutes: 31 * 1440 + 2)),
    ] {
      #expect(throws: Refusal.self) { try story.give(.hold(hold)) }
    }
  }

  @Test("撤销 and 重开: nothing of the first round counts for the second")
  func reopen() throws {
    var story = try #require(RequestStory())
    try story.give(RequestCommand.uptoFeedback + [.confirm(note: "")])
    try story.give(.reopen(reason: "又漏了"))
    #expect(story.request.status == .triaged)
    #expect(story.request.handler == nil)
    #expect(story.request.resolution == nil)
    #expect(story.request.respondedAt != nil)
    try story.give(.cancel(reason: "居民撤回"))
    #expect(story.request.status == .cancelled)
    #expect(throws: Refusal.self) { try story.give(.note(text: "")) }
    try story.give(.note(text: "居民来电说明"))
    #expect(story.request.status == .cancelled)
  }

  @Test("A request cancelled on hold does not come back held")
  func cancelOnHold() throws {
    var story = try #require(RequestStory())
    try story.give(.hold(Hold(reason: "等", until: story.now.adding(minutes: 600))))
    try story.give([.cancel(reason: "重复"), .reopen(reason: "不是重复")])
    #expect(story.request.hold == nil)
    #expect(story.request.status == .registered)
  }

  @Test("12345 工单 cannot be cancelled")
  func hotlineNotCancelled() throws {
    let at = try #require(Instant(iso8601: "2026-11-20T09:00"))
    let ticket = HotlineTicket(number: "SH1", kind: .help, kindText: "求助", assignedAt: at)
    var story = try #require(RequestStory(channel: .hotline, hotline: ticket))
    #expect(throws: Refusal.self) { try story.give(.cancel(reason: "重复")) }
  }

  @Test("提交议事会 makes it third tier; it can come back by a dispatch or be settled there")
  func council() throws {
    var story = try #require(RequestStory())
    try story.give([.gradeFirst, .escalate(reason: "全楼都要改管")])
    #expect(story.request.tier == .third)
    #expect(story.request.status == .escalated)
    try story.give(.dispatchToPlumber)
    #expect(story.request.status == .dispatched)
  }

  @Test("更正 changes what was written down and nothing else")
  func amend() throws {
    var story = try #require(RequestStory())
    #expect(throws: Refusal.self) { try story.give(.amend(Amendment())) }
    try story.give(.amend(Amendment(text: "卫生间水管漏水", urgency: .urgent)))
    #expect(story.request.registration.text == "卫生间水管漏水")
    #expect(story.request.urgency == .urgent)
    #expect(story.request.registration.resident.name == "李阿姨")
    #expect(story.request.status == .registered)
  }

  @Test("A first answer needs no words, a later word to the resident does")
  func secondContact() throws {
    var story = try #require(RequestStory())
    try story.give(.respond(note: ""))
    let first = story.request.respondedAt
    #expect(throws: Refusal.self) { try story.give(.respond(note: " ")) }
    try story.give(.respond(note: "配件明天到"))
    #expect(story.request.respondedAt == first)
    #expect(story.request.lastContactAt == story.now)
  }
}
