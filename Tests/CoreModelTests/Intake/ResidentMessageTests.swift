import Testing

@testable import CoreModel

@Suite("Messages for a building's WeChat group")
struct ResidentMessageTests {
  private let now = Instant(milliseconds: 1_795_261_320_000)

  private var request: Request {
    Request(
      id: RequestID("r"),
      registration: Registration(
        number: "20261121-007", neighborhood: NeighborhoodID("n"),
        text: "李阿姨说502室楼道灯不亮 13800002046", channel: .weChatGroup,
        place: RequestPlace(group: GroupID("12号楼"), room: "502", detail: "东侧"),
        resident: Resident(name: "李阿姨", phone: "13800002046"), firstReceiver: PersonID("wang"),
        receivedAt: now), at: now)
  }

  private func clock(_ kind: ObligationKind, minutes: Int, stopped: Instant? = nil) -> Clock {
    Clock(
      kind: kind, basis: .wall, startedAt: now, dueAt: now.adding(minutes: minutes),
      originallyDueAt: now.adding(minutes: minutes), stoppedAt: stopped, explanation: "")
  }

  @Test("The promise is the clock that still runs")
  func promise() {
    let text = ResidentMessage.compose(
      request, in: Sample.directory, clocks: [clock(.firstResponse, minutes: 10)], at: now)
    let due = now.adding(minutes: 10).clockText
    #expect(
      text == "【瑞和锦庭居民区】12号楼居民您好：您反映的诉求（编号 20261121-007）已收到并登记，最晚\(due)前与您联系。有情况请随时联系居委会值班台。")
  }

  @Test("A promise that was missed or kept is not made again")
  func noPromise() {
    for clock in [
      clock(.firstResponse, minutes: -5), clock(.firstResponse, minutes: 5, stopped: now),
    ] {
      let text = ResidentMessage.compose(request, in: Sample.directory, clocks: [clock], at: now)
      #expect(text.contains("我们会尽快与您联系"))
    }
  }

  @Test(
    "At no stage does a message tell who, which room, which telephone",
    arguments: RequestStage.allCases)
  func nothingPersonal(stage: RequestStage) {
    var request = request
    request.stage = stage
    request.category = Category("水电维修")
    request.respondedAt = now
    request.resolution = Resolution(outcome: "502室李阿姨家已换灯")
    for hold in [nil, Hold(reason: "李阿姨外出", until: now.adding(minutes: 60))] {
      request.hold = hold
      let text = ResidentMessage.compose(
        request, in: Sample.directory,
        clocks: ObligationKind.allCases.map { clock($0, minutes: 30) }, at: now)
      for secret in ["李", "502", "138", "2046"] { #expect(!text.contains(secret), "\(text)") }
      #expect(text.contains("20261121-007"))
      #expect(text.contains("水电维修"))
      #expect(text.hasSuffix("。"))
    }
  }

  @Test("A resident is answered the way they came, unless that needs a phone")
  func usualMethod() {
    let weChat: Set<Channel> = [.weChatGroup, .qrCode]
    let inPerson: Set<Channel> = [.visitor, .secretaryDay]
    let visit: Set<Channel> = [.homeVisit, .patrol, .nightPatrol]
    for channel in Channel.allCases {
      let method: ContactMethod =
        weChat.contains(channel)
        ? .weChat
        : inPerson.contains(channel) ? .inPerson : visit.contains(channel) ? .visit : .phone
      #expect(ContactMethod.usual(for: channel) == method, "\(channel)")
    }
  }
}
