import ArgumentParser
import CoreModel
import Store

/// A step that is to be taken on a request: a command line of `juwei do`, or a line of `juwei do -`.
struct StepLine {
  /// The request's number, or its last digits.
  var number: String
  /// Which step.
  var step: CommandKind
  /// Its particulars.
  var particulars = StepParticulars()
  /// The version that whoever asks has seen; nil when they have not looked.
  var version: Int?

  /// Takes it; the request as it is then.
  ///
  /// Somebody who has a form of it open at a desk is mentioned and keeps nobody out: a script cannot ask them,
  /// and their own saving shows them what happened meanwhile.
  func take(
    in writing: WritingSession, at now: Instant, remark: (String) -> Void
  ) throws -> RequestDetail {
    let session = writing.session
    let before = try writing.look(at: number, for: step, at: now, remark: remark)
    let command = try particulars.command(step, on: before.request, in: session, at: now)
    return try session.store.perform(
      command, on: before.request.id, expecting: version ?? impliedVersion(of: before),
      by: writing.actor, at: now)
  }

  /// An amendment carries whole places and residents: it must not undo somebody else's.
  private func impliedVersion(of before: RequestDetail) -> Int? {
    step == .amend ? before.request.version : nil
  }
}

extension WritingSession {
  /// The request that a step is to be taken on.
  /// - Throws: ``Refusal`` when it cannot be taken, whatever its particulars: said before photos are copied and
  ///   names looked up, since it is the first thing to know.
  func look(
    at number: String, for step: CommandKind, at now: Instant, remark: (String) -> Void
  ) throws -> RequestDetail {
    let before = try session.store.detail(number: number.tidied, in: session.scope)
    if let refusal = before.refusal(of: step, by: actor) { throw refusal }
    if let claim = try session.store.claim(on: before.request.id, now: now),
      claim.person != actor.person
    {
      remark(
        "\(before.request.number) \(session.directory.name(of: claim.person)) 正在处理"
          + "（\(claim.since.nearText(relativeTo: now)) 起）；这一步照办，对方保存时会看到")
    }
    return before
  }
}

extension StepLine {
  /// Reads a line, which is written as on the command line: `007 dispatch --to '维修班'`.
  ///
  /// ArgumentParser builds its whole description of the options anew for each line that it reads,
  /// which takes many times longer than the step itself; so the lines are read here.
  /// - Throws: ``CommandFailure``, or ArgumentParser's `ValidationError`.
  static func parse(_ line: String) throws -> StepLine {
    var words = try ShellWords.split(line)[...]
    var positions: [String] = []
    var particulars = StepParticulars()
    var version: Int?
    while let word = words.popFirst() {
      guard word.hasPrefix("--"), word.count > 2 else {
        positions.append(word)
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard name == "--version" || StepParticulars.names.contains(name) else {
        throw CommandFailure("各行里没有这个选项 \(name)")
      }
      let next = parts.count > 1 ? String(parts[1]) : words.popFirst()
      guard let value = next, parts.count > 1 || !value.hasPrefix("--") else {
        throw CommandFailure("缺少值：\(name)")
      }
      if name == "--version" {
        version = try StepLine.value(value, of: name)
      } else {
        try particulars.set(name, to: value)
      }
    }
    guard positions.count >= 2 else { throw CommandFailure("每行要写编号和步骤，例如 007 respond") }
    let step: CommandKind = try value(positions[1], of: "步骤")
    if step == .link, positions.count == 3 { particulars.main = positions.removeLast() }
    guard positions.count == 2 else { throw CommandFailure("多余的参数 '\(positions[2])'") }
    try particulars.check(for: step)
    return StepLine(
      number: positions[0], step: step, particulars: particulars, version: version)
  }

  /// A value as ArgumentParser would read it.
  static func value<Value: ExpressibleByArgument>(
    _ text: String, of name: String
  ) throws -> Value {
    guard let value = Value(argument: text) else {
      let usable = Value.allValueStrings.joined(separator: "、")
      throw CommandFailure("值 '\(text)' 不能用于 \(name)" + (usable.isEmpty ? "" : "。可写：\(usable)"))
    }
    return value
  }
}

extension StepParticulars {
  /// The options, by the names that people write.
  static let names: Set<String> = [
    "--text", "--note", "--reason", "--tier", "--category", "--urgency", "--to", "--by", "--photo",
    "--method", "--until", "--group", "--room", "--place", "--resident", "--phone", "--channel",
    "--outcome", "--task",
  ]

  /// Sets what an option gives.
  mutating func set(_ name: String, to value: String) throws {
    switch name {
    case "--text", "--note", "--reason": words = value
    case "--tier": tier = try StepLine.value(value, of: name)
    case "--category": category = value
    case "--urgency": urgency = try StepLine.value(value, of: name)
    case "--to": to = value
    case "--by": by = value
    case "--photo": photo.append(value)
    case "--method": method = try StepLine.value(value, of: name)
    case "--until": until = value
    case "--group": group = value
    case "--room": room = value
    case "--place": place = value
    case "--resident": resident = value
    case "--phone": phone = value
    case "--channel": channel = try StepLine.value(value, of: name)
    case "--task": task = value
    case "--outcome": outcome = try StepLine.value(value, of: name)
    default: throw CommandFailure("各行里没有这个选项 \(name)")
    }
  }
}
