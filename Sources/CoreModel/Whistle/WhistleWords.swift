extension WhistleEvent {
  /// What happened, in the words of timelines. Of people it says those whom staff named.
  package func words(relativeTo now: Instant, in directory: Directory) -> String {
    switch self {
    case .blown(let order):
      return "\(order.level.title)，\(order.units.map(\.name).joined(separator: "、"))，"
        + "\(order.dueAt.nearText(relativeTo: now)) 前报到"
        + (order.words.isEmpty ? "" : "：\(order.words)")
    case .called(let summons):
      return "\(summons.units.map(\.name).joined(separator: "、"))，"
        + "\(summons.dueAt.nearText(relativeTo: now)) 前报到"
    case .moved(let move):
      return "改为 \(move.dueAt.nearText(relativeTo: now)) 前"
        + (move.reason.isEmpty ? "" : "：\(move.reason)")
    case .checkedIn(let checkIn):
      return "\(checkIn.unit) \(checkIn.at.nearText(relativeTo: now)) \(checkIn.people)"
        + (checkIn.words.isEmpty ? "" : "：\(checkIn.words)")
    case .undertook(let what):
      return "\(what.unit)：\(what.words)（\(what.dueAt.nearText(relativeTo: now)) 前）"
    case .undertakingSettled(let settlement), .measureEnded(let settlement):
      return settlement.words.isEmpty ? settlement.outcome.title : settlement.words
    case .undertakingMoved(let change):
      return "改到 \(change.dueAt.nearText(relativeTo: now))，\(directory.name(of: change.person))跟进"
        + (change.reason.isEmpty ? "" : "：\(change.reason)")
    case .followed(let note): return note.words
    case .supervised(let note): return "\(note.who)：\(note.words)"
    case .reported(let report):
      return "\(report.units.joined(separator: "、"))没有报到：\(report.words)"
    case .joined(let requests): return requests.map(\.number).joined(separator: "、")
    case .left(let leaving): return "\(leaving.request.number)：\(leaving.reason)"
    case .measured(let measure):
      return "\(measure.recurrence.title)：\(measure.title)，\(directory.name(of: measure.person))，"
        + "第一次 \(measure.dueAt.nearText(relativeTo: now))"
    case .closed(let closing): return "\(closing.result.title)：\(closing.words)"
    }
  }
}

extension Whistle {
  /// What happened to an undertaking, with which one it was.
  package func words(
    of event: WhistleEvent, relativeTo now: Instant, in directory: Directory
  ) -> String {
    let words = event.words(relativeTo: now, in: directory)
    let task: TaskID
    switch event {
    case .undertakingSettled(let settlement): task = settlement.task
    case .undertakingMoved(let change): task = change.task
    default: return words
    }
    guard let what = undertakings.first(where: { $0.what.task == task })?.what else { return words }
    return "\(what.unit)「\(what.words)」\(words)"
  }
}
