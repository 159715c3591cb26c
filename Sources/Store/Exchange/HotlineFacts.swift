import CoreModel

/// What is said of a ticket, field by field, in the spelling of ``HotlineReconciliation/Choice``.
struct HotlineFacts {
  /// Without ``HotlineField/other(_:)``.
  private(set) var values: [HotlineField: String] = [:]
  /// Columns without a field of their own.
  var others: [String: String] = [:]

  subscript(field: HotlineField) -> String? {
    if case .other(let column) = field { others[column] } else { values[field] }
  }

  /// What the export said of it when it was last looked at: as it came in, with everything that was decided upon
  /// since, whoever was kept to. What the desk corrected is not in it.
  init(lastSaid history: RequestHistory) {
    var form = history.request.registration
    if case .registered(let first)? = history.events.first?.event { form = first }
    self.init(form, closing: history.closingOnArrival)
    for recorded in history.events {
      guard case .hotlineReconciled(let decided) = recorded.event else { continue }
      for choice in decided.choices { set(choice.field, choice.theirs) }
    }
  }

  /// What the desk has now.
  init(of history: RequestHistory) {
    let request = history.request
    var form = request.registration
    form.urgency = request.urgency
    self.init(form, closing: nil)
    set(.closed, request.closedAt?.iso8601 ?? values[.closed])
    for recorded in history.events {
      switch recorded.event {
      case .closedByHotline(let closing):
        if !closing.outcome.isEmpty { set(.outcome, closing.outcome) }
        if !closing.satisfaction.isEmpty { set(.satisfaction, closing.satisfaction) }
      case .hotlineReconciled(let decided):
        for field in [HotlineField.outcome, .satisfaction] {
          if let choice = decided.taken(field) { set(field, choice.theirs) }
        }
      default: break
      }
    }
  }

  /// What a row says.
  init(_ row: HotlineRow) {
    self.init(
      Registration(
        number: "", neighborhood: NeighborhoodID(""), text: row.text, channel: .hotline,
        urgency: row.urgency, place: row.place, resident: row.resident,
        firstReceiver: PersonID(""), receivedAt: row.receivedAt, hotline: row.ticket),
      closing: row.closing)
  }

  private init(_ form: Registration, closing: HotlineClosing?) {
    let ticket = form.hotline
    others = ticket?.otherColumns ?? [:]
    set(.content, form.text)
    set(.kind, ticket?.kindText)
    set(.state, ticket?.stateText)
    set(.category, ticket?.categoryPath.joined(separator: "→"))
    set(.received, form.receivedAt.iso8601)
    set(.assigned, ticket?.assignedAt.iso8601)
    set(.due, ticket?.statedDueAt?.iso8601)
    set(.place, form.place.detail)
    set(.caller, form.resident.name)
    set(.phone, form.resident.phone.map(PhoneText.normalized))
    set(.urgency, form.urgency.rawValue)
    if let closing {
      set(.closed, closing.at.iso8601)
      set(.outcome, closing.outcome)
      set(.satisfaction, closing.satisfaction)
    } else {
      // An open ticket keeps what is said of its end with the other columns.
      let end = take(.closed)
      let moment = end.flatMap { HotlineMoment(DateSpelling.read($0)) }
      set(.closed, moment?.start.iso8601 ?? end)
      set(.outcome, take(.outcome))
      set(.satisfaction, take(.satisfaction))
    }
  }

  private mutating func set(_ field: HotlineField, _ value: String?) {
    let value = value?.isEmpty == true ? nil : value
    if case .other(let column) = field { others[column] = value } else { values[field] = value }
  }

  /// Takes out the column that would fill the field.
  private mutating func take(_ field: HotlineHeader.Field) -> String? {
    let column = others.keys.filter { HotlineHeader.canFill(field, $0) }.min {
      HotlineHeader.rank(of: $0, for: field) < HotlineHeader.rank(of: $1, for: field)
    }
    return column.flatMap { others.removeValue(forKey: $0) }
  }
}

extension RequestHistory {
  /// How it had ended when it came in, for a ticket that came in closed.
  fileprivate var closingOnArrival: HotlineClosing? {
    guard events.count > 1, case .closedByHotline(let closing) = events[1].event else { return nil }
    return closing
  }
}
