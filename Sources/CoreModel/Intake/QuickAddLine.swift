/// The line being read: what was typed, its half-width form, and what has been understood so far.
///
/// Readers take spans out of it one kind after another; what nobody takes is the request's text.
struct QuickAddLine {
  /// As typed.
  let source: [Unicode.Scalar]
  /// In half width; the same positions.
  let folded: [Unicode.Scalar]
  /// What was understood so far.
  var draft = QuickAddDraft()
  private var spans: [Span] = []
  /// Which span has taken a position; ``kept`` where it must stay in the text.
  private var owner: [Int?]
  private static let kept = -1

  private struct Span {
    var range: Range<Int>
    var kind: QuickAddDraft.Kind
    var meaning: String
    /// Understood, and still part of the text: 「李阿姨家漏水」.
    var staysInText: Bool
  }

  init(_ line: String) {
    source = Array(line.unicodeScalars)
    folded = source.map(\.halfWidth)
    owner = Array(repeating: nil, count: source.count)
  }

  var count: Int { source.count }

  /// Whether nobody took the position yet.
  func isFree(_ index: Int) -> Bool { index < count && owner[index] == nil }

  /// Whether a word ends before the position: line's end, blank, punctuation, sign, or taken.
  func isBoundary(_ index: Int) -> Bool {
    guard index >= 0, index < count else { return true }
    return owner[index] != nil || folded[index].properties.isWhitespace
      || QuickAddLine.breaks.contains(folded[index])
  }

  /// Whether the literal stands at the position, all of it free.
  func has(_ literal: [Unicode.Scalar], at index: Int) -> Bool {
    guard index >= 0, index + literal.count <= count else { return false }
    for offset in literal.indices
    where folded[index + offset] != literal[offset] || owner[index + offset] != nil {
      return false
    }
    return !literal.isEmpty
  }

  /// The first of the literals that stands at the position.
  func first(of literals: [String], at index: Int) -> String? {
    literals.first { has(Array($0.unicodeScalars), at: index) }
  }

  /// The scalar at a position, half width; nil outside the line and where something was taken.
  subscript(_ index: Int) -> Unicode.Scalar? {
    index >= 0 && index < count && owner[index] == nil ? folded[index] : nil
  }

  /// The end of the run of free scalars from a position on.
  func end(from index: Int, while holds: (Unicode.Scalar) -> Bool) -> Int {
    var end = index
    while let scalar = self[end], holds(scalar) { end += 1 }
    return end
  }

  /// The words of a range, half width.
  func words(_ range: Range<Int>) -> String { QuickAddLine.text(folded[range]) }

  /// The words of a range as typed.
  func typed(_ range: Range<Int>) -> String { QuickAddLine.text(source[range]) }

  /// Marks a span as understood.
  mutating func take(
    _ range: Range<Int>, as kind: QuickAddDraft.Kind, meaning: String, staysInText: Bool = false
  ) {
    if !staysInText {
      for index in range { owner[index] = spans.count }
    }
    spans.append(Span(range: range, kind: kind, meaning: meaning, staysInText: staysInText))
  }

  /// Closes a range to the readers that come after: it was meant as something that nobody knows, and
  /// stays in the text whole.
  mutating func keep(_ range: Range<Int>) {
    for index in range { owner[index] = QuickAddLine.kept }
  }

  /// Whether a position is no longer part of the text.
  private func isTaken(_ index: Int) -> Bool {
    owner[index].map { $0 != QuickAddLine.kept } ?? false
  }

  /// Says that something was not understood; it stays in the text.
  mutating func complain(_ problem: String) { draft.problems.append(problem) }

  /// The draft, with the text that is left.
  consuming func finished() -> QuickAddDraft {
    leaveAdjoining()
    absorbSeparators()
    draft.text = remainingText
    draft.recognised = spans.sorted { $0.range.lowerBound < $1.range.lowerBound }.map {
      .init(
        $0.kind, sourceText: typed($0.range), meaning: $0.meaning, staysInText: $0.staysInText)
    }
    return draft
  }

  /// A place, a telephone or a resident is taken out of the text only where it stands free: 「我是12号502的」
  /// would not read well without it. What follows each other directly stands or stays as one.
  private mutating func leaveAdjoining() {
    let order = spans.indices.filter {
      !spans[$0].staysInText && [.place, .phone, .resident].contains(spans[$0].kind)
    }.sorted { spans[$0].range.lowerBound < spans[$1].range.lowerBound }
    var chains: [[Int]] = []
    for index in order {
      if let last = chains.last?.last, spans[last].range.upperBound == spans[index].range.lowerBound
      {
        chains[chains.count - 1].append(index)
      } else {
        chains.append([index])
      }
    }
    for chain in chains {
      let start = spans[chain[0]].range.lowerBound
      let end = spans[chain[chain.count - 1]].range.upperBound
      guard !isEdge(start - 1, goingOn: -1) || !isEdge(end, goingOn: 1) else { continue }
      for index in chain { spans[index].staysInText = true }
      keep(start..<end)
    }
  }

  /// Whether what stands beside a position may be taken out without hurting what is there: brackets and
  /// lists of numbers (「502、503室」) would be torn.
  private func isEdge(_ index: Int, goingOn step: Int) -> Bool {
    guard isBoundary(index), index >= 0, index < count, owner[index] == nil else {
      return isBoundary(index)
    }
    let sign = folded[index]
    if QuickAddLine.brackets.contains(sign) { return false }
    return !QuickAddLine.listing.contains(sign) || self[index + step]?.isDigit != true
  }

  /// A comma that only stood between a recognised word and the next goes with that word.
  private mutating func absorbSeparators() {
    for index in spans.indices.sorted(by: {
      spans[$0].range.lowerBound < spans[$1].range.lowerBound
    })
    where !spans[index].staysInText {
      let start = spans[index].range.lowerBound
      guard start == 0 || isBoundary(start - 1) else { continue }
      while let next = self[spans[index].range.upperBound],
        QuickAddLine.separators.contains(next)
      {
        owner[spans[index].range.upperBound] = index
        spans[index].range = start..<(spans[index].range.upperBound + 1)
      }
    }
    for index in spans.indices.sorted(by: {
      spans[$0].range.lowerBound > spans[$1].range.lowerBound
    })
    where !spans[index].staysInText {
      let rest = spans[index].range.upperBound..<count
      guard rest.allSatisfy({ isTaken($0) || source[$0].properties.isWhitespace }) else {
        break
      }
      while let previous = self[spans[index].range.lowerBound - 1],
        QuickAddLine.separators.contains(previous)
      {
        owner[spans[index].range.lowerBound - 1] = index
        spans[index].range = (spans[index].range.lowerBound - 1)..<spans[index].range.upperBound
      }
    }
  }

  /// What nobody took, with single blanks where there were blanks or something was taken out.
  private var remainingText: String {
    var text = String.UnicodeScalarView()
    var gap = false
    for (index, scalar) in source.enumerated() {
      if isTaken(index) || scalar.properties.isWhitespace {
        gap = true
        continue
      }
      if gap, !text.isEmpty, !QuickAddLine.closing.contains(scalar.halfWidth) { text.append(" ") }
      gap = false
      text.append(scalar)
    }
    return String(text)
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private static let brackets: Set<Unicode.Scalar> = ["(", ")", "「", "」"]
  private static let listing: Set<Unicode.Scalar> = ["、", "/"]
  private static let separators: Set<Unicode.Scalar> = [",", "、", ";", ":"]
  private static let closing: Set<Unicode.Scalar> = [",", "、", ";", ":", "。", "?", ")", "」"]
  private static let breaks: Set<Unicode.Scalar> = [
    ",", "、", ";", ":", "。", "!", "?", "@", "#", "(", ")", "「", "」", "/", "|", "…",
  ]
}
