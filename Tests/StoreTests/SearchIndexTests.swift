import CoreModel
import Foundation
import GRDB
import Testing

@testable import Store

/// The search index against looking at every request.
@Suite struct SearchIndexTests {
  @Test func aSetReadsAsItWasWritten() {
    var random = SplitMix64(seed: 3)
    for share in [0, 1, 3, 50, 300, 439, 440, 441, 2000, 4096] {
      var rows: Set<Int> = []
      while rows.count < share { rows.insert(Int(random.next() % 4096)) }
      var set = RowSet()
      RowSet.encoded(rows.sorted()).withUnsafeBytes { set.formUnion(stored: $0) }
      #expect(set.rows == rows.sorted())
      #expect(set.count == share && set.isEmpty == rows.isEmpty)
      var kept = set
      kept.keep(100..<1000)
      #expect(kept.rows == rows.filter { (100..<1000).contains($0) }.sorted())
      // Whatever a damaged file says, reading it never traps.
      var torn = RowSet()
      for end in [0, 1, 2, 7] {
        Array(RowSet.encoded(rows.sorted()).prefix(end)).withUnsafeBytes {
          torn.formUnion(stored: $0)
        }
      }
      [UInt8](repeating: 0xFF, count: 99).withUnsafeBytes { torn.formUnion(stored: $0) }
    }
  }

  @Test(
    arguments: [
      ("漏水", true), ("下水道", false), ("漏", true), ("ld", true), ("ldd", true), ("2046", false),
      ("20", true), ("12号楼", false), ("漏，水", false),
    ] as [(String, Bool)]) func theIndexKnowsWhenItIsExact(word: String, isExact: Bool)
  {
    #expect(SearchExpression.text(word)?.isExact == isExact)
  }

  @Test func punctuationIsNothingThatTheIndexKnows() {
    #expect(SearchExpression.text("，？") == nil)
  }

  /// A demonstration of more than a block, with all its requests folded.
  private static func withDemo(
    _ body: (DeskStore, DemoNeighborhood, [RequestHistory]) throws -> Void
  ) throws {
    let folder = try TestDesk.makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let now = try #require(Instant(iso8601: "2026-11-21T19:42:00+08:00"))
    let demo = DemoNeighborhood(seed: 5, now: now, requests: 4600)
    let store = try DeskStore.open(path: folder + "/desk.sqlite")
    try store.installDemonstration(demo)
    try body(store, demo, try store.everyHistory(of: demo.directory.neighborhood.id))
    try store.close()
  }

  @Test func whatIsFoundAndCountedIsWhatLookingAtEveryRequestFinds() throws {
    try SearchIndexTests.withDemo { store, demo, histories in
      #expect(try store.pool.read { try SearchIndex.below($0) } == 4096)
      let now = demo.now
      let slow = try SlowSearch(demo, histories, store, now: now)
      var random = SplitMix64(seed: 8)
      var found = 0
      for _ in 0..<250 {
        let filter = slow.filter(using: &random)
        let expected = slow.found(filter)
        let page = try store.queue(filter, limit: 1000, now: now)
        let ids = page.rows.map(\.id)
        if expected.count <= 1000 {
          #expect(Set(ids) == expected && page.atEnd, "\(filter)")
        } else {
          #expect(ids.count == 1000 && expected.isSuperset(of: ids) && !page.atEnd, "\(filter)")
        }
        let counts = try store.facetCounts(filter, now: now)
        #expect(counts.total == expected.count, "\(filter)")
        #expect(!counts.isEstimate)
        #expect(counts.byValue == slow.counts(filter), "\(filter)")
        found += expected.isEmpty ? 0 : 1
      }
      // The filters would otherwise say nothing.
      #expect(found > 80)
      #expect(try store.doctor(sample: 400).ok)
    }
  }

  @Test func pagesOfASearchAddUpInEitherDirection() throws {
    try SearchIndexTests.withDemo { store, demo, _ in
      for search in ["漏水", "2026", "ld"] {
        let filter = QueueFilter(
          scope: demo.directory.neighborhood.id, view: .all, search: search,
          facets: FacetChoice([.tier(.first), .tier(nil)]))
        let whole = try store.queue(filter, limit: 1000, now: demo.now)
        #expect(whole.atStart)
        #expect(whole.rows.map(\.key.row) == whole.rows.map(\.key.row).sorted(by: >))
        var down = try store.queue(filter, limit: 70, now: demo.now)
        var rows = down.rows
        while !down.atEnd, let last = down.rows.last, rows.count < whole.rows.count {
          down = try store.queue(filter, .after(last.key), limit: 70, now: demo.now)
          #expect(!down.atStart)
          rows += down.rows
        }
        #expect(rows.prefix(whole.rows.count).elementsEqual(whole.rows))
        let middle = whole.rows[whole.rows.count / 2]
        let back = try store.queue(filter, .before(middle.key), limit: 30, now: demo.now)
        #expect(back.rows == Array(whole.rows[..<(whole.rows.count / 2)].suffix(30)))
        let around = try store.queue(
          filter, .around(middle.key, before: 5, after: 5), now: demo.now)
        let index = whole.rows.count / 2
        #expect(around.rows == Array(whole.rows[(index - 5)...(index + 5)]))
        let last = try store.queue(filter, .last, limit: 9, now: demo.now)
        #expect(last.atEnd && last.rows.count == 9)
      }
    }
  }

  @Test func theIndexOfABlockFollowsWhatHappens() throws {
    let desk = try TestDesk()
    let id = try desk.add("厨房漏水", group: 0).request.id
    try desk.fill(to: 4100)
    #expect(try desk.store.pool.read { try SearchIndex.below($0) } == 4096)
    func perform(_ command: RequestCommand) throws {
      _ = try desk.store.perform(command, on: id, expecting: nil, by: desk.actor, at: desk.now)
    }
    try perform(.amend(Amendment(text: "卫生间渗水")))
    #expect(try desk.found("漏水", view: .all).isEmpty)
    #expect(try desk.found("cfls", view: .all).isEmpty)
    #expect(try desk.found("wsjss", view: .all) == ["卫生间渗水"])
    try perform(.triage(TriageDecision(tier: .second)))
    try perform(.dispatch(Dispatch(to: .person(desk.fitter.id))))
    for value in [FacetValue.tier(.second), .handler(.person(desk.fitter.id))] {
      let filter = QueueFilter(scope: desk.scope, view: .all, facets: FacetChoice([value]))
      #expect(try desk.texts(filter) == ["卫生间渗水"])
      #expect(try desk.store.facetCounts(filter, now: desk.now).total == 1)
    }
    #expect(try desk.store.doctor().ok)
  }

  @Test func aDatabaseOfAnEarlierReleaseIsGivenAnIndexAndOneOfAnotherLayoutIsRightMeanwhile() throws
  {
    let desk = try TestDesk()
    try desk.add("厨房漏水", group: 0, name: "王阿姨")
    try desk.fill(to: 4100)
    let path = desk.store.path
    // As the first release left it.
    try desk.store.pool.writeWithoutTransaction { db in
      try db.execute(
        sql: """
          DROP TABLE search_posting; DROP TABLE search_state; DROP TABLE saved_view;
          DROP TABLE last_view; DELETE FROM schema_step WHERE name = 'search';
          CREATE VIRTUAL TABLE request_search USING fts5 (
            body, content = '', tokenize = 'unicode61');
          """)
    }
    try desk.store.close()
    var told: [IndexingProgress] = []
    let reader = try DeskStore.open(path: path, mode: .readOnly) { told.append($0) }
    let filter = QueueFilter(scope: desk.scope, view: .all, search: "cfls 王阿姨")
    #expect(try reader.queue(filter, now: desk.now).rows.map(\.text) == ["厨房漏水"])
    #expect(try reader.facetCounts(filter, now: desk.now).total == 1)
    try reader.close()
    #expect(told.first == IndexingProgress(done: 0, total: 4096))
    #expect(told.last == IndexingProgress(done: 4096, total: 4096))
    let store = try DeskStore.open(path: path)
    #expect(try store.doctor(sample: 50).ok)
    // An index of another layout is built anew.
    try store.pool.write { try $0.execute(sql: "UPDATE search_state SET layout = 99") }
    #expect(try store.queue(filter, now: desk.now).rows.count == 1)
    #expect(try store.doctor(sample: 5).checks.first { $0.name == "searchIndex" }?.ok == false)
    try store.close()
    let again = try DeskStore.open(path: path)
    #expect(try again.doctor(sample: 50).ok)
    try again.close()
  }

  @Test func viewsOfThePersonNeedAPerson() throws {
    let desk = try TestDesk()
    try desk.add(
      "漏水",
      followedBy: [
        .triage(TriageDecision(tier: .first)), .dispatch(Dispatch(to: .person(desk.fitter.id))),
      ])
    func texts(_ view: DeskView, _ person: PersonID?) throws -> [String] {
      try desk.texts(QueueFilter(scope: desk.scope, view: view, viewer: person))
    }
    #expect(try texts(.mine, desk.fitter.id) == ["漏水"])
    #expect(try texts(.mine, desk.officer.id).isEmpty)
    #expect(try texts(.mine, nil).isEmpty)
    #expect(try texts(.recorded, desk.officer.id) == ["漏水"])
    #expect(try texts(.recorded, nil).isEmpty)
  }
}

extension TestDesk {
  /// Requests about nothing, until there are so many.
  func fill(to count: Int) throws {
    let start = try store.requestCount(of: scope)
    let form = try form("别的事情").decide(by: actor, at: now)
    guard case .registered(var plain) = form else { return }
    plain.number = ""
    var random = SplitMix64(seed: 1)
    try store.bulkInsert(
      (start..<count).map { _ in
        BulkRequest(
          id: RequestID.timeOrdered(at: now, using: &random),
          events: [
            RecordedEvent(version: 1, at: now, actor: officer.id, event: .registered(plain))
          ])
      })
  }
}

/// Looks at every folded request, the way nobody would in earnest.
private struct SlowSearch {
  struct Subject {
    let request: Request
    let obligation: Obligation?
    let haystack: String
    let initials: String
    let names: [String]
    let recorders: [String]
  }
  let subjects: [Subject]
  let scope: NeighborhoodID
  let people: [PersonID]
  let groups: [GroupID]
  let context: ViewContext

  init(
    _ demo: DemoNeighborhood, _ histories: [RequestHistory], _ store: DeskStore, now: Instant
  ) throws {
    let directory = demo.directory
    scope = directory.neighborhood.id
    people = directory.people.map(\.id)
    groups = directory.groups.map(\.id)
    let rules = try store.rules(of: scope).deadlines
    context = ViewContext(
      person: nil, now: now,
      nightEnd: DutyNight.end(
        at: now,
        shifts: try store.shifts(of: scope, from: now.day.adding(days: -1), through: now.day),
        duty: rules.dutyTime, calendar: rules.calendar))
    func spelled(_ name: String) -> [String] {
      [SearchText.normalized(name)] + PinyinInitials.spellings(of: name)
    }
    subjects = histories.map { history in
      let request = history.request
      var names: [String] = []
      if let group = request.registration.place.group.flatMap(directory.group) {
        names += spelled(group.name)
        names += directory.estate(group.estate).map { spelled($0.name) } ?? []
      }
      if let handler = request.handler { names += spelled(directory.name(of: handler)) }
      let text = Array(request.registration.text.unicodeScalars.prefix(40))
      var beginning = String.UnicodeScalarView()
      beginning.append(contentsOf: text)
      return Subject(
        request: request, obligation: rules.obligation(for: request),
        haystack: SearchText.haystack(of: request),
        initials: String(beginning).unicodeScalars.map { scalar in
          // Each by itself, behind another, so that nothing is read as a surname.
          String(PinyinInitials.of("一" + String(scalar)).dropFirst())
        }.joined(), names: names,
        recorders: spelled(directory.name(of: request.registration.firstReceiver)))
    }
  }

  private static let words = [
    "漏水", "楼道灯", "下水道", "灯", "电梯", "ld", "ldd", "dt", "ls", "2046", "138", "37", "2026", "way",
    "阿姨", "噪声", "垃圾 楼", "漏水 电梯", "微信", "二级", "待派单", "502", "1119", "水", "不亮",
  ]

  func filter(using random: inout SplitMix64) -> QueueFilter {
    func one<Value>(_ values: [Value]) -> Value {
      values[Int(random.next() % UInt64(values.count))]
    }
    var filter = QueueFilter(scope: scope, view: one(DeskView.allCases + [.all, .all, .closed]))
    filter.viewer = random.next() % 4 == 0 ? nil : one(people)
    if random.next() % 2 == 0 { filter.search = one(SlowSearch.words) }
    filter.hotlineOnly = random.next() % 10 == 0
    for _ in 0..<(random.next() % 4) {
      let value: FacetValue =
        switch random.next() % 8 {
        case 0: .tier(one([nil, .first, .second, .third]))
        case 1: .status(one(RequestStatus.allCases))
        case 2: .channel(one(Channel.allCases))
        case 3: .group(random.next() % 5 == 0 ? nil : one(groups))
        case 4: .handler(one([nil, .pool(.maintenance), .person(one(people))]))
        case 5: .urgency(one(Urgency.allCases))
        case 6: .hotline(random.next() % 2 == 0)
        default:
          .received(
            one([
              .lastDays(1), .lastDays(7), .lastDays(30),
              .days(context.now.day.adding(days: -200), context.now.day.adding(days: -20)),
            ]))
        }
      filter.facets.choose(value)
    }
    return filter
  }

  private func holds(_ subject: Subject, _ filter: QueueFilter) -> Bool {
    var context = context
    context.person = filter.viewer
    guard
      filter.view.holds(subject.request, owing: subject.obligation, seen: context),
      !filter.hotlineOnly || subject.request.hotline != nil
    else { return false }
    return filter.search.split(separator: " ").allSatisfy { word in
      let word = String(word)
      if subject.haystack.contains(word) || subject.names.contains(where: { $0.contains(word) }) {
        return true
      }
      if word.count > 1, subject.recorders.contains(where: { $0.contains(word) }) { return true }
      if word.contains(where: \.isLetter), word.utf8.count == word.count, word.count > 1,
        subject.initials.contains(word)
      {
        return true
      }
      switch word {
      case "微信": return subject.request.registration.channel == .weChatGroup
      case "二级": return subject.request.tier == .second
      case "待派单": return subject.request.status == .triaged
      default: return false
      }
    }
  }

  func found(_ filter: QueueFilter) -> Set<RequestID> {
    Set(
      subjects.filter {
        holds($0, filter)
          && filter.facets.admits(FacetSubject($0.request), on: context.now.day)
      }.map(\.request.id))
  }

  func counts(_ filter: QueueFilter) -> [FacetValue: Int] {
    var counts: [FacetValue: Int] = [:]
    let held = subjects.filter { holds($0, filter) }.map { FacetSubject($0.request) }
    for facet in Facet.allCases {
      let others = filter.facets.without(facet)
      for subject in held where others.admits(subject, on: context.now.day) {
        for value in subject.values(on: context.now.day) where value.facet == facet {
          counts[value, default: 0] += 1
        }
      }
    }
    return counts
  }
}
