/// What an export may say of whoever called: 匿名 and 保密 are honoured, numbers are masked unless somebody asked
/// for them whole.
package struct TicketDisclosure: Hashable, Sendable {
  /// The caller gave no name, and nobody is to guess one.
  package let isAnonymous: Bool
  /// Who called is shown to nobody.
  package let isConfidential: Bool
  /// Whether numbers may stand whole.
  package let isFull: Bool

  /// - Parameter isFull: Whether whole numbers were asked for. A caller who wants to stay unknown stays it.
  package init(of request: Request, full isFull: Bool = false) {
    let correction = request.ticket?.correction
    isAnonymous =
      correction?.isAnonymous ?? request.isMarked(TicketDisclosure.anonymousColumns)
    isConfidential =
      correction?.isConfidential ?? request.isMarked(TicketDisclosure.confidentialColumns)
    self.isFull = isFull && !isAnonymous && !isConfidential
  }

  private static let anonymousColumns = ["是否匿名", "匿名"]
  private static let confidentialColumns = ["是否保密", "保密", "要求保密", "是否隐私"]

  /// The word that stands in the name's place; nil when the name may stand.
  package var hidingWord: String? {
    isConfidential ? "保密" : isAnonymous ? "匿名" : nil
  }

  /// The caller's name.
  package func caller(_ name: String?) -> String? {
    guard let name, !name.isEmpty else { return nil }
    return hidingWord ?? words(name)
  }

  /// The caller's telephone.
  package func phone(_ phone: String?) -> String? {
    guard let phone, !phone.isEmpty else { return nil }
    if isConfidential { return hidingWord }
    return isFull ? phone : PhoneText.masked(phone)
  }

  /// What somebody wrote; the caller's own name in it is hidden where it must be.
  package func words(_ text: String, caller: String? = nil) -> String {
    var text = isFull ? text : Privacy.masked(text)
    if let hidingWord, let caller, caller.count > 1, caller != hidingWord {
      text = text.replacing(caller, with: "（\(hidingWord)）")
    }
    return text
  }

  /// A column that we have no field for.
  package func other(_ value: String, column: String, caller: String? = nil) -> String {
    let isAboutCaller = TicketDisclosure.callerWords.contains { column.contains($0) }
    if let hidingWord, isAboutCaller { return hidingWord }
    return words(isFull ? value : HotlineTicket.masked(value, ofColumn: column), caller: caller)
  }

  private static let callerWords = [
    "来电人", "联系人", "诉求人", "市民姓名", "反映人", "姓名", "身份证", "证件", "联系方式", "电话", "手机", "号码",
  ]
}

extension Request {
  /// Whether one of the columns that came with the ticket says 是.
  fileprivate func isMarked(_ columns: [String]) -> Bool {
    columns.contains { ["是", "匿名", "保密", "Y", "1"].contains(hotline?.otherColumns[$0] ?? "") }
  }
}
