/// An OLE2 compound file: a small file system of streams, in which XLS keeps its records.
///
/// Read by our own bounds-checked code: chains may be circular and sizes may lie.
struct CompoundFile {
  private let bytes: [UInt8]
  private let sectorShift: Int
  private var table: [UInt32] = []
  private var entries: [Entry] = []
  private var smallTable: [UInt32] = []
  private var smallSectors: [UInt8] = []
  private var smallLimit = 0

  private struct Entry {
    var name: String
    var kind: UInt8
    var start: UInt32
    var size: Int
  }

  /// Whether bytes begin as such a file does.
  static func recognises(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
  }

  /// Reads the directory.
  /// - Throws: ``ExchangeError`` when it is damaged.
  init(_ bytes: [UInt8]) throws(ExchangeError) {
    self.bytes = bytes
    sectorShift = Int(bytes.u16(30) ?? 0)
    guard bytes.count >= 1536, sectorShift == 9 || sectorShift == 12,
      let tableCount = bytes.u32(44), let directory = bytes.u32(48), let limit = bytes.u32(56),
      let smallStart = bytes.u32(60), let more = bytes.u32(68)
    else { throw CompoundFile.damaged }
    smallLimit = Int(min(limit, 1 << 16))
    let sectors = bytes.count >> sectorShift + 1

    // The table's own sectors: 109 in the header, the rest in a chain of lists.
    var places: [UInt32] = (0..<109).compactMap { bytes.u32(76 + $0 * 4) }
    var list = more
    var steps = 0
    let perSector = 1 << (sectorShift - 2)
    while list < CompoundFile.lastSector, steps <= sectors {
      guard let start = offset(of: list) else { throw CompoundFile.damaged }
      for index in 0..<(perSector - 1) {
        places.append(bytes.u32(start + index * 4) ?? UInt32.max)
      }
      list = bytes.u32(start + (perSector - 1) * 4) ?? UInt32.max
      steps += 1
    }
    guard Int(tableCount) <= sectors else { throw CompoundFile.damaged }
    for place in places.prefix(Int(tableCount)) where place < CompoundFile.lastSector {
      guard let start = offset(of: place) else { throw CompoundFile.damaged }
      for index in 0..<perSector { table.append(bytes.u32(start + index * 4) ?? UInt32.max) }
    }

    let listing = try chain(from: directory, size: nil)
    for start in stride(from: 0, to: listing.count - 127, by: 128) {
      let length = min(Int(listing.u16(start + 64) ?? 0), 64)
      let units = stride(from: 0, to: max(length - 2, 0), by: 2).map {
        listing.u16(start + $0) ?? 0
      }
      entries.append(
        Entry(
          name: String(decoding: units, as: UTF16.self), kind: listing[start + 66],
          start: listing.u32(start + 116) ?? UInt32.max,
          size: Int(listing.u32(start + 120) ?? 0)))
    }
    if let root = entries.first, root.kind == 5 {
      if smallStart < CompoundFile.lastSector {
        let packed = try chain(from: smallStart, size: nil)
        smallTable = stride(from: 0, to: packed.count - 3, by: 4).map {
          packed.u32($0) ?? UInt32.max
        }
      }
      if root.start < CompoundFile.lastSector {
        smallSectors = try chain(from: root.start, size: root.size)
      }
    }
  }

  /// Whether there is a stream of this name.
  func has(_ name: String) -> Bool { entry(name) != nil }

  /// The content of a stream; nil when there is none of this name.
  /// - Throws: ``ExchangeError`` when it is cut off.
  func stream(_ name: String) throws(ExchangeError) -> [UInt8]? {
    guard let entry = entry(name) else { return nil }
    guard entry.size < smallLimit else { return try chain(from: entry.start, size: entry.size) }
    var content: [UInt8] = []
    var sector = entry.start
    while content.count < entry.size {
      let start = Int(sector) * 64
      guard start < smallSectors.count, Int(sector) < smallTable.count else {
        throw CompoundFile.damaged
      }
      content.append(contentsOf: smallSectors[start..<min(start + 64, smallSectors.count)])
      if content.count > smallSectors.count { throw CompoundFile.damaged }
      sector = smallTable[Int(sector)]
    }
    return Array(content.prefix(entry.size))
  }

  private func entry(_ name: String) -> Entry? {
    entries.first { $0.kind == 2 && $0.name.lowercased() == name.lowercased() }
  }

  /// The sectors of a chain; a size asks for so many bytes and refuses a chain that has fewer.
  private func chain(from first: UInt32, size: Int?) throws(ExchangeError) -> [UInt8] {
    var content: [UInt8] = []
    var sector = first
    // A chain cannot be longer than the file: a circle is.
    while sector < CompoundFile.lastSector, content.count <= bytes.count {
      if let size, content.count >= size { break }
      guard let start = offset(of: sector), Int(sector) < table.count else {
        throw CompoundFile.damaged
      }
      content.append(contentsOf: bytes[start..<min(start + 1 << sectorShift, bytes.count)])
      sector = table[Int(sector)]
    }
    guard content.count <= bytes.count, content.count >= size ?? 0 else {
      throw CompoundFile.damaged
    }
    return size.map { Array(content.prefix($0)) } ?? content
  }

  private func offset(of sector: UInt32) -> Int? {
    let start = (Int(sector) + 1) << sectorShift
    return start < bytes.count ? start : nil
  }

  private static let lastSector: UInt32 = 0xFFFF_FFFA
  private static let damaged = ExchangeError.workbookDamaged("文件不完整，多半没有下载完整")
}

extension [UInt8] {
  /// The little-endian number at a place; nil beyond the end.
  func u16(_ index: Int) -> UInt16? {
    guard index >= 0, index + 2 <= count else { return nil }
    return UInt16(self[index]) | UInt16(self[index + 1]) << 8
  }

  /// The little-endian number at a place; nil beyond the end.
  func u32(_ index: Int) -> UInt32? {
    guard let low = u16(index), let high = u16(index + 2) else { return nil }
    return UInt32(low) | UInt32(high) << 16
  }
}
