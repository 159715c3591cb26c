/// 回复 as text, one field a line in the order of the form: 「事实认定：属实」. What it writes, it reads.
package enum ReplyText {
  /// The line that says whether the answer was 办结见面.
  package static let meeting = "办结见面"

  /// A reply as text; whether the answer was 办结见面 is left open where nobody said.
  package static func text(
    of reply: HotlineReply, _ form: ReplyForm, isMeeting: Bool?
  ) -> String {
    var lines = form.fields.map { "\($0.title)：\(reply.shown($0))" }
    if form.asksForMeeting { lines.append("\(meeting)：\(isMeeting.map { $0 ? "是" : "否" } ?? "")") }
    return lines.joined(separator: "\n")
  }

  /// Reads a text: which fields it gives, and whether the answer was 办结见面 where it says so. A line that begins
  /// with no field's name goes on the field above, when that holds words.
  /// - Throws: ``Refusal`` for a line that belongs to nothing.
  package static func parse(
    _ text: String
  ) throws(Refusal) -> (fields: [ReplyField: String], isMeeting: Bool?) {
    var fields: [ReplyField: String] = [:]
    var isMeeting: Bool?
    var last: ReplyField?
    for (index, line) in ReplyPoints.tidy(text).split(
      separator: "\n", omittingEmptySubsequences: false
    ).enumerated() {
      let (name, value) = parts(String(line))
      if let name, let field = field(named: name) {
        fields[field] = value
        last = field
      } else if name == meeting {
        guard let answer = ["是": true, "否": false][value] else {
          if value.isEmpty { continue }
          throw .invalid("第 \(index + 1) 行：「\(meeting)」请写 是 或 否")
        }
        isMeeting = answer
        last = nil
      } else if let field = last, field.sort == .words {
        fields[field] = (fields[field] ?? "") + "\n" + line
      } else if !line.allSatisfy(\.isWhitespace) {
        throw .invalid("第 \(index + 1) 行看不懂：\(line.prefix(20))；每行写「栏目：内容」，栏目见 --show --text")
      }
    }
    return (fields, isMeeting)
  }

  /// The field that people call so.
  package static func field(named name: String) -> ReplyField? {
    let plain = name.tidied
    return plain == "答复要点" ? .points : ReplyField.allCases.first { $0.title == plain }
  }

  private static func parts(_ line: String) -> (name: String?, value: String) {
    guard let mark = line.firstIndex(where: { $0 == "：" || $0 == ":" }) else { return (nil, line) }
    return (String(line[..<mark]).tidied, String(line[line.index(after: mark)...]).tidied)
  }
}
