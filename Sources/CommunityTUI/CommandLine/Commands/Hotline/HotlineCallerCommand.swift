import ArgumentParser
import CoreModel
import Store

/// `juwei hotline caller`.
struct HotlineCallerCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "caller",
    abstract: "同一来电人：一个电话报过的全部诉求和工单。",
    discussion: """
      写电话号码，或诉求编号、工单编号（查它的来电人）。最近的在前：日期、编号、情况或结果、地点、内容。
      匿名工单查得到来过几次、怎么结的，不写编号。保密工单只说有几件，不列出是哪几件。

      例：
        juwei hotline caller 13800002046
        juwei hotline caller 20261121-007 --json
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("电话号码、诉求编号或工单编号。", valueName: "号码"))
  var number: String

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("数据库里还没有诉求") }
      let history = try found(session)
      let now = surroundings.clock.now
      let document = RequestDocument(
        directory: session.directory, filesFolder: session.store.filesFolder, now: now)
      if json { return surroundings.say(document.value(of: history).text()) }
      let words = CallerWords(directory: session.directory, now: now)
      let secret = words.confidential(history).map { "\($0)，不列出是哪几件" }
      guard !history.isEmpty else { return surroundings.say(secret ?? "这个号码以前没有来过") }
      surroundings.say("同一来电人 \(history.total) 件：\(words.summary(history))")
      for entry in history.entries {
        let parts = [
          words.day(entry), entry.number, entry.ticketNumber ?? "", words.result(entry),
          words.place(entry), Privacy.masked(entry.text), entry.hasWeChat ? "已加微信" : "",
        ]
        surroundings.say("  " + parts.filter { !$0.isEmpty }.joined(separator: "  "))
      }
      if let secret { surroundings.say(secret) }
    }
  }

  /// What looks like a telephone is one, unless nobody ever called from it and a request has that number.
  private func found(_ session: Session) throws -> CallerHistory {
    let phone = PhoneText.normalized(number)
    let digits = phone.utf8.count { (0x30...0x39).contains($0) }
    let isPhone = digits >= 7 && digits == phone.utf8.count
    if isPhone {
      let history = try session.store.callerHistory(ofPhone: phone, in: session.scope)
      if !history.isEmpty || history.confidential > 0 { return history }
    }
    do {
      let detail = try session.store.detail(number: number.tidied, in: session.scope)
      return detail.caller ?? CallerHistory()
    } catch {
      // Nobody has called from there, which is an answer.
      if isPhone, case .notFound = error { return CallerHistory() }
      throw error
    }
  }
}

extension RequestDocument {
  /// 同一来电人. The number itself is not in it: whoever asked has it, or is not to have it.
  func value(of history: CallerHistory) -> JSONValue {
    .object([
      "total": .int(history.total), "confidential": .int(history.confidential),
      "last30Days": .int(history.count(days: 30, before: now)),
      "last90Days": .int(history.count(days: 90, before: now)),
      "lastYear": .int(history.count(days: 365, before: now)),
      "open": .int(history.open), "notAccepted": .int(history.rejected),
      "weChat": .bool(history.hasWeChat),
      "entries": .array(history.entries.map(value(of:))),
    ])
  }

  private func value(of entry: CallerHistory.Entry) -> JSONValue {
    .object([
      "number": .optional(entry.number.isEmpty ? nil : entry.number),
      "hotlineNumber": .optional(entry.ticketNumber),
      "receivedAt": .string(entry.receivedAt.iso8601),
      "status": .string(entry.status.rawValue),
      "ending": .optional(entry.ending?.title),
      "text": .string(Privacy.masked(entry.text)),
      "place": .string(Privacy.masked(directory.label(of: entry.place))),
      "weChat": .bool(entry.hasWeChat),
      "callerPrivacy": .string(entry.privacy.rawValue),
    ])
  }
}
