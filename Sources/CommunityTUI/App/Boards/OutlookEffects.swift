import CoreModel
import Foundation
import Store

/// What 今日小结 and 趋势 wants done outside the console.
enum OutlookEffect: Sendable, Equatable {
  /// Read 今日小结 of a day.
  case summary(NeighborhoodID, Day)
  /// Count a trend.
  case trend(NeighborhoodID, TrendQuestion)
  /// Read the requests of one of its days.
  case trendDay(NeighborhoodID, TrendQuestion, Day)
  /// Keep 措施, unless somebody has changed them since they were seen.
  case setMeasures(MeasureBook, seen: String)
  /// Write a month of the roster to a file.
  case export(RosterExport)
}

/// What came of it.
enum OutlookNews: Sendable {
  case summary(DaySummary)
  case trend(Trend)
  case trendDay([QueueRow], TrendQuestion, Day)
  case measuresSet(MeasureBook)
  /// What was written, in words.
  case exported(String)
  /// A file of this name is there, and nothing was written.
  case isThere(path: String)
}

extension OutlookEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? {
    switch self {
    case .summary: "summary"
    case .trend: "trend"
    case .trendDay: "trend day"
    case .setMeasures, .export: nil
    }
  }

  /// Whether it counts so much that lists must not wait for it.
  var isSurvey: Bool {
    switch self {
    case .trend, .trendDay: true
    case .summary, .setMeasures, .export: false
    }
  }

  /// What failed when it did.
  var failureKind: Message.Failure.Request {
    switch self {
    case .summary, .trend, .trendDay: .reading
    case .setMeasures, .export: .changingRules
    }
  }
}

/// Carries them out.
struct OutlookEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect.
  func messages(of effect: OutlookEffect) throws -> [OutlookNews] {
    switch effect {
    case .summary(let scope, let day):
      return [.summary(try store.daySummary(of: scope, day: day, now: now))]
    case .trend(let scope, let question):
      return [.trend(try store.trend(question, of: scope))]
    case .trendDay(let scope, let question, let day):
      return [.trendDay(try store.trendRows(question, on: day, of: scope), question, day)]
    case .setMeasures(let book, let seen):
      guard let session = context.session else { return [] }
      try store.setMeasures(book, seen: seen, of: session.scope, by: session.actor)
      return [.measuresSet(book)]
    case .export(let wanted):
      guard let session = context.session else { return [] }
      var export = wanted
      export.path = (wanted.path as NSString).expandingTildeInPath
      if !export.isReplacing, FileManager.default.fileExists(atPath: export.path) {
        return [.isThere(path: wanted.path)]
      }
      return [.exported(try export.write(from: store, of: session.scope, at: now))]
    }
  }
}

extension AppState {
  /// Takes in what came of it.
  mutating func take(_ news: OutlookNews) -> [Effect] {
    switch news {
    case .summary(let summary): install(summary)
    case .trend(let trend): install(trend)
    case .trendDay(let rows, let question, let day): install(rows, of: question, on: day)
    case .measuresSet(let book): return install(book)
    case .exported(let words): return finishExport(words)
    case .isThere(let path): offerReplacing(path)
    }
    return []
  }
}
