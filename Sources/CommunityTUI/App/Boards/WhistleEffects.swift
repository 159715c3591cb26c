import CoreModel
import Store

/// What 吹哨 wants done outside the console.
enum WhistleEffect: Sendable, Equatable {
  /// Read the board.
  case load(NeighborhoodID)
  /// Read which whistles go on, so that a request can be put to one.
  case loadChoices(NeighborhoodID, FindingRequest)
  /// Blow one.
  case blow(WhistleOrder, [RequestID])
  /// Do something to one.
  case perform(WhistleCommand, WhistleID, version: Int?)
  /// Do something to what a unit undertook, or to a standing measure.
  case settle(TaskCommand, seen: DeskTask?)
  /// Replace the units.
  case setBook(WhistleBook, seen: String)
  /// Write 吹哨单 to a file that a browser prints.
  case writePage(WhistleID)
}

/// What came of it.
enum WhistleNews: Sendable {
  /// The board, read.
  case board(WhistleBoard)
  /// Whistles that go on, for a request.
  case choices([Whistle], FindingRequest)
  /// Something was written down; what to say of it, and the whistle to select.
  case done(String, WhistleID?)
  /// The units were replaced.
  case book(WhistleBook)
}

extension WhistleEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? {
    switch self {
    case .load: "whistles"
    case .loadChoices: "whistle choices"
    default: nil
    }
  }

  /// What failed when it did.
  var failureKind: Message.Failure.Request {
    switch self {
    case .load, .loadChoices: .reading
    default: .performing
    }
  }
}

/// Carries them out.
struct WhistleEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect.
  func messages(of effect: WhistleEffect) throws -> [WhistleNews] {
    switch effect {
    case .load(let scope): return [.board(try store.whistleBoard(of: scope))]
    case .loadChoices(let scope, let request):
      return [.choices(try store.whistles(of: scope), request)]
    default: break
    }
    guard let session = context.session else { return [] }
    let scope = session.scope
    let actor = session.actor
    switch effect {
    case .load, .loadChoices: return []
    case .blow(let order, let requests):
      let whistle = try store.blow(order, about: requests, in: scope, by: actor, at: now)
      let units = whistle.calls.map(\.unit.name).joined(separator: "、")
      return [
        .done("已吹哨：\(units)，\(order.dueAt.nearText(relativeTo: now)) 前报到。I 存吹哨单打印", whistle.id)
      ]
    case .perform(let command, let id, let version):
      let whistle = try store.perform(
        command, on: id, expecting: version, in: scope, by: actor, at: now)
      return [.done("\(command.kind.title)，已记下；现在\(whistle.standing(at: now))", id)]
    case .settle(let command, let seen):
      let task = try store.perform(command, in: scope, seen: seen, by: actor, at: now)
      return [.done(words(of: command, task), nil)]
    case .setBook(let book, let seen):
      try store.setWhistleBook(book, seen: seen, of: scope, by: actor)
      return [.book(book)]
    case .writePage(let id):
      let whistle = try store.whistle(id, of: scope)
      let page = WhistlePage(whistle: whistle, directory: session.directory, now: now)
      let path = try BoardPages.write(page.page, named: "吹哨单-\(whistle.number)")
      return [.done("已存成 \(path)，用浏览器打开打印", id)]
    }
  }

  private func words(of command: TaskCommand, _ task: DeskTask) -> String {
    switch command {
    case .settle(let settlement):
      if settlement.outcome == .done, let recurrence = task.recurrence {
        return
          "已记办好；\(recurrence.title)，下一次 \(recurrence.next(after: task.dueAt, now: now).nearText(relativeTo: now))"
      }
      return settlement.outcome == .done ? "已记做到" : task.recurrence == nil ? "已记没有做到" : "常态措施已停止"
    case .change: return "已改到 \(task.dueAt.nearText(relativeTo: now))"
    case .set: return "已记下"
    }
  }
}

extension AppState {
  /// Takes in what came of it.
  mutating func take(_ news: WhistleNews) -> [Effect] {
    switch news {
    case .board(let board): return install(board)
    case .choices(let whistles, let request): return openWhistleChoices(whistles, for: request)
    case .done(let words, let id):
      if let id { whistle.selected = .whistle(id) }
      // From a request one is led to where the whistle goes on.
      let isElsewhere = screen != .whistles
      return finishSheet(isElsewhere ? "\(words)（5 看吹哨）" : words)
    case .book(let book):
      session?.rules.whistles = book
      return finishSheet("吹哨单位已保存，共 \(book.units.count) 家")
    }
  }
}
