import CoreModel
import Store
import TerminalKit

/// A whistle in words: on the screen, to read, to copy.
struct WhistleText {
  let whistle: Whistle
  let directory: CoreModel.Directory
  let now: Instant

  /// What stands at the bottom of the screen, the most needed first.
  var summary: [DetailLine] { head + calls + undertakings + Array(history.suffix(6).reversed()) }

  /// The whole.
  var lines: [DetailLine] {
    head + [.blank, .rule("单位")] + calls
      + (undertakings.isEmpty ? [] : [.blank, .rule("承诺")] + undertakings)
      + [.blank, .rule("经过")] + history
  }

  private var head: [DetailLine] {
    let order = whistle.order
    var about = [
      "\(order.level.title)", whistle.standing(at: now), "跟进 \(directory.name(of: order.keeper))",
    ]
    if whistle.timesMoved > 0 { about.append("改过 \(whistle.timesMoved) 次时限") }
    if !whistle.requests.isEmpty {
      about.append("诉求 \(whistle.requests.map(\.number).joined(separator: "、"))")
    }
    var lines: [DetailLine] = [
      .text([
        Span("\(whistle.number)  \(Privacy.masked(order.title))", Style(.text, bold: true))
      ]),
      .text([Span(about.joined(separator: " · "), Style(.muted))]),
    ]
    if !order.words.isEmpty { lines.append(.text([Span(Privacy.masked(order.words))])) }
    if let closing = whistle.closing {
      lines.append(
        .text([
          Span("收哨 \(closing.result.title)：\(Privacy.masked(closing.words))", Style(.success))
        ]))
    }
    return lines
  }

  private var calls: [DetailLine] {
    whistle.calls.map { call in
      let name =
        call.unit.contact.isEmpty ? call.unit.name : "\(call.unit.name)（\(call.unit.contact)）"
      return .labelled(call.unit.name, [state(of: call, named: name)])
    }
  }

  private func state(of call: Whistle.Call, named name: String) -> Span {
    if let checkIn = call.checkIn {
      let late =
        call.isLate(at: now)
        ? "（晚 \(shortDurationText(seconds: checkIn.at.seconds(since: call.dueAt)))）" : ""
      let words = checkIn.words.isEmpty ? "" : "：\(checkIn.words)"
      return Span(
        Privacy.masked(
          "√ \(checkIn.at.nearText(relativeTo: now)) 报到\(late) \(checkIn.people)\(words)"),
        Style(late.isEmpty ? .success : .warning))
    }
    let contact = call.unit.contact.isEmpty ? "" : "，电话 \(call.unit.contact)"
    if let reported = call.reportedAt {
      return Span(
        "没有报到，\(reported.nearText(relativeTo: now)) 已上报街镇\(contact)", Style(.danger))
    }
    guard call.isLate(at: now) else {
      return Span("等报到，\(call.dueAt.nearText(relativeTo: now)) 前\(contact)", Style(.text))
    }
    let late = shortDurationText(seconds: call.dueAt.seconds(since: now))
    return Span(
      "没有报到，超 \(late)（\(call.dueAt.nearText(relativeTo: now)) 到期）\(contact)", Style(.danger))
  }

  private var undertakings: [DetailLine] {
    whistle.undertakings.map { one in
      let what = one.what
      let due = what.dueAt.nearText(relativeTo: now)
      let put = one.timesPutOff > 0 ? "，推了 \(one.timesPutOff) 次" : ""
      let keeper = directory.name(of: what.person)
      let (state, role): (String, TerminalKit.Role) =
        switch one.settlement?.outcome {
        case .done: ("做到了", .success)
        case .dropped: ("没有做到：\(one.settlement?.words ?? "")", .danger)
        case nil: ("\(due) 前\(put)，\(keeper)跟进", what.dueAt < now ? .danger : .info)
        }
      return .labelled(
        "\(what.unit)承诺", [Span(Privacy.masked("\(what.words)（\(state)）"), Style(role))])
    }
  }

  private var history: [DetailLine] {
    whistle.records.map { record in
      .item(
        [Span(record.at.dateTimeText(relativeTo: now), Style(.muted))],
        [
          Span("\(record.event.title) ", Style(.info)),
          Span(
            Privacy.masked(whistle.words(of: record.event, relativeTo: now, in: directory))
              + "（\(directory.name(of: record.actor))）"),
        ])
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
