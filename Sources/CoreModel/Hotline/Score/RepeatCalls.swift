/// 重复来电: which tickets the same caller called in for the same matter not long before.
package struct RepeatCalls: Sendable {
  /// One ticket as it came in.
  package struct Call: Sendable {
    /// The request.
    package let id: RequestID
    /// What others call it: the number of the ticket.
    package let number: String
    /// The telephones, in one spelling; what an export has hidden (`150××××`) is none.
    let phones: Set<String>
    /// What it is about, and when it came in.
    let likeness: Likeness

    /// Makes one.
    package init(id: RequestID, number: String, registration: Registration) {
      self.id = id
      self.number = number
      phones = RepeatCalls.phones(in: registration.resident.phone)
      // Whose telephone it is was asked already: what is compared is the matter and the time.
      likeness = Likeness(
        place: registration.place, phone: phones.sorted().first, text: registration.text,
        receivedAt: registration.receivedAt)
    }
  }

  /// For each ticket that is a repeat the number of the newest earlier one.
  package static func find(_ calls: [Call], within days: Int) -> [RequestID: String] {
    earlier(calls, within: days).mapValues(\.number)
  }

  /// For each ticket that is a repeat the newest earlier one. The order of the calls does not matter.
  package static func earlier(_ calls: [Call], within days: Int) -> [RequestID: Call] {
    var byPhone: [String: [Call]] = [:]
    for call in calls {
      for phone in call.phones { byPhone[phone, default: []].append(call) }
    }
    var found: [RequestID: Call] = [:]
    for group in byPhone.values where group.count > 1 {
      let sorted = group.sorted(by: precedes)
      for (index, call) in sorted.enumerated() {
        let earlier = sorted[..<index].last {
          call.likeness.receivedAt.seconds(since: $0.likeness.receivedAt) <= days * 86_400
            && isSameMatter($0, call)
        }
        guard let earlier else { continue }
        if let known = found[call.id], precedes(earlier, known) { continue }
        found[call.id] = earlier
      }
    }
    return found
  }

  /// How much two texts must be about the same.
  private static let threshold = 50

  private static func isSameMatter(_ a: Call, _ b: Call) -> Bool {
    Likeness.matterScore(a.likeness.matter, b.likeness.matter) >= threshold
  }

  private static func precedes(_ a: Call, _ b: Call) -> Bool {
    (a.likeness.receivedAt, a.id.text) < (b.likeness.receivedAt, b.id.text)
  }

  static func phones(in text: String?) -> Set<String> {
    guard let text, !text.isEmpty else { return [] }
    let digits = PhoneText.normalized(text).split { !("0"..."9").contains($0) }
    return Set(digits.filter { $0.count >= PhoneText.shortest }.map(String.init))
  }
}
