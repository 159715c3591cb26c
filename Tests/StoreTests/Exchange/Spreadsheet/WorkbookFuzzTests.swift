import Glibc
import Testing

@testable import Store

@Suite("Workbooks with bytes changed at random")
struct WorkbookFuzzTests {
  /// How many files of each kind; `JUWEI_FUZZ` asks for a longer run.
  private let rounds = getenv("JUWEI_FUZZ").flatMap { Int(String(cString: $0)) } ?? 400

  private func read(_ bytes: [UInt8]) {
    guard let workbook = try? Workbook(bytes) else { return }
    for sheet in workbook.sheets.indices { _ = try? workbook.rows(of: sheet) }
  }

  private func mutate(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<(1 + Int(random.next() % 8)) where !bytes.isEmpty {
      let place = Int(random.next() % UInt64(bytes.count))
      switch random.next() % 6 {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
      case 1: bytes[place] ^= 1 << UInt8(random.next() % 8)
      case 2: bytes[place] = [0, 0xFF, 0x7F, 0x80][Int(random.next() % 4)]
      case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int(random.next() % 40)))
      case 4:
        let piece = Array(bytes[place..<min(bytes.count, place + Int(random.next() % 40))])
        bytes.insert(contentsOf: piece, at: Int(random.next() % UInt64(bytes.count)))
      default: if random.next() % 8 == 0 { bytes.removeSubrange(place...) }
      }
    }
    return bytes
  }

  private var xlsx: WorkbookMaker {
    var maker = WorkbookMaker(
      """
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>楼_x000D_道</t></r></is></c></row>
      <row r="7"><c r="C7" s="1"><v>45370.75</v></c><c s="2"><v>1.38E10</v></c><c t="e"><v>#N/A</v></c></row>
      """, shared: ["<t>工单编号</t>", "<r><t>主要</t></r><rPh><t>x</t></rPh>"])
    maker.codes = "<numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m\"/>"
    maker.formats = [0, 176, 14]
    return maker
  }

  @Test("No change of an archive's bytes does more than refuse it")
  func archives() {
    var random = SplitMix64(seed: 1)
    for isStored in [true, false] {
      var maker = xlsx
      maker.isStored = isStored
      let bytes = maker.bytes
      for _ in 0..<rounds { read(mutate(bytes, &random)) }
    }
  }

  @Test("No change within a part's XML does more than refuse it")
  func parts() {
    var random = SplitMix64(seed: 2)
    let names = [
      "xl/worksheets/s1.xml", "xl/texts.xml", "xl/styles.xml", "xl/workbook.xml",
      "xl/_rels/workbook.xml.rels",
    ]
    let parts = xlsx.parts
    for round in 0..<rounds {
      var changed = parts
      guard let index = changed.firstIndex(where: { $0.name == names[round % names.count] }) else {
        continue
      }
      changed[index].bytes = mutate(changed[index].bytes, &random)
      read(WorkbookMaker.zip(changed, isStored: true))
    }
  }

  @Test("No change of an XLS file or of its records does more than refuse it")
  func records() {
    var random = SplitMix64(seed: 3)
    let maker = XLSMaker(
      [
        XLSMaker.shared(0, 0, 0), XLSMaker.label(0, 1, "楼道灯"),
        XLSMaker.number(1, 0, 45_370, style: 1),
        XLSMaker.severalPacked(2, 0, [6, 7, 9]),
        XLSMaker.formula(3, 0, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
        XLSMaker.result("字"), XLSMaker.truth(4, 0, 7, isError: true),
      ], texts: ["工单编号", "主要内容"],
      globals: [XLSMaker.format(176, "yyyy\"年\"m"), XLSMaker.style(0), XLSMaker.style(176)])
    var small = maker
    small.isSmall = true
    let stream = maker.stream
    for _ in 0..<rounds {
      read(mutate(small.bytes, &random))
      read(XLSMaker.file(mutate(stream, &random), named: "Workbook"))
      read(mutate(XLSMaker.file(stream, named: "Workbook"), &random))
    }
  }
}
