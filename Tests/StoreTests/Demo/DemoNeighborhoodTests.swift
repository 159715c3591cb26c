import CoreModel
import Testing

@testable import Store

/// What the demonstration promises: legal lives, the real mix, life-like words, the same every time.
@Suite struct DemoNeighborhoodTests {
  private static let saturdayEvening = Day(number: 20_778).at(minute: 19 * 60 + 42)

  private static func moment(_ text: String) throws -> Instant {
    try #require(Instant(iso8601: text))
  }

  private static func read(_ demo: DemoNeighborhood, chunk: Int = 97) throws -> [RequestHistory] {
    var reader = demo.histories(chunk: chunk)
    var all: [RequestHistory] = []
    while let some = try reader.next() {
      #expect(some.count <= chunk)
      all += some
    }
    return all
  }

  private let usual = DemoNeighborhood(seed: 1, now: saturdayEvening)

  // MARK: Places and people

  @Test func placesAreThoseOfOneCommittee() {
    let directory = usual.directory
    #expect(directory.neighborhood.name == "瑞和锦庭居民区")
    #expect(directory.neighborhood.area == usual.area.id)
    #expect(directory.estates.map(\.name) == ["瑞和锦庭", "木荷苑", "真源小区"])
    #expect(directory.microGrids.count == 6)
    #expect(directory.groups.count == 47)
    #expect(Set(directory.groups.map(\.name)).count == 47)
    #expect((1400...1600).contains(directory.groups.reduce(0) { $0 + $1.households }))
    #expect(usual.places.households.count == directory.groups.reduce(0) { $0 + $1.households })
    for group in directory.groups {
      #expect(group.leader != nil && group.rotatingLeader != nil && group.weChatGroup != nil)
      #expect(group.assignedStaff.flatMap(directory.person) != nil)
      #expect(directory.estate(group.estate) != nil)
      #expect(directory.microGrids.contains { $0.id == group.microGrid })
    }
    for grid in directory.microGrids {
      #expect(grid.gridWorker.flatMap(directory.person)?.role == .gridWorker)
      #expect(directory.groups.contains { $0.microGrid == grid.id })
    }
  }

  @Test func staffOfEveryRole() {
    let people = usual.directory.people
    #expect((24...27).contains(people.count))
    #expect(Set(people.map(\.role)) == Set(Role.allCases))
    #expect(Set(people.map(\.name)).count == people.count)
    let cast: [(String, Role)] = [
      ("王芳", .dutyOfficer), ("周宁", .dutyOfficer), ("李建国", .director), ("陈静", .secretary),
      ("赵师傅", .maintenance), ("陈调解", .mediator),
    ]
    for (name, role) in cast { #expect(people.first { $0.name == name }?.role == role) }
    #expect(people.allSatisfy { $0.phone?.hasPrefix("1380000") == true })
  }

  @Test func thirtyDaysOfShifts() {
    let days = Dictionary(grouping: usual.shifts) { $0.start.day }
    let today = usual.now.day
    #expect(Set(days.keys) == Set((-15..<15).map { today.adding(days: $0) }))
    for (day, shifts) in days {
      let kinds = shifts.map(\.kind)
      switch WorkingCalendar.shipped.kind(of: day) {
      case .working: #expect(kinds == [.day, .noon, .evening, .nightPatrol])
      case .rest: #expect(kinds == [.weekend, .nightPatrol])
      case .holiday: #expect(kinds == [.holiday, .nightPatrol])
      }
      for shift in shifts {
        #expect(shift.start < shift.end)
        #expect(Set(shift.people).count == shift.people.count)
        #expect(shift.people.allSatisfy { usual.directory.person($0) != nil })
        if shift.kind == .nightPatrol { #expect(shift.people.count == 3) }
        if shift.kind == .evening { #expect(shift.end == day.at(minute: 20 * 60)) }
      }
    }
  }

  // MARK: Requests

  @Test func usualYearHasTheRealMix() throws {
    let all = try DemoNeighborhoodTests.read(usual)
    #expect(all.count == DemoNeighborhood.usualRequests)
    let open = all.filter(\.request.isOpen)
    #expect(open.count == usual.openRequests)
    #expect((20...25).contains(open.count))
    // 82 %, 15 % and 3 % of 868 are 712, 130 and 26; what nobody graded yet is missing from them.
    var tiers = [0, 0, 0]
    for history in all { if let tier = history.request.tier { tiers[tier.rawValue - 1] += 1 } }
    let ungraded = all.filter { $0.request.tier == nil }.count
    #expect(tiers[2] == 26)
    #expect(tiers[0] + tiers[1] + ungraded == 842)
    #expect((126...130).contains(tiers[1]))
    #expect(Set(all.map(\.request.registration.channel)) == Set(Channel.allCases))
    #expect(Set(all.map(\.request.registration.text)).count == all.count)
  }

  @Test func whatIsOpenShowsEveryStage() throws {
    let open = try DemoNeighborhoodTests.read(usual).map(\.request).filter(\.isOpen)
    let stages: [RequestStatus] = [
      .registered, .responded, .triaged, .dispatched, .accepted, .arrived, .resolved, .fedBack,
      .rejected, .held, .escalated,
    ]
    for stage in stages { #expect(open.contains { $0.status == stage }, "\(stage)") }
    #expect(open.contains { $0.urgency == .urgent && $0.respondedAt == nil })
    #expect(open.contains { $0.stage == .dispatched && $0.handler?.pool == .maintenance })
    for state in TicketState.allCases {
      #expect(open.contains { $0.ticketState == state }, "\(state)")
    }
  }

  @Test(arguments: [
    "2026-11-21T19:42:00+08:00", "2026-11-23T09:05:00+08:00", "2026-11-24T02:18:00+08:00",
    "2026-10-02T11:00:00+08:00", "2026-02-14T16:30:00+08:00",
  ])
  func fewAreOverdue(_ text: String) throws {
    let now = try DemoNeighborhoodTests.moment(text)
    let demo = DemoNeighborhood(seed: 3, now: now)
    let open = try DemoNeighborhoodTests.read(demo).map(\.request).filter(\.isOpen)
    let overdue = open.filter {
      DeadlineRules.standard.obligation(for: $0).map { $0.dueAt < now } ?? false
    }
    #expect((1...3).contains(overdue.count), "\(overdue.map(\.registration.text))")
  }

  @Test(arguments: [0, 1, 5, 31, 868, 4000])
  func historiesAreWhatTheModelWouldRead(_ requests: Int) throws {
    let demo = DemoNeighborhood(
      seed: UInt64(requests) + 7, now: DemoNeighborhoodTests.saturdayEvening, requests: requests)
    let all = try DemoNeighborhoodTests.read(demo)
    #expect(all.count == requests)
    #expect(all.filter(\.request.isOpen).count == demo.openRequests)
    #expect(Set(all.map(\.id)).count == requests)
    #expect(Set(all.map(\.request.number)).count == requests)
    var running: [Day: Int] = [:]
    var before = Instant.earliestSupported
    for history in all {
      let request = history.request
      #expect(RequestHistory(id: history.id, events: history.events) == history)
      #expect(request.receivedAt >= before)
      before = request.receivedAt
      running[request.receivedAt.day, default: 0] += 1
      let number = String(running[request.receivedAt.day] ?? 0)
      let padded = String(repeating: "0", count: max(0, 3 - number.count)) + number
      #expect(request.number == "\(request.receivedAt.day.compactText)-\(padded)")
      #expect(zip(history.events, history.events.dropFirst()).allSatisfy { $0.at <= $1.at })
      #expect(history.events.allSatisfy { $0.at >= request.receivedAt && $0.at <= demo.now })
      #expect(history.events.allSatisfy { demo.directory.person($0.actor) != nil })
      #expect((request.registration.channel == .hotline) == (request.hotline != nil))
      #expect(request.registration.resident.phone?.hasPrefix("1380000") ?? true)
    }
    let tickets = all.compactMap(\.request.hotline?.number)
    #expect(Set(tickets).count == tickets.count)
  }

  @Test func sameSeedSameWorld() throws {
    let now = DemoNeighborhoodTests.saturdayEvening
    let one = DemoNeighborhood(seed: 42, now: now, requests: 600)
    let two = DemoNeighborhood(seed: 42, now: now, requests: 600)
    #expect(one.directory == two.directory)
    #expect(one.shifts == two.shifts)
    // How it is cut into chunks must not show.
    let (a, b) = (
      try DemoNeighborhoodTests.read(one, chunk: 1), try DemoNeighborhoodTests.read(two, chunk: 600)
    )
    #expect(a == b)
    let other = DemoNeighborhood(seed: 43, now: now, requests: 600)
    #expect(try DemoNeighborhoodTests.read(other).map(\.id) != a.map(\.id))
  }

  @Test func thousandsOfDistinctWords() throws {
    let demo = DemoNeighborhood(
      seed: 5, now: DemoNeighborhoodTests.saturdayEvening, requests: 6000)
    let texts = try DemoNeighborhoodTests.read(demo).map(\.request.registration.text)
    #expect(Set(texts).count > 3000)
    #expect(zip(texts, texts.dropFirst()).allSatisfy { $0 != $1 })
    for text in texts {
      #expect((12...60).contains(text.count), "\(text)")
      #expect(!text.contains { "{}[]|".contains($0) }, "\(text)")
    }
    for word in ["漏水", "楼道灯不亮", "夜间翻捡垃圾", "加装电梯", "飞线充电", "高空抛物"] {
      #expect(texts.contains { $0.contains(word) }, "\(word)")
    }
  }

  @Test func largeOnesHaveOneInAHundredOpen() {
    let now = DemoNeighborhoodTests.saturdayEvening
    #expect(DemoNeighborhood(now: now, requests: 1_000_000).openRequests == 10_000)
    #expect(DemoNeighborhood(now: now, requests: 100_000).openRequests == 1000)
    #expect(DemoNeighborhood(now: now, requests: 2_000_000).requests == 1_000_000)
    #expect(DemoNeighborhood(now: now, requests: -1).requests == 0)
  }

  @Test func yearIsSplitByLargestRemainder() {
    #expect(DemoTierQuota.year(of: 868) == [712, 130, 26])
    #expect(DemoTierQuota.year(of: 1_000_000) == [820_000, 150_000, 30_000])
    for count in 0..<300 { #expect(DemoTierQuota.year(of: count).reduce(0, +) == count) }
  }
}
