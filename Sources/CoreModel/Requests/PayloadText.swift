/// The JSON of the events that an import writes by the hundred thousand, letter for letter as
/// ``EventCodec`` would have it made: the general encoder costs thirty times as much.
///
/// A test holds the two together; a new field of a ``Registration`` fails it until it is written here.
struct PayloadText {
  private var bytes: [UInt8] = []

  /// The payload of 登记.
  static func of(_ form: Registration) -> String {
    var text = PayloadText()
    text.bytes.reserveCapacity(1024)
    text.write(form)
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// The payload of 热线办结.
  static func of(_ closing: HotlineClosing) -> String {
    var text = PayloadText()
    text.object { text in
      text.member("at", closing.at)
      text.member("outcome", closing.outcome)
      text.member("satisfaction", closing.satisfaction)
    }
    return String(decoding: text.bytes, as: UTF8.self)
  }

  // Keys come in the order of the alphabet, capitals first.

  private mutating func write(_ form: Registration) {
    object { text in
      text.member("channel", form.channel.rawValue)
      text.member("firstReceiver", form.firstReceiver.text)
      if let ticket = form.hotline {
        text.key("hotline")
        text.write(ticket)
      }
      text.member("neighborhood", form.neighborhood.text)
      text.member("number", form.number)
      text.key("place")
      text.object { text in
        text.member("detail", form.place.detail)
        text.member("group", form.place.group?.text)
        text.member("room", form.place.room)
      }
      text.member("receivedAt", form.receivedAt)
      text.key("resident")
      text.object { text in
        text.member("name", form.resident.name)
        text.member("phone", form.resident.phone)
      }
      text.member("text", form.text)
      text.member("urgency", form.urgency.rawValue)
    }
  }

  private mutating func write(_ ticket: HotlineTicket) {
    object { text in
      text.member("assignedAt", ticket.assignedAt)
      text.key("categoryPath")
      text.bytes.append(UInt8(ascii: "["))
      for (index, part) in ticket.categoryPath.enumerated() {
        if index > 0 { text.bytes.append(UInt8(ascii: ",")) }
        text.quote(part)
      }
      text.bytes.append(UInt8(ascii: "]"))
      text.member("kind", ticket.kind.rawValue)
      text.member("kindText", ticket.kindText)
      text.member("number", ticket.number)
      text.key("otherColumns")
      text.object { text in
        for (column, value) in ticket.otherColumns.sorted(by: PayloadText.precedes) {
          text.member(column, value)
        }
      }
      text.member("stateText", ticket.stateText)
      if let due = ticket.statedDueAt { text.member("statedDueAt", due) }
    }
  }

  /// By bytes, not by letters: an accent written in two ways counts as two.
  private static func precedes(_ a: (key: String, value: String), _ b: (key: String, value: String))
    -> Bool
  {
    a.key.utf8.lexicographicallyPrecedes(b.key.utf8)
  }

  // MARK: JSON

  private mutating func object(_ members: (inout PayloadText) -> Void) {
    bytes.append(UInt8(ascii: "{"))
    members(&self)
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func key(_ name: String) {
    if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
    quote(name)
    bytes.append(UInt8(ascii: ":"))
  }

  /// Nothing at all where there is no value.
  private mutating func member(_ name: String, _ value: String?) {
    guard let value else { return }
    key(name)
    quote(value)
  }

  private mutating func member(_ name: String, _ value: Instant) {
    key(name)
    bytes.append(contentsOf: String(value.milliseconds).utf8)
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { source in
      // Nearly every text can go in whole.
      if source.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) {
        bytes.append(contentsOf: source)
      } else {
        for byte in source { escape(byte) }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case 0x22, 0x5C: bytes += [0x5C, byte]
    case 0x08: bytes += [0x5C, UInt8(ascii: "b")]
    case 0x09: bytes += [0x5C, UInt8(ascii: "t")]
    case 0x0A: bytes += [0x5C, UInt8(ascii: "n")]
    case 0x0C: bytes += [0x5C, UInt8(ascii: "f")]
    case 0x0D: bytes += [0x5C, UInt8(ascii: "r")]
    case 0..<0x20:
      let digits = Array("0123456789abcdef".utf8)
      bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    default: bytes.append(byte)
    }
  }
}
