/// How policies are kept: JSON whose words are checked one by one. A word that this build does not
/// know would silently widen or drop a rule, so that it is refused instead.
extension Policy: Codable {
  /// Reads the list of rules.
  /// - Throws: ``RuleProblem`` for what is unknown or out of range, or what the decoder throws.
  package init(from decoder: any Decoder) throws {
    try self.init(try decoder.singleValueContainer().decode([PolicyRule].self))
  }

  /// Writes the list of rules.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rules)
  }
}

extension PolicyRule: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case clock, condition = "when", allowance, title, source
  }

  /// Reads a rule.
  /// - Throws: ``RuleProblem`` for a clock or field that this build does not know.
  package init(from decoder: any Decoder) throws {
    try refuseUnknownFields(in: decoder, known: CodingKeys.allCases.map(\.rawValue))
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let word = try fields.decode(String.self, forKey: .clock)
    guard let clock = ObligationKind(rawValue: word) else {
      throw RuleProblem("时限规则里有不认识的时限「\(word)」")
    }
    self.init(
      clock, try fields.decode(Allowance.self, forKey: .allowance),
      when: try fields.decodeIfPresent(PolicyCondition.self, forKey: .condition) ?? .always,
      title: try fields.decode(String.self, forKey: .title),
      source: try fields.decodeIfPresent(String.self, forKey: .source) ?? "")
  }

  /// Writes a rule.
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(clock.rawValue, forKey: .clock)
    if condition != .always { try fields.encode(condition, forKey: .condition) }
    try fields.encode(allowance, forKey: .allowance)
    try fields.encode(title, forKey: .title)
    try fields.encode(source, forKey: .source)
  }
}

extension PolicyCondition: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case tiers, urgencies, channels, ticketKinds, night, supervised
  }

  /// Reads a condition.
  /// - Throws: ``RuleProblem`` for a word that this build does not know.
  package init(from decoder: any Decoder) throws {
    try refuseUnknownFields(in: decoder, known: CodingKeys.allCases.map(\.rawValue))
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    func words<Word: RawRepresentable & Hashable>(
      _ key: CodingKeys, _: Word.Type
    ) throws -> Set<Word>? where Word.RawValue: Decodable {
      guard let raw = try fields.decodeIfPresent([Word.RawValue].self, forKey: key) else {
        return nil
      }
      return Set(
        try raw.map {
          guard let word = Word(rawValue: $0) else {
            throw RuleProblem("时限规则的条件里有不认识的「\($0)」")
          }
          return word
        })
    }
    self.init(
      tiers: try words(.tiers, Tier.self), urgencies: try words(.urgencies, Urgency.self),
      channels: try words(.channels, Channel.self),
      ticketKinds: try words(.ticketKinds, TicketKind.self),
      night: try fields.decodeIfPresent(Bool.self, forKey: .night),
      supervised: try fields.decodeIfPresent(Bool.self, forKey: .supervised))
  }

  /// Writes what it asks, in a fixed order.
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encodeIfPresent(tiers?.map(\.rawValue).sorted(), forKey: .tiers)
    try fields.encodeIfPresent(urgencies?.map(\.rawValue).sorted(), forKey: .urgencies)
    try fields.encodeIfPresent(channels?.map(\.rawValue).sorted(), forKey: .channels)
    try fields.encodeIfPresent(ticketKinds?.map(\.rawValue).sorted(), forKey: .ticketKinds)
    try fields.encodeIfPresent(night, forKey: .night)
    try fields.encodeIfPresent(supervised, forKey: .supervised)
  }
}

extension Allowance: Codable {
  private enum CodingKeys: String, CodingKey { case wallMinutes, dutyMinutes, workingDays }

  /// Reads `{"dutyMinutes": 10}`.
  /// - Throws: ``RuleProblem`` when there is not exactly one unit that this build knows.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    guard fields.allKeys.count == 1, let unit = fields.allKeys.first else {
      throw RuleProblem("时限规则的期限须是 wallMinutes、dutyMinutes、workingDays 三者之一")
    }
    let amount = try fields.decode(Int.self, forKey: unit)
    self =
      switch unit {
      case .wallMinutes: .wallMinutes(amount)
      case .dutyMinutes: .dutyMinutes(amount)
      case .workingDays: .workingDays(amount)
      }
  }

  /// Writes `{"dutyMinutes": 10}`.
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    let unit: CodingKeys =
      switch self {
      case .wallMinutes: .wallMinutes
      case .dutyMinutes: .dutyMinutes
      case .workingDays: .workingDays
      }
    try fields.encode(amount, forKey: unit)
  }
}

private struct AnyField: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

private func refuseUnknownFields(in decoder: any Decoder, known: [String]) throws {
  let fields = try decoder.container(keyedBy: AnyField.self).allKeys.map(\.stringValue)
  if let unknown = fields.sorted().first(where: { !known.contains($0) }) {
    throw RuleProblem("时限规则里有不认识的字段「\(unknown)」，可能由更新的版本写成")
  }
}
