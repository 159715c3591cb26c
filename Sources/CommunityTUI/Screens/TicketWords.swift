import CoreModel

extension TicketEvent {
  /// What the timeline says besides the event's name; empty when the name says it all.
  func particulars(in directory: Directory, relativeTo now: Instant) -> String {
    switch self {
    case .signed(let remark), .meetingsWaived(let remark), .interimReported(let remark):
      return remark.text
    case .contacted(let attempt):
      return joined([
        "\(attempt.method.title) \(attempt.at.nearText(relativeTo: now))",
        directory.name(of: attempt.by), attempt.failure?.title, attempt.words,
        attempt.addedWeChat ? "已加微信" : nil,
      ])
    case .met(let meeting):
      if let reason = meeting.impossible { return "见不到：\(reason)" }
      let photos = meeting.evidence.map(\.fileName).joined(separator: "、")
      return joined([
        "\(meeting.manner?.title ?? "") \(meeting.at.nearText(relativeTo: now))",
        "\(directory.name(of: meeting.by))见\(meeting.with)", meeting.words,
        photos.isEmpty ? nil : "［凭证：\(photos)］",
      ])
    case .replied(let filed): return filed.reply.points
    case .returnAsked(let asked):
      return joined([asked.unit.isEmpty ? nil : "应归\(asked.unit)", asked.reason])
    case .returnAnswered(let answer): return answer.words
    case .extensionAsked(let asked):
      return joined([
        asked.days.map { "\($0)个工作日" } ?? "复杂件",
        asked.dueAt.map { "至 \($0.dateTimeText(relativeTo: now))" }, asked.reason,
      ])
    case .extensionAnswered(let answer):
      return joined([
        answer.dueAt.map { "现时限 \($0.dateTimeText(relativeTo: now))" }, answer.words,
      ])
    case .visited(let visit):
      if !visit.isReached { return joined(["没有打通", visit.words]) }
      if visit.isRefused { return joined(["居民拒绝回访", visit.words]) }
      return joined([visit.result.title, visit.solution?.title, visit.words])
    case .reviewBegun(let review):
      return joined([
        "派单 \(review.at.nearText(relativeTo: now))",
        review.dueAt.map { "时限 \($0.dateTimeText(relativeTo: now))" }, review.reason,
      ])
    case .cityOrdered(let order):
      return joined([
        order.number, order.dueAt.map { "时限 \($0.dateTimeText(relativeTo: now))" }, order.words,
      ])
    case .shared(let sharing): return joined([sharing.unit, sharing.words])
    case .corrected(let correction):
      return joined([
        correction.kind.map { "工单类型 \($0.title)" },
        correction.isAnonymous.map { $0 ? "匿名" : "不匿名" },
        correction.isConfidential.map { $0 ? "保密" : "不保密" },
        correction.isPublic.map { $0 ? "公开" : "不公开" }, correction.role?.title,
        correction.reason,
      ])
    }
  }

  private func joined(_ parts: [String?]) -> String {
    parts.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " · ")
  }
}
