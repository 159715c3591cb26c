import Foundation
import Testing

@testable import CoreModel

@Suite("Initials of names (拼音首字母)")
struct PinyinInitialsTests {
  @Test(
    "Names as staff type them",
    arguments: [
      ("王阿姨", "way"), ("12号楼", "12hl"), ("木荷苑5号", "mhy5h"), ("赵师傅", "zsf"), ("维修班", "wxb"),
      ("曾师傅", "zsf"), ("单阿姨", "say"), ("名单", "md"), ("仇先生", "qxs"), ("解女士", "xns"), ("重庆路", "cql"),
      ("长宁", "cn"), ("吕阿姨", "lay"), ("区老师", "ols"), ("物业大厦", "wyds"), ("真源1058弄", "zy1058n"),
      ("ＡＢ１２", "ab12"), ("O'Neil", "oneil"), ("😀王", "w"), ("", ""), ("䶮", "y"), ("停车", "tc"),
    ])
  func names(text: String, initials: String) {
    #expect(PinyinInitials.of(text) == initials)
  }

  @Test("Every reading of a name finds it")
  func readings() {
    #expect(PinyinInitials.spellings(of: "处长") == ["cc", "cz"])
    #expect(PinyinInitials.matches("cz", in: "处长"))
    #expect(PinyinInitials.matches("cc", in: "处长"))
    #expect(PinyinInitials.matches("WAY", in: "12号楼王阿姨"))
    #expect(PinyinInitials.matches("", in: "王"))
    #expect(!PinyinInitials.matches("王", in: "王"))
    #expect(!PinyinInitials.matches("wz", in: "王阿姨"))
  }

  @Test("However many readings, there are at most eight spellings, all of one length")
  func bounded() {
    let spellings = PinyinInitials.spellings(of: "长重行乐朝会调车")
    #expect(spellings.count == 8)
    #expect(Set(spellings).count == 8)
    #expect(Set(spellings.map(\.count)) == [8])
    #expect(spellings[0] == PinyinInitials.of("长重行乐朝会调车"))
  }

  @Test("The table has the letters of the system's own transform")
  func table() throws {
    // The transform reads runs of characters as words; spaces keep them apart.
    for start in stride(from: 0x4E00, through: 0x9FA5, by: 512) {
      let scalars = (start...min(start + 511, 0x9FA5)).compactMap { Unicode.Scalar(UInt32($0)) }
      let spaced = scalars.map(String.init).joined(separator: " ")
      let latin = try #require(
        spaced.applyingTransform(.mandarinToLatin, reverse: false)?
          .applyingTransform(.stripDiacritics, reverse: false))
      let words = latin.split(separator: " ")
      try #require(words.count == scalars.count)
      for (scalar, word) in zip(scalars, words) {
        let letter = try #require(word.unicodeScalars.first)
        let index = Int(scalar.value - PinyinTable.first)
        let own = Unicode.Scalar(PinyinTable.letters.utf8Start[index])
        #expect(own == "-" ? !letter.isASCII : own == letter, "\(scalar)")
      }
    }
    #expect(PinyinTable.letters.utf8CodeUnitCount == 0x9FA5 - 0x4E00 + 1)
  }
}
