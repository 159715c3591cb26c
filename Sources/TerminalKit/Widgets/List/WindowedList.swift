/// A list of any length of which only a stretch around the screen is held.
///
/// The list never fetches. `move`, `install`, `refresh`, `reset` and `resize` say what is needed and
/// the owner answers, whenever it can, with `install`. At most one fetch is in flight, except that
/// a jump (`home`, `end`, `select`) overtakes. Keys that run past the rows held are remembered
/// and applied on arrival, so that the end result is what a list wholly in memory would show.
///
/// The selection belongs to a record, not to a line, and a refresh leaves it on its screen line.
package struct WindowedList<Row: Identifiable & Equatable & Sendable>: Equatable, Sendable
where Row.ID: Sendable {
  /// The rows held, in list order, each identity once.
  package internal(set) var rows: [Row] = []
  /// Whether the first row held is the first of all.
  package internal(set) var atStart = false
  /// Whether the last row held is the last of all.
  package internal(set) var atEnd = false
  /// The index in `rows` of the first row on the screen.
  package internal(set) var top = 0
  /// The number of lines on the screen.
  package internal(set) var height: Int
  /// Rises with every `reset`; goes into the windows that answer.
  package internal(set) var generation = 0
  /// Whether `rows` are those of the current generation; until then steps wait.
  package internal(set) var isLoaded = false

  /// The index of the selected row; 0 when there are no rows.
  var cursor = 0
  /// The need that is being fetched.
  var awaiting: WindowNeed<Row>?
  /// Steps that wait for rows, oldest first.
  var queue: [QueuedStep] = []
  /// Whether a refresh must follow the fetch that is in flight.
  var owesRefresh = false
  /// The direction of the last step: that side is fetched ahead.
  var heading = 1

  /// A step, with pages already turned into lines.
  enum QueuedStep: Equatable, Sendable {
    case shift(Int, scrolling: Bool)
    case home
    case end
    case select(Row.ID)
  }

  /// An empty list that has not been loaded: `reset()` says what to fetch first.
  package init(height: Int = 0) {
    self.height = max(0, height)
  }

  // MARK: Reading

  /// The identity of the selected record.
  package var selection: Row.ID? { selectedRow?.id }

  /// The selected record.
  package var selectedRow: Row? { rows.indices.contains(cursor) ? rows[cursor] : nil }

  /// The rows on the screen, from the top.
  package var visibleRows: ArraySlice<Row> {
    rows[min(top, rows.count)..<min(top + height, rows.count)]
  }

  /// The screen line of the selection, counted from 0.
  package var selectedLine: Int? { rows.isEmpty ? nil : cursor - top }

  /// Whether the list is loaded and holds nothing.
  package var isEmpty: Bool { isLoaded && rows.isEmpty }

  /// Whether rows are on their way.
  package var isFetching: Bool { awaiting != nil }

  /// Whether something is hidden above the screen.
  package var hasMoreAbove: Bool { !rows.isEmpty && (top > 0 || !atStart) }

  /// Whether something is hidden below the screen.
  package var hasMoreBelow: Bool { !rows.isEmpty && (top + height < rows.count || !atEnd) }

  /// How far down the screen is, 0 at the very top and 1 at the very end; nil when all fits.
  /// In between it is a guess, since what is not held is not counted.
  package var scrollFraction: Double? {
    guard hasMoreAbove || hasMoreBelow else { return nil }
    let above = top + (atStart ? 0 : rows.count)
    let below = max(0, rows.count - top - height) + (atEnd ? 0 : rows.count)
    return above + below == 0 ? nil : Double(above) / Double(above + below)
  }

  /// How many rows a fetch should bring on each side it covers.
  package var fetchLimit: Int { max(64, height * 2) }

  // MARK: Moving

  /// Moves the selection, now as far as rows are held and later as they arrive.
  package mutating func move(_ step: ListStep<Row.ID>) -> WindowNeed<Row>? {
    switch step {
    case .lines(let count):
      enqueue(.shift(count, scrolling: false))
      heading = count < 0 ? -1 : 1
    case .pages(let count):
      enqueue(.shift(count * max(1, height - 1), scrolling: true))
      heading = count < 0 ? -1 : 1
    case .home:
      supersede(with: .home)
      heading = 1
    case .end:
      supersede(with: .end)
      heading = -1
    case .select(let id):
      supersede(with: .select(id))
    case .row(let line):
      guard isLoaded, line >= 0, line < visibleRows.count else { return nil }
      supersede(with: .select(rows[top + line].id))
    }
    return advance()
  }

  /// Tells the list how many lines it has; the selection stays on the screen.
  package mutating func resize(height: Int) -> WindowNeed<Row>? {
    self.height = max(0, height)
    settleScroll()
    return isLoaded ? advance() : nil
  }

  /// Starts anew, for another filter or order, at the beginning or at a record. The old rows stay
  /// on the screen until the new ones arrive; steps made meanwhile wait for them.
  package mutating func reset(selecting id: Row.ID? = nil) -> WindowNeed<Row> {
    let need: WindowNeed<Row> = id.map { .containing($0) } ?? .first
    generation += 1
    isLoaded = false
    queue = []
    owesRefresh = false
    awaiting = need
    heading = 1
    return need
  }

  /// Something changed in the list: asks for the same stretch again.
  package mutating func refresh() -> WindowNeed<Row>? {
    guard awaiting == nil else {
      owesRefresh = true
      return nil
    }
    owesRefresh = false
    guard isLoaded, let selectedRow else { return request(.first) }
    return request(.around(selectedRow))
  }

  /// The fetch in flight failed: forgets it and the steps that waited for it.
  package mutating func abandonFetch() {
    awaiting = nil
    owesRefresh = false
    queue = []
  }

  // MARK: The queue

  /// Appends a relative step; steps in one direction add up, since they are clamped alike.
  private mutating func enqueue(_ step: QueuedStep) {
    if case .shift(let more, let scrolling) = step, case .shift(let lines, scrolling) = queue.last,
      (more < 0) == (lines < 0)
    {
      queue[queue.count - 1] = .shift(lines + more, scrolling: scrolling)
    } else {
      queue.append(step)
    }
  }

  /// An absolute step makes what waited before it pointless, and the jump it waited for too.
  private mutating func supersede(with step: QueuedStep) {
    queue = [step]
    if isLoaded, awaiting?.isJump == true { awaiting = nil }
  }

  /// Applies what can be applied, then says what to fetch: for a waiting key first, for a change
  /// second, ahead of time last.
  mutating func advance(fillingBothSides: Bool = false) -> WindowNeed<Row>? {
    guard isLoaded else { return queue.isEmpty || awaiting != nil ? nil : request(.first) }
    if awaiting?.isJump == true { return nil }
    while let step = queue.first {
      if let blocked = perform(step) {
        queue[0] = blocked.rest
        return request(blocked.need)
      }
      queue.removeFirst()
    }
    if awaiting == nil, owesRefresh { return refresh() }
    let sides = fillingBothSides ? [heading, -heading] : [heading]
    for side in sides {
      if let need = prefetchNeed(toward: side) { return request(need) }
    }
    return nil
  }

  /// Applies one step; answers what is left of it and what it waits for, or nil when it is done.
  private mutating func perform(
    _ step: QueuedStep
  ) -> (rest: QueuedStep, need: WindowNeed<Row>)? {
    switch step {
    case .shift(let lines, let scrolling):
      guard let first = rows.first, let last = rows.last else { return nil }
      let target = cursor + lines
      moveCursor(to: min(max(target, 0), rows.count - 1), scrolling: scrolling)
      if target < 0, !atStart { return (.shift(target, scrolling: scrolling), .before(first)) }
      let excess = target - (rows.count - 1)
      if excess > 0, !atEnd { return (.shift(excess, scrolling: scrolling), .after(last)) }
    case .home:
      guard atStart else { return (step, .first) }
      moveCursor(to: 0, scrolling: false)
    case .end:
      guard atEnd else { return (step, .last) }
      moveCursor(to: max(0, rows.count - 1), scrolling: false)
    case .select(let id):
      guard let index = rows.firstIndex(where: { $0.id == id }) else {
        return (step, .containing(id))
      }
      moveCursor(to: index, scrolling: false)
    }
    return nil
  }

  /// Less than a screen left on that side: time to fetch.
  private func prefetchNeed(toward side: Int) -> WindowNeed<Row>? {
    guard let first = rows.first, let last = rows.last else { return nil }
    if side < 0 { return !atStart && cursor < max(1, height) ? .before(first) : nil }
    return !atEnd && rows.count - 1 - cursor < max(1, height) ? .after(last) : nil
  }

  /// Notes the need as in flight, unless another one is and this one is no jump.
  private mutating func request(_ need: WindowNeed<Row>) -> WindowNeed<Row>? {
    guard awaiting == nil || (need.isJump && awaiting != need) else { return nil }
    if case .around = awaiting { owesRefresh = true }
    awaiting = need
    return need
  }

  // MARK: The screen

  private mutating func moveCursor(to index: Int, scrolling: Bool) {
    if scrolling { top += index - cursor }
    cursor = index
    settleScroll()
  }

  /// Puts the selection on the given row and, as far as the rows allow, on the given screen line.
  mutating func place(cursor index: Int, line: Int) {
    cursor = max(0, min(index, rows.count - 1))
    top = cursor - line
    settleScroll()
  }

  /// Moves the screen as little as needed: the selection is on it, and no line is left blank.
  private mutating func settleScroll() {
    let lines = max(1, height)
    top = min(max(top, cursor - lines + 1), cursor)
    top = max(0, min(top, rows.count - lines))
  }
}
