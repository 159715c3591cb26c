import CoreModel

/// What an export says of a ticket now, against what it said when it was last looked at.
struct HotlineDifference {
  private var base: HotlineFacts
  private let ours: HotlineFacts
  private var theirs: HotlineFacts
  private let row: HotlineRow
  private let blank: CallerBlank
  /// What an export of ours says of the ticket, with numbers masked and whole.
  private let exports: [ExportedTicket]
  private var list: [ImportDifference] = []

  /// Each thing that differs once; none when the row says nothing new.
  ///
  /// Only what the export says otherwise than before counts: what the desk corrected stays corrected. And what a
  /// row does not state is not compared: the dates that were filled in for it are ours. Nor is it news what we have
  /// ourselves put into a sheet, masked or filled in, when that comes back; but what the city asks callers is, when
  /// the sheet is the city's.
  static func list(
    from history: RequestHistory, to row: HotlineRow, under rules: DeadlineRules,
    in directory: Directory
  ) -> [ImportDifference] {
    var difference = HotlineDifference(
      base: HotlineFacts(lastSaid: history), ours: HotlineFacts(of: history),
      theirs: HotlineFacts(row), row: row, blank: history.callerBlank(beside: row),
      exports: [false, true].map { isFull in
        ExportedTicket(history, under: rules, in: directory, full: isFull)
      })
    for field in HotlineField.named where difference.isStated(field) { difference.compare(field) }
    difference.compareOthers()
    return difference.list
  }

  private func isStated(_ field: HotlineField) -> Bool {
    switch field {
    case .received: row.stated.contains(.received)
    case .assigned: row.stated.contains(.assigned)
    case .closed: row.closing == nil || row.stated.contains(.closed)
    default: true
    }
  }

  private mutating func compare(_ field: HotlineField) {
    guard HotlineDifference.differ(field, base[field], theirs[field]), !isExported(field) else {
      return
    }
    say(field)
    forgetColumns(of: field)
  }

  /// A column that fills the field in one of the two exports only is the same difference.
  private mutating func forgetColumns(of field: HotlineField) {
    guard let column = field.column else { return }
    for name in Set(base.others.keys).symmetricDifference(theirs.others.keys)
    where HotlineHeader.canFill(column, name) {
      base.others[name] = nil
      theirs.others[name] = nil
    }
    // The column as written is 紧急程度 once more.
    if field == .urgency {
      for name in base.others.keys where HotlineHeader.canFill(column, name) {
        base.others[name] = nil
        theirs.others[name] = nil
      }
    }
  }

  private mutating func compareOthers() {
    for column in Set(base.others.keys).union(theirs.others.keys).sorted()
    where base.others[column] != theirs.others[column] && !HotlineHeader.isVolatile(column) {
      if !isExported(.other(column)) { say(.other(column)) }
    }
  }

  /// Whether an export of ours says for a field what the row says.
  private func isExported(_ field: HotlineField) -> Bool {
    exports.contains { $0.says(theirs[field] ?? "", for: field, ours: row.isOurs) }
  }

  private mutating func say(_ field: HotlineField) {
    guard HotlineDifference.differ(field, ours[field], theirs[field]) else { return }
    list.append(
      ImportDifference(
        field: field, ours: ours[field], theirs: theirs[field], canBeTaken: canBeTaken(field),
        blank: blank))
  }

  /// An export that is older than what we know, or wrong, does not open what was closed: for that there is 重开.
  private func canBeTaken(_ field: HotlineField) -> Bool {
    switch field {
    case .content: theirs[.content] != nil
    case .state, .closed, .outcome, .satisfaction:
      theirs[.closed] != nil || row.closing != nil || base[.closed] == nil
    default: true
    }
  }

  /// Moments are compared as they are shown, to the minute.
  private static func differ(_ field: HotlineField, _ one: String?, _ other: String?) -> Bool {
    guard one != other else { return false }
    return field.isDate ? field.shown(one) != field.shown(other) : (one ?? "") != (other ?? "")
  }
}

extension HotlineField {
  /// The field of a header that it is read from.
  fileprivate var column: HotlineHeader.Field? {
    if case .other = self { nil } else { HotlineHeader.Field(rawValue: name) }
  }
}

extension RequestHistory {
  /// What blanks the caller in a comparison: by what the desk knows and what the row says, the stricter of both.
  fileprivate func callerBlank(beside row: HotlineRow) -> CallerBlank {
    let privacy = max(request.callerPrivacy, row.ticket.callerPrivacy)
    return CallerBlank(privacy, of: self, and: row.resident)
  }
}
