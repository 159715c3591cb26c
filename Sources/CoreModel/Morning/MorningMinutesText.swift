extension MorningMinutes {
  /// `晨会纪要 · 木荷苑居民区`.
  package var title: String { "晨会纪要 · \(neighborhood)" }

  /// `2026年11月23日 周一 · 回顾 11月20日 周五 至 11月22日 周日（3 天）`.
  package var subtitle: String {
    let (year, month, date) = period.day.components
    return "\(year)年\(month)月\(date)日 \(period.day.weekdayText) · 回顾 \(period.title)"
  }

  /// `主持 陈志平 · 到会 3 人：王芳、李强、周敏`.
  package var peopleText: String {
    let chair = host.isEmpty ? "" : "主持 \(host) · "
    guard !attendees.isEmpty else { return chair + "到会的人还没有记下" }
    return "\(chair)到会 \(attendees.count) 人：\(attendees.joined(separator: "、"))"
  }

  /// `一、`.
  package static func ordinal(_ index: Int) -> String {
    let digits = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
    return digits.indices.contains(index) ? "\(digits[index])、" : "\(index + 1)、"
  }

  /// The whole of it as text, for paper and for copying.
  package var text: String {
    var lines = [title, subtitle, peopleText, ""]
    lines.append("\(MorningMinutes.ordinal(0))数字")
    lines += figures.map {
      "  \($0.title) \($0.value)\($0.isAlarming ? " ！" : "")  （\($0.formula)）"
    }
    for (index, section) in sections.enumerated() {
      lines += ["", "\(MorningMinutes.ordinal(index + 1))\(section.title)"]
      lines += section.lines.enumerated().map { number, line in
        "  \(number + 1). [\(line.mark)] \(line.text)\(line.who.isEmpty ? "" : "  ——\(line.who)")"
      }
      if !section.note.isEmpty { lines.append("  \(section.note)") }
    }
    lines += ["", "\(MorningMinutes.ordinal(sections.count + 1))会上议定"]
    lines += decisions.enumerated().map { number, decision in
      "  \(number + 1). \(decision.title)  ——\(decision.person) \(decision.due)"
        + (decision.about.isEmpty ? "" : "（\(decision.about)）")
    }
    if decisions.isEmpty { lines.append("  没有新的交办") }
    if !remarks.isEmpty {
      lines += ["", "\(MorningMinutes.ordinal(sections.count + 2))其他事项"]
      lines += remarks.split(separator: "\n").map { "  \($0)" }
    }
    lines += ["", "统计到 \(asOf.dateTimeText(relativeTo: period.start))"]
    return lines.joined(separator: "\n") + "\n"
  }
}
