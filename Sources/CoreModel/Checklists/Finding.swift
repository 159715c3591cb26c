/// Names a ``Finding``.
package typealias FindingID = Identifier<Finding>

/// 发现的问题: what was wrong at a point, wherever rounds are looked through.
package struct Finding: Hashable, Sendable, Identifiable {
  /// Globally unique.
  package let id: FindingID
  /// The round in which it was found.
  package var round: RoundID
  /// The name of the checklist.
  package var checklist: String
  /// The name of the point.
  package var point: String
  /// Where; may be empty for a matter of no place.
  package var place: String
  /// The 楼组 there, if one is known.
  package var group: GroupID?
  /// `文明劝导`.
  package var category: String?
  /// What is wrong.
  package var words: String
  /// How often it was found there, and what that comes to.
  package var standing: LadderStanding?
  /// Photos.
  package var evidence: [Evidence]
  /// Who found it.
  package var by: PersonID
  /// When.
  package var at: Instant
  /// The request that it became, or was put to.
  package var request: FindingRequest?

  /// Makes a finding.
  package init(
    id: FindingID, round: RoundID, checklist: String, point: String, place: String,
    group: GroupID? = nil, category: String? = nil, words: String,
    standing: LadderStanding? = nil, evidence: [Evidence] = [], by: PersonID, at: Instant,
    request: FindingRequest? = nil
  ) {
    self.id = id
    self.round = round
    self.checklist = checklist
    self.point = point
    self.place = place
    self.group = group
    self.category = category
    self.words = words
    self.standing = standing
    self.evidence = evidence
    self.by = by
    self.at = at
    self.request = request
  }

  /// Places that are written the same but for blanks, width and case are the same.
  package static func key(of place: String) -> String {
    var key = String.UnicodeScalarView()
    for scalar in place.unicodeScalars where !scalar.properties.isWhitespace {
      let plain = scalar.halfWidth
      if plain != " " { key.append(contentsOf: plain.properties.lowercaseMapping.unicodeScalars) }
    }
    return String(key)
  }
}

/// The request that a finding became.
package struct FindingRequest: Hashable, Codable, Sendable {
  /// Which.
  package var id: RequestID
  /// Its number, so that the record reads without looking it up.
  package var number: String

  /// Makes a link.
  package init(id: RequestID, number: String) {
    self.id = id
    self.number = number
  }
}

extension Finding {
  /// The request that one key makes of it, in the words of who found it; the store gives the number.
  ///
  /// It is received when it is taken down: nobody waits for an answer since the patrol.
  package func registration(
    in directory: Directory, receivedAt now: Instant
  ) -> Registration {
    var place = RequestPlace(spot: self.place, in: directory)
    place.group = place.group ?? group
    let history = standing?.text.map { "（\($0)）" } ?? ""
    return Registration(
      number: "", neighborhood: directory.neighborhood.id, text: words + history,
      channel: channel, place: place, firstReceiver: by, receivedAt: now)
  }

  private var channel: Channel {
    let minute = at.minuteOfDay
    return minute >= 20 * 60 || minute < 6 * 60 ? .nightPatrol : .patrol
  }
}

extension RequestPlace {
  /// A place as a checklist or somebody on patrol calls it: a 楼组 with or without what of it, a room, or words.
  package init(spot typed: String, in directory: Directory) {
    let spot = typed.tidied
    if let whole = QuickAdd.place(named: spot, in: directory), whole.groups.count == 1 {
      self.init(group: whole.groups.first, room: whole.room)
      return
    }
    let named = directory.groups.filter { spot.hasPrefix($0.name) }
    let longest = named.map(\.name.count).max() ?? 0
    // Two estates may have a building of one name: then nobody said which.
    let found = named.filter { $0.name.count == longest }
    let group = found.count == 1 ? found.first : nil
    let rest = String(spot.dropFirst(group?.name.count ?? 0)).tidied
    self.init(group: group?.id, detail: rest.isEmpty ? nil : rest)
  }
}
