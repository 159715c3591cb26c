import Testing

@testable import CoreModel

@Suite("Columns that we have no field for")
struct OtherColumnsTests {
  @Test("Numbers of people are masked wherever an export puts them")
  func masked() {
    let ticket = HotlineTicket(
      number: "T1", kind: .help, kindText: "求助", assignedAt: .earliestSupported,
      otherColumns: [
        "来电号码": "138 0000 2046", "备用电话": "62345678转802", "联系方式": "802",
        "备注": "另请联系13900001234，11月21日 10:00 后", "回访时间": "2026-11-21 10:00:00", "处理受理方式": "电话",
      ])
    #expect(
      ticket.maskedOtherColumns == [
        "来电号码": "138 **** 2046", "备用电话": "62****78转802", "联系方式": "*02",
        "备注": "另请联系139****1234，11月21日 10:00 后", "回访时间": "2026-11-21 10:00:00", "处理受理方式": "电话",
      ])
  }
}
