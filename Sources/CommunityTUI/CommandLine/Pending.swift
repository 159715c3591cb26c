import CoreModel
import Store

extension DeskStore {
  func importHotline(
    _ sheet: HotlineSheet, into scope: NeighborhoodID, by actor: Actor, at now: Instant,
    dryRun: Bool
  ) throws(StoreError) -> ImportReport { throw .failed("") }
  func installDemonstration(requests: Int, seed: UInt64, at now: Instant) throws(StoreError) -> Int
  {
    throw .failed("")
  }
}
