/// What an export may say of whoever called: 匿名 and 保密 are honoured, numbers are masked unless somebody asked
/// for them whole.
package struct TicketDisclosure: Hashable, Sendable {
  /// How far the caller may be shown.
  package let privacy: CallerPrivacy
  /// What blanks them in a text.
  private let blank: CallerBlank
  /// Whether numbers may stand whole.
  package var isFull: Bool

  /// - Parameter isFull: Whether whole numbers were asked for. A caller who wants to stay unknown stays it.
  package init(of request: Request, full isFull: Bool = false) {
    privacy = request.callerPrivacy
    blank = request.callerBlank
    self.isFull = isFull && privacy == .open
  }

  /// The word that stands in the name's place; nil when the name may stand.
  package var hidingWord: String? {
    privacy == .open ? nil : privacy.title
  }

  /// The caller's name.
  package func caller(_ name: String?) -> String? {
    guard let name, !name.isEmpty else { return nil }
    return hidingWord ?? words(name)
  }

  /// The caller's telephone.
  package func phone(_ phone: String?) -> String? {
    guard let phone, !phone.isEmpty else { return nil }
    if privacy == .confidential { return hidingWord }
    return isFull ? phone : PhoneText.masked(phone)
  }

  /// What somebody wrote; the caller in it is hidden where it must be.
  package func words(_ text: String) -> String {
    let text = blank.blanked(text)
    return isFull ? text : Privacy.masked(text)
  }

  /// A column that we have no field for.
  package func other(_ value: String, column: String) -> String {
    let isAboutCaller = TicketDisclosure.callerWords.contains { column.contains($0) }
    if let hidingWord, isAboutCaller { return hidingWord }
    return words(isFull ? value : HotlineTicket.masked(value, ofColumn: column))
  }

  private static let callerWords = [
    "来电人", "联系人", "诉求人", "市民姓名", "反映人", "姓名", "身份证", "证件", "联系方式", "电话", "手机", "号码",
  ]
}
