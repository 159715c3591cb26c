/// The years that we ship, as the State Council's General Office announced them (国务院办公厅
/// 关于部分节假日安排的通知). Dates are month × 100 + day.
extension CalendarYear {
  static let shipped = [
    CalendarYear(
      2024, "https://www.gov.cn/zhengce/zhengceku/202310/content_6911528.htm",
      off: [
        ("元旦", 101, 101), ("春节", 210, 217), ("清明节", 404, 406), ("劳动节", 501, 505),
        ("端午节", 610, 610), ("中秋节", 915, 917), ("国庆节", 1001, 1007),
      ],
      worked: [204, 218, 407, 428, 511, 914, 929, 1012]),
    CalendarYear(
      2025, "https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm",
      off: [
        ("元旦", 101, 101), ("春节", 128, 204), ("清明节", 404, 406), ("劳动节", 501, 505),
        ("端午节", 531, 602), ("国庆节、中秋节", 1001, 1008),
      ],
      worked: [126, 208, 427, 928, 1011]),
    CalendarYear(
      2026, "https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm",
      off: [
        ("元旦", 101, 103), ("春节", 215, 223), ("清明节", 404, 406), ("劳动节", 501, 505),
        ("端午节", 619, 621), ("中秋节", 925, 927), ("国庆节", 1001, 1007),
      ],
      worked: [104, 214, 228, 509, 920, 1010]),
  ]

  private init(_ year: Int, _ source: String, off: [(String, Int, Int)], worked: [Int]) {
    func day(_ date: Int) -> Day? { Day(year: year, month: date / 100, day: date % 100) }
    self.init(
      checkedYear: year, source: source,
      holidays: off.compactMap { name, first, last in
        guard let first = day(first), let last = day(last) else { return nil }
        return Holiday(name, from: first, through: last)
      },
      workdays: worked.compactMap(day))
  }
}
