import CoreModel
import Store

/// Prints the requests that a filter finds, page by page, so that a long list needs little memory.
struct RequestPrinter {
  /// The database.
  let session: Session
  /// Where to print.
  let surroundings: Surroundings

  /// A page is one query.
  private static let pageSize = 500

  private var now: Instant { surroundings.clock.now }

  /// A table for people, with a remark when there is more.
  /// - Parameter limit: Rows at most; 0 for all.
  func printTable(_ filter: QueueFilter, limit: Int) throws {
    let (rows, isWhole) = try rows(filter, limit: limit)
    guard !rows.isEmpty else {
      surroundings.say(RequestPrinter.emptiness(of: filter))
      return
    }
    let listing = RequestListing(
      directory: session.directory, now: now, columns: surroundings.columns)
    for line in listing.lines(of: rows) { surroundings.say(line) }
    if !isWhole { surroundings.remark("只列出前 \(rows.count) 件；要多看请加 --limit 件数（0 为全部）") }
  }

  /// The rows themselves, and whether they are all there are.
  /// - Parameter limit: Rows at most; 0 for all.
  func rows(_ filter: QueueFilter, limit: Int) throws -> (rows: [QueueRow], isWhole: Bool) {
    var rows: [QueueRow] = []
    let isWhole = try forEachPage(filter, limit: limit) { rows += $0 }
    return (rows, isWhole)
  }

  /// One array of documents, of the same shape as `show` prints.
  /// - Parameters:
  ///   - limit: Documents at most; 0 for all.
  ///   - isBrief: Leaves out what a list does not know: clocks, events, resident.
  func printJSON(_ filter: QueueFilter, limit: Int, isBrief: Bool) throws {
    let document = RequestDocument(
      directory: session.directory, filesFolder: session.store.filesFolder, now: now)
    var count = 0
    surroundings.output.write("[")
    try forEachPage(filter, limit: limit) { rows in
      for row in rows {
        let value =
          isBrief
          ? document.value(of: row) : document.value(of: try session.store.detail(id: row.id))
        surroundings.output.write(count == 0 ? "\n  " : ",\n  ")
        surroundings.output.write(value.text(level: 1))
        count += 1
      }
    }
    surroundings.output.write(count == 0 ? "]\n" : "\n]\n")
  }

  /// Whether the rows were all there are.
  @discardableResult
  private func forEachPage(
    _ filter: QueueFilter, limit: Int, _ body: ([QueueRow]) throws -> Void
  ) throws -> Bool {
    var left = limit == 0 ? Int.max : limit
    var window = Window.first
    while true {
      let page = try session.store.queue(
        filter, window, limit: min(left, RequestPrinter.pageSize), now: now)
      try body(page.rows)
      left -= page.rows.count
      guard !page.atEnd, let last = page.rows.last else { return true }
      guard left > 0 else { return false }
      window = .after(last.key)
    }
  }

  private static func emptiness(of filter: QueueFilter) -> String {
    let plain = QueueFilter(scope: filter.scope, view: filter.view, viewer: filter.viewer)
    guard filter == plain else {
      return "没有符合条件的诉求。"
    }
    return switch filter.view {
    case .open: "现在没有未办结的诉求。登记新诉求：juwei add '12号502 楼道灯不亮'"
    case .overdue: "现在没有超时的诉求。"
    case .closed: "还没有办结的诉求。"
    case .all: "还没有诉求。登记第一件：juwei add '12号502 楼道灯不亮'"
    case .today: "今天还没有收到诉求。"
    default: "「\(filter.view.title)」里现在没有诉求。"
    }
  }
}
