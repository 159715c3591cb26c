import CoreModel

/// A column that we add behind those that came in. Its name begins with ``HotlineHeader/ownMark``, so that an
/// import passes over it.
enum OwnColumn: String, CaseIterable {
  case number = "编号"
  case state = "状态"
  case signedAt = "签收时间"
  case contacted = "先行联系"
  case contactedAt = "先行联系时间"
  case acceptance = "接单见面"
  case progress = "过程见面"
  case completion = "办结见面"
  case originallyDueAt = "原时限"
  case dueAt = "现时限"
  case closedAt = "办结时间"
  case points = "答复要点"
  case solution = "诉求解决"
  case satisfaction = "是否满意"
  case returns = "退单次数"
  case extended = "延期"
  case orders = "督办单"
  case reviews = "回访复核"
  case visit = "回访结果"
  case visitedAt = "回访时间"
  case handler = "承办"
  case main = "并入主件"

  /// The column's name.
  var name: String { HotlineHeader.ownMark + rawValue }

  /// What it says of a ticket.
  func value(of one: ExportedTicket) -> SheetValue {
    switch self {
    case .number: return .text(one.request.number)
    case .state: return .text(one.request.ticketState?.title ?? one.request.status.title)
    case .signedAt: return SheetValue(one.ticket?.signedAt)
    case .contacted:
      guard let was = one.wasContacted else { return .blank }
      return .text(was ? "已联" : "未联：\(one.contactFailures)")
    case .contactedAt: return SheetValue(one.ticket?.contactedAt)
    case .acceptance: return SheetValue(one.words(of: .acceptance))
    case .progress: return SheetValue(one.words(of: .progress))
    case .completion: return SheetValue(one.words(of: .completion))
    case .originallyDueAt: return SheetValue(one.limit?.originallyDueAt)
    case .dueAt: return SheetValue(one.limit?.dueAt)
    case .closedAt: return SheetValue(one.closedAt)
    case .points: return SheetValue(one.outcome.map(one.shown))
    case .solution: return SheetValue((one.visit?.solution ?? one.reply?.solution)?.title)
    case .satisfaction: return SheetValue(one.satisfaction)
    case .returns: return count(one.ticket?.returns.count)
    case .extended: return SheetValue(one.ticket?.extensions.last.map { OwnColumn.words(of: $0) })
    case .orders: return count(one.ticket?.orders.count)
    case .reviews: return count(one.ticket.map { $0.round - 1 })
    case .visit: return SheetValue(one.visit.map(\.summary))
    case .visitedAt: return SheetValue(one.visit?.at)
    case .handler: return SheetValue(one.request.handler.map(one.directory.name(of:)))
    case .main: return SheetValue(one.request.main?.number)
    }
  }

  private func count(_ number: Int?) -> SheetValue {
    number.map { SheetValue($0) } ?? .blank
  }

  private static func words(of asked: TicketProgress.Asked<TicketExtension>) -> String {
    guard let answer = asked.answer else { return "待批" }
    guard answer.isGranted else { return "未准" }
    let due = answer.dueAt ?? asked.what.dueAt
    return "获准" + (due.map { "至 \($0.day.iso8601) \($0.clockText)" } ?? "")
  }
}
