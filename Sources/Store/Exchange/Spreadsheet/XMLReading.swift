import CExpat

/// Takes what stands in an XML part. A subclass keeps track of where it is.
class XMLReceiver {
  /// Why reading cannot go on; set by the receiver, it ends the reading.
  final var failure: ExchangeError?
  /// How deep the reader is in elements of no interest.
  final fileprivate(set) var ignored = 0
  fileprivate final var strangers = 0
  fileprivate final var attributeNames = AttributeNames()

  /// An element of interest begins; false leaves it out with everything in it.
  func start(_ name: XMLName, _ attributes: XMLAttributes) -> Bool { false }
  /// An element for which ``start(_:_:)`` said true ends.
  func end() {}
  /// Text directly in such an element, possibly in pieces.
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// The attribute names of a part. Expat keeps every one for good, so there must not be millions of them; it keeps each
/// at one address, so that they are told apart without being read.
private struct AttributeNames {
  private var recent = [UnsafePointer<XML_Char>?](repeating: nil, count: 16)
  private var all: Set<UnsafePointer<XML_Char>> = []

  /// Takes note of an element's names; false when there are more than any workbook has.
  mutating func take(_ list: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) -> Bool {
    guard var position = list else { return true }
    while let name = position.pointee {
      let slot = Int(bitPattern: name) >> 3 & 15
      if recent[slot] != name {
        recent[slot] = name
        all.insert(name)
      }
      position += 2
    }
    return all.count <= SheetLimits.attributeNames
  }
}

/// An element's or attribute's name, looked at without its prefix.
struct XMLName {
  fileprivate let local: UnsafePointer<CChar>
  /// Whether there was a prefix.
  let isPrefixed: Bool

  fileprivate init(_ qualified: UnsafePointer<CChar>) {
    var position = qualified
    var start = qualified
    while position.pointee != 0 {
      position += 1
      if position.pointee == 0x3A { start = position + 1 }
    }
    local = start
    isPrefixed = start != qualified
  }

  static func == (name: XMLName, text: StaticString) -> Bool {
    var a = UnsafeRawPointer(name.local).assumingMemoryBound(to: UInt8.self)
    var b = text.utf8Start
    while a.pointee == b.pointee {
      if a.pointee == 0 { return true }
      a += 1
      b += 1
    }
    return false
  }
}

/// The attributes of an element, valid while it begins.
struct XMLAttributes {
  fileprivate let list: UnsafeMutablePointer<UnsafePointer<CChar>?>?

  /// Goes through names and values.
  @inline(__always)
  func forEach(_ body: (XMLName, UnsafePointer<CChar>) -> Void) {
    guard var position = list else { return }
    while let name = position.pointee, let value = (position + 1).pointee {
      body(XMLName(name), value)
      position += 2
    }
  }

  /// The text of an attribute without a prefix.
  func text(_ wanted: StaticString, limit: Int = 1024) -> String? {
    var found: String?
    forEach { name, value in
      if found == nil, !name.isPrefixed, name == wanted { found = XMLAttributes.text(value, limit) }
    }
    return found
  }

  /// The text of an attribute with a prefix: `r:id`.
  func prefixed(_ wanted: StaticString) -> String? {
    var found: String?
    forEach { name, value in
      if found == nil, name.isPrefixed, name == wanted { found = XMLAttributes.text(value, 1024) }
    }
    return found
  }

  private static func text(_ value: UnsafePointer<CChar>, _ limit: Int) -> String {
    var count = 0
    while count < limit, value[count] != 0 { count += 1 }
    return String(
      decoding: UnsafeRawBufferPointer(start: value, count: count), as: UTF8.self)
  }
}

/// Reads one XML part with expat as it is inflated.
///
/// A document type declaration is refused, so there are no entities to multiply. Nothing is ever fetched.
final class XMLReading {
  private let part: ZipPart
  private let receiver: XMLReceiver
  private let parser: OpaquePointer
  private var fed = 0
  /// Whether the part has been read to its end.
  private(set) var isAtEnd = false

  init(_ part: ZipPart, _ receiver: XMLReceiver) throws(ExchangeError) {
    guard let parser = XML_ParserCreate(nil) else { throw .workbookDamaged("内存不足，打不开") }
    self.part = part
    self.receiver = receiver
    self.parser = parser
    XML_SetUserData(parser, Unmanaged.passUnretained(receiver).toOpaque())
    // With the parser itself as the handlers' argument its user data is one load away.
    XML_UseParserAsHandlerArg(parser)
    XML_SetElementHandler(parser, ExpatCallbacks.start, ExpatCallbacks.end)
    XML_SetCharacterDataHandler(parser, ExpatCallbacks.text)
    XML_SetStartDoctypeDeclHandler(parser, ExpatCallbacks.doctype)
  }

  deinit { XML_ParserFree(parser) }

  /// Reads all of a part.
  static func all(_ part: ZipPart, _ receiver: XMLReceiver) throws(ExchangeError) {
    let reading = try XMLReading(part, receiver)
    while !reading.isAtEnd { try reading.advance() }
  }

  /// Reads one more piece.
  func advance() throws(ExchangeError) {
    guard !isAtEnd else { return }
    guard let buffer = XML_GetBuffer(parser, Int32(XMLReading.piece)) else {
      throw .workbookDamaged("内存不足，打不开")
    }
    let count = try part.read(into: buffer, count: XMLReading.piece)
    fed += count
    let status = XML_ParseBuffer(parser, Int32(count), count == 0 ? 1 : 0)
    if let failure = receiver.failure { throw failure }
    guard status == XML_STATUS_OK else {
      let line = XML_GetCurrentLineNumber(parser)
      throw .workbookDamaged("其中的 \(part.name.suffix(60)) 第 \(line) 行不是正确的 XML")
    }
    // A tag is parsed anew with every piece until it is whole: an endless one would take for ever.
    if count > 0, fed - Int(XML_GetCurrentByteIndex(parser)) > SheetLimits.tag + XMLReading.piece {
      throw .workbookDamaged("其中的 \(part.name.suffix(60)) 有长得不正常的标签")
    }
    isAtEnd = count == 0
  }

  private static let piece = 1 << 16
}

/// What expat calls. They can capture nothing.
private enum ExpatCallbacks {
  static let start:
    @convention(c) (
      UnsafeMutableRawPointer?, UnsafePointer<XML_Char>?,
      UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
    ) -> Void = { parser, name, attributes in
      guard let parser, let name else { return }
      let receiver = receiver(of: parser)
      if !receiver.attributeNames.take(attributes) {
        receiver.failure = .workbookDamaged("里面的 XML 属性多得不正常")
        stop(parser)
        return
      }
      if receiver.ignored == 0,
        receiver.start(XMLName(name), XMLAttributes(list: attributes))
      {
        if receiver.failure != nil { stop(parser) }
        return
      }
      receiver.ignored += 1
      receiver.strangers += 1
      if receiver.ignored > SheetLimits.depth || receiver.strangers > SheetLimits.strangers {
        receiver.failure = .workbookDamaged("里面的 XML 层数或标签多得不正常")
      }
      if receiver.failure != nil { stop(parser) }
    }

  static let end: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<XML_Char>?) -> Void = {
    parser, _ in
    guard let parser else { return }
    let receiver = receiver(of: parser)
    if receiver.ignored > 0 {
      receiver.ignored -= 1
    } else {
      receiver.end()
      if receiver.failure != nil { stop(parser) }
    }
  }

  static let text:
    @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<XML_Char>?, Int32) -> Void = {
      parser, bytes, count in
      guard let parser, let bytes, count > 0 else { return }
      let receiver = receiver(of: parser)
      guard receiver.ignored == 0 else { return }
      bytes.withMemoryRebound(to: UInt8.self, capacity: Int(count)) { bytes in
        receiver.text(UnsafeBufferPointer(start: bytes, count: Int(count)))
      }
      if receiver.failure != nil { stop(parser) }
    }

  static let doctype:
    @convention(c) (
      UnsafeMutableRawPointer?, UnsafePointer<XML_Char>?, UnsafePointer<XML_Char>?,
      UnsafePointer<XML_Char>?, Int32
    ) -> Void = { parser, _, _, _, _ in
      guard let parser else { return }
      receiver(of: parser).failure = .workbookDamaged("里面有 DTD 实体声明，工作簿不该有，可能是恶意文件")
      stop(parser)
    }

  @inline(__always)
  private static func receiver(of parser: UnsafeMutableRawPointer) -> XMLReceiver {
    // XML_GetUserData is a macro: the user data is the parser's first member.
    let data = parser.assumingMemoryBound(to: UnsafeMutableRawPointer.self).pointee
    return Unmanaged<XMLReceiver>.fromOpaque(data).takeUnretainedValue()
  }

  private static func stop(_ parser: UnsafeMutableRawPointer) {
    _ = XML_StopParser(OpaquePointer(parser), XML_Bool(XML_FALSE))
  }
}
