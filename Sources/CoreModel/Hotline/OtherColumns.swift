extension HotlineTicket {
  /// The columns that we have no field for, as screens and papers show them: with the numbers of people
  /// masked, since nobody looks after what an export adds.
  package var maskedOtherColumns: [String: String] {
    Dictionary(
      otherColumns.map { ($0, HotlineTicket.masked($1, ofColumn: $0)) }, uniquingKeysWith: { $1 })
  }

  /// The value of such a column as it is shown.
  package static func masked(_ value: String, ofColumn column: String) -> String {
    let isPhone = phoneWords.contains { column.lowercased().contains($0) }
    return isPhone ? PhoneText.masked(value) : PhoneText.maskingLongNumbers(in: value)
  }

  private static let phoneWords = ["电话", "手机", "号码", "联系方式", "座机", "phone", "mobile", "tel"]
}
