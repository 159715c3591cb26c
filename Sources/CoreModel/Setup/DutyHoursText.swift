/// 错时值班时间 as people type it.
package enum DutyHoursText {
  /// Reads `08:30-11:30、13:00-20:00`, `8点半到20点`; nothing, 无 and 不值班 are a day without duty.
  /// - Throws: ``RuleProblem`` that says what is wrong and how to write it.
  package static func spans(_ text: String) throws(RuleProblem) -> [DutySpan] {
    let clean = EntryText.clean(text)
    if ["", "无", "不值班", "休息", "没有", "-"].contains(clean.replacingDashes) { return [] }
    var spans: [DutySpan] = []
    for typed in clean.split(whereSeparator: { "、,;；|".contains($0) }) {
      for piece in EntryText.pieces(String(typed).replacingDashes) {
        let plain = ClockText.plain(piece)
        do {
          spans.append(try DutySpan(text: plain))
        } catch {
          // Quoted as it was typed.
          let quoted = String(typed).tidied
          throw RuleProblem(error.message.replacing("「\(plain)」", with: "「\(quoted)」"))
        }
      }
    }
    return spans
  }

  /// What the three fields say, each by itself: one that cannot be read does not hide the others.
  package struct Fields: Hashable, Sendable {
    /// The spans of each kind of day that could be read, earliest first.
    package var spans: [DayKind: [DutySpan]] = [:]
    /// What is wrong, in the order of the fields.
    package var problems: [EntryRemark] = []

    /// Reads the fields.
    package init(working: String, rest: String, holiday: String) {
      for (kind, text) in zip([DayKind.working, .rest, .holiday], [working, rest, holiday]) {
        do {
          spans[kind] = try DutyHoursText.hours(
            working: kind == .working ? text : "", rest: kind == .rest ? text : "",
            holiday: kind == .holiday ? text : ""
          ).spans(on: kind)
        } catch { problems.append(.problem(error.message)) }
      }
    }
  }

  /// The three kinds of days together.
  /// - Throws: ``RuleProblem`` with the kind of day in front.
  package static func hours(
    working: String, rest: String, holiday: String
  ) throws(RuleProblem) -> DutyHours {
    var spans: [[DutySpan]] = []
    for (kind, text) in zip([DayKind.working, .rest, .holiday], [working, rest, holiday]) {
      do {
        spans.append(try self.spans(text))
      } catch {
        throw RuleProblem("\(kind.title)：\(error.message)")
      }
    }
    return try DutyHours(working: spans[0], rest: spans[1], holiday: spans[2])
  }

  /// What is shown in a field: `08:30-20:00`, or 不值班.
  package static func text(of spans: [DutySpan]) -> String {
    spans.isEmpty
      ? "不值班" : spans.map { $0.text.replacing("–", with: "-") }.joined(separator: "、")
  }
}

/// Times of the day as people type them.
package enum ClockText {
  /// The minute of the day of `17:30`, `17点30`, `8点半`, `9点`; nil when it is none. 24:00 is 1440.
  package static func minute(_ text: String) -> Int? {
    let parts = plain(EntryText.clean(text)).split(
      separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].count == 2, (1...2).contains(parts[0].count),
      parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }),
      let hours = Int(parts[0]), let minutes = Int(parts[1]), minutes < 60,
      hours < 24 || (hours == 24 && minutes == 0)
    else { return nil }
    return hours * 60 + minutes
  }

  /// `17:30`; from the next midnight on `次日02:00`.
  package static func text(_ minute: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = minute > 1440 ? minute - 1440 : minute
    return (minute > 1440 ? "次日" : "") + "\(two(day / 60)):\(two(day % 60))"
  }

  /// The same with 点, 时 and 半 written as a clock does.
  static func plain(_ text: String) -> String {
    var result = ""
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      switch character {
      // 「错时」 is no hour.
      case "点",
        "时" where result.last.map { ("0"..."9").contains($0) } == true:
        let next = characters.dropFirst(index + 1).first
        result += next.map { ("0"..."9").contains($0) } == true ? ":" : next == "半" ? ":" : ":00"
      case "半" where result.hasSuffix(":"): result += "30"
      case "分": break
      default: result.append(character)
      }
    }
    return result
  }
}

extension String {
  /// One sign for every dash, without blanks around it.
  var replacingDashes: String {
    var result = ""
    for character in self {
      if "-–—~～至到".contains(character) {
        while result.last == " " { result.removeLast() }
        if result.last != "-" { result.append("-") }
      } else if character == " ", result.last == "-" {
        continue
      } else {
        result.append(character)
      }
    }
    return result
  }
}
