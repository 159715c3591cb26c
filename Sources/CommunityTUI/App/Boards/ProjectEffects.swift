import CoreModel
import Foundation
import Store
import TerminalKit

/// What 微实事 wants done outside the console.
enum ProjectEffect: Sendable, Equatable {
  /// Read the board.
  case load(NeighborhoodID)
  /// Read which requests a project may be begun with, or which may be put to one.
  case loadCandidates(NeighborhoodID, to: ProjectID?)
  /// Read 全程 of a request.
  case loadThread(RequestID)
  /// Begin one.
  case start(ProjectPlan, RequestID)
  /// Do something to one; files are kept first.
  case perform(ProjectCommand, ProjectID, version: Int?, paths: [String])
  /// Put a request to one.
  case addSource(RequestID, ProjectID)
  /// Take a request out of one.
  case removeSource(RequestID, ProjectID, reason: String)
  /// Write a page that a browser prints.
  case writePage(ProjectPage)
}

/// What came of it.
enum ProjectNews: Sendable {
  /// The board.
  case board([ProjectLine])
  /// Requests to choose from.
  case candidates([QueueRow], to: ProjectID?)
  /// 全程.
  case thread(RequestThread, RequestID)
  /// Something was written down; what to say of it, and where it is.
  case done(String, ProjectID)
  /// Something else was done.
  case said(String)
}

extension ProjectEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? {
    switch self {
    case .load: "projects"
    case .loadCandidates: "project candidates"
    case .loadThread: "thread"
    case .start, .perform, .addSource, .removeSource, .writePage: nil
    }
  }

  /// What failed when it did.
  var failureKind: Message.Failure.Request { readingTopic == nil ? .performing : .reading }
}

/// Carries them out.
struct ProjectEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// So long what has ended stays on the board.
  private static let daysKept = 400

  /// What comes of an effect.
  func messages(of effect: ProjectEffect) throws -> [ProjectNews] {
    switch effect {
    case .load(let scope):
      return [
        .board(
          try store.projects(
            of: scope, endedSince: now.day.adding(days: -ProjectEffects.daysKept).start))
      ]
    case .loadCandidates(let scope, let project):
      return [.candidates(try store.projectCandidates(of: scope), to: project)]
    case .loadThread(let id): return [.thread(try store.thread(of: id, at: now), id)]
    case .writePage(let page):
      let path = try page.write()
      return [.said("已存成 \(path)，用浏览器打开打印")]
    case .start, .perform, .addSource, .removeSource: break
    }
    guard let session = context.session else { return [] }
    switch effect {
    case .start(let plan, let request):
      let line = try store.startProject(
        plan, requests: [request], in: session.scope, by: session.actor, at: now)
      return [.done("已立项 \(line.project.number)「\(line.project.name)」", line.id)]
    case .perform(var command, let id, let version, let paths):
      if !paths.isEmpty {
        // Kept first: a file that cannot be read must not leave a step without its proof.
        command = command.with(files: try paths.map { try store.attach(path: $0) })
      }
      let line = try store.perform(
        command, on: id, expecting: version, in: session.scope, by: session.actor, at: now)
      return [.done(outcome(of: command, line), id)]
    case .addSource(let request, let id):
      let line = try store.addSource(
        request, to: id, expecting: nil, in: session.scope, by: session.actor, at: now)
      return [.done("已加入，来源诉求共 \(line.counted.count) 件", id)]
    case .removeSource(let request, let id, let reason):
      _ = try store.removeSource(
        request, from: id, reason: reason, expecting: nil, in: session.scope, by: session.actor,
        at: now)
      return [.done("已移出，诉求回到议事会", id)]
    case .load, .loadCandidates, .loadThread, .writePage: return []
    }
  }

  private func outcome(of command: ProjectCommand, _ line: ProjectLine) -> String {
    switch command {
    case .closeOff:
      return "已销项；\(line.counted.count) 件来源诉求现在要「告知居民」，告知以后才办结"
    case .cancel: return "已终止；来源诉求回到议事会"
    default:
      let next = line.project.nextStep.map { "，下一步 \($0.words(relativeTo: now))" } ?? ""
      return "\(command.step.title)已记下\(next)"
    }
  }
}

extension ProjectCommand {
  /// The same with files.
  func with(files: [Evidence]) -> ProjectCommand {
    switch self {
    case .finishMilestone(var report):
      report.files += files
      return .finishMilestone(report)
    case .addEvidence(var proof):
      proof.files += files
      return .addEvidence(proof)
    default: return self
    }
  }
}

extension AppState {
  /// Takes in what came of it.
  mutating func take(_ news: ProjectNews) -> [Effect] {
    switch news {
    case .board(let lines): return install(lines)
    case .candidates(let rows, let project): return openCandidates(rows, to: project)
    case .thread(let thread, let request): return openThread(thread, of: request)
    case .done(let words, let id):
      project.selected = id
      return finishSheet(words)
    case .said(let words):
      say(words, .success)
      return giveWaitingKeys()
    }
  }
}
