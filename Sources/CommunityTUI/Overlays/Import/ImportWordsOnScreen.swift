import CoreModel
import Store
import TerminalKit

extension ImportReport {
  /// The report in words: counts first, then every row that needs a look.
  var lines: [DetailLine] {
    var lines: [DetailLine] = [
      .labelled("新增", [Span("\(new) 件", Style(.success))]),
      .labelled("相同", [Span("\(same) 件（已经在库里，不重复登记）")]),
      .labelled("核对", [Span("\(reconciled) 件（按您定的采用或保留，已记入时间线）")]),
      .labelled("有变化", [Span("\(changed.count) 件（还没有定，没有改动，列在下面）")]),
      .labelled("不收", [Span("\(refused.count) 行", refused.isEmpty ? .text : Style(.warning))]),
    ]
    if !refused.isEmpty {
      lines += [.blank, .rule("没有收进来的行")]
      lines += refused.prefix(ImportReport.longestList).map {
        .item([Span("第 \($0.line) 行", Style(.muted))], [Span($0.reason)])
      }
    }
    if !changed.isEmpty {
      lines += [.blank, .rule("内容有变化、还没有定的工单")]
      lines += changed.prefix(ImportReport.longestList).map {
        .item(
          [Span("第 \($0.line) 行 \($0.number)", Style(.muted))],
          [Span($0.differences.joined(separator: "；"))])
      }
    }
    let more = max(0, max(changed.count, refused.count) - ImportReport.longestList)
    if more > 0 { lines.append(.text([Span("…… 其余存成文件看（按 s）", Style(.muted))])) }
    return lines
  }

  /// The same in a line of news.
  var toast: String {
    "已导入 \(new) 件，原有 \(same) 件未动" + (reconciled > 0 ? "，已核对 \(reconciled) 件" : "")
  }

  /// The whole report as a text for a file; personal data is masked.
  func text(of path: String, at now: Instant) -> String {
    var lines = [
      "导入 12345 工单：\(path)", "时间：\(now.day.iso8601) \(now.clockText)",
      "新增 \(new) 件，相同 \(same) 件，核对 \(reconciled) 件，有变化未定 \(changed.count) 件，不收 \(refused.count) 行",
    ]
    if !refused.isEmpty {
      lines += ["", "没有收进来的行："]
      lines += refused.map { "第 \($0.line) 行\t\($0.reason)" }
    }
    if !changed.isEmpty {
      lines += ["", "内容有变化、还没有定的工单："]
      lines += changed.map {
        "第 \($0.line) 行\t\($0.number)\t\($0.differences.joined(separator: "；"))"
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// More than anybody reads on a screen.
  private static let longestList = 200
}

extension ImportBox {
  /// The keys that work now.
  var footerPairs: [(String, String)] {
    if isRunning { return [("Esc", "取消")] }
    if picker != nil || editing?.picker != nil {
      return [("↑↓", "选择"), ("Enter", "就是它"), ("Esc", "不换")]
    }
    switch step {
    case .path: return [("Enter", "打开看看"), ("↓", "选最近的文件"), ("Esc", "关闭")]
    case .rows:
      return [
        ("s", "导入"), ("Enter", "核对"), ("Tab", "分类"), ("空格", "整行采用/保留"), ("m", "列对照"), ("t", "工作表"),
        ("a", "有变化的全部"), ("Esc", "不导入"),
      ]
    case .comparing:
      return [("←", "保留现有"), ("→", "采用表中"), ("a", "全部"), ("Enter", "定了"), ("Esc", "不改")]
    case .mapping:
      return [
        ("Enter", "选列"), ("Del", "不用"), ("r", "重新自动认"), ("s", "用这个对照（会记住）"), ("Esc", "不改"),
      ]
    case .visits:
      return [("s", "记入回访"), ("↑↓", "翻看"), ("i", "当工单表导入"), ("Esc", "不记")]
    case .result: return [("↑↓", "翻看"), ("s", "存成文件"), ("Esc", "关闭")]
    }
  }
}
