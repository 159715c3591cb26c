/// Who can stand behind an `@`: people before crews, crews before roles.
struct HandlerCandidates {
  /// A name and whom it means.
  struct Candidate {
    let name: [Unicode.Scalar]
    let title: String
    /// One, or all that a role's title can mean; nobody when the role is not filled.
    let handlers: [Handler]
  }

  private let ranks: [[Candidate]]

  init(_ directory: Directory) {
    let people = directory.handlers
    ranks = [
      people.map { HandlerCandidates.candidate($0.name, [.person($0.id)]) },
      Crew.allCases.map { HandlerCandidates.candidate($0.title, [.pool($0)]) },
      Permissions.handling.map { role in
        HandlerCandidates.candidate(
          role.title, people.filter { $0.role == role }.map { .person($0.id) })
      },
    ]
  }

  /// Those whose whole name stands there; of several lengths the longest: 王芳芳 before 王芳.
  func named(_ stands: ([Unicode.Scalar]) -> Bool) -> [Candidate] {
    for rank in ranks {
      let found = rank.filter { stands($0.name) }
      let longest = found.map(\.name.count).max()
      if !found.isEmpty { return found.filter { $0.name.count == longest } }
    }
    return []
  }

  /// Those whose name begins with what was typed, or whose initials are it or begin with it.
  func abbreviated(_ word: String) -> [Candidate] {
    let letters = word.lowercased()
    let tests: [(Candidate) -> Bool] =
      letters.unicodeScalars.allSatisfy(\.isLetter)
      ? [
        { PinyinInitials.spellings(of: $0.title).contains(letters) },
        { PinyinInitials.spellings(of: $0.title).contains { $0.hasPrefix(letters) } },
      ] : [{ $0.title.hasPrefix(word) }]
    for test in tests {
      for rank in ranks {
        let found = rank.filter(test)
        if !found.isEmpty { return found }
      }
    }
    return []
  }

  /// Names that could have been meant by one that nobody has: those with a character of it first in theirs,
  /// three at most, then the crews. 「小王」 means somebody called 王.
  func alike(_ name: String) -> [String] {
    let characters = Set(name.unicodeScalars.filter(\.isHan)).subtracting(HandlerCandidates.forms)
    let people = ranks[0].filter { $0.name.first.map(characters.contains) == true }.map(\.title)
    var seen: Set<String> = []
    return people.filter { seen.insert($0).inserted }.prefix(3) + ranks[1].map(\.title)
  }

  /// Characters that go with names without being one.
  private static let forms: Set<Unicode.Scalar> = ["小", "老", "阿", "师", "傅"]

  /// The name, with role and unit where two people share it.
  func distinctName(of handler: Handler, in directory: Directory) -> String {
    let name = directory.name(of: handler)
    guard let id = handler.person, let person = directory.person(id),
      directory.people.filter({ $0.isActive && $0.name == name }).count > 1
    else { return name }
    return "\(name)（\(person.role.title)\(person.unit.isEmpty ? "" : " \(person.unit)")）"
  }

  private static func candidate(_ title: String, _ handlers: [Handler]) -> Candidate {
    Candidate(
      name: title.unicodeScalars.map(\.halfWidth), title: title, handlers: handlers)
  }
}
