/// Text that is being typed, split at the cursor. The cursor stands between graphemes, and no edit
/// ever changes text that it was not told to change.
package struct EditBuffer: Hashable, Sendable {
  /// What is left of the cursor.
  package private(set) var before = ""
  /// What is right of the cursor.
  package private(set) var after = ""

  /// A buffer with the cursor behind the text.
  package init(_ text: String = "") {
    before = text
  }

  /// The whole text.
  package var text: String {
    get { before + after }
    set {
      before = newValue
      after = ""
    }
  }

  /// Whether there is nothing.
  package var isEmpty: Bool { before.isEmpty && after.isEmpty }

  /// Inserts at the cursor as much as keeps the text within `limit` characters; answers whether all
  /// of it went in.
  package mutating func insert(_ text: String, limit: Int = .max) -> Bool {
    let room = limit == .max ? Int.max : max(0, limit - before.count - after.count)
    let part = text.prefix(room)
    before += part
    return part.endIndex == text.endIndex
  }

  /// Moves over one grapheme; answers whether there was one.
  @discardableResult
  package mutating func moveLeft() -> Bool {
    guard let character = before.popLast() else { return false }
    after.insert(character, at: after.startIndex)
    return true
  }

  /// Moves over one grapheme; answers whether there was one.
  @discardableResult
  package mutating func moveRight() -> Bool {
    guard !after.isEmpty else { return false }
    before.append(after.removeFirst())
    return true
  }

  /// Moves before this many graphemes from the start.
  package mutating func move(to offset: Int) {
    let whole = text
    let index = whole.index(
      whole.startIndex, offsetBy: max(0, offset), limitedBy: whole.endIndex)
    before = String(whole[..<(index ?? whole.endIndex)])
    after = String(whole[(index ?? whole.endIndex)...])
  }

  /// Moves to the start of the line.
  package mutating func moveToLineStart() {
    while let last = before.last, last != "\n", moveLeft() {}
  }

  /// Moves to the end of the line.
  package mutating func moveToLineEnd() {
    while let next = after.first, next != "\n", moveRight() {}
  }

  /// Moves over blanks, then over a word.
  package mutating func moveWordLeft() {
    while let last = before.last, Kind(last) == .blank, moveLeft() {}
    guard let kind = before.last.map(Kind.init) else { return }
    while let last = before.last, Kind(last) == kind, moveLeft() {}
  }

  /// Moves over a word, then over blanks.
  package mutating func moveWordRight() {
    if let kind = after.first.map(Kind.init) {
      while let next = after.first, Kind(next) == kind, moveRight() {}
    }
    while let next = after.first, Kind(next) == .blank, moveRight() {}
  }

  /// Deletes the grapheme left of the cursor; answers whether there was one.
  package mutating func deleteLeft() -> Bool { before.popLast() != nil }

  /// Deletes the grapheme right of the cursor; answers whether there was one.
  package mutating func deleteRight() -> Bool {
    guard !after.isEmpty else { return false }
    after.removeFirst()
    return true
  }

  /// Deletes what `moveWordLeft` moves over; answers whether there was anything.
  package mutating func deleteWordLeft() -> Bool {
    let whole = self
    moveWordLeft()
    after = whole.after
    return before != whole.before
  }

  /// Deletes from the start of the line to the cursor; answers whether there was anything.
  package mutating func deleteToLineStart() -> Bool {
    let whole = self
    moveToLineStart()
    after = whole.after
    return before != whole.before
  }

  /// Deletes from the cursor to the end of the line; answers whether there was anything.
  package mutating func deleteToLineEnd() -> Bool {
    let whole = self
    moveToLineEnd()
    before = whole.before
    return after != whole.after
  }

  /// What a word is made of. Han text has no blanks between words: a run of it counts as one.
  private enum Kind {
    case blank, word, han, other

    init(_ character: Character) {
      if character.isWhitespace {
        self = .blank
      } else if character.unicodeScalars.contains(where: \.properties.isIdeographic) {
        self = .han
      } else if character.isLetter || character.isNumber || character == "_" {
        self = .word
      } else {
        self = .other
      }
    }
  }
}

/// What a key did to a field.
package enum EditOutcome: Hashable, Sendable {
  /// The key means nothing here.
  case ignored
  /// The cursor may have moved; the text is the same.
  case moved
  /// The text is different.
  case changed
}

extension EditBuffer {
  /// The keys that all fields share.
  mutating func handle(_ key: Key, limit: Int) -> EditOutcome {
    if let character = key.typed { return type(Sanitizer.line(String(character)), limit: limit) }
    switch (key.code, key.modifiers) {
    case (.left, []), (.character("b"), .control): moveLeft()
    case (.right, []), (.character("f"), .control): moveRight()
    case (.left, .control), (.left, .alt), (.character("b"), .alt): moveWordLeft()
    case (.right, .control), (.right, .alt), (.character("f"), .alt): moveWordRight()
    case (.home, []), (.character("a"), .control): moveToLineStart()
    case (.end, []), (.character("e"), .control): moveToLineEnd()
    case (.backspace, []), (.character("h"), .control): return changed(deleteLeft())
    case (.delete, []): return changed(deleteRight())
    case (.backspace, .alt), (.backspace, .control), (.character("w"), .control):
      return changed(deleteWordLeft())
    case (.character("u"), .control): return changed(deleteToLineStart())
    case (.character("k"), .control): return changed(deleteToLineEnd())
    default: return .ignored
    }
    return .moved
  }

  /// Inserts text that is safe already; answers whether anything went in.
  mutating func type(_ text: String, limit: Int) -> EditOutcome {
    let old = before
    _ = insert(text, limit: limit)
    return before == old ? .moved : .changed
  }

  private func changed(_ changed: Bool) -> EditOutcome { changed ? .changed : .moved }
}
