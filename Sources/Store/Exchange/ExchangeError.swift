/// Why a file that somebody wants to import cannot be read at all.
package enum ExchangeError: Error, Hashable, Sendable {
  /// Nothing in it, or blanks only.
  case empty
  /// Not text; the format, when it was recognised: `xlsx`.
  case notText(format: String?)
  /// It ends in the middle of a character.
  case truncated(encoding: String)
  /// A byte that the encoding does not have, and the line it is on.
  case damaged(encoding: String, line: Int)
  /// A quoted field that begins on this line never ends.
  case unterminatedQuote(line: Int)
  /// No header of a hotline export was found; the first line's cells.
  case notAHotlineExport(found: [String])
  /// An archive or compound file that is no workbook; what it is, when it was recognised: `Word 文档`.
  case notAWorkbook(format: String?)
  /// A workbook that asks for a password.
  case workbookEncrypted
  /// A workbook that is cut off, lacks a part or is not what it says; what is wrong.
  case workbookDamaged(String)
  /// A workbook that grows beyond all measure; what does.
  case workbookTooLarge(String)
  /// A mapping names a column that the header does not have.
  case noSuchColumn(field: String, column: String)
  /// The workbook has no sheet of this name; those that it has.
  case noSuchSheet(String, known: [String])
  /// No header of a sheet of 回访 results was found; the first line's cells.
  case notAVisitSheet(found: [String])
  /// Somebody stopped it.
  case cancelled

  /// What happened and what to do, for the person at the desk. Nothing was imported.
  package var message: String {
    switch self {
    case .empty: "文件是空的，没有导入任何内容；请重新导出"
    case .notText(let format?):
      "这是\(format)文件，这里读不了，没有导入任何内容；请用 Excel 或 WPS 打开后「另存为」xlsx 或 CSV 再导入"
    case .notText(nil): "文件不是文本（可能选错了文件或已损坏），没有导入任何内容"
    case .truncated(let encoding):
      "文件在最后一个字中间断开（\(encoding)），多半没有下载完整；没有导入任何内容，请重新导出"
    case .damaged(let encoding, let line):
      "第 \(line) 行有不属于 \(encoding) 的字节，文件可能已损坏；没有导入任何内容，请重新导出"
    case .unterminatedQuote(let line):
      "第 \(line) 行的引号没有配对，后面无法分列；请改好这一行再导入"
    case .notAHotlineExport(let found):
      "没有找到 12345 工单的表头（要有「工单编号」或「案件编号」，以及「主要内容」或「案件描述」）；"
        + (found.isEmpty
          ? "第一行是空的"
          : "第一行是：" + found.prefix(6).map { String($0.prefix(30)) }.joined(separator: "、"))
    case .notAWorkbook(let format?):
      "这是\(format)，不是 Excel 工作簿，没有导入任何内容；请打开后「另存为」xlsx 或 CSV 再导入"
    case .notAWorkbook(nil): "这不是 Excel 工作簿（可能选错了文件），没有导入任何内容；请选 xlsx、xls 或 CSV 文件"
    case .workbookEncrypted:
      "工作簿设了打开密码，读不了，没有导入任何内容；请用 Excel 或 WPS 打开，去掉密码后另存再导入"
    case .workbookDamaged(let what):
      "工作簿已损坏：\(what)。没有导入任何内容，请重新导出，或用 Excel、WPS 打开后另存为 xlsx 再导入"
    case .workbookTooLarge(let what):
      "工作簿大得不正常：\(what)。没有导入任何内容，请核对文件来源，只留要导入的工作表再试"
    case .noSuchColumn(let field, let column):
      "列对照里「\(field)」写的是「\(column)」，表头里没有这一列；没有导入任何内容"
    case .noSuchSheet(let name, let known):
      "没有名为「\(name)」的工作表；有：\(known.joined(separator: "、"))"
    case .notAVisitSheet(let found):
      "没有找到回访结果的表头（要有「工单编号」，以及「对结果」「是否满意」「诉求是否解决」「是否打通」之一）；没有记下任何回访。"
        + (found.isEmpty
          ? "第一行是空的"
          : "第一行是：" + found.prefix(6).map { String($0.prefix(30)) }.joined(separator: "、"))
    case .cancelled: "已取消，没有导入任何内容，原有数据没有改动"
    }
  }
}
