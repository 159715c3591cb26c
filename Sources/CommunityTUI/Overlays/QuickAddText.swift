import CoreModel
import Store
import TerminalKit

/// What the console understood of a line, in words, under the line while it is typed.
struct QuickAddText {
  let box: QuickAddBox
  let session: AppState.Session
  let now: Instant
  /// Columns that there are.
  let columns: Int
  let glyphs: WidgetGlyphs

  /// The lines under the field.
  var lines: [DetailLine] {
    guard !box.field.text.tidied.isEmpty else { return guide }
    let draft = box.draft
    let resident = [draft.resident.name ?? "", draft.resident.phone ?? ""]
      .filter { !$0.isEmpty }.joined(separator: " ")
    let channel = draft.channel.map(\.title) ?? "来电（可写 #微信 #来访 …）"
    var lines: [DetailLine] = [
      .labelled(
        "诉求",
        [value(TextLayout.clip(draft.text, columns: 200), whenEmpty: "还没有写内容", bold: true)]),
      .labelled("地点", [value(session.directory.label(of: draft.place), whenEmpty: "—")]),
      .labelled("联系人", [value(resident, whenEmpty: "—")]),
      .labelled(
        "来源", [Span(channel), Span("   紧急  ", Style(.muted)), urgency]),
    ]
    lines.append(.labelled("分级", grade))
    if let handler = draft.handler {
      let name = session.directory.name(of: handler)
      lines.append(
        .labelled(
          "承办",
          [
            Span(name),
            Span(
              box.decidedSteps.isEmpty ? "（先记下，分级后再派单；按 Tab 采纳建议可一并派单）" : "（保存时一并派单）",
              Style(.muted)),
          ]))
    }
    lines += draft.problems.map { .text([Span($0, Style(.warning))]) }
    return lines + repeats
  }

  /// Earlier requests that may be the same, a line each, and how often the telephone and the room came.
  private var repeats: [DetailLine] {
    let similar = box.similar
    let words = SimilarWords(directory: session.directory, now: now)
    let lately = words.lately(similar, place: session.directory.label(of: box.draft.place))
      .map { DetailLine.text([Span($0, Style(.muted))]) }
    guard !similar.matches.isEmpty else { return [lately].compactMap(\.self) }
    let how = box.chosen == nil ? "↓ 选一件" : "Enter 看它、记到它、并入它"
    return [.rule("\(SimilarWords.title(similar)) · \(how)")]
      + similar.matches.enumerated().map { index, match in
        .text(
          words.spans(
            match.row, columns: columns, isChosen: index == box.chosen, glyphs: glyphs))
      } + [lately].compactMap(\.self)
  }

  private var guide: [DetailLine] {
    [
      .text([Span("一行写完，顺序随意，例如：", Style(.muted))]),
      .text([Span("12号502 楼道灯不亮 李阿姨 13800002046 @赵师傅 !急 #微信")]), .blank,
      .text([
        Span("@ 承办人或班组（可写拼音首字母），! 急、特急、一级…，# 来源；写不清楚的都留在诉求内容里，不会丢。", Style(.muted))
      ]),
    ]
  }

  private var grade: [Span] {
    if let tier = box.draft.tier { return [Span("\(tier.title)（您定的）")] }
    guard let suggestion = box.suggestion else {
      return [Span("登记后再分级（没有匹配的规则）", Style(.muted))]
    }
    let urgency = suggestion.urgency.map { " · \($0.title)" } ?? ""
    let words = "\(suggestion.tier.title)\(urgency) · \(suggestion.reason)"
    return box.isSuggestionTaken
      ? [Span("已采纳 \(words)", Style(.success, bold: true)), Span("  Tab 取消", Style(.muted))]
      // What may be a matter of life is not left to be overlooked.
      : [
        Span(
          "建议 \(words)", suggestion.urgency == nil ? Style(.accent) : Style(.danger, bold: true)),
        Span("  Tab 采纳", Style(.muted)),
      ]
  }

  private var urgency: Span {
    let urgency = box.draft.urgency
    return Span(
      urgency.title,
      urgency == .normal ? .text : Style(urgency == .urgent ? .warning : .danger, bold: true))
  }

  private func value(_ text: String, whenEmpty placeholder: String, bold: Bool = false) -> Span {
    text.isEmpty ? Span(placeholder, Style(.muted)) : Span(text, Style(.text, bold: bold))
  }
}
