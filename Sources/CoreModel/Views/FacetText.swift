extension FacetValue {
  /// What it is called in files: `tier:2`, `group:none`, `received:7`. Never changes its meaning.
  package var code: String {
    switch self {
    case .tier(let tier): "tier:\(tier.map { "\($0.rawValue)" } ?? "none")"
    case .status(let status): "status:\(status.rawValue)"
    case .channel(let channel): "channel:\(channel.rawValue)"
    case .group(let group): "group:\(group?.text ?? "none")"
    case .handler(.person(let person)?): "handler:\(person.text)"
    case .handler(.pool(let crew)?): "crew:\(crew.rawValue)"
    case .handler(nil): "handler:none"
    case .urgency(let urgency): "urgency:\(urgency.rawValue)"
    case .hotline(let is12345): "hotline:\(is12345 ? "yes" : "no")"
    case .received(.lastDays(let count)): "received:\(count)"
    case .received(.days(let first, let last)): "received:\(first.isoText)..\(last.isoText)"
    }
  }

  /// The reverse of ``code``; nil when this release does not know it.
  package init?(code: String) {
    guard let colon = code.firstIndex(of: ":") else { return nil }
    let value = String(code[code.index(after: colon)...])
    guard !value.isEmpty else { return nil }
    let isNone = value == "none"
    switch code[..<colon] {
    case "tier":
      guard let tier = Int(value).flatMap(Tier.init(rawValue:)) else {
        guard isNone else { return nil }
        self = .tier(nil)
        return
      }
      self = .tier(tier)
    case "status":
      guard let status = RequestStatus(rawValue: value) else { return nil }
      self = .status(status)
    case "channel":
      guard let channel = Channel(rawValue: value) else { return nil }
      self = .channel(channel)
    case "group": self = .group(isNone ? nil : GroupID(value))
    case "handler": self = .handler(isNone ? nil : .person(PersonID(value)))
    case "crew":
      guard let crew = Crew(rawValue: value) else { return nil }
      self = .handler(.pool(crew))
    case "urgency":
      guard let urgency = Urgency(rawValue: value) else { return nil }
      self = .urgency(urgency)
    case "hotline":
      guard value == "yes" || value == "no" else { return nil }
      self = .hotline(value == "yes")
    case "received":
      if let count = Int(value), (1...3660).contains(count) {
        self = .received(.lastDays(count))
        return
      }
      let parts = value.split(separator: ".", omittingEmptySubsequences: true)
      guard parts.count == 2, let first = Day(isoText: parts[0]), let last = Day(isoText: parts[1])
      else { return nil }
      self = .received(.days(first, last))
    default: return nil
    }
  }
}

extension ReceivedSpan {
  /// Reads `11-01 11-20`, `11.1至11.20`, `20261101-20261120`, `11月1日–11月20日`, a single day, or 今天, 7天, 近30天.
  /// A day without a year is the latest that is not after today.
  package init?(typed: String, on today: Day) {
    var text = ""
    for scalar in typed.tidied.unicodeScalars { text.unicodeScalars.append(scalar.halfWidth) }
    if text == "今天" || text == "今日" {
      self = .lastDays(1)
      return
    }
    if text.hasSuffix("天"), let count = Int(text.dropLast().drop { "近最".contains($0) }) {
      guard (1...3660).contains(count) else { return nil }
      self = .lastDays(count)
      return
    }
    let groups = text.split { !("0"..."9").contains($0) }.map(String.init)
    guard groups.allSatisfy({ $0.utf8.count <= 8 }) else { return nil }
    var days: [Day] = []
    var rest = groups[...]
    while let first = rest.popFirst() {
      if first.utf8.count == 8, let number = Int(first) {
        guard let day = Day(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        else { return nil }
        days.append(day)
        continue
      }
      if first.utf8.count == 4, first.hasPrefix("19") || first.hasPrefix("20") {
        guard let year = Int(first), let month = rest.popFirst().flatMap({ Int($0) }),
          let date = rest.popFirst().flatMap({ Int($0) }),
          let day = Day(year: year, month: month, day: date)
        else { return nil }
        days.append(day)
        continue
      }
      guard let month = Int(first), let date = rest.popFirst().flatMap({ Int($0) }),
        let day = ReceivedSpan.latest(month: month, day: date, on: today)
      else { return nil }
      days.append(day)
    }
    guard let first = days.first, let last = days.last, days.count <= 2 else { return nil }
    self = .days(min(first, last), max(first, last))
  }

  private static func latest(month: Int, day: Int, on today: Day) -> Day? {
    let year = today.components.year
    for candidate in [year, year - 1, year - 2, year - 3, year - 4] {
      if let found = Day(year: candidate, month: month, day: day), found <= today { return found }
    }
    return nil
  }
}

extension Day {
  /// `2026-11-21`.
  package var isoText: String {
    let (year, month, day) = components
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  /// The reverse of ``isoText``.
  package init?(isoText: some StringProtocol) {
    let parts = isoText.split(separator: "-").map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      (1992...9999).contains(year)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}
