/// Somebody of 1+3+N at a meeting: 1 书记, 居委, 业委会 and 物业, N residents, and units that were asked to come. Names
/// are text: residents and other units stand in no register.
package struct CouncilSeat: Hashable, Codable, Sendable {
  /// Whom they stand for.
  package enum Side: String, CaseIterable, Codable, Sendable {
    case secretary, committee, owners, property, resident, unit

    /// The Chinese word; units have names of their own.
    package var title: String {
      switch self {
      case .secretary: "书记"
      case .committee: "居委"
      case .owners: "业委会"
      case .property: "物业"
      case .resident: "居民"
      case .unit: "单位"
      }
    }

    /// The three beside the 书记.
    static let three: [Side] = [.committee, .owners, .property]
  }

  /// Whom they stand for.
  package var side: Side
  /// The unit's name; empty for the others.
  package var unit: String
  /// Who; may be empty for a unit that sends whom it likes.
  package var name: String

  /// Makes a seat.
  package init(_ side: Side, _ name: String, unit: String = "") {
    self.side = side
    self.unit = unit
    self.name = name
  }

  /// 书记, or the unit.
  package var label: String { side == .unit ? unit : side.title }

  /// More would be no meeting but an assembly.
  package static let most = 200
}

extension [CouncilSeat] {
  /// Reads 「书记：陈敏」, 「居民：王阿姨、李叔叔」, 「城管中队：张队」, a side on each line or behind a semicolon. Names
  /// without a side are residents.
  /// - Throws: ``Refusal`` when there are too many, or a name is too long.
  package init(seats text: String) throws(Refusal) {
    var seats: [CouncilSeat] = []
    for piece in text.split(whereSeparator: { "\n；;".contains($0) }) {
      let parts = piece.split(maxSplits: 1, omittingEmptySubsequences: false) { "：:".contains($0) }
      let label = parts.count > 1 ? String(parts[0]).tidied : ""
      let names = String(parts[parts.count - 1])
        .split(whereSeparator: { "、，, \u{3000}\t".contains($0) })
        .map { String($0).tidied }.filter { !$0.isEmpty }
      let known = CouncilSeat.Side.allCases.first { $0 != .unit && $0.matches(label) }
      let side = label.isEmpty ? .resident : known ?? .unit
      let unit = side == .unit ? try WordLimits.checked(label, "单位", atMost: WordLimits.unit) : ""
      if names.isEmpty, side == .unit { seats.append(CouncilSeat(.unit, "", unit: unit)) }
      for name in names {
        let name = try WordLimits.checked(name, "姓名", atMost: WordLimits.name)
        let seat = CouncilSeat(side, name, unit: unit)
        if !seats.contains(seat) { seats.append(seat) }
      }
    }
    guard seats.count <= CouncilSeat.most else {
      throw .invalid("一次会最多记 \(CouncilSeat.most) 人；没有保存，写的内容没有丢失")
    }
    self = seats
  }

  /// The same as text that can be read again: a side on each line.
  package var text: String {
    grouped.map { "\($0.label)：\($0.names.joined(separator: "、"))" }.joined(separator: "\n")
  }

  /// The names of each side, in the order of 1+3+N.
  package var grouped: [(label: String, names: [String])] {
    var groups: [(label: String, names: [String])] = []
    for side in CouncilSeat.Side.allCases {
      for seat in self where seat.side == side {
        if let index = groups.firstIndex(where: { $0.label == seat.label }) {
          groups[index].names.append(seat.name)
        } else {
          groups.append((seat.label, seat.name.isEmpty ? [] : [seat.name]))
        }
      }
    }
    return groups
  }

  /// Who comes, without a name: 「书记、居委、业委会、物业、居民代表 3 位、城管中队」.
  package var nameless: String {
    let residents = count { $0.side == .resident }
    return grouped.map { group in
      group.label == CouncilSeat.Side.resident.title ? "居民代表 \(residents) 位" : group.label
    }.joined(separator: "、")
  }

  /// What is missing of 1+3+N, to say, not to forbid: 「还缺业委会、居民代表」; nil when nothing is.
  package var missingSides: String? {
    let there = Set(map(\.side))
    var missing = ([.secretary] + CouncilSeat.Side.three).filter { !there.contains($0) }
      .map(\.title)
    if !there.contains(.resident) { missing.append("居民代表") }
    return missing.isEmpty ? nil : "按 1+3+N 还缺\(missing.joined(separator: "、"))"
  }
}

extension CouncilSeat.Side {
  fileprivate func matches(_ label: String) -> Bool {
    switch self {
    case .secretary: ["书记", "党总支", "党支部"].contains(label)
    case .committee: ["居委", "居委会", "主任"].contains(label)
    case .owners: ["业委会", "业委"].contains(label)
    case .property: ["物业", "物业公司"].contains(label)
    case .resident: ["居民", "居民代表", "楼组长", "住户", "N"].contains(label)
    case .unit: false
    }
  }
}
