import CoreModel

extension ExportedTicket {
  /// Whether an export says this of the ticket, so that an import which brings it back brings no news.
  /// - Parameter isOurs: Whether an export of ours has written the row. In another what the city asks callers is its
  ///   own answer, also where it is the same as ours.
  func says(_ said: String, for field: HotlineField, ours isOurs: Bool) -> Bool {
    let form = request.registration
    func same(_ exported: String?) -> Bool { ExportedTicket.same(said, exported ?? "") }
    switch field {
    case .content: return same(shown(form.text))
    case .caller: return same(disclosure.caller(form.resident.name))
    case .phone: return same(disclosure.phone(form.resident.phone).map(PhoneText.normalized))
    case .place: return same(shown(form.place.detail ?? directory.label(of: form.place)))
    // An open ticket keeps what is said of its end with the other columns.
    case .closed: return field.shown(said) == field.shown(closedAt?.iso8601) || same(facts[field])
    case .outcome: return same(outcome) || same(outcome.map(shown)) || same(facts[field].map(shown))
    case .satisfaction: return isOurs && same(satisfaction) || same(facts[field])
    case .other(let column): return says(said, inColumn: column, ours: isOurs)
    case .kind, .state, .category, .received, .assigned, .due, .urgency: return false
    }
  }

  private func says(_ said: String, inColumn column: String, ours isOurs: Bool) -> Bool {
    if let known = request.hotline?.otherColumns[column], !known.isEmpty {
      let (here, there) = (DateSpelling.read(known), DateSpelling.read(said))
      if here == there, here != .other, here != .impossible { return true }
      return ExportedTicket.same(
        said, disclosure.other(known, column: column))
    }
    guard let result = ResultColumn(named: column), isOurs || !result.isAskedByCity else {
      return false
    }
    // The city's own copy of the reply is whole, whoever may be named in it.
    if result == .outcome, ExportedTicket.same(said, outcome ?? "") { return true }
    let value = result.value(of: self, named: column).text
    return ExportedTicket.same(said, value) || ExportedTicket.same(said, shown(value))
  }

  /// Whether a text is the other as a cell holds it.
  private static func same(_ said: String, _ exported: String) -> Bool {
    said == exported || SheetText.clean(said).tidied == SheetText.clean(exported).tidied
  }
}
