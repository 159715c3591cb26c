/// What a resolution gives out, as it is typed: 「疏通12号楼排水管 @赵师傅 11-30」, one a line.
package enum ResolutionTasks {
  /// Reads the lines.
  /// - Throws: ``Refusal`` that names the line of which somebody or some date cannot be read.
  package static func read(
    _ text: String, from now: Instant, in directory: Directory, under rules: DeadlineRules
  ) throws(Refusal) -> [TaskOrder] {
    var orders: [TaskOrder] = []
    for line in text.split(whereSeparator: { $0.isNewline || "；;".contains($0) }) {
      let line = String(line).tidied
      guard !line.isEmpty else { continue }
      orders.append(try order(line, from: now, in: directory, under: rules))
    }
    return orders
  }

  /// The same orders as lines that can be read again.
  package static func text(
    _ orders: [TaskOrder], in directory: Directory, relativeTo now: Instant
  ) -> String {
    orders.map { order in
      let (year, month, day) = order.dueAt.day.components
      let date = year == now.day.components.year ? "\(month)-\(day)" : order.dueAt.day.iso8601
      return "\(order.title) @\(directory.name(of: order.person)) \(date) \(order.dueAt.clockText)"
    }.joined(separator: "\n")
  }

  private static func order(
    _ line: String, from now: Instant, in directory: Directory, under rules: DeadlineRules
  ) throws(Refusal) -> TaskOrder {
    let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let place = words.lastIndex(where: { $0.hasPrefix("@") || $0.hasPrefix("＠") }) else {
      throw .missing("交办「\(line)」没有写谁办；写成 做什么 @姓名 11-30")
    }
    let title = words[..<place].joined(separator: " ")
    guard !title.isEmpty else { throw .missing("交办「\(line)」没有写做什么；写成 做什么 @姓名 11-30") }
    let person = try person(String(words[place].dropFirst()), of: line, in: directory)
    let due = words[(place + 1)...].joined(separator: " ")
    guard !due.isEmpty else { throw .missing("交办「\(line)」没有写几时办好；写成 做什么 @姓名 11-30") }
    guard let dueAt = SpokenMoment.limit(due, from: now, under: rules) else {
      throw .invalid("交办「\(line)」的时间「\(due)」看不懂；请写 明天17:00、11-25 或 11-25 9:00")
    }
    return TaskOrder(title: title, person: person, dueAt: dueAt)
  }

  private static func person(
    _ typed: String, of line: String, in directory: Directory
  ) throws(Refusal) -> PersonID {
    let people = directory.people.filter { $0.isActive && $0.role != .readOnly }
    let ways: [(Person) -> Bool] = [
      { $0.name == typed }, { PinyinInitials.of($0.name) == typed.lowercased() },
      { !typed.isEmpty && $0.name.contains(typed) },
    ]
    for way in ways {
      let found = people.filter(way)
      if found.count > 1 {
        throw .invalid(
          "交办「\(line)」：「\(typed)」可能是\(found.map(\.name).joined(separator: "、"))，请写全名")
      }
      if let only = found.first { return only.id }
    }
    throw .invalid(
      "交办「\(line)」：名册里没有「\(typed)」。外单位的事请交给联系的人，把单位写在做什么里")
  }
}
