extension HandoverSheet {
  /// One line for the WeChat group: numbers and hours, no person, place or word of anybody.
  package func summary(neighborhood: String) -> String {
    let day = shift.start.day.dateText(relativeTo: shift.start.day)
    var parts = ["新接诉求 \(figures.received) 件", "办结 \(figures.closed) 件"]
    if figures.findings > 0 { parts.append("巡查发现问题 \(figures.findings) 处") }
    parts.append("在办 \(figures.open) 件")
    if figures.due > 0 { parts.append("其中 \(figures.due) 件下一班继续盯办") }
    let next = next.map { "下一班 \($0.title(relativeTo: shift.start))" } ?? "下一班另行通知"
    return "【\(neighborhood)·交接班】\(day) \(shift.kind.title)班 \(shift.spanText)："
      + parts.joined(separator: "，") + "；" + next + "。"
  }
}

extension HandoverFigures {
  /// `新接 3 · 办结 2 · 变动 5 · 在办 12（超时 1）· 发现 2`.
  package var text: String {
    var parts = ["新接 \(received)", "办结 \(closed)", "变动 \(changed)"]
    parts.append("在办 \(open)" + (overdue > 0 ? "（超时 \(overdue)）" : ""))
    if findings > 0 { parts.append("发现 \(findings)") }
    return parts.joined(separator: " · ")
  }
}
