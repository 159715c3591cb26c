/// Takes a caller's name and numbers out of texts: the one way in which everything that is shown of an 匿名 or 保密
/// ticket goes.
package struct CallerBlank: Hashable, Sendable {
  /// How far the caller may be shown.
  package let privacy: CallerPrivacy
  /// Names as they may stand in a text, the longest first.
  private let names: [String]
  /// Digits of the numbers.
  private let numbers: [[Unicode.Scalar]]

  /// Blanks nothing.
  package static let none = CallerBlank(.open, names: [], phones: [])

  /// Makes one.
  /// - Parameters:
  ///   - names: The caller's names as they were written anywhere.
  ///   - phones: The caller's telephones as they were written anywhere.
  package init(_ privacy: CallerPrivacy, names: [String], phones: [String]) {
    self.privacy = privacy
    guard privacy != .open else {
      self.names = []
      numbers = []
      return
    }
    let spellings = Set(names.flatMap(CallerName.spellings))
    self.names = spellings.sorted { ($0.count, $0) > ($1.count, $1) }
    guard privacy == .confidential else {
      numbers = []
      return
    }
    let digits = Set(phones.flatMap(CallerBlank.digits))
    numbers = digits.sorted { ($0.count, $0) > ($1.count, $1) }.map { Array($0.unicodeScalars) }
  }

  /// Of one registration, whatever came later.
  package init(_ form: Registration) {
    self.init(form, correction: nil, former: CallerTraces())
  }

  /// Of a registration as it is now, and of those who were written there before.
  init(_ form: Registration, correction: TicketCorrection?, former: CallerTraces) {
    let privacy = form.hotline?.callerPrivacy.corrected(by: correction) ?? .open
    guard privacy != .open else {
      self = .none
      return
    }
    var callers = former
    callers.add(form)
    self.init(privacy, names: callers.names, phones: callers.phones)
  }

  /// Whether it changes nothing.
  package var isEmpty: Bool { privacy == .open }

  /// A text without the caller.
  package func blanked(_ text: String) -> String {
    guard !isEmpty, !text.isEmpty else { return text }
    var result = text
    for name in names where result.contains(name) {
      result = result.replacing(name, with: CallerPrivacy.nameInText)
    }
    return numbers.isEmpty ? result : withoutNumbers(result)
  }

  /// The same where there may be no text.
  package func blanked(_ text: String?) -> String? { text.map { blanked($0) } }

  /// What a column of an export may show.
  package func shown(_ value: String, ofColumn column: String) -> String {
    guard !isEmpty, !CallerPrivacy.isSaid(inColumn: column) else { return value }
    switch CallerColumn(column) {
    case .name: return "（\(privacy.title)）"
    case .phone, .person: return privacy == .confidential ? "（\(privacy.title)）" : blanked(value)
    case nil: return blanked(value)
    }
  }

  // MARK: Numbers

  /// `13800002046`, `138 0000 2046`, `138-0000-2046`, and what of `138****2046` would give it away.
  private func withoutNumbers(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    let plain = scalars.map(\.halfWidth)
    var result = String.UnicodeScalarView()
    var index = 0
    while index < plain.count {
      if plain[index].isDigit,
        let end = numbers.lazy.compactMap({ end(of: $0, in: plain, from: index) }).first
      {
        result.append(contentsOf: CallerPrivacy.phoneShown.unicodeScalars)
        index = end
      } else {
        result.append(scalars[index])
        index += 1
      }
    }
    return String(result)
  }

  /// Where a number that begins here ends; nil when another one stands here.
  private func end(
    of number: [Unicode.Scalar], in text: [Unicode.Scalar], from start: Int
  ) -> Int? {
    wholeEnd(of: number, in: text, from: start) ?? maskedEnd(of: number, in: text, from: start)
  }

  private func wholeEnd(
    of number: [Unicode.Scalar], in text: [Unicode.Scalar], from start: Int
  ) -> Int? {
    var index = start
    for (place, digit) in number.enumerated() {
      if place > 0 {
        var gap = 0
        while index < text.count, gap < 3, CallerBlank.isSeparator(text[index]) {
          index += 1
          gap += 1
        }
      }
      guard index < text.count, text[index] == digit else { return nil }
      index += 1
    }
    return index
  }

  private func maskedEnd(
    of number: [Unicode.Scalar], in text: [Unicode.Scalar], from start: Int
  ) -> Int? {
    var head = 0
    while head < number.count, start + head < text.count, text[start + head] == number[head] {
      head += 1
    }
    var index = start + head
    let stars = index
    while index < text.count, CallerBlank.hiding.contains(text[index]) { index += 1 }
    guard head >= 2, index > stars else { return nil }
    var tail = 0
    while index + tail < text.count, text[index + tail].isDigit { tail += 1 }
    guard tail >= 2, head + tail < number.count,
      number.suffix(tail).elementsEqual(text[index..<index + tail])
    else { return nil }
    return index + tail
  }

  /// The numbers of a field, with and without the area code.
  private static func digits(_ phone: String) -> [String] {
    PhoneText.normalized(phone).split { !("0"..."9" ~= $0) }.map(String.init)
      .filter { $0.count >= PhoneText.shortest }
      .flatMap { number -> [String] in
        guard number.hasPrefix("0"), number.count >= 10 else { return [number] }
        let isShort = number.hasPrefix("010") || number.hasPrefix("02")
        return [number, String(number.dropFirst(isShort ? 3 : 4))]
      }
  }

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "." || scalar == "/" || scalar == "(" || scalar == ")" || PhoneText.isDash(scalar)
      || scalar.properties.isWhitespace
  }

  private static let hiding: Set<Unicode.Scalar> = ["*", "×", "x", "X", "＊", "●", "•", "_"]
}

/// What a column of an export that we have no field for says of the caller.
enum CallerColumn {
  case name, phone, person

  init?(_ column: String) {
    let column = column.lowercased()
    func says(_ words: [String]) -> Bool { words.contains { column.contains($0) } }
    // Who handles it for us is no secret.
    if says(CallerColumn.ours) { return nil }
    if says(CallerColumn.phones) {
      self = .phone
    } else if says(CallerColumn.names) {
      self = .name
    } else if says(CallerColumn.persons) {
      self = .person
    } else {
      return nil
    }
  }

  private static let ours = [
    "先行", "承办", "处置", "经办", "办理", "受理", "派单", "坐席", "话务", "回访", "负责", "主办", "协办", "工单",
  ]
  private static let phones = [
    "电话", "手机", "号码", "联系方式", "座机", "微信", "phone", "mobile", "tel",
  ]
  private static let names = ["姓名", "联系人", "来电人", "投诉人", "举报人", "反映人", "诉求人", "称呼"]
  private static let persons = ["身份证", "证件", "邮箱", "住址", "家庭", "户籍", "年龄", "性别", "账号", "帐号"]
}

/// Names and numbers by which a caller may be known, as they were written anywhere in a request.
struct CallerTraces: Hashable, Sendable {
  private(set) var names: [String] = []
  private(set) var phones: [String] = []

  mutating func add(_ resident: Resident?) {
    names += [resident?.name].compactMap(\.self)
    phones += [resident?.phone].compactMap(\.self)
  }

  mutating func add(_ form: Registration) {
    add(form.resident)
    for (column, value) in form.hotline?.otherColumns ?? [:] { add(value, ofColumn: column) }
  }

  mutating func add(_ event: RequestEvent) {
    switch event {
    case .registered(let form): add(form)
    case .amended(let amendment): add(amendment.resident)
    case .hotlineReconciled(let decided):
      for choice in decided.choices {
        for value in [choice.ours, choice.theirs].compactMap(\.self) {
          switch choice.field {
          case .caller: names.append(value)
          case .phone: phones.append(value)
          case .other(let column): add(value, ofColumn: column)
          default: break
          }
        }
      }
    default: break
    }
  }

  private mutating func add(_ value: String, ofColumn column: String) {
    guard !CallerPrivacy.isSaid(inColumn: column) else { return }
    switch CallerColumn(column) {
    case .name: names.append(value)
    case .phone: phones.append(value)
    case .person, nil: break
    }
  }
}
