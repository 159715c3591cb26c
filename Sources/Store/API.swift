package import CoreModel

extension DeskStore {
  package static func open(path: String, mode: Mode = .readWrite) throws(StoreError) -> DeskStore {
    throw .failed("")
  }
  /// Closes the connections; every later call fails.
  package func close() throws(StoreError) { throw .failed("") }

  // Places & people
  package func neighborhoods() throws(StoreError) -> [Neighborhood] { throw .failed("") }
  package func directory(of scope: NeighborhoodID) throws(StoreError) -> Directory {
    throw .failed("")
  }
  /// Everybody active, for the sign-in list.
  package func people() throws(StoreError) -> [Person] { throw .failed("") }
  package func save(areas: [Area]) throws(StoreError) { throw .failed("") }
  package func save(neighborhoods: [Neighborhood]) throws(StoreError) { throw .failed("") }
  package func save(estates: [Estate], in scope: NeighborhoodID) throws(StoreError) {
    throw .failed("")
  }
  package func save(microGrids: [MicroGrid], in scope: NeighborhoodID) throws(StoreError) {
    throw .failed("")
  }
  package func save(groups: [BuildingGroup], in scope: NeighborhoodID) throws(StoreError) {
    throw .failed("")
  }
  package func save(people: [Person], in scope: NeighborhoodID) throws(StoreError) {
    throw .failed("")
  }
  /// Who `name` is and where they work; on an empty database it makes both.
  package func ensureDesk(personNamed name: String, at now: Instant) throws(StoreError) -> SignIn {
    throw .failed("")
  }

  // Write path
  package func register(
    _ registration: Registration, followedBy commands: [RequestCommand] = [], by actor: Actor,
    at now: Instant
  ) throws(StoreError) -> RequestDetail { throw .failed("") }
  package func perform(
    _ command: RequestCommand, on id: RequestID, expecting version: Int?, by actor: Actor,
    at now: Instant
  ) throws(StoreError) -> RequestDetail { throw .failed("") }
  package func detail(id: RequestID) throws(StoreError) -> RequestDetail { throw .failed("") }
  /// By number or unique end of a number.
  package func detail(number: String, in scope: NeighborhoodID) throws(StoreError) -> RequestDetail
  { throw .failed("") }

  // Lists
  package func queue(
    _ filter: QueueFilter, _ window: Window = .first, limit: Int = 50, now: Instant
  ) throws(StoreError) -> QueuePage { throw .failed("") }
  package func counts(of scope: NeighborhoodID, now: Instant) throws(StoreError) -> DeskCounts {
    throw .failed("")
  }
  package func groupRows(of scope: NeighborhoodID, now: Instant) throws(StoreError) -> [GroupRow] {
    throw .failed("")
  }
  /// How many requests there are, of any state.
  package func requestCount(of scope: NeighborhoodID) throws(StoreError) -> Int {
    throw .failed("")
  }

  // Drafts
  package func saveDraft(
    _ text: String, slot: String, person: PersonID, at now: Instant
  ) throws(StoreError) { throw .failed("") }
  package func draft(slot: String, person: PersonID) throws(StoreError) -> String? {
    throw .failed("")
  }
  package func clearDraft(slot: String, person: PersonID) throws(StoreError) { throw .failed("") }

  // Files
  /// Copies a photo or a paper beside the database.
  package func attach(path: String) throws(StoreError) -> Evidence { throw .failed("") }
  /// Where the file of a piece of evidence is.
  package func path(of evidence: Evidence) -> String { "" }
  package func backup(to target: String) throws(StoreError) { throw .failed("") }
  /// `sample`: look at so many requests only, spread evenly; nil looks at all.
  package func doctor(sample: Int? = nil) throws(StoreError) -> DoctorReport { throw .failed("") }

  // Many at once
  /// Stores invented histories; numbers are filled in.
  package func bulkInsert(
    _ batch: some Sequence<BulkRequest>, progress: (Int) -> Void = { _ in }
  ) throws(StoreError) -> Int { throw .failed("") }
}

/// One request to store with all its events, as the demonstration makes them.
package struct BulkRequest: Sendable {
  /// Globally unique.
  package var id: RequestID
  /// From version 1; the registration's number is filled in by the store when empty.
  package var events: [RecordedEvent]

  /// Makes one.
  package init(id: RequestID, events: [RecordedEvent]) {
    self.id = id
    self.events = events
  }
}

/// Who sits at the desk, and where.
package struct SignIn: Hashable, Sendable {
  /// The neighbourhood that they work for.
  package var neighborhood: Neighborhood
  /// The person.
  package var person: Person
  /// Whether the database was empty and both were made now; the first person becomes 书记.
  package var isNew: Bool
}

/// Tells when somebody, here or in another process, has changed the database.
package final class ChangeFeed: Sendable {
  /// Starts to look; `onChange` is called on a thread of the feed.
  package init(_ store: DeskStore, onChange: @escaping @Sendable () -> Void) throws(StoreError) {
    throw .failed("")
  }
  /// Stops; afterwards `onChange` is not called any more.
  package func stop() {}
}
