/// How long what people write may be, and one spelling for it. Every way in goes through here, so that a
/// script cannot store what no screen could show.
enum WordLimits {
  /// What the resident is called.
  static let name = 60
  /// One or a few telephone numbers with what is said of them.
  static let phone = 80
  /// A room.
  static let room = 40
  /// A place in words; exports write whole addresses.
  static let detail = 500
  /// A unit or office, and who was met.
  static let unit = 60
  /// What a request is about, and why the rules think so.
  static let category = 60
  static let basis = 300
  /// Name of a file.
  static let fileName = 255

  /// The words without blanks at either end.
  /// - Throws: ``Refusal`` when there are too many.
  static func checked(
    _ text: String, _ what: String, atMost most: Int = RequestHistory.longestText
  ) throws(Refusal) -> String {
    let tidy = text.tidied
    guard tidy.isAtMost(most) else {
      throw .invalid("\(what)超过 \(most) 字，请精简；没有保存，写的内容没有丢失")
    }
    return tidy
  }

  /// The same for what may be left out; blanks alone say nothing.
  static func checked(
    optional text: String?, _ what: String, atMost most: Int
  ) throws(Refusal) -> String? {
    guard let text else { return nil }
    let tidy = try checked(text, what, atMost: most)
    return tidy.isEmpty ? nil : tidy
  }
}

extension RequestPlace {
  func checked() throws(Refusal) -> RequestPlace {
    RequestPlace(
      group: group, room: try WordLimits.checked(optional: room, "室号", atMost: WordLimits.room),
      detail: try WordLimits.checked(optional: detail, "地点", atMost: WordLimits.detail))
  }
}

extension Resident {
  func checked() throws(Refusal) -> Resident {
    let number = try WordLimits.checked(optional: phone, "电话", atMost: WordLimits.phone)
    return Resident(
      name: try WordLimits.checked(optional: name, "居民姓名", atMost: WordLimits.name),
      phone: number.map(PhoneText.normalized))
  }
}

extension TriageDecision {
  func checked() throws(Refusal) -> TriageDecision {
    TriageDecision(
      tier: tier,
      category: try WordLimits.checked(
        optional: category?.name, "类别", atMost: WordLimits.category
      ).map { Category($0) },
      urgency: urgency,
      basis: try WordLimits.checked(optional: basis, "分级依据", atMost: WordLimits.basis))
  }
}

extension Evidence {
  func checked() throws(Refusal) -> Evidence {
    Evidence(
      fileName: try WordLimits.checked(fileName, "附件文件名", atMost: WordLimits.fileName),
      digest: digest, size: size)
  }
}
