package import CoreModel

extension DeskStore {
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

/// Tells when somebody, here or in another process, has changed the database.
package final class ChangeFeed: Sendable {
  /// Starts to look; `onChange` is called on a thread of the feed.
  package init(_ store: DeskStore, onChange: @escaping @Sendable () -> Void) throws(StoreError) {
    throw .failed("")
  }
  /// Stops; afterwards `onChange` is not called any more.
  package func stop() {}
}
