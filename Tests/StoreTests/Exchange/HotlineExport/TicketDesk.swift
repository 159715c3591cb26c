import CoreModel
import Foundation
import Testing

@testable import Store

/// A desk with imported tickets, and what it does with them.
final class TicketDesk {
  let desk: TestDesk
  var store: DeskStore { desk.store }

  static let header =
    "序号,工单编号,标题,主要内容,工单类型,问题分类,工单状态,派单时间,来电时间,办理时限,办结时间,回复内容,是否满意,联系人,联系电话,"
    + "实际地址,紧急程度,区,备注,备注,是否先行联系,要求完成日期"

  /// Open, closed, half empty, and with what spreadsheets do not like.
  static let rows = [
    "1,261121001,请求维修,马桶反水，电话13800002046,求助,住房->物业->维修,处理中,2026-11-20 09:00:00,2026-11-20 08:50:00,2026-11-25,,,,李阿姨,13800002046,虚构路1058弄12号502,一般,虚构区,甲,乙,,2026/11/24",
    "2,261121002,,\"=1+1 楼道灯\n不亮\",投诉,住房/物业,处理中,2026/11/20 10:00,,5个工作日,,,,张先生,021-62120000转8,虚构路2号,紧急,,,,,",
    "3,261121003,噪音,夜里噪音：装修,投诉,,已办结,2026-11-18 09:00:00,2026-11-18 08:00:00,,2026-11-19 10:00:00,已劝阻,满意,王女士,150××××,－北门,,虚构区,\"带,逗号\",,是,",
    "4,261121004,,咨询居住证,咨询,,处理中,2026-11-21 09:00:00,,,,,,匿名,,,不急,,,,,下周",
  ]

  init() throws { desk = try TestDesk() }

  func source(_ text: String) throws -> ImportSource { try ImportSource(Array(text.utf8)) }

  @discardableResult
  func importTickets(
    _ rows: [String] = TicketDesk.rows, header: String = TicketDesk.header
  ) throws -> ImportReport {
    try desk.take(try source(([header] + rows).joined(separator: "\n")))
  }

  func give(
    _ step: RequestCommand, to number: String, by actor: Actor? = nil, at moment: Instant? = nil
  ) throws {
    let detail = try store.detail(number: number, in: desk.scope)
    _ = try store.perform(
      step, on: detail.history.id, expecting: nil, by: actor ?? desk.actor, at: moment ?? desk.now)
  }

  static let points = "居委会于11月21日电话答复来电人：已疏通，恢复正常。"

  /// From 签收 to a filed reply.
  func handle(
    _ number: String, at moment: Instant? = nil, _ change: (inout HotlineReply) -> Void = { _ in }
  ) throws {
    let (me, now) = (desk.officer.id, moment ?? desk.now)
    try give(.ticket(.sign(note: "")), to: number, at: now)
    try give(
      .ticket(
        .contact(
          ContactAttempt(by: me, at: now, words: "来电人在家，电话13800002046"),
          meeting: Meeting(.acceptance, by: me, at: now, manner: .phone, words: "约了上门"))),
      to: number, at: now)
    try give(
      .ticket(.meet(Meeting(.progress, by: me, at: now, manner: .visit, words: "正在疏通"))),
      to: number,
      at: now)
    let isInquiry =
      try store.detail(number: number, in: desk.scope).request.hotline?.kind == .inquiry
    var reply = HotlineReply()
    reply.fact = isInquiry ? .policyKnown : .confirmed
    reply.siteView = isInquiry ? .noSite : .viewed
    reply.siteViewedAt = isInquiry ? nil : now
    reply.claim = .justified
    reply.points = TicketDesk.points
    reply.department = "居委会"
    reply.signedBy = "居委会"
    reply.manner = .phone
    reply.answeredAt = now
    reply.solution = .solved
    reply.opinion = .satisfied
    reply.isPublic = true
    change(&reply)
    try give(
      .ticket(
        .reply(
          reply,
          meeting: Meeting(.completion, by: me, at: now, manner: .visit, words: "看过，好了"))),
      to: number, at: now)
  }

  /// Exports, and reads what was written: by the columns' names.
  func export(
    _ name: String = "出.csv", full: String? = nil, filter: ExportFilter = ExportFilter()
  ) throws -> (report: ExportReport, rows: [[String]]) {
    let path = desk.folder + "/" + name
    var wanted = ExportRequest(to: path, as: try #require(SheetFile.Format(path: path)))
    wanted.isReplacing = true
    wanted.fullReason = full
    wanted.filter = filter
    let report = try store.exportTickets(
      wanted, of: desk.scope, by: full == nil ? nil : desk.actor, at: desk.now)
    return (report, try rows(of: name))
  }

  func fill(_ sheet: ImportSource, _ name: String = "填.xlsx") throws -> (
    report: ExportReport, rows: [[String]]
  ) {
    let path = desk.folder + "/" + name
    let wanted = ExportRequest(to: path, as: try #require(SheetFile.Format(path: path)))
    let report = try store.fill(sheet, into: wanted, of: desk.scope, at: desk.now)
    return (report, try rows(of: name))
  }

  func bytes(of name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: desk.folder + "/" + name)))
  }

  /// All cells of a file, every row as long as the longest.
  func rows(of name: String) throws -> [[String]] {
    let bytes = try bytes(of: name)
    var rows: [[String]] = []
    if Workbook.recognises(bytes) {
      var reader = try Workbook(bytes).reader(of: 0)
      var row = SheetRow()
      while try reader.next(into: &row) { rows.append((0..<row.count).map { row.text($0) }) }
    } else {
      var text = DelimitedText(Array(bytes.dropFirst(3)), delimiter: 0x2C)
      var row = DelimitedText.Row()
      while try text.next(into: &row) {
        rows.append((0..<row.count).map { text.text($0, of: row) })
      }
    }
    let widest = rows.map(\.count).max() ?? 0
    return rows.map { $0 + Array(repeating: "", count: widest - $0.count) }
  }
}

extension [[String]] {
  /// A cell by its row below the header and its column's name.
  func cell(_ row: Int, _ column: String) -> String? {
    let header = first { $0.contains(column) }
    guard let header, let at = header.firstIndex(of: column) else { return nil }
    let place = (firstIndex(of: header) ?? 0) + 1 + row
    return indices.contains(place) ? self[place][at] : nil
  }
}
