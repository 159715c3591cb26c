import CoreModel
import Testing

@testable import Store

@Suite("Which column holds what (列对照)") struct ColumnMappingTests {
  private func source(_ text: String) throws -> ImportSource { try ImportSource(Array(text.utf8)) }

  @Test("Its text is read back, with comments and any name that is recognised for a field")
  func text() throws {
    let mapping = try ColumnMapping(
      text: """
        # 街道新系统的导出
        工单编号 = 流水

        案件描述＝情况说明
        urgency=
        ＃ 完
        """)
    #expect(mapping.columns == [.number: "流水", .content: "情况说明", .urgency: ""])
    #expect(mapping.text == "工单编号=流水\n诉求内容=情况说明\n紧急程度=\n")
    #expect(try ColumnMapping(text: mapping.text) == mapping)
  }

  @Test(
    "A line that is not understood is named",
    arguments: [
      ("工单编号=流水\n内容 情况", 2, "没有等号"), ("\n#\n心情=好", 3, "没有「心情」这个字段"),
      ("工单编号=甲\nnumber=乙", 2, "「工单编号」在第 1 行已经写过"), ("受理时间=甲", 1, "没有「受理时间」这个字段"),
    ])
  func badText(text: String, line: Int, words: String) {
    #expect {
      try ColumnMapping(text: text)
    } throws: { error in
      guard let problem = error as? ColumnMapping.Problem else { return false }
      return problem.line == line && problem.reason.hasPrefix(words)
        && problem.message.contains("第 \(line) 行")
    }
  }

  private let foreign = "某街道导出\n流水,情况说明,主要内容,打电话的人\nA1,井盖坏了,别的话,王某\n"

  @Test("A header that says nothing by its names is read by a mapping")
  func override() throws {
    let desk = try TestDesk()
    let source = try source(foreign)
    #expect(source.sheets.map(\.isRecognised) == [false])
    #expect(source.sheets.map(\.headerLine) == [2])
    #expect(source.columns(of: 0) == ["流水", "情况说明", "主要内容", "打电话的人"])
    #expect(throws: ExchangeError.self) {
      try desk.store.previewImport(source, into: desk.scope, at: desk.now)
    }
    let mapping = ColumnMapping([.number: "流水", .content: "情况说明", .caller: "打电话的人"])
    let preview = try desk.store.previewImport(
      source, mapping: mapping, into: desk.scope, at: desk.now)
    #expect(preview.rows.map(\.verdict) == [.new] && preview.rows.map(\.words) == ["井盖坏了"])
    #expect(preview.mapping == mapping)
    // Kept for this header, it need not be given again.
    try desk.store.saveMapping(
      mapping, for: source.columns(of: 0), in: desk.scope, by: desk.actor)
    #expect(try desk.store.mapping(for: source.columns(of: 0), in: desk.scope) == mapping)
    #expect(try desk.store.mapping(for: ["别的"], in: desk.scope) == nil)
    #expect(try desk.take(source).new == 1)
    #expect(try desk.take(source).same == 1)
    let request = try desk.store.detail(number: "A1", in: desk.scope).request
    #expect(request.registration.resident.name == "王某")
    #expect(request.hotline?.otherColumns == ["主要内容": "别的话"])
    // Understood otherwise, it says something else.
    let changed = try desk.store.previewImport(
      source, mapping: ColumnMapping([.number: "流水", .content: "主要内容"]), into: desk.scope,
      at: desk.now)
    #expect(changed.changed == 1)
    try desk.store.saveMapping(
      ColumnMapping(), for: source.columns(of: 0), in: desk.scope, by: desk.actor)
    #expect(try desk.store.mapping(for: source.columns(of: 0), in: desk.scope) == nil)
    #expect(throws: StoreError.self) {
      try desk.store.saveMapping(mapping, for: ["甲"], in: desk.scope, by: Actor(desk.fitter))
    }
  }

  @Test("A column that is not there is named")
  func noSuchColumn() throws {
    let mapping = ColumnMapping([.number: "流水", .content: "没有的"])
    #expect(throws: ExchangeError.noSuchColumn(field: "诉求内容", column: "没有的")) {
      try ImportPreview(ofNew: try source(foreign), mapping: mapping, at: Instant(milliseconds: 0))
    }
    let city = "工单编号,主要内容\n1,灯\n"
    #expect(throws: ExchangeError.noSuchColumn(field: "地址", column: "没有的")) {
      try ImportPreview(
        ofNew: try source(city), mapping: ColumnMapping([.place: "没有的"]),
        at: Instant(milliseconds: 0))
    }
  }

  @Test("Only what differs from the names is kept of a mapping that was edited whole")
  func decisions() {
    let names = ["工单编号", "主要内容", "地址", "备注"]
    var whole = ColumnMapping(recognisedIn: names)
    #expect(whole.columns == [.number: "工单编号", .content: "主要内容", .place: "地址"])
    #expect(whole.decisions(for: names).isEmpty)
    whole.columns[.place] = nil
    whole.columns[.outcome] = "备注"
    let decided = whole.decisions(for: names)
    #expect(decided.columns == [.place: "", .outcome: "备注"])
    #expect(decided.completed(for: names) == whole)
  }

  @Test("A mapping that only says what the names say changes no fingerprint")
  func fingerprint() throws {
    let now = Instant(milliseconds: 1_795_000_000_000)
    let bytes = Array("工单编号,主要内容,地址\n1,灯,甲路\n".utf8)
    func fingerprint(_ mapping: ColumnMapping) throws -> String? {
      var reader = try HotlineReader(
        try ImportSource(bytes), mapping: mapping, receivedFallback: now)
      guard case .row(let row) = try reader.next() else { return nil }
      return row.fingerprint
    }
    let plain = try fingerprint(ColumnMapping())
    #expect(try fingerprint(ColumnMapping(recognisedIn: ["工单编号", "主要内容", "地址"])) == plain)
    #expect(try fingerprint(ColumnMapping([.place: ""])) != plain)
  }
}
