import Testing

@testable import TerminalKit

@Suite("Geometry")
struct GeometryTests {
  private let rect = Rect(row: 2, column: 3, rows: 10, columns: 20)

  @Test("Splitting shares the cells out without overlap")
  func splitting() {
    let (top, rest) = rect.splitting(top: 3)
    #expect(top == Rect(row: 2, column: 3, rows: 3, columns: 20))
    #expect(rest == Rect(row: 5, column: 3, rows: 7, columns: 20))
    #expect(rect.splitting(bottom: 1).bottom == Rect(row: 11, column: 3, rows: 1, columns: 20))
    #expect(rect.splitting(right: 5).right == Rect(row: 2, column: 18, rows: 10, columns: 5))
    #expect(rect.splitting(left: 99).rest.isEmpty)
    #expect(rect.splitting(top: -1).rest == rect)
  }

  @Test("Small rectangles become empty, never negative")
  func small() {
    let tiny = Rect(row: 0, column: 0, rows: 1, columns: 1).inset()
    #expect(tiny.isEmpty && tiny.rows == 0)
    #expect(rect.intersection(Rect(row: 50, column: 0, rows: 1, columns: 1)).isEmpty)
    #expect(rect.centered(rows: 4, columns: 100) == Rect(row: 5, column: 3, rows: 4, columns: 20))
  }
}
