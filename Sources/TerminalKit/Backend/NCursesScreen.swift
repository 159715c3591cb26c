import CNCurses
import Glibc

/// Paints canvases on a terminal through ncurses, which works out the shortest way to say the change.
final class NCursesScreen {
  private let handle: OpaquePointer
  private let window: UnsafeMutablePointer<WINDOW>
  private let colors: Int
  private var styles: StyleTable?
  private var shown: Canvas?
  private var cursorIsVisible: Bool?
  private var line: [cchar_t] = []

  /// Set when the terminal draws ambiguous characters two columns wide.
  var replacesAmbiguous = false {
    didSet { if replacesAmbiguous != oldValue { shown = nil } }
  }

  init(
    terminalName: String, output: UnsafeMutablePointer<FILE>, input: UnsafeMutablePointer<FILE>
  ) throws(TerminalError) {
    guard let handle = newterm(terminalName, output, input), let window = cn_stdscr() else {
      throw .unknownTerminal(name: terminalName)
    }
    self.handle = handle
    self.window = window
    // Raw, not cbreak: Ctrl-S must not freeze the desk, and Ctrl-C and Ctrl-Z are keys.
    raw()
    noecho()
    nonl()
    if has_colors(), start_color() == OK, use_default_colors() == OK {
      colors = TerminalCapabilities.colors
    } else {
      colors = 0
    }
    size = Size(rows: Int(getmaxy(window)), columns: Int(getmaxx(window)))
    werase(window)
    update()
  }

  private(set) var size: Size

  /// Takes over a new size; the next picture is painted from nothing, since terminals rearrange what
  /// they show when their size changes.
  func resize(to size: Size) {
    guard size.rows > 0, size.columns > 0 else { return }
    resizeterm(Int32(size.rows), Int32(size.columns))
    self.size = Size(rows: Int(getmaxy(window)), columns: Int(getmaxx(window)))
    repaintEverything()
  }

  /// Forgets what the terminal is believed to show.
  func repaintEverything() {
    shown = nil
    clearok(cn_curscr(), true)
  }

  /// Shows a canvas and puts the cursor in its place, last.
  func show(_ canvas: Canvas, cursor: Position?, theme: Theme) {
    if styles?.isFor(theme) != true {
      styles = StyleTable(theme: theme, colors: colors)
      shown = nil
    }
    if canvas.size != size {
      shown = nil
      werase(window)
    }
    for row in 0..<min(canvas.size.rows, size.rows) where !isShown(row, of: canvas) {
      paint(row, of: canvas)
    }
    shown = canvas.size == size ? canvas : nil
    place(cursor)
    update()
  }

  /// Leaves the screen as it was before.
  func end() {
    if cursorIsVisible == false { curs_set(1) }
    endwin()
    delscreen(handle)
  }

  /// ncurses would find out by itself that a row is unchanged, but only after the cells were converted.
  private func isShown(_ row: Int, of canvas: Canvas) -> Bool {
    guard let shown else { return false }
    let columns = canvas.size.columns
    let bytes = columns * MemoryLayout<Cell>.stride
    return canvas.cells.withUnsafeBytes { new in
      shown.cells.withUnsafeBytes { old in
        guard let new = new.baseAddress, let old = old.baseAddress else { return true }
        return memcmp(new + row * bytes, old + row * bytes, bytes) == 0
      }
    }
  }

  private func paint(_ row: Int, of canvas: Canvas) {
    guard var styles else { return }
    line.removeAll(keepingCapacity: true)
    let columns = canvas.size.columns
    canvas.cells.withUnsafeBufferPointer { cells in
      for cell in cells[row * columns..<(row + 1) * columns] where !cell.isContinuation {
        var drawn = styles.prototype(cell.style)
        let value = cell.scalar.value
        let isReplaced = replacesAmbiguous && cell.width == 1
        drawn.chars.0 = wchar_t(
          isReplaced ? AmbiguousCharacters.replacement(for: value) : value)
        drawn.chars.1 = wchar_t(cell.firstMark)
        drawn.chars.2 = wchar_t(cell.secondMark)
        line.append(drawn)
      }
    }
    self.styles = styles
    // One call a row: ncurses adds the right halves of wide characters by itself and never wraps.
    mvwadd_wchnstr(window, Int32(row), 0, line, Int32(line.count))
  }

  /// The input method draws its candidates where the cursor is, so it must be right in every frame.
  private func place(_ cursor: Position?) {
    let inside = cursor.map { Rect(size: size).contains($0) } ?? false
    if cursorIsVisible != inside {
      curs_set(inside ? 1 : 0)
      leaveok(window, !inside)
      cursorIsVisible = inside
    }
    if inside, let cursor { wmove(window, Int32(cursor.row), Int32(cursor.column)) }
  }

  private func update() {
    wnoutrefresh(window)
    doupdate()
  }
}
