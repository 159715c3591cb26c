import CoreModel
import Foundation
import Store

/// What 晨会 and the tasks that come of it wants done outside the console.
enum MorningEffect: Sendable, Equatable {
  /// Read the meeting of a day.
  case load(NeighborhoodID, Day)
  /// Do something to a task: one of a request, or one by itself.
  /// - Parameter seen: The task as the person saw it; nil for new ones.
  case perform(TaskCommand, on: RequestID?, seen: DeskTask?)
  /// Write down who is there.
  case attend(MeetingEvent.Attendance, Day, version: Int)
  /// Close the meeting.
  case close(Day, remarks: String, version: Int)
  /// Open it again.
  case reopen(Day, reason: String, version: Int)
  /// Write the minutes to a file that a browser prints.
  case writePage(MorningMinutes, isClosed: Bool)
}

/// What came of it.
enum MorningNews: Sendable {
  /// A meeting, read.
  case survey(MorningSurvey)
  /// Something was written down; what to say of it.
  case done(String)
}

extension MorningEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? {
    if case .load = self { "morning" } else { nil }
  }

  /// What failed when it did.
  var failureKind: Message.Failure.Request {
    if case .load = self { .reading } else { .performing }
  }
}

/// Carries them out.
struct MorningEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect.
  func messages(of effect: MorningEffect) throws -> [MorningNews] {
    if case .load(let scope, let day) = effect {
      return [.survey(try store.morning(of: scope, day: day, now: now))]
    }
    guard let session = context.session else { return [] }
    switch effect {
    case .load: return []
    case .perform(let command, let request, let seen):
      return [.done(try perform(command, on: request, seen: seen, session))]
    case .attend(let attendance, let day, let version):
      let meeting = try store.attend(
        attendance, meeting: day, of: session.scope, expecting: version, by: session.actor, at: now)
      // Read again at once: the next key may be 散会, which asks who is there.
      return [
        .survey(try store.morning(of: session.scope, day: day, now: now)),
        .done("到会 \(meeting.attendees.count) 人，已记下"),
      ]
    case .close(let day, let remarks, let version):
      try store.closeMeeting(
        on: day, of: session.scope, remarks: remarks, expecting: version, by: session.actor, at: now
      )
      return [.done("已散会，纪要留档。C 复制群里的简报，V 看全文，I 存成网页打印")]
    case .reopen(let day, let reason, let version):
      try store.reopenMeeting(
        on: day, of: session.scope, reason: reason, expecting: version, by: session.actor, at: now)
      return [.done("晨会已重开；补记以后再按 z 散会")]
    case .writePage(let minutes, let isClosed):
      let path = try MorningEffects.write(MorningPage(minutes: minutes, isClosed: isClosed))
      return [.done("已存成 \(path)，用浏览器打开打印")]
    }
  }

  private func perform(
    _ command: TaskCommand, on request: RequestID?, seen: DeskTask?, _ session: AppState.Session
  ) throws -> String {
    let task: DeskTask?
    if let request, case .set = command {
      let detail = try store.perform(
        .task(command), on: request, expecting: nil, by: session.actor, at: now)
      task = detail.request.tasks.last
    } else {
      task = try store.perform(
        command, in: session.scope, seen: seen, by: session.actor, at: now)
    }
    guard let task else { return "已记下" }
    let name = session.directory.name(of: task.person)
    return switch command {
    case .set: "已交办 \(name)，\(task.dueAt.nearText(relativeTo: now)) 前"
    case .change: "已改为 \(name)，\(task.dueAt.nearText(relativeTo: now)) 前"
    case .settle(let settlement): "交办\(settlement.outcome.title)，已记下"
    }
  }

  /// Beside the person's other papers. One that says something else is left as it is: it may be of a meeting that
  /// was opened again, or somebody may have written into it.
  static func write(
    _ page: MorningPage, in folder: String = NSHomeDirectory()
  ) throws -> String {
    let name = "\(folder)/晨会纪要-\(page.minutes.period.day.iso8601)"
    let text = page.page.text
    let paths = ["\(name).html"] + (2...99).map { "\(name)-\($0).html" }
    for path in paths where FileManager.default.fileExists(atPath: path) {
      if FileManager.default.contents(atPath: path) == Data(text.utf8) { return path }
    }
    guard let path = paths.first(where: { !FileManager.default.fileExists(atPath: $0) }) else {
      throw StoreError.failed("\(folder) 里同一天的晨会纪要太多了；请先移走一些再存")
    }
    try TextFile.write(text, to: path)
    return path
  }
}

extension AppState {
  /// Takes in what came of it.
  mutating func take(_ news: MorningNews) -> [Effect] {
    switch news {
    case .survey(let survey): return install(survey)
    case .done(let words): return finishMorning(words)
    }
  }
}
