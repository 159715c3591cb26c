import Testing

@testable import CoreModel

@Suite("Telephone numbers as text")
struct PhoneTextTests {
  @Test(
    "Every number is masked, whatever stands around it",
    arguments: [
      ("13800002046", "138****2046"),
      ("１３８００００２０４６", "１３８****２０４６"),
      ("13800002046,62345678", "138****2046,62****78"),
      ("13800002046 13900001234", "138****2046 139****1234"),
      ("wx13800002046", "wx138****2046"),
      ("13800002046x1", "138****2046x1"),
      ("13800002046转802", "138****2046转802"),
      ("138 0000 2046", "138 **** 2046"),
      ("138-0000-2046", "138-****-2046"),
      ("02162345678", "021****5678"),
      ("021-62345678", "021-62****78"),
      ("8613800002046", "86138****2046"),
      ("1380000204613900001234", "13800****1234"),
      ("62345678", "62****78"),
      ("150××××2046, 13800002046", "150××××2046, 138****2046"),
    ])
  func masked(text: String, shown: String) {
    #expect(PhoneText.masked(text) == shown)
    #expect(Resident(phone: text).maskedPhone == shown)
    // Whoever masks again what was masked loses nothing more.
    #expect(PhoneText.masked(shown) == shown)
  }

  @Test(
    "What is hidden already, or no number, stays",
    arguments: ["150××××", "150****2046", "138 0000 ****", "不详", "转802", ""])
  func unmasked(text: String) {
    #expect(PhoneText.masked(text) == text)
  }

  @Test("A short extension by itself keeps its last two digits")
  func extensions() {
    #expect(PhoneText.masked("8021") == "**21")
    #expect(PhoneText.masked("802") == "*02")
  }

  @Test(
    "In a text about anything only digits in one piece are numbers",
    arguments: [
      ("请联系13800002046，2026-11-21 10:00 前", "请联系138****2046，2026-11-21 10:00 前"),
      ("2026-11-21 10:00:00", "2026-11-21 10:00:00"), ("第12号楼", "第12号楼"),
    ])
  func freeText(text: String, shown: String) {
    #expect(PhoneText.maskingLongNumbers(in: text) == shown)
  }

  @Test(
    "One spelling for keeping",
    arguments: [
      ("13800002046", "13800002046"), ("138 0000 2046", "13800002046"),
      ("１３８－００００－２０４６", "13800002046"), ("+86 138-0000-2046", "13800002046"),
      ("8613800002046", "13800002046"), ("86-13800002046", "13800002046"),
      ("021-62345678", "02162345678"), ("（021）6234 5678", "02162345678"),
      ("021-6234-5678-802", "02162345678转802"), ("62345678 转 802", "62345678转802"),
      ("13800002046，62345678", "13800002046,62345678"),
      ("13800002046 62345678", "13800002046 62345678"),
      ("13800002046、 13900001234", "13800002046、13900001234"),
      ("13800002046 李女儿", "13800002046 李女儿"), ("400-820-8820", "4008208820"),
      ("150××××2046", "150××××2046"), (" 802 ", "802"), ("不详", "不详"), ("", ""),
    ])
  func normalized(text: String, kept: String) {
    #expect(PhoneText.normalized(text) == kept)
    #expect(PhoneText.normalized(kept) == kept)
  }
}
