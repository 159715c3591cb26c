import CZip
import Glibc

/// The bytes of a file at one address, for C libraries that keep looking at it.
final class FixedBytes: @unchecked Sendable {
  // Never written after `init`, so that any thread may read.
  let buffer: UnsafeMutableRawBufferPointer

  init(_ bytes: [UInt8]) {
    buffer = .allocate(byteCount: Swift.max(bytes.count, 1), alignment: 16)
    buffer.copyBytes(from: bytes)
    count = bytes.count
  }

  /// How many there are.
  let count: Int

  deinit { buffer.deallocate() }
}

/// A zip archive in memory (libzip). Nothing in it is ever looked for outside of it.
final class ZipPackage {
  private let bytes: FixedBytes
  private let archive: OpaquePointer
  /// The parts by name in lower case with `/`, as Windows treats them and some programs write them.
  private var places: [String: zip_uint64_t] = [:]

  /// Opens an archive.
  /// - Throws: ``ExchangeError`` when it is damaged or absurd.
  init(_ bytes: FixedBytes) throws(ExchangeError) {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard
      let source = zip_source_buffer_create(
        bytes.buffer.baseAddress, zip_uint64_t(bytes.count), 0, &error)
    else { throw .workbookDamaged("内存不足，打不开") }
    guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      zip_source_free(source)
      throw .workbookDamaged("压缩包的目录不完整，多半没有下载完整")
    }
    self.bytes = bytes
    self.archive = archive
    let count = zip_get_num_entries(archive, 0)
    guard count <= SheetLimits.parts else {
      throw .workbookTooLarge("压缩包里有 \(count) 个文件，正常的工作簿只有几十个")
    }
    for index in 0..<zip_uint64_t(Swift.max(count, 0)) {
      guard let name = zip_get_name(archive, index, zip_flags_t(ZIP_FL_ENC_RAW)) else { continue }
      let key = ZipPackage.key(String(cString: name))
      if places[key] == nil { places[key] = index }
    }
  }

  deinit { zip_discard(archive) }

  /// Whether there is such a part.
  func has(_ name: String) -> Bool { places[ZipPackage.key(name)] != nil }

  /// The names of all parts, in lower case.
  var names: some Sequence<String> { places.keys }

  /// Opens a part for reading.
  /// - Throws: ``ExchangeError`` when there is none, or it cannot be read.
  func part(_ name: String) throws(ExchangeError) -> ZipPart {
    guard let index = places[ZipPackage.key(name)] else {
      throw .workbookDamaged("缺少其中的 \(name.suffix(60))")
    }
    var status = zip_stat_t()
    zip_stat_init(&status)
    if zip_stat_index(archive, index, 0, &status) == 0,
      status.valid & zip_uint64_t(ZIP_STAT_ENCRYPTION_METHOD) != 0,
      Int32(status.encryption_method) != ZIP_EM_NONE
    {
      throw .workbookEncrypted
    }
    guard let file = zip_fopen_index(archive, index, 0) else {
      switch zip_error_code_zip(zip_get_error(archive)) {
      case ZIP_ER_NOPASSWD, ZIP_ER_WRONGPASSWD, ZIP_ER_ENCRNOTSUPP: throw .workbookEncrypted
      case ZIP_ER_COMPNOTSUPP: throw .workbookDamaged("其中的 \(name.suffix(60)) 用了不支持的压缩方式")
      default: throw .workbookDamaged("其中的 \(name.suffix(60)) 打不开")
      }
    }
    // What the directory says of sizes is only used to be stricter, never to allow more.
    let packed =
      status.valid & zip_uint64_t(ZIP_STAT_COMP_SIZE) != 0
      ? Int(clamping: status.comp_size) : bytes.count
    return ZipPart(package: self, file: file, name: name, packed: Swift.min(packed, bytes.count))
  }

  private static func key(_ name: String) -> String {
    var key = name.lowercased()
    if key.utf8.contains(0x5C) { key = String(key.map { $0 == "\\" ? "/" : $0 }) }
    return key.hasPrefix("/") ? String(key.dropFirst()) : key
  }
}

/// One part of an archive, inflated piece by piece; what it inflates to is counted and limited.
final class ZipPart {
  private let package: ZipPackage
  private let file: OpaquePointer
  private let packed: Int
  /// The part's name, for messages.
  let name: String
  /// How many bytes came out so far.
  private(set) var inflated = 0

  fileprivate init(package: ZipPackage, file: OpaquePointer, name: String, packed: Int) {
    self.package = package
    self.file = file
    self.name = name
    self.packed = packed
  }

  deinit { zip_fclose(file) }

  /// Reads on; 0 at the end.
  /// - Throws: ``ExchangeError`` for damage and for what inflates beyond all measure.
  func read(into buffer: UnsafeMutableRawPointer, count: Int) throws(ExchangeError) -> Int {
    let read = zip_fread(file, buffer, zip_uint64_t(count))
    guard read >= 0 else {
      throw .workbookDamaged("其中的 \(name.suffix(60)) 解压出错，多半没有下载完整")
    }
    inflated += Int(read)
    if inflated > SheetLimits.inflated {
      throw .workbookTooLarge("其中的 \(name.suffix(60)) 解压后超过 1 GB")
    }
    if inflated > SheetLimits.unsuspicious, inflated / Swift.max(packed, 1) > SheetLimits.ratio {
      throw .workbookTooLarge("其中的 \(name.suffix(60)) 解压后膨胀到 \(SheetLimits.ratio) 倍以上，像是压缩炸弹")
    }
    return Int(read)
  }

  /// The whole part, which must be small.
  func small(upTo limit: Int) throws(ExchangeError) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while bytes.count < limit {
      var count = 0
      var failure: ExchangeError?
      piece.withUnsafeMutableBytes { buffer in
        guard let address = buffer.baseAddress else { return }
        do throws(ExchangeError) {
          count = try read(into: address, count: buffer.count)
        } catch { failure = error }
      }
      if let failure { throw failure }
      if count == 0 { break }
      bytes.append(contentsOf: piece[..<count])
    }
    return bytes
  }
}

/// What a workbook may hold. Every limit is far beyond real ones and counted while reading.
enum SheetLimits {
  /// Files in the archive.
  static let parts: Int64 = 20_000
  /// Bytes that one part may inflate to.
  static let inflated = 1 << 30
  /// Up to so many bytes nobody asks how well it was packed: repetitive sheets pack very well.
  static let unsuspicious = 128 << 20
  /// How many times larger than packed a part beyond ``unsuspicious`` may become.
  static let ratio = 500
  /// Bytes of all shared strings.
  static let sharedText = 512 << 20
  /// Bytes of one cell. Excel itself stops at 32,767 characters.
  static let cell = 256 << 10
  /// Rows and columns as Excel counts them.
  static let rows = 1_048_576
  static let columns = 16_384
  /// Sheets, formats.
  static let sheets = 1024
  static let styles = 1 << 20
  /// Nested elements, a single tag's bytes, and elements that mean nothing here.
  static let depth = 128
  static let tag = 1 << 20
  static let strangers = 2 << 20
  /// Different names of attributes in one part.
  static let attributeNames = 4096
  /// Bytes and cells of one row that are read.
  static let row = 8 << 20
  static let cellsOfRow = 2 * columns
}
