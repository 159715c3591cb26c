/// 「为什么是这个时间」: what a due time follows from, in one Chinese line.
extension DeadlineRules {
  func explanation(of span: ClockSpan, _ limit: Limit, in request: Request) -> String {
    var parts = [basis(of: span, limit, in: request)]
    parts.append("自\(span.startWord) \(span.start.dateTimeText(relativeTo: span.start)) 起")
    if limit.rule != nil {
      if limit.lacksDutyHours {
        parts.append(DeadlineRules.noDutyHours)
      } else {
        switch limit.basis {
        case .wall: break
        case .duty: parts += dutyGaps(from: span.start, to: limit.due)
        case .working: parts += daysNotCounted(from: span.start, to: limit.due)
        }
      }
      parts += holds(of: span, limit, in: request)
      if limit.basis != .wall,
        let notice = calendar.unpublishedNotice(from: span.start.day, through: limit.due.day)
      {
        parts.append(notice)
      }
    }
    if span.kind == .statutory, limit.originallyDue != limit.due {
      let original = limit.originallyDue.dateTimeText(relativeTo: span.start)
      let mover = request.ticket?.grantedDueAt == nil ? "市热线改为" : "延期获准至"
      parts.append("原时限 \(original)；\(mover) \(limit.due.dateTimeText(relativeTo: span.start))")
    }
    parts.append("到期 \(limit.due.dateTimeText(relativeTo: span.start))")
    if let stop = span.stop {
      let late = stop.seconds(since: limit.due)
      let verdict = stop > limit.due ? "超时\(durationText(seconds: late))" : "按时"
      parts.append("\(stop.dateTimeText(relativeTo: span.start)) 停表，\(verdict)")
    }
    return parts.joined(separator: "；")
  }

  private func basis(of span: ClockSpan, _ limit: Limit, in request: Request) -> String {
    if let rule = limit.rule {
      let ignored =
        span.kind == .statutory && request.hotline?.statedDueAt != nil ? "；工单写的时限早于派单，不采用" : ""
      return "\(rule.title) \(rule.allowance.text)"
        + (rule.source.isEmpty ? "" : "，依据：\(rule.source)")
        + ignored
    }
    if span.kind == .resumption { return "挂起（\(request.hold?.reason ?? "")）到期须恢复" }
    if span.kind == .task { return "晨会或值班台定的期限" }
    if span.kind == .inquiry { return "督办时定的答复期限" }
    switch span.kind {
    case .meeting: return "议事会定的会期"
    case .carrying: return "决议交办的期限"
    case .milestone: return "项目定的节点期限"
    case .whistle: return "吹哨时定的报到期限"
    case .undertaking: return "单位承诺的期限"
    case .mediation: return "调解时定的期限"
    default: return "\(span.kind.title)由工单写明"
    }
  }

  /// Nights and the like that duty minutes skip; the first two, and how many there are.
  private func dutyGaps(from start: Instant, to due: Instant) -> [String] {
    var gaps: [String] = []
    var cursor = start
    while cursor < due {
      if let closing = dutyTime.closing(at: cursor, in: calendar) {
        cursor = closing
        continue
      }
      guard let opening = dutyTime.nextOpening(after: cursor, in: calendar) else { break }
      if opening > due { break }
      let from = cursor.dateTimeText(relativeTo: start)
      let same = opening.day == cursor.day
      gaps.append("\(from) 至 \(same ? opening.clockText : opening.dateTimeText(relativeTo: start))")
      cursor = opening
    }
    guard !gaps.isEmpty else { return [] }
    let shown = gaps.prefix(2).joined(separator: "、")
    return ["不计非值班时间 \(shown)" + (gaps.count > 2 ? " 等\(gaps.count)段" : "")]
  }

  /// Weekends and holidays between the start day and the due day, and weekends that were worked.
  private func daysNotCounted(from start: Instant, to due: Instant) -> [String] {
    var weekendDays = 0
    var holidays: [(name: String, days: Int)] = []
    var swapped: [String] = []
    var day = start.day.adding(days: 1)
    while day <= due.day {
      switch calendar.kind(of: day) {
      case .rest: weekendDays += 1
      case .holiday:
        let name = calendar.name(of: day) ?? ""
        if holidays.last?.name == name {
          holidays[holidays.count - 1].days += 1
        } else {
          holidays.append((name, 1))
        }
      case .working:
        if calendar.name(of: day) != nil { swapped.append(day.dateText(relativeTo: start.day)) }
      }
      day = day.adding(days: 1)
    }
    var skipped = weekendDays > 0 ? ["周末\(weekendDays)天"] : []
    skipped += holidays.map { "\($0.name)\($0.days)天" }
    var parts = ["当日不计，到期日收班时止"]
    if !skipped.isEmpty { parts.append("不计" + skipped.joined(separator: "、")) }
    if !swapped.isEmpty { parts.append("\(swapped.joined(separator: "、"))调休上班，计入") }
    return parts
  }

  private func holds(of span: ClockSpan, _ limit: Limit, in request: Request) -> [String] {
    guard span.kind.standsStillOnHold else {
      let isHeld = request.hold != nil
      return isHeld ? ["挂起期间不停表"] : []
    }
    let counted = request.allPauses.filter { $0.to > span.start && $0.from < limit.due }
    guard !counted.isEmpty else { return [] }
    let each = counted.map { pause in
      "\(pause.from.dateTimeText(relativeTo: span.start)) 至 "
        + "\(pause.to.dateTimeText(relativeTo: span.start))（\(pause.reason)）"
    }
    let original = limit.originallyDue.dateTimeText(relativeTo: span.start)
    var parts = ["不计挂起 " + each.joined(separator: "、"), "原时限 \(original)"]
    if request.hold != nil { parts.append("按挂起到期时恢复推算") }
    return parts
  }
}
