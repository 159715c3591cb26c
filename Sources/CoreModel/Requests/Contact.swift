/// Where a request is about.
package struct RequestPlace: Hashable, Codable, Sendable {
  /// The building group, once it is known.
  package var group: GroupID?
  /// The room: `502`.
  package var room: String?
  /// What the resident said, when it names no group we know: `北门垃圾房`.
  package var detail: String?

  /// Makes a place; everything may be unknown.
  package init(group: GroupID? = nil, room: String? = nil, detail: String? = nil) {
    self.group = group
    self.room = room
    self.detail = detail
  }
}

/// Who asked. Personal data: shown masked, never logged.
package struct Resident: Hashable, Codable, Sendable {
  /// As they gave it: `李阿姨`.
  package var name: String?
  /// The number, as ``PhoneText/normalized(_:)`` spells it since it was written down.
  package var phone: String?

  /// Makes a resident; everything may be unknown.
  package init(name: String? = nil, phone: String? = nil) {
    self.name = name
    self.phone = phone
  }

  /// The phone as screens and exports show it: `138****2046`.
  package var maskedPhone: String? { phone.map(PhoneText.masked) }
}

/// 处置凭证: what shows that the work was done.
package struct Evidence: Hashable, Codable, Sendable {
  /// The photo's name as staff gave it: `IMG_2041.jpg`.
  package var fileName: String
  /// SHA-256 of the content in lower-case hex; the store keeps the file under it.
  package var digest: String
  /// Bytes.
  package var size: Int

  /// Makes a piece of evidence.
  package init(fileName: String, digest: String, size: Int) {
    self.fileName = fileName
    self.digest = digest
    self.size = size
  }
}
