/// A 楼组 as it is typed: where it stands and what it is called.
package struct GroupEntry: Hashable, Sendable {
  /// The estate's name.
  package var estate: String
  /// `12号楼`, `木荷苑5号`.
  package var name: String

  /// Makes an entry.
  package init(estate: String, name: String) {
    self.estate = estate
    self.name = name
  }
}

/// 楼组, many a line: `1-12号楼`, `木荷苑 1-8号`, `5+6号楼` (one group of two buildings), `木荷苑：1-8号`.
///
/// The first estate's groups are called by their number alone, those of the others with the estate before
/// it, so that a name says which is meant. A colon says the estate and leaves the name as it is; a line
/// of an estate and a colon alone is a heading for those below it.
package enum GroupLines {
  /// Groups that one line may make: more is a slip of the finger.
  package static let mostInOneLine = 200
  /// Groups that a neighbourhood may have.
  package static let mostInAll = 1000

  /// Reads the lines.
  /// - Parameters:
  ///   - estates: The names of the estates; the first is meant where none is said.
  ///   - known: What is there already: those are passed over.
  package static func understand(
    _ text: String, estates: [String], known: [GroupEntry] = []
  ) -> Understood<GroupEntry> {
    var reader = GroupReader(estates: estates, known: known)
    for (number, line) in EntryText.lines(text) { reader.take(line, number: number) }
    return reader.result
  }
}

/// Reads lines of groups one after the other.
private struct GroupReader {
  let estates: [String]
  var result = Understood<GroupEntry>()
  private var estateOf: [String: String]
  private var heading: String?
  private let knownCount: Int

  init(estates: [String], known: [GroupEntry]) {
    self.estates = estates
    estateOf = Dictionary(known.map { ($0.name, $0.estate) }) { first, _ in first }
    knownCount = known.count
  }

  mutating func take(_ line: String, number: Int) {
    var body = line[...]
    var estate = heading ?? estates.first ?? ""
    var prefix = ""
    if let colon = line.firstIndex(of: ":") {
      let name = String(line[..<colon]).tidied
      guard estates.contains(name) else {
        return complain("没有叫「\(name)」的小区，请先在「小区」里添加", number)
      }
      body = line[line.index(after: colon)...]
      estate = name
      if String(body).tidied.isEmpty {
        heading = name
        return
      }
    } else if let name = named(at: line) {
      estate = name
      body = line[line.index(line.startIndex, offsetBy: name.count)...]
      if name != estates.first { prefix = name }
      if String(body).tidied.isEmpty {
        // A group that is called like its estate is all of it.
        return add([name], estate: name, number)
      }
    }
    var names: [String] = []
    for piece in pieces(of: String(body).tidied) {
      switch BuildingRange.expand(piece) {
      case .success(let found): names += found.map { prefix + $0 }
      case .failure(let problem): return complain(problem.message, number)
      }
    }
    guard names.count <= GroupLines.mostInOneLine else {
      return complain("一行写出了 \(names.count) 个楼组，最多 \(GroupLines.mostInOneLine) 个；请检查楼号", number)
    }
    add(names, estate: estate, number)
  }

  /// The estate whose name the line begins with, the longest; what follows must be a blank, a number or
  /// the end.
  private func named(at line: String) -> String? {
    estates.filter { name in
      guard !name.isEmpty, line.hasPrefix(name) else { return false }
      guard let next = line.dropFirst(name.count).first else { return true }
      return next == " " || next.isNumber
    }.max { $0.count < $1.count }
  }

  /// What commas and blanks separate. A bare number takes the words of its neighbours: `1、3、5号楼`,
  /// `真源1058弄 1、2号`.
  private func pieces(of text: String) -> [String] {
    var words = EntryText.pieces(text)
    // A word before a number belongs to it: 「真源1058弄 1-3号」.
    var joined: [String] = []
    let isList = text.contains { "、,;；|".contains($0) }
    for word in words {
      if let last = joined.last, !isList || joined.count == 1, word.first?.isNumber == true,
        last.first?.isNumber == false, last.last?.isNumber == false, !last.hasSuffix("号"),
        !last.hasSuffix("楼")
      {
        joined[joined.count - 1] = last + word
      } else {
        joined.append(word)
      }
    }
    words = joined
    var suffix = ""
    for index in words.indices.reversed() {
      if words[index].last?.isNumber == true {
        words[index] += suffix
      } else {
        suffix = String(words[index].reversed().prefix { !$0.isNumber }.reversed())
        if suffix == words[index] { suffix = "" }
      }
    }
    var prefix = ""
    for index in words.indices {
      let isBare = words[index].first?.isNumber == true
      if isBare, !prefix.isEmpty {
        words[index] = prefix + words[index]
      } else {
        prefix = BuildingRange.prefix(of: words[index])
      }
    }
    return words
  }

  private mutating func add(_ names: [String], estate: String, _ number: Int) {
    var repeated: [String] = []
    for name in names {
      if let problem = PlaceName.problem(name, what: "楼组") ?? PlaceName.unlikeGroup(name) {
        return complain(problem, number)
      }
      if let other = estateOf[name] {
        guard other == estate else {
          return complain("「\(name)」在\(other)已经有了；两个小区的同号楼请写「\(estate) 1-8号」这样带小区名的", number)
        }
        repeated.append(name)
        continue
      }
      guard result.entries.count + knownCount < GroupLines.mostInAll else {
        return complain("一个居民区最多 \(GroupLines.mostInAll) 个楼组", number)
      }
      estateOf[name] = estate
      result.entries.append(GroupEntry(estate: estate, name: name))
    }
    if let first = repeated.first {
      let more = repeated.count > 1 ? "等 \(repeated.count) 个" : ""
      result.remarks.append(.note("「\(first)」\(more)已经有了，不重复添加", line: number))
    }
  }

  private mutating func complain(_ text: String, _ number: Int) {
    result.remarks.append(.problem(text, line: number))
  }
}

/// `1-12号楼` as the buildings it names.
enum BuildingRange {
  /// The names; one for what holds no range.
  static func expand(_ piece: String) -> Result<[String], RuleProblem> {
    if piece.contains("+") {
      return .success([piece.split(separator: "+").joined(separator: "、")])
    }
    guard let parts = Parts(piece) else { return .success([piece]) }
    guard let from = parts.from else { return .success([piece]) }
    guard parts.to.count <= 5, from.count <= 5, let first = Int(from), let last = Int(parts.to)
    else { return .failure(RuleProblem("楼号太大：\(piece)")) }
    guard first <= last else {
      return .failure(RuleProblem("「\(piece)」的起始号比结束号大，应写成 \(last)-\(first)"))
    }
    guard last - first < GroupLines.mostInOneLine else {
      return .failure(
        RuleProblem(
          "「\(piece)」有 \(last - first + 1) 个楼组，一行最多 \(GroupLines.mostInOneLine) 个；请检查楼号"))
    }
    return .success((first...last).map { "\(parts.prefix)\($0)\(parts.suffix)" })
  }

  /// What stands before the number: `真源1058弄` of `真源1058弄3号`; empty for a bare number.
  static func prefix(of piece: String) -> String { Parts(piece)?.prefix ?? "" }

  /// `木荷苑` `1` `8` `号`.
  private struct Parts {
    var prefix: String
    /// The first number of a range; nil where there is one number only.
    var from: String?
    var to: String
    var suffix: String

    init?(_ piece: String) {
      let characters = Array(piece)
      guard let last = characters.lastIndex(where: Parts.isDigit) else { return nil }
      suffix = String(characters[(last + 1)...])
      var start = last
      while start > 0, Parts.isDigit(characters[start - 1]) { start -= 1 }
      to = String(characters[start...last])
      var head = characters[..<start]
      prefix = String(head)
      // 「A1-A3幢」 repeats the letters.
      var letters: [Character] = []
      while let character = head.last, character.isASCII, character.isLetter {
        letters.insert(head.removeLast(), at: 0)
      }
      guard let joint = head.last, "-~至到—–".contains(joint) else { return }
      head.removeLast()
      // 「1号-12号楼」 repeats the word.
      for unit in ["号楼", "号", "幢", "栋", "座"] where String(head).hasSuffix(unit) {
        guard suffix.hasPrefix(unit) || suffix == "号楼" || suffix == "号" else { break }
        head.removeLast(unit.count)
        break
      }
      var digits: [Character] = []
      while let character = head.last, Parts.isDigit(character) {
        digits.insert(head.removeLast(), at: 0)
      }
      guard !digits.isEmpty else { return }
      guard letters.isEmpty || String(head).hasSuffix(String(letters)) else { return }
      from = String(digits)
      prefix = String(head)
    }

    private static func isDigit(_ character: Character) -> Bool {
      ("0"..."9").contains(character)
    }
  }
}
