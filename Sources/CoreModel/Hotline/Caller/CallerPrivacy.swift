/// 匿名, 保密: how far the one who called may be shown.
package enum CallerPrivacy: String, CaseIterable, Codable, Sendable, Comparable {
  /// Like every resident: by name, the phone masked.
  case open
  /// 匿名: no name is shown; the phone stays, masked, since somebody has to call back.
  case anonymous
  /// 保密: neither name nor phone is shown to anybody, and both are blanked in every text.
  case confidential

  /// The Chinese word; empty for what is like every resident's.
  package var title: String {
    switch self {
    case .open: ""
    case .anonymous: "匿名"
    case .confidential: "保密"
    }
  }

  /// What stands where the caller's name would.
  package var nameShown: String? {
    switch self {
    case .open: nil
    case .anonymous: "匿名"
    case .confidential: "来电人（保密）"
    }
  }

  /// What stands where a confidential caller's phone would: whether there is one may be known.
  package static let phoneShown = "***"
  /// What stands in a text for the caller's name.
  package static let nameInText = "来电人"

  /// The order of how much is hidden.
  package static func < (a: CallerPrivacy, b: CallerPrivacy) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .open: 0
    case .anonymous: 1
    case .confidential: 2
    }
  }
}

// MARK: What an export says

extension CallerPrivacy {
  /// Whether a column of an export may say something about it.
  package static func isSaid(inColumn column: String) -> Bool {
    ["匿名", "保密", "公开"].contains { column.contains($0) }
  }

  /// What one column of an export says.
  ///
  /// 是否公开 by itself is about publishing the ticket, which most callers decline: that hides nobody from the desk
  /// that has to call them. It counts where it speaks of the person, or says 保密 outright.
  package init(column: String, value: String) {
    let plain = value.tidied.lowercased()
    let isNo = CallerPrivacy.no.contains(plain)
    if plain.isEmpty {
      self = .open
    } else if column.contains("保密") {
      self =
        isNo || plain.contains("不保密") || plain.contains("无需") || plain.contains("不需")
          || plain == "公开" ? .open : .confidential
    } else if column.contains("匿名") {
      self =
        isNo || plain.contains("不匿名") || plain.contains("非匿名") || plain.contains("实名")
        ? .open : plain.contains("保密") ? .confidential : .anonymous
    } else if column.contains("公开") {
      let isOfPerson = CallerPrivacy.isOfPerson(column)
      let hides = isNo || plain.contains("不公开")
      self =
        plain.contains("保密") && !plain.contains("不保密") || isOfPerson && hides
        ? .confidential : plain == "匿名" ? .anonymous : .open
    } else {
      self = .open
    }
  }

  /// Whether a column speaks of the caller and not of the ticket.
  fileprivate static func isOfPerson(_ column: String) -> Bool {
    ["个人", "身份", "姓名", "联系", "隐私"].contains { column.contains($0) }
  }

  fileprivate static let no: Set<String> = [
    "否", "不", "无", "没有", "0", "n", "no", "false", "×", "-", "—",
  ]
}

extension HotlineTicket {
  /// What the export says of the caller; the strictest column counts.
  package var callerPrivacy: CallerPrivacy {
    otherColumns.reduce(.open) { strictest, entry in
      guard CallerPrivacy.isSaid(inColumn: entry.key) else { return strictest }
      return max(strictest, CallerPrivacy(column: entry.key, value: entry.value))
    }
  }
}

extension HotlineTicket {
  /// 是否公开 of the ticket itself, as the export says it; nil when it does not. Columns about the person are none.
  package var isPublic: Bool? {
    var said: Bool?
    for (column, value) in otherColumns where column.contains("公开") {
      guard !CallerPrivacy.isOfPerson(column) else { continue }
      let plain = value.tidied.lowercased()
      guard !plain.isEmpty else { continue }
      // One column that says no is enough.
      if CallerPrivacy.no.contains(plain) || plain.contains("不公开") || plain.contains("保密") {
        return false
      }
      said = true
    }
    return said
  }
}

extension Request {
  /// What 是否公开 of a reply begins with: what was corrected, else the export's own column, else 是; nothing of a
  /// 保密 ticket is published, and of an 匿名 one only when somebody says so.
  package var isPublicReply: Bool {
    let privacy = callerPrivacy
    guard privacy != .confidential else { return false }
    return ticket?.correction.isPublic ?? hotline?.isPublic ?? (privacy == .open)
  }

  /// How far the caller may be shown: what the export says, and over it what was corrected (更正工单).
  package var callerPrivacy: CallerPrivacy {
    guard let hotline else { return .open }
    return hotline.callerPrivacy.corrected(by: ticket?.correction)
  }
}

extension CallerPrivacy {
  /// With what was corrected over it.
  package func corrected(by correction: TicketCorrection?) -> CallerPrivacy {
    let isConfidential = correction?.isConfidential ?? (self == .confidential)
    if isConfidential { return .confidential }
    return correction?.isAnonymous ?? (self == .anonymous) ? .anonymous : .open
  }
}

extension Resident {
  /// The caller as shown.
  package func shown(_ privacy: CallerPrivacy) -> Resident {
    switch privacy {
    case .open: self
    case .anonymous: Resident(name: privacy.nameShown, phone: phone)
    case .confidential:
      Resident(name: privacy.nameShown, phone: phone == nil ? nil : CallerPrivacy.phoneShown)
    }
  }

  /// What was written in a form that showed ``shown(_:)``: what still reads so was not changed.
  func keepingHidden(of old: Resident, _ privacy: CallerPrivacy) -> Resident {
    guard privacy != .open else { return self }
    let shown = old.shown(privacy)
    return Resident(
      name: name == shown.name ? old.name : name, phone: phone == shown.phone ? old.phone : phone)
  }
}

extension RequestHistory {
  /// 查看完整电话 of a 保密 ticket is for those who answer for the desk.
  func revealRefusal(by actor: Actor) -> Refusal? {
    guard request.callerPrivacy == .confidential,
      !Permissions.revealingConfidential.contains(actor.role)
    else { return nil }
    return .outOfTurn("来电人要求保密，完整电话只有书记、主任可以查看，并要写明理由；请由他们联系来电人")
  }
}
