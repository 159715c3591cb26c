/// 给居民的话: what the desk pastes into the WeChat group of a building.
///
/// It names no resident, no telephone and no room: the whole building reads it. The resident's own
/// words are left out for the same reason; the number is what tells the case.
package enum ResidentMessage {
  /// Writes the message that fits how far the request has come.
  /// - Parameters:
  ///   - clocks: The request's clocks; one that still runs in good time becomes the promise.
  ///   - now: A promise already missed is not repeated.
  package static func compose(
    _ request: Request, in directory: Directory, clocks: [Clock], at now: Instant
  ) -> String {
    let place = place(of: request, in: directory)
    let matter = request.category.map { "「\(Privacy.masked($0.name))」" } ?? ""
    let opening =
      "【\(directory.neighborhood.name)】\(place)居民您好：您反映的\(matter)诉求（编号 \(request.number)）"
    let body = body(of: request, clocks: clocks, at: now)
    return opening + body + closing(of: request)
  }

  private static func body(of request: Request, clocks: [Clock], at now: Instant) -> String {
    func by(_ kind: ObligationKind) -> String? {
      clocks.last { $0.kind == kind && $0.stoppedAt == nil && $0.dueAt > now }
        .map { "最晚\($0.dueAt.nearText(relativeTo: now))前" }
    }
    func promise(_ kind: ObligationKind, _ deed: String) -> String {
      by(kind).map { "，\($0)\(deed)。" } ?? "，我们会尽快\(deed)。"
    }
    switch request.status {
    case .registered:
      let kind: ObligationKind = request.hotline == nil ? .firstResponse : .firstContact
      return "已收到并登记" + promise(kind, "与您联系")
    case .responded, .triaged: return "已受理，正在安排人员" + promise(.dispatch, "安排好")
    case .dispatched: return "已派给工作人员" + promise(.resolution, "处理好")
    case .accepted:
      return by(.arrival).map { "工作人员已接单，\($0)到场。" } ?? "工作人员已接单" + promise(.resolution, "处理好")
    case .arrived: return "工作人员已到现场处理" + promise(.resolution, "处理好")
    case .resolved: return "已处理完成" + promise(.feedback, "向您反馈结果")
    case .fedBack: return "已处理并向您反馈。您是否认可处理结果？请回复「认可」或「不认可」。"
    case .rejected: return "的处理结果您不认可，已提请居民区书记督办" + promise(.supervision, "重新安排")
    case .supervised: return "已由居民区书记督办，正在重新处理" + promise(.resolution, "处理好")
    case .held:
      return request.hold.map {
        "暂时等待条件具备，预计 \($0.until.nearText(relativeTo: now)) 继续处理。"
      } ?? "暂时等待条件具备，之后继续处理。"
    case .escalated: return "涉及大家的共同事务，已提交议事会商议" + promise(.council, "告知安排")
    case .closed: return "已办结，感谢您的反映和支持。"
    case .cancelled: return "已撤销登记，不再办理。"
    case .replied: return "已办结并答复您。过几天会回访您对结果是否满意。"
    case .returned: return "不属于本居民区办理，市热线已转其他部门。"
    }
  }

  private static func closing(of request: Request) -> String {
    request.isOpen ? "有情况请随时联系居委会值班台。" : "如还有问题，请联系居委会值班台。"
  }

  /// The building, never the room, and nothing that was typed freely.
  private static func place(of request: Request, in directory: Directory) -> String {
    request.registration.place.group.flatMap { directory.group($0) }?.name ?? ""
  }
}
