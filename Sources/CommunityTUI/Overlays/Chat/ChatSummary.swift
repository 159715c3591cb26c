import CoreModel
import Store
import TerminalKit

/// What became of a pasted conversation, to be read after it was registered.
struct ChatSummary {
  let done: [RequestDetail]
  let left: [ChatCandidate]
  let directory: Directory
  let now: Instant

  var lines: [DetailLine] {
    var lines: [DetailLine] = [.rule("已登记 \(done.count) 件")]
    lines += done.map { detail in
      let form = detail.request.registration
      let place = Privacy.masked(directory.label(of: form.place))
      let next = detail.obligation.map {
        "  \($0.kind.title) \(Words.deadline($0.dueAt, at: now))"
      }
      return .item(
        [Span(detail.request.number, Style(.success))],
        [
          Span(place.isEmpty ? "" : "\(place) ", Style(.muted)),
          Span(Privacy.masked(form.text)), Span(next ?? "", Style(.muted)),
        ])
    }
    guard !left.isEmpty else { return lines }
    lines += [.blank, .rule("没有登记 \(left.count) 条")]
    lines += left.map { candidate in
      .item(
        [Span(candidate.omission?.title ?? "没有标记", Style(.muted))],
        [
          Span(candidate.sender.isEmpty ? "" : "\(candidate.sender)：", Style(.muted)),
          Span(TextLayout.clip(Privacy.masked(candidate.oneLine), columns: 60)),
        ])
    }
    return lines
  }
}

extension ChatCandidate {
  /// Its very words in one line.
  var oneLine: String { original.split(whereSeparator: \.isNewline).joined(separator: " ") }
}
