import Testing

@testable import CoreModel

@Suite("答复要点")
struct ReplyPointsTests {
  @Test(
    "counts what people count",
    arguments: [
      ("", 0), ("居委会", 3), ("  居委会\n", 3), ("一\n二", 3), ("一\r\n二", 3), ("A1，。", 4),
      ("👨‍👩‍👧好", 2), ("é", 1), ("居 委", 3),
    ])
  func counting(_ text: String, _ count: Int) {
    #expect(ReplyPoints.count(text) == count)
  }

  @Test(
    "A day or a time of the answer is recognised",
    arguments: [
      "11月20日答复", "11月20号答复", "11 月 20 日答复", "１１月２０日答复", "十一月二十日答复", "2026年11月20日答复",
      "2026年11月答复", "2026-11-20答复", "2026/11/20答复", "2026.11.20答复", "11-20答复", "11/20答复", "20日答复",
      "当日答复", "今日答复", "昨天答复", "次日答复", "上午答复", "当场答复", "10:30答复", "10：30答复", "9点半答复", "16时答复",
      "周三答复", "星期五答复",
    ])
  func times(_ text: String) {
    #expect(ReplyPoints(text, department: "居委会").namesTime)
  }

  @Test(
    "Rooms, buildings, amounts and other numbers are no time of the answer",
    arguments: [
      "12号楼502室答复", "11-20号楼答复", "12-502答复", "换了3个灯泡", "3.5米答复", "2楼答复", "费用20元", "第3次答复",
      "3时间答复", "3点建议", "99:99答复", "13月40日", "工单20261120001", "答复了", "3个月内答复", "11月20号楼答复",
    ])
  func noTimes(_ text: String) {
    #expect(!ReplyPoints(text, department: "居委会").namesTime)
  }

  @Test(
    "What was done must stand beside who and when",
    arguments: [
      ("居委会已于11月20日电话答复来电人：换了接头，不漏了。", true), ("居委会11月20日修好了楼道灯。", true),
      ("居委会已于11月20日电话答复来电人：已劝停。", true),
      ("居委会已于11月20日电话答复来电人。", false), ("居委会于2026年11月20日10:30已办结，感谢您的理解和支持！", false),
      ("居委会，11月20日，处置情况：已处理完毕。", false), ("居委会。。。。。！！！11月20日", false),
      ("居委会啊啊啊啊啊啊11月20日", false), ("", false),
    ])
  func doing(_ text: String, _ says: Bool) {
    #expect(ReplyPoints(text, department: "居委会").saysWhatWasDone == says)
  }

  @Test("The unit that settled it must be named as it is given, each of several")
  func departments() {
    func names(_ text: String, _ department: String) -> Bool {
      ReplyPoints(text, department: department).namesDepartment
    }
    #expect(names("瑞和物业已到场", "瑞和物业"))
    #expect(names("瑞和 物业已到场", "瑞和物业"))
    #expect(!names("物业已到场", "瑞和物业"))
    #expect(!names("物业已到场", ""))
    #expect(names("居委会和瑞和物业已到场", "居委会、瑞和物业"))
    #expect(!names("居委会已到场", "居委会、瑞和物业"))
  }
}

@Suite("Moments in the fields of 回复")
struct ReplyMomentTests {
  private let now = Instant(iso8601: "2026-11-22T09:00") ?? Instant(milliseconds: 0)

  @Test(
    "are read as people write them",
    arguments: [
      ("10:30", "2026-11-22 10:30"), ("昨天 16:20", "2026-11-21 16:20"),
      ("昨日16：20", "2026-11-21 16:20"),
      ("11-20 10:30", "2026-11-20 10:30"), ("11月20日10:30", "2026-11-20 10:30"),
      ("11.20 9点半", "2026-11-20 09:30"), ("2026-11-20 10:30", "2026-11-20 10:30"),
      ("2026年11月20日 8时", "2026-11-20 08:00"), ("12-31 10:00", "2025-12-31 10:00"),
      ("下午3点20分", "2026-11-22 15:20"), ("前天 08:05", "2026-11-20 08:05"),
    ])
  func reading(_ text: String, _ expected: String) {
    #expect(ReplyMoment.parse(text, at: now)?.sheetText == expected)
  }

  @Test(
    "that are none are refused",
    arguments: ["", "明年", "25:00", "10:70", "2-30 10:00", "11-20", "10:30分外", "abc", "10"])
  func refusing(_ text: String) {
    #expect(ReplyMoment.parse(text, at: now) == nil)
  }

  @Test("are written so that they are read back as the same")
  func roundTrip() {
    for minutes in stride(from: -900_000, through: 500_000, by: 7_777) {
      let moment = now.adding(minutes: minutes)
      #expect(ReplyMoment.parse(ReplyMoment.text(moment, at: now), at: now) == moment)
    }
  }
}
