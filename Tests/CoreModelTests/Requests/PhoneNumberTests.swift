import Testing

@testable import CoreModel

@Suite("What is wrong with a telephone number")
struct PhoneNumberTests {
  @Test(
    "A number's length",
    arguments: [
      ("138000020", "电话位数不对：138000020，请核对"), ("1380000204", "电话位数不对：1380000204，请核对"),
      ("138 0000 204", "电话位数不对：1380000204，请核对"), ("138-0000-20461", "电话位数不对：138000020461，请核对"),
      ("1380000204612", "电话位数不对：1380000204612，请核对"), ("11000002046", "电话号段不对：11000002046，请核对"),
      ("62120000,1380000204", "电话位数不对：1380000204，请核对"), ("13800002046", nil),
      ("138 0000 2046", nil), ("+86 13800002046", nil), ("8613800002046", nil), ("62120000", nil),
      ("021-62120000转802", nil), ("802", nil), ("12345", nil), ("150××××2046", nil), ("不详", nil),
      ("13800002046 李女儿", nil), ("", nil),
    ] as [(String, String?)])
  func problem(text: String, problem: String?) {
    #expect(PhoneNumber.problem(text) == problem)
  }
}
