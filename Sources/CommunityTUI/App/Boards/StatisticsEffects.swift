import CoreModel
import Foundation
import Store
import TerminalKit

/// What 统计 wants done outside the console.
enum StatisticsEffect: Sendable, Equatable {
  /// What a survey is for.
  enum Role: Sendable, Equatable { case shown, before, company }

  /// Read what was kept of a survey, at once.
  case kept(SurveyQuestion, Role)
  /// Reckon a survey.
  case survey(SurveyQuestion, Role)
  /// Read which requests are behind a number.
  case entries(SurveySelection, SurveyQuestion)
  /// Read rows of some of them.
  case rows([SurveyEntry])
  /// Write a report to a file.
  case write(ReportFile.Kind, SurveyQuestion)
  /// Keep the appraisal sheets, unless somebody has changed them since they were seen.
  case setBook(AppraisalBook, seen: String)
}

/// What came of it.
enum StatisticsNews: Sendable {
  /// A survey; nil where nothing was kept.
  case survey(Survey?, of: SurveyQuestion, StatisticsEffect.Role, isKept: Bool)
  /// The requests behind a number.
  case entries([SurveyEntry], SurveySelection, SurveyQuestion)
  /// Rows of some of them.
  case rows([QueueRow])
  /// What was written, in words.
  case written(String)
  case bookSet(AppraisalBook)
}

extension StatisticsEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? {
    switch self {
    case .kept(_, let role): "statistics kept \(role)"
    case .survey(_, let role): "statistics \(role)"
    case .entries: "statistics entries"
    case .rows(let entries): "statistics rows \(entries.first?.id.text ?? "")"
    case .write, .setBook: nil
    }
  }

  /// Whether it counts so much that lists must not wait for it.
  var isSurvey: Bool {
    switch self {
    case .survey, .entries: true
    case .kept, .rows, .write, .setBook: false
    }
  }

  /// What failed when it did.
  var failureKind: Message.Failure.Request {
    switch self {
    case .kept, .survey, .entries, .rows: .reading
    case .write: .performing
    case .setBook: .changingRules
    }
  }
}

/// Carries them out.
struct StatisticsEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect.
  func messages(of effect: StatisticsEffect) throws -> [StatisticsNews] {
    switch effect {
    case .kept(let question, let role):
      return [
        .survey(try store.keptSurvey(question, at: now), of: question, role, isKept: true)
      ]
    case .survey(let question, let role):
      return [.survey(try store.survey(question, at: now), of: question, role, isKept: false)]
    case .entries(let selection, let question):
      let entries = try store.entries(
        selection, of: question, at: now, limit: StatisticsOpened.most)
      return [.entries(entries, selection, question)]
    case .rows(let entries): return [.rows(try store.surveyRows(entries.map(\.id)))]
    case .write(let kind, let question):
      guard let session = context.session else { return [] }
      let file = try ReportFile(
        store: store, question: question, directory: session.directory,
        book: session.rules.appraisals, now: now)
      // As the person's shell has it: that is where `~` leads them.
      let home = ProcessInfo.processInfo.environment["HOME"].flatMap { $0.isEmpty ? nil : $0 }
      let path = try file.writeBeside(kind, in: home ?? NSHomeDirectory())
      return [.written("已存成 \(path)，\(kind.advice)")]
    case .setBook(let book, let seen):
      guard let session = context.session else { return [] }
      try store.setAppraisalBook(book, seen: seen, of: session.scope, by: session.actor)
      return [.bookSet(book)]
    }
  }
}

extension AppState {
  /// Takes in what came of it.
  mutating func take(_ news: StatisticsNews) -> [Effect] {
    switch news {
    case .survey(let survey, let question, let role, let isKept):
      return install(survey, of: question, as: role, isKept: isKept)
    case .entries(let entries, let selection, let question):
      return install(entries, of: selection, in: question)
    case .rows(let rows): return install(rows)
    case .written(let words):
      say(words, .success)
      return giveWaitingKeys()
    case .bookSet(let book):
      session?.rules.appraisals = book
      return finishSheet("物业考核表已保存，共 \(book.sheets.count) 张")
    }
  }
}
