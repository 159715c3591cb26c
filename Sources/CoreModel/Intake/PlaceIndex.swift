/// The building groups by what people call them: whole names, estates, numbers.
struct PlaceIndex: Sendable {
  /// A group whose name was taken apart: `木荷苑` `5` `号`.
  struct Entry: Sendable {
    let group: BuildingGroup
    /// The whole name, half width.
    let name: [Unicode.Scalar]
    /// What stands before the number; often empty.
    let prefix: String
    /// The buildings it covers: `5、6号楼` covers two.
    let numbers: [String]
    /// The estate's name.
    let estate: String
    /// The lane that its name carries: `1058` of `真源1058弄` and of `1058弄3号`.
    let lane: String?
    /// Whether it is all of its lane: the number of `真源1058弄` is no building's.
    var isLane: Bool { lane.map { numbers == [$0] } ?? false }
  }

  let entries: [Entry]
  /// What may stand before a number, the longest first.
  let prefixes: [[Unicode.Scalar]]

  init(_ groups: [BuildingGroup], estates: [EstateID: Estate]) {
    entries = groups.map { group in
      let name = group.name.unicodeScalars.map(\.halfWidth)
      let (prefix, numbers) = PlaceIndex.parts(of: name)
      return Entry(
        group: group, name: name, prefix: prefix, numbers: numbers,
        estate: estates[group.estate].map { PlaceIndex.text($0.name) } ?? "",
        lane: PlaceIndex.lane(in: PlaceIndex.text(name)))
    }
    prefixes = Set(entries.flatMap { [$0.prefix, $0.estate] }).subtracting([""])
      .map { Array($0.unicodeScalars) }
      .sorted { $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count > $1.count }
  }

  /// The groups that a number means, with the estate or prefix typed before it, if any.
  ///
  /// Without one a group that has none in its own name comes first: 「5号」 is 5号楼 before 木荷苑5号.
  func groups(number: String, prefix: String) -> [Entry] {
    let found = entries.filter { $0.numbers.contains(number) && !$0.isLane }
    guard prefix.isEmpty else {
      return found.filter { $0.prefix == prefix || $0.estate == prefix }
    }
    let bare = found.filter(\.prefix.isEmpty)
    return bare.isEmpty ? found : bare
  }

  /// Takes `木荷苑5号`, `1-3号楼`, `真源1058弄` apart.
  private static func parts(of name: [Unicode.Scalar]) -> (prefix: String, numbers: [String]) {
    guard let last = name.lastIndex(where: \.isDigit) else { return ("", []) }
    let joints: Set<Unicode.Scalar> = ["-", "~", "至", "、", ",", "和"]
    var first = last
    while first > 0, name[first - 1].isDigit || joints.contains(name[first - 1]) { first -= 1 }
    while joints.contains(name[first]) { first += 1 }
    var numbers: [String] = []
    var rangeFrom: Int?
    for piece in pieces(name[first...last]) {
      switch piece {
      case .number(let number):
        if let from = rangeFrom, let to = Int(number), to > from, to - from < 100 {
          numbers += (from + 1...to).map(String.init)
        } else {
          numbers.append(number)
        }
        rangeFrom = nil
      case .through: rangeFrom = numbers.last.flatMap(Int.init)
      case .and: rangeFrom = nil
      }
    }
    return (text(name[..<first]), numbers)
  }

  private enum Piece { case number(String), through, and }

  private static func pieces(_ scalars: ArraySlice<Unicode.Scalar>) -> [Piece] {
    var pieces: [Piece] = []
    for scalar in scalars {
      switch scalar {
      case "-", "~", "至": pieces.append(.through)
      case _ where !scalar.isDigit: pieces.append(.and)
      default:
        if case .number(let number)? = pieces.last {
          pieces[pieces.count - 1] = .number(number + String(scalar))
        } else {
          pieces.append(.number(String(scalar)))
        }
      }
    }
    return pieces
  }

  private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private static func text(_ name: String) -> String { text(name.unicodeScalars.map(\.halfWidth)) }
}
