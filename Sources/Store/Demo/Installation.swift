import CoreModel

extension DeskStore {
  /// Sets up the demonstration neighbourhood with its people, shifts and requests.
  /// - Parameters:
  ///   - demonstration: What to install; its requests are made while they are stored.
  ///   - progress: Called every few thousand requests with how many are stored.
  /// - Returns: How many requests were stored.
  /// - Throws: ``StoreError``, when the database already has requests (nothing is changed then), or
  ///   when storing fails half way: what was stored until then stays.
  @discardableResult
  package func installDemonstration(
    _ demonstration: DemoNeighborhood, progress: (Int) -> Void = { _ in }
  ) throws(StoreError) -> Int {
    try refuseDemonstration()
    return try installWhole(demonstration, progress: progress)
  }

  /// Sets up a 街镇: the first 居民区 with everything that the demonstration tells, the others with their people,
  /// shifts and requests.
  /// - Throws: As ``installDemonstration(_:progress:)``.
  @discardableResult
  package func installDemonstration(
    _ town: DemoTown, progress: (Int) -> Void = { _ in }
  ) throws(StoreError) -> Int {
    try refuseDemonstration()
    var stored = 0
    for (index, neighborhood) in town.neighborhoods.enumerated() {
      let before = stored
      let report: (Int) -> Void = { progress(before + $0) }
      stored +=
        index == 0
        ? try installWhole(neighborhood, progress: report)
        : try installBasics(neighborhood, progress: report)
    }
    return stored
  }

  /// Nothing of one's own is ever mixed with what is invented.
  private func refuseDemonstration() throws(StoreError) {
    for neighborhood in try neighborhoods() where try requestCount(of: neighborhood.id) > 0 {
      throw .refused(
        .invalid("数据库里已经有诉求，没有改动它。演示数据只装入空的数据库，请用 --db 另选一个文件"))
    }
  }

  /// People, places, shifts, rules and requests.
  private func installBasics(
    _ demonstration: DemoNeighborhood, progress: (Int) -> Void
  ) throws(StoreError) -> Int {
    let directory = demonstration.directory
    let scope = directory.neighborhood.id
    try save(areas: [demonstration.area])
    try save(neighborhoods: [directory.neighborhood])
    try save(people: directory.people, in: scope)
    try save(estates: directory.estates, in: scope)
    try save(microGrids: directory.microGrids, in: scope)
    try save(groups: directory.groups, in: scope)
    try save(shifts: demonstration.shifts)
    // Before the requests: due times need not be reckoned twice.
    try perform(
      .setDutyBook(DemoDutyRules.text(demonstration.staff), was: nil), in: scope,
      by: Actor(demonstration.staff.secretary), at: demonstration.now)
    let source = BulkSource(demonstration.histories())
    let stored = try bulkInsert(source, progress: progress)
    if let refusal = source.refusal { throw .refused(refusal) }
    return stored
  }

  private func installWhole(
    _ demonstration: DemoNeighborhood, progress: (Int) -> Void
  ) throws(StoreError) -> Int {
    let stored = try installBasics(demonstration, progress: progress)
    let directory = demonstration.directory
    let scope = directory.neighborhood.id
    try DemoSwap.install(
      demonstration.shifts, in: scope, at: demonstration.now, directory: directory, store: self)
    try installDemoAttendance(demonstration)
    try DemoRounds(store: self, demonstration: demonstration).install()
    try installPlanning(of: demonstration)
    try installDemoTasks(demonstration)
    try setMeasures(
      DemoMeasures.book(around: demonstration.now), of: scope,
      by: Actor(demonstration.staff.secretary))
    try DemoWhistles(store: self, demonstration: demonstration).install()
    try DemoCouncil(store: self, demonstration: demonstration).install()
    try DemoProjects(store: self, demonstration: demonstration).install()
    try DemoMediations(store: self, demonstration: demonstration).install()
    return stored
  }
}

/// Hands generated histories to the bulk path one at a time.
///
/// A sequence cannot throw: a refusal ends it early and is kept for whoever reads it afterwards.
private final class BulkSource: Sequence, IteratorProtocol {
  private(set) var refusal: Refusal?
  private var histories: DemoHistories
  private var chunk: [RequestHistory] = []
  private var position = 0

  init(_ histories: DemoHistories) { self.histories = histories }

  func next() -> BulkRequest? {
    if position == chunk.count {
      do {
        chunk = try histories.next() ?? []
      } catch {
        refusal = error
        chunk = []
      }
      position = 0
    }
    guard position < chunk.count else { return nil }
    defer { position += 1 }
    return BulkRequest(id: chunk[position].id, events: chunk[position].events)
  }
}
