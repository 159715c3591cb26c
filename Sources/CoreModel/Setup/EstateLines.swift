/// A 小区 as it is typed: its name, then its property company.
package struct EstateEntry: Hashable, Sendable {
  /// `木荷苑`.
  package var name: String
  /// `瑞和物业`, if said.
  package var propertyCompany: String?

  /// Makes an entry.
  package init(name: String, propertyCompany: String? = nil) {
    self.name = name
    self.propertyCompany = propertyCompany
  }
}

/// 小区, one a line: `木荷苑 瑞和物业`.
package enum EstateLines {
  /// Reads the lines; those that are known already are passed over.
  package static func understand(
    _ text: String, known: [String] = []
  ) -> Understood<EstateEntry> {
    var result = Understood<EstateEntry>()
    var names = Set(known)
    for (number, line) in EntryText.lines(text) {
      let words = EntryText.pieces(line)
      guard let name = words.first else { continue }
      let company = words.dropFirst().joined(separator: " ")
      if let problem = PlaceName.problem(name, what: "小区")
        ?? (company.isEmpty ? nil : PlaceName.problem(company, what: "物业公司"))
      {
        result.remarks.append(.problem(problem, line: number))
      } else if !names.insert(name).inserted {
        result.remarks.append(.note("「\(name)」已经有了，只算一次", line: number))
      } else if result.entries.count == most {
        result.remarks.append(.problem("一个居民区最多 \(most) 个小区", line: number))
      } else {
        result.entries.append(
          EstateEntry(name: name, propertyCompany: company.isEmpty ? nil : company))
      }
    }
    return result
  }

  /// More than any committee looks after.
  static let most = 100
}
