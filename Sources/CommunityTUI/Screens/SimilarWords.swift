import CoreModel
import Store
import TerminalKit

/// How earlier requests that may be the same read, on the screen and on the command line.
struct SimilarWords {
  /// Names of people and places.
  let directory: Directory
  /// The time.
  let now: Instant

  /// 「可能重复 3 件」.
  static func title(_ similar: SimilarRequests) -> String { "可能重复 \(similar.count) 件" }

  /// 「20261119-004 12·502 楼道灯不亮 处理中 张师傅 · 2天前」.
  func line(_ row: QueueRow, words: Int = 40) -> String {
    [
      row.number, Privacy.masked(directory.label(of: row.place)),
      TextLayout.clip(Privacy.masked(row.text), columns: words), standing(row),
    ].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The same as one line of so many columns, with a mark in front of the chosen one.
  func spans(
    _ row: QueueRow, columns: Int, isChosen: Bool, glyphs: WidgetGlyphs
  ) -> [Span] {
    let place = Privacy.masked(directory.label(of: row.place))
    let head = "\(row.number) \(place)\(place.isEmpty ? "" : " ")"
    let tail = " " + standing(row)
    let left = columns - 2 - TextWidth.columns(head) - TextWidth.columns(tail)
    let text = TextLayout.clip(Privacy.masked(row.text), columns: max(4, left))
    let style = Style(.text, bold: isChosen)
    return [
      Span(isChosen ? "\(glyphs.mark) " : "  ", Style(.accent, bold: true)),
      Span(head, isChosen ? Style(.accent, bold: true) : Style(.accent)), Span(text, style),
      Span(tail, Style(.muted)),
    ]
  }

  /// 「已派单 张师傅 · 2天前」.
  func standing(_ row: QueueRow) -> String {
    let handler = row.handler.map { " \(directory.name(of: $0))" } ?? ""
    return "\(row.status.title)\(handler) · \(age(row))"
  }

  /// 「刚才」, 「3小时前」, 「2天前」.
  func age(_ row: QueueRow) -> String {
    let seconds = now.seconds(since: row.receivedAt)
    if seconds < 60 { return "刚才" }
    if seconds < 86_400 { return "\(shortDurationText(seconds: seconds))前" }
    return "\(seconds / 86_400)天前"
  }

  /// 「此电话近30天报过 3 件 · 12·502 近30天报过 2 件，最近 20261119-004 …」; nil when nobody came.
  func lately(_ similar: SimilarRequests, place: String) -> String? {
    let days = "近\(SimilarRequests.lateDays)天"
    func words(_ who: String, _ lately: SimilarRequests.Lately?) -> String? {
      guard let lately, lately.count > 0 else { return nil }
      let count =
        lately.count >= SimilarRequests.mostCounted
        ? "\(SimilarRequests.mostCounted) 件以上" : "\(lately.count) 件"
      return "\(who)\(days)报过 \(count)"
    }
    // All that came from the number says more than how often it came.
    let caller = similar.caller.flatMap { CallerWords(directory: directory, now: now).line($0) }
    let parts = [
      caller ?? words("此电话", similar.phone),
      words(place.isEmpty ? "此室" : "\(Privacy.masked(place)) ", similar.room),
    ]
    .compactMap(\.self)
    guard !parts.isEmpty else { return nil }
    // The caller's line has said it of theirs.
    let newest = [caller == nil ? similar.phone?.newest : nil, similar.room?.newest]
      .compactMap(\.self).filter { $0.id != similar.caller?.entries.first?.id }
      .max { $0.receivedAt < $1.receivedAt }
    // What is listed as a likely repeat need not be said twice.
    let isListed = newest.map { row in similar.matches.contains { $0.row.id == row.id } } ?? true
    let last = isListed ? nil : newest.map { "，最近一件 \(line($0, words: 24))" }
    return parts.joined(separator: "，") + (last ?? "")
  }

  /// Everything, a line each.
  func lines(of similar: SimilarRequests, place: String = "", whenNothing: String) -> [String] {
    var lines: [String] = []
    if similar.matches.isEmpty {
      lines.append(whenNothing)
    } else {
      lines.append("\(SimilarWords.title(similar))：")
      lines += similar.matches.map { "  " + line($0.row) }
    }
    if let lately = lately(similar, place: place) { lines.append(lately) }
    return lines
  }
}

extension QuickAddDraft {
  /// What to ask the store for: whether it was made before.
  func similarQuery(in scope: NeighborhoodID, at now: Instant) -> SimilarQuery {
    SimilarQuery(scope: scope, place: place, phone: resident.phone, text: text, at: now)
  }
}
