import CoreModel
import Foundation
import Store
import TerminalKit

/// What 议事会：议题和会议 wants done outside the console.
enum CouncilEffect: Sendable, Equatable {
  /// Read the screen.
  case load(NeighborhoodID)
  /// Count 一类事.
  case clusters(NeighborhoodID)
  /// Read the requests of a cluster that are open, to propose an item about them.
  case cluster(ClusterRow)
  /// Read the items that some requests may join.
  case choices([RequestID])
  /// Propose an item.
  case propose(AgendaOrder, about: [RequestID])
  /// Do something to an item.
  case agenda(AgendaCommand, AgendaID, version: Int?)
  /// Call a meeting.
  case call(CouncilOrder)
  /// Do something to a meeting.
  case council(CouncilCommand, CouncilID, version: Int?)
  /// Do something to a task that a resolution gave out.
  case task(TaskCommand, seen: DeskTask)
  /// Read the notice or the minutes of a meeting.
  case paper(CouncilPaper, CouncilID, CouncilPaper.Use)
}

/// What is written of a meeting.
enum CouncilPaper: String, Sendable, Equatable {
  case notice, minutes

  /// What becomes of it.
  enum Use: Sendable, Equatable { case read, page }
}

/// What came of it.
enum CouncilNews: Sendable {
  /// The screen.
  case board(CouncilBoard)
  /// 一类事.
  case clusters([ClusterRow])
  /// The requests of a cluster.
  case cluster(ClusterRow, [QueueRow])
  /// The items that some requests may join.
  case choices([RequestID], [AgendaLine])
  /// Something was written down: what to say, and what to select.
  case done(String, CouncilEntry?)
  /// A text to read.
  case paper(String, String)
}

extension CouncilEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? {
    switch self {
    case .load: "council"
    case .clusters: "council clusters"
    default: nil
    }
  }

  /// Whether it takes so long that lists must not wait for it.
  var isSurvey: Bool {
    if case .clusters = self { true } else { false }
  }

  /// What failed when it did.
  var failureKind: Message.Failure.Request { readingTopic == nil ? .performing : .reading }
}

/// Carries them out.
struct CouncilEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect. After a step the screen is read again at once: the next key may be about what that step
  /// made, such as a meeting for the item that was just proposed.
  func messages(of effect: CouncilEffect) throws -> [CouncilNews] {
    let news = try outcome(of: effect)
    guard case .done? = news.last, let session = context.session else { return news }
    return [.board(try store.councilBoard(of: session.scope, at: now))] + news
  }

  private func outcome(of effect: CouncilEffect) throws -> [CouncilNews] {
    if case .load(let scope) = effect {
      return [.board(try store.councilBoard(of: scope, at: now))]
    }
    guard let session = context.session else { return [] }
    let (scope, actor) = (session.scope, session.actor)
    switch effect {
    case .load: return []
    case .clusters(let scope):
      let survey = try store.clusters(of: scope, days: CouncilState.clusterDays, now: now)
      let found = survey.clusters.filter { $0.open >= CouncilState.leastOpen }
      return [
        .clusters(try store.withCarriers(Array(found.prefix(CouncilState.mostClusters))))
      ]
    case .cluster(let seen):
      guard let cluster = try store.withCarriers([seen]).first else { return [] }
      let rows = try store.rows(cluster.keys, in: scope)
      return [
        .cluster(
          cluster,
          rows.filter { $0.obligation != nil && cluster.carried[$0.key.row] == nil })
      ]
    case .choices(let requests):
      let board = try store.councilBoard(of: scope, at: now)
      return [.choices(requests, board.items.filter { $0.item.status != .carrying })]
    case .propose(let order, let requests):
      let item = try store.propose(order, about: requests, in: scope, by: actor, at: now)
      return [.done("\(item.name)已提出，列入 \(item.sources.count) 件诉求；在议事会（5）按 O 定会议", .item(item.id))]
    case .agenda(let command, let id, let version):
      let item = try store.perform(
        command, on: id, expecting: version, in: scope, by: actor, at: now)
      return [.done("\(item.name)：\(command.title)，已记下", .item(item.mergedInto?.id ?? item.id))]
    case .call(let order):
      let meeting = try store.callCouncil(order, in: scope, by: actor, at: now)
      let missing = meeting.people.missingSides.map { "；\($0)" } ?? ""
      return [
        .done(
          "\(meeting.name)定在 \(meeting.start.nearText(relativeTo: now))；C 复制通知\(missing)",
          .meeting(meeting.id))
      ]
    case .council(let command, let id, let version):
      let meeting = try store.perform(
        command, on: id, expecting: version, in: scope, by: actor, at: now)
      return [.done(words(of: command, meeting), .meeting(id))]
    case .task(let command, let seen):
      let task = try store.perform(command, in: scope, seen: seen, by: actor, at: now)
      let name = session.directory.name(of: task.person)
      if case .change = command {
        return [.done("交办改为\(name)，\(task.dueAt.nearText(relativeTo: now)) 前", nil)]
      }
      return [.done("交办\(task.settlement?.outcome.title ?? "")，已记下", nil)]
    case .paper(let paper, let id, let use): return [try written(paper, id, use, session)]
    }
  }

  private func words(of command: CouncilCommand, _ meeting: CouncilMeeting) -> String {
    switch command {
    case .attend:
      let missing = meeting.present.missingSides.map { "；\($0)" } ?? ""
      return "签到 \(meeting.present.count) 人\(missing)"
    case .resolve:
      let left = meeting.undecided.count
      return left == 0 ? "决议已记下；按 z 散会，决议散会以后生效" : "决议已记下，还有 \(left) 个议题没有决议"
    case .close: return "已散会，决议生效：交办已派，纪要留档。V 看全文，I 存成网页打印"
    case .cancel: return "\(meeting.name)已取消，议题回到待排会"
    default: return "\(meeting.name)：\(command.title)，已记下"
    }
  }

  private func written(
    _ paper: CouncilPaper, _ id: CouncilID, _ use: CouncilPaper.Use, _ session: AppState.Session
  ) throws -> CouncilNews {
    let detail = try store.councilDetail(id, in: session.scope)
    let page = CouncilPage(detail: detail, directory: session.directory, now: now)
    switch use {
    case .read: return .paper(page.title(of: paper), page.text(of: paper))
    case .page:
      let path = try page.write(paper)
      return .done("已存成 \(path)，用浏览器打开打印", nil)
    }
  }
}

extension AppState {
  /// Takes in what came of it.
  mutating func take(_ news: CouncilNews) -> [Effect] {
    switch news {
    case .board(let board): return install(board)
    case .clusters(let clusters):
      council.clusters = clusters
      return keepCouncilSelection(among: nil)
    case .cluster(let cluster, let rows): return openProposal(of: cluster, rows)
    case .choices(let requests, let items): return openJoining(requests, items)
    case .done(let words, let entry):
      council.marked = []
      var effects: [Effect] = []
      if let entry {
        council.selected = entry
        scrollCouncil()
        if screen == .council { effects = selectionMoved() }
      }
      return effects + finishSheet(words)
    case .paper(let title, let text):
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.isEmpty ? DetailLine.blank : .text([Span(String(line))])
      }
      overlays.append(
        .reading(
          ReadingView(
            title: title, view: DetailView(lines, glyphs: look.glyphs),
            hint: "y 复制  ↑↓ 翻看  Esc 回", copy: text)))
      return giveWaitingKeys()
    }
  }
}
