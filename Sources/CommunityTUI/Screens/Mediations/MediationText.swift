import CoreModel
import Store
import TerminalKit

/// A mediation in words: on the screen, to read, to copy.
struct MediationText {
  let mediation: Mediation
  let directory: CoreModel.Directory
  let now: Instant
  /// Whether the parties are named. What was said in talks is shown with them and not without: it would name them.
  var showsNames = false

  /// What stands at the bottom of the screen.
  var summary: [DetailLine] { head + steps + Array(history.suffix(5).reversed()) }

  /// The whole.
  var lines: [DetailLine] {
    head + (steps.isEmpty ? [] : [.blank, .rule("步骤")] + steps) + [.blank, .rule("经过")] + history
  }

  private func shown(_ text: String) -> String {
    guard !showsNames else { return Privacy.masked(text) }
    var text = text
    for party in mediation.order?.parties ?? [] where party.name.count > 1 {
      text = text.replacing(party.name, with: party.maskedName)
    }
    return Privacy.masked(text)
  }

  private var head: [DetailLine] {
    var about = [mediation.phase.title]
    if let pair = mediation.pair {
      about.append("A角 \(directory.name(of: pair.lead))  B角 \(directory.name(of: pair.second))")
    } else if let sign = mediation.sign {
      about.append("\(directory.name(of: sign.watcher))盯着")
    }
    if let order = mediation.order {
      about.append("\(order.method.name) \(mediation.done.count)/\(order.method.points.count)")
    }
    if mediation.talks > 0 { about.append("谈过 \(mediation.talks) 次") }
    if !mediation.requests.isEmpty {
      about.append("诉求 \(mediation.requests.map(\.number).joined(separator: "、"))")
    }
    var lines: [DetailLine] = [
      .text([Span(shown(mediation.title), Style(.text, bold: true))]),
      .text([Span(about.joined(separator: " · "), Style(.muted))]),
    ]
    if let step = mediation.step {
      lines.append(
        .labelled(
          "下一步",
          [
            Span(
              "\(step.what) \(Words.deadline(step.dueAt, at: now))",
              Style(step.dueAt < now ? .danger : .info))
          ]))
    }
    if let order = mediation.order {
      let parties = order.parties.map { party in
        showsNames && !party.about.isEmpty
          ? "\(party.name)（\(Privacy.masked(party.about))）"
          : showsNames ? party.name : party.maskedName
      }
      lines.append(.labelled("当事人", [Span(parties.joined(separator: "、"))]))
      if !order.words.isEmpty { lines.append(.labelled("经过", [Span(shown(order.words))])) }
    }
    if let sign = mediation.sign {
      let place = sign.place.isEmpty ? "" : "\(sign.place)："
      lines.append(.labelled("苗头", [Span(shown(place + sign.words))]))
    }
    if let agreement = mediation.agreement {
      lines.append(
        .labelled(
          agreement.isWritten ? "协议书" : "口头协议",
          [Span(shown(agreement.words), Style(.success))]))
    }
    if let ending = mediation.ending {
      lines.append(.labelled("结果", [Span(shown(ending.title), Style(.success))]))
    }
    return lines
  }

  private var steps: [DetailLine] {
    guard let order = mediation.order else { return [] }
    return order.method.points.enumerated().map { index, point in
      guard let done = mediation.done[index] else {
        return .labelled("□ \(point.name)", [Span(point.hint, Style(.muted))])
      }
      return .labelled(
        "√ \(point.name)",
        [Span("\(done.at.nearText(relativeTo: now)) \(shown(done.words))", Style(.success))])
    }
  }

  private var history: [DetailLine] {
    mediation.records.map { record in
      .item(
        [Span(record.at.dateTimeText(relativeTo: now), Style(.muted))],
        [
          Span("\(record.event.title) ", Style(.info)),
          Span(shown(words(of: record.event)) + "（\(directory.name(of: record.actor))）"),
        ])
    }
  }

  private func words(of event: MediationEvent) -> String {
    switch event {
    case .noticed(let sign): return "\(sign.reviewAt.nearText(relativeTo: now)) 复看"
    case .reviewed(let review):
      return review.words
        + (review.reviewAt.map { "，\($0.nearText(relativeTo: now)) 再看" } ?? "")
    case .opened(let order):
      let lead = directory.name(of: order.pair.lead)
      let second = directory.name(of: order.pair.second)
      let talk = order.talkAt.nearText(relativeTo: now)
      return "A角 \(lead)、B角 \(second)，\(order.method.name)，\(talk) 谈话"
    case .staffed(let pair):
      return
        "A角 \(directory.name(of: pair.lead))、B角 \(directory.name(of: pair.second))：\(pair.reason)"
    case .stepped(let step):
      let points = mediation.order?.method.points ?? []
      let name = points.indices.contains(step.index) ? points[step.index].name : ""
      return "\(name)：\(step.words)"
    case .met(let session):
      let place = session.place.isEmpty ? "" : "\(session.place)，"
      let said = session.words.isEmpty ? "" : "\(session.words)，"
      return "\(place)\(said)下次 \(session.nextAt.nearText(relativeTo: now))"
    case .postponed(let change):
      return "改到 \(change.dueAt.nearText(relativeTo: now))"
        + (change.reason.isEmpty ? "" : "：\(change.reason)")
    case .agreed(let agreement):
      return "\(agreement.words)（\(agreement.visitAt.nearText(relativeTo: now)) 回访）"
    case .visited(let visit):
      return visit.words + (visit.nextAt.map { "，\($0.nearText(relativeTo: now)) 再谈" } ?? "")
    case .failed(let failure): return "\(failure.way.title)：\(failure.words)"
    case .withdrawn(let words): return words
    }
  }

  /// The same without colours, to copy.
  var plain: String {
    lines.map { line in
      switch line {
      case .text(let spans): spans.map(\.text).joined()
      case .labelled(let label, let spans): "\(label)：\(spans.map(\.text).joined())"
      case .item(let mark, let spans): (mark + [Span(" ")] + spans).map(\.text).joined()
      case .rule(let title): "【\(title)】"
      case .blank: ""
      }
    }.joined(separator: "\n")
  }
}
