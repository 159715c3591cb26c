import CoreModel
import Store
import TerminalKit

/// 主件 and 并件 in words, for the selected request and for its row in a list.
struct LinkText {
  /// The request.
  let detail: RequestDetail
  /// Names.
  let directory: Directory

  private var kin: Kinship { detail.kin }

  /// One line for the pane under the list; nil for a request that stands alone.
  var brief: DetailLine? {
    if let main = kin.main {
      return .text([
        Span("并入主件 \(main.number)", Style(.accent)),
        Span("（\(main.status.title)）\(words(of: main))", Style(.muted)),
      ])
    }
    guard !kin.linked.isEmpty else { return nil }
    let places = kin.linked.prefix(6).map { "\(place(of: $0)) \($0.status.title)" }
    return .text([
      Span("主件，并件 \(kin.linked.count) 件：", Style(.accent)),
      Span(places.joined(separator: "、") + (kin.linked.count > 6 ? "…" : ""), Style(.muted)),
    ])
  }

  /// A line for each, for the reading view.
  var full: [DetailLine] {
    if let main = kin.main {
      return [
        .labelled(
          "主件",
          [Span("\(main.number)  \(main.status.title)  \(words(of: main))  按 K 解除")])
      ]
    }
    return kin.linked.map { linked in
      .labelled(
        "并件",
        [
          Span("\(linked.number)  "), Span(place(of: linked), Style(.accent)),
          Span("  \(linked.status.title)  \(words(of: linked))"),
        ])
    }
  }

  /// When others were linked to it, which stands in their own records: for the timeline of a main request.
  var joinings: [(at: Instant, line: (Instant) -> DetailLine)] {
    kin.linked.compactMap { linked in
      guard let link = linked.main else { return nil }
      return (
        link.at,
        { now in
          .item(
            [Span(link.at.nearText(relativeTo: now), Style(.muted))],
            [Span("并件 \(linked.number) 并入 \(directory.name(of: link.by))", Style(.accent))])
        }
      )
    }
  }

  /// `12号楼502`, or what was said of the place; never empty.
  private func place(of request: LinkedRequest) -> String {
    let label = Privacy.masked(directory.label(of: request.place))
    return label.isEmpty ? request.number : label
  }

  private func words(of request: LinkedRequest) -> String {
    TextLayout.clip(Privacy.masked(request.text), columns: 36)
  }
}

extension QueueRow {
  /// What stands before the words of a request that is linked to others: 「主3」 and 「并」.
  var linkMark: Span? {
    if linkedCount > 0 { return Span("主\(linkedCount) ", Style(.accent, bold: true)) }
    return mainNumber == nil ? nil : Span("并 ", Style(.muted))
  }
}
