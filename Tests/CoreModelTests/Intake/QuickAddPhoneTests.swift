import Testing

@testable import CoreModel

@Suite("Quick-add: telephones")
struct QuickAddPhoneTests {
  private func parse(_ line: String) -> QuickAddDraft {
    QuickAdd.parse(line, in: Sample.directory)
  }

  @Test(
    "Telephones, however they are written",
    arguments: [
      ("漏水 13800002046", "13800002046", "漏水"),
      ("漏水13800002046", "13800002046", "漏水13800002046"),
      ("漏水 138 0000 2046", "13800002046", "漏水"),
      ("漏水 138-0000-2046", "13800002046", "漏水"),
      ("漏水 +8613800002046", "13800002046", "漏水"),
      ("漏水 １３８００００２０４６", "13800002046", "漏水"),
      ("漏水，电话：13800002046", "13800002046", "漏水"),
      ("漏水 联系电话 62120000", "62120000", "漏水"),
      ("漏水 021-62120000", "021-62120000", "漏水"),
      ("漏水 (021)62120000", "021-62120000", "漏水"),
      ("漏水 02162120000", "021-62120000", "漏水"),
      ("漏水 6212-0000", "62120000", "漏水"),
    ])
  func phones(line: String, phone: String, text: String) {
    let draft = parse(line)
    #expect(draft.resident.phone == phone)
    #expect(draft.text == text)
  }

  @Test(
    "Other long numbers are no telephones",
    arguments: [
      "单号62120000", "2026年 20261121 停水", "热线-24122700", "车牌A6212000", "21380000204",
    ])
  func noPhones(line: String) {
    #expect(parse(line).resident.phone == nil)
    #expect(parse(line).text == line)
  }

  @Test(
    "A mobile number with digits too few or too many is asked about, and kept where it is masked",
    arguments: [
      ("漏水 138000020", "138000020", "漏水"), ("漏水 1380000204", "1380000204", "漏水"),
      ("漏水 138000020461，急", "138000020461", "漏水 急"), ("1380000204612 漏水", "1380000204612", "漏水"),
      ("漏水 电话：1380000204", "1380000204", "漏水"), ("漏水 138 0000 204", "1380000204", "漏水"),
      ("漏水 手机号1380000204", "1380000204", "漏水"), ("李阿姨电话1380000204", nil, "李阿姨电话1380000204"),
      ("漏水1380000204", nil, "漏水1380000204"),
      ("漏水 1380000204 13800002046", "13800002046", "漏水 1380000204"),
    ] as [(String, String?, String)])
  func wrongPhones(line: String, phone: String?, text: String) throws {
    let draft = parse(line)
    #expect(draft.resident.phone == phone)
    #expect(draft.text == text)
    let problem = try #require(draft.problems.first)
    #expect(draft.problems.count == 1)
    #expect(problem.hasPrefix("电话位数不对：138") && problem.hasSuffix("，请核对"))
  }

  @Test(
    "Long numbers of other things are not asked about",
    arguments: [
      "花了150000000元", "编号20261122-007", "单号1380000204", "A138000020461", "1100 漏水", "漏水 62120000",
    ])
  func otherNumbers(line: String) {
    #expect(parse(line).problems.isEmpty)
  }

  @Test("The second telephone stays in the text")
  func twoPhones() {
    let draft = parse("漏水 13800002046 13900001111")
    #expect(draft.resident.phone == "13800002046")
    #expect(draft.text == "漏水 13900001111")
    #expect(draft.problems.count == 1)
  }
}
