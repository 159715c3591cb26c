/// A conversation as it was pasted, told into messages.
///
/// Pure and total: whatever was pasted, every line of it stands in some message.
package struct ChatTranscript: Hashable, Sendable {
  /// The messages, in the order pasted.
  package private(set) var messages: [ChatMessage] = []
  /// What the paste calls the group, if it does: 「12号楼邻里群」.
  package private(set) var title: String?

  /// Reads what WeChat on the computer and on the telephone, and programs that export it, make of several
  /// messages.
  /// - Parameter now: What 「昨天」 and a time without a day are seen from.
  package static func parse(_ text: String, at now: Instant) -> ChatTranscript {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      ChatLine($0)
    }
    var reader = ChatReader(style: ChatReader.style(of: lines), now: now)
    for (index, line) in lines.enumerated() { reader.take(line, number: index + 1) }
    reader.finish()
    var transcript = ChatTranscript()
    transcript.messages = reader.messages
    transcript.title = reader.title
    return transcript
  }
}

/// Goes through the lines, with the message that is being read.
private struct ChatReader {
  /// Which lines begin a message.
  enum Style { case dated, clocked, named, spoken, none }

  let style: Style
  let now: Instant
  private(set) var messages: [ChatMessage] = []
  private(set) var title: String?
  private var sender = ""
  private var at: Instant?
  /// What a separator said of what follows.
  private var moment: ChatMoment?
  private var day: Day?
  private var lines: [String] = []
  private var quote: [String] = []
  private var isQuoting = false
  private var first = 0

  init(style: Style, now: Instant) {
    self.style = style
    self.now = now
  }

  /// One paste keeps to one way: with a year in the first header, a line without one is somebody's words.
  static func style(of lines: [ChatLine]) -> Style {
    let headers = lines.filter { ChatNotice.title(of: $0.text) == nil }.compactMap(\.header)
    for header in headers {
      switch header.style {
      case .dated: return .dated
      case .clocked: return .clocked
      case .named, .spoken: continue
      }
    }
    if headers.contains(where: { $0.style == .named }) { return .named }
    return headers.contains { $0.style == .spoken } ? .spoken : .none
  }

  mutating func take(_ line: ChatLine, number: Int) {
    if isQuoting {
      guard line.header.map(begins) == true else { return takeQuoted(line) }
      // It was no quotation: nothing is lost.
      endQuote()
    }
    if line.isBlank {
      if style == .none { flush() } else if !lines.isEmpty { lines.append("") }
      return
    }
    if let title = ChatNotice.title(of: line.text), messages.isEmpty || style != .none {
      if self.title == nil, !title.isEmpty { self.title = title }
      return flush()
    }
    if let separator = line.separator { return take(separator: separator) }
    if let header = line.header, begins(header) {
      flush()
      begin(header, number: number)
      return
    }
    if ChatNotice.isNotice(line.text) {
      let (sender, at) = (self.sender, self.at)
      flush()
      messages.append(
        ChatMessage(
          sender: "", at: at ?? separated, original: line.text, words: line.text, attachments: [],
          isNotice: true, line: number))
      (self.sender, self.at) = (sender, at)
      return
    }
    if lines.isEmpty { first = number }
    if lines.isEmpty, line.text.hasPrefix("「"), line.folded.contains(":") {
      isQuoting = true
      return takeQuoted(line)
    }
    // The rule between a quotation and the answer.
    if line.isRule, lines.isEmpty { return }
    lines.append(line.text)
  }

  mutating func finish() {
    if isQuoting { endQuote() }
    flush()
  }

  // MARK: Parts

  private func begins(_ header: ChatLine.Header) -> Bool {
    switch (style, header.style) {
    case (.dated, .dated), (.clocked, .clocked), (.clocked, .dated), (.named, .named),
      (.spoken, .spoken):
      true
    default: false
    }
  }

  private mutating func begin(_ header: ChatLine.Header, number: Int) {
    sender = header.sender
    at = header.moment.map { $0.instant(at: now, on: day) } ?? separated
    first = number
    if !header.words.isEmpty { lines = [header.words] }
    if header.words.hasPrefix("「"), !header.words.hasSuffix("」") {
      quote = lines
      lines = []
      isQuoting = true
    }
  }

  private var separated: Instant? { moment?.instant(at: now, on: day) }

  private mutating func take(separator: ChatMoment) {
    flush()
    if separator.date != .unsaid { day = separator.day(at: now, on: nil) }
    // A day alone says nothing of the hour.
    moment = separator.minute == nil ? nil : separator
    if style == .named || style == .spoken || style == .none {
      sender = ""
      at = separated
    }
  }

  private mutating func takeQuoted(_ line: ChatLine) {
    quote.append(line.text)
    if line.text.hasSuffix("」") {
      isQuoting = false
    } else if quote.count > ChatReader.longestQuote {
      endQuote()
    }
  }

  /// What began like a quotation is somebody's words.
  private mutating func endQuote() {
    isQuoting = false
    lines = quote + lines
    quote = []
  }

  /// Ends the message that is being read.
  private mutating func flush() {
    while lines.last?.isEmpty == true { lines.removeLast() }
    defer {
      lines = []
      quote = []
    }
    let quoted = quote.joined(separator: "\n").tidied
    guard !lines.isEmpty || !quoted.isEmpty else { return }
    let original = lines.joined(separator: "\n")
    let (words, attachments) = ChatNotice.takingAttachments(out: original)
    messages.append(
      ChatMessage(
        sender: sender, at: at ?? separated, original: original, words: words,
        attachments: attachments,
        quote: quoted.isEmpty ? nil : String(quoted.drop { $0 == "「" }.dropLast()),
        isNotice: false, line: first))
  }

  private static let longestQuote = 30
}
