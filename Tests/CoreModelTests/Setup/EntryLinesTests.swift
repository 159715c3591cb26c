import Testing

@testable import CoreModel

@Suite("What is typed to set a desk up") struct EntryLinesTests {
  static let estates = ["瑞和锦庭", "木荷苑"]

  @Test(
    "One line makes many groups",
    arguments: [
      ("1-3号楼", ["1号楼", "2号楼", "3号楼"]),
      ("１－３号楼", ["1号楼", "2号楼", "3号楼"]),
      ("1至3号楼", ["1号楼", "2号楼", "3号楼"]),
      ("1号-3号", ["1号", "2号", "3号"]),
      ("1号楼~3号楼", ["1号楼", "2号楼", "3号楼"]),
      ("1、3、5号楼", ["1号楼", "3号楼", "5号楼"]),
      ("1,3 5-6号楼", ["1号楼", "3号楼", "5号楼", "6号楼"]),
      ("1号楼 2号楼", ["1号楼", "2号楼"]),
      ("木荷苑 1-2号", ["木荷苑1号", "木荷苑2号"]),
      ("木荷苑1、2号", ["木荷苑1号", "木荷苑2号"]),
      ("瑞和锦庭 1-2号楼", ["1号楼", "2号楼"]),
      ("木荷苑：7-8号", ["7号", "8号"]),
      ("真源1058弄 1-2号", ["真源1058弄1号", "真源1058弄2号"]),
      ("真源1058弄", ["真源1058弄"]),
      ("A1-A3幢", ["A1幢", "A2幢", "A3幢"]),
      ("5+6号楼", ["5、6号楼"]),
      ("北门商铺", ["北门商铺"]), ("3#", ["3#"]), ("甲座（东）·A", ["甲座（东）·A"]),
      ("7-7号楼", ["7号楼"]),
    ])
  func groups(_ line: String, _ names: [String]) {
    let found = GroupLines.understand(line, estates: Self.estates)
    #expect(found.entries.map(\.name) == names)
    #expect(found.remarks.isEmpty)
  }

  @Test("The estate is read off the line, or is the first, or that of the heading above")
  func estateOfGroups() {
    let found = GroupLines.understand(
      "1-2号楼\n木荷苑 1号\n\n木荷苑：\n南门岗亭", estates: Self.estates)
    #expect(found.remarks.isEmpty)
    #expect(
      found.entries.map(\.estate) == ["瑞和锦庭", "瑞和锦庭", "木荷苑", "木荷苑"])
  }

  @Test(
    "What cannot be meant is refused with its line",
    arguments: [
      ("1-9999号楼", "一行最多 200 个"), ("12-1号楼", "应写成 1-12"), ("1-999999999999号楼", "楼号太大"),
      ("乱写@@", "不能有「@」"), ("x", "要有汉字或数字"), ("3号楼！", "不能有「!」"), ("没有的小区：1号", "没有叫「没有的小区」的小区"),
      ("1-150号楼、301-400号", "一行写出了 250 个"),
      (String(repeating: "长", count: 31), "名称太长"),
    ])
  func refusedGroups(_ line: String, _ words: String) {
    let found = GroupLines.understand("8号楼\n" + line, estates: Self.estates)
    #expect(found.entries.map(\.name) == ["8号楼"])
    #expect(found.problems.count == 1)
    #expect(found.problems.first?.line == 2)
    #expect(found.problems.first?.text.contains(words) == true, "\(found.problems)")
  }

  @Test("What is there already is passed over and said; the same name in two estates is refused")
  func repeatedGroups() {
    let known = [GroupEntry(estate: "瑞和锦庭", name: "1号楼")]
    let found = GroupLines.understand("1-3号楼\n2号楼", estates: Self.estates, known: known)
    #expect(found.entries.map(\.name) == ["2号楼", "3号楼"])
    #expect(found.problems.isEmpty && found.remarks.count == 2)
    let clash = GroupLines.understand("1号楼\n木荷苑：1号楼", estates: Self.estates)
    #expect(clash.problems.first?.text.contains("带小区名") == true)
  }

  @Test("Whatever is typed, reading ends and stays within bounds")
  func anything() {
    var random = SplitMix(seed: 7)
    let alphabet = Array("1290-~至、,+:： 号楼弄幢木荷苑瑞和锦庭AB\n\u{202e}\u{7}")
    for _ in 0..<3000 {
      let text = String(
        (0..<Int.random(in: 0...24, using: &random)).map { _ in
          alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
        })
      let found = GroupLines.understand(text, estates: Self.estates)
      #expect(Set(found.entries.map(\.name)).count == found.entries.count, "\(text)")
      #expect(
        found.entries.allSatisfy {
          PlaceName.problem($0.name, what: "楼组") == nil && Self.estates.contains($0.estate)
        }, "\(text)")
      _ = StaffLines.understand(text)
      _ = ShiftLines.understand(text, people: ["A"])
      _ = try? DutyHoursText.spans(text)
    }
  }

  @Test(
    "A line names somebody with role, employer and phone in any order",
    arguments: [
      (
        "赵师傅 物业维修 13800001234",
        StaffEntry(name: "赵师傅", role: .maintenance, phone: "13800001234", unit: "物业")
      ),
      (
        "赵师傅 瑞和物业维修 138 0000 1234",
        StaffEntry(name: "赵师傅", role: .maintenance, phone: "13800001234", unit: "瑞和物业")
      ),
      ("主任，陈静，居委会", StaffEntry(name: "陈静", role: .director, unit: "居委会")),
      ("陈主任 主任", StaffEntry(name: "陈主任", role: .director)),
      (
        "丁建13900002345 街道网格员",
        StaffEntry(name: "丁建", role: .gridWorker, phone: "13900002345", unit: "街道")
      ),
      ("钱警官\t社区民警\t62345678", StaffEntry(name: "钱警官", role: .police, phone: "62345678")),
      ("王芳 值班员", StaffEntry(name: "王芳", role: .dutyOfficer)),
    ])
  func staff(_ line: String, _ entry: StaffEntry) {
    let found = StaffLines.understand(line)
    #expect(found.entries == [entry])
    #expect(found.remarks.isEmpty)
  }

  @Test(
    "Somebody without a role, or whose name cannot be told apart, is refused",
    arguments: [
      ("赵师傅 13800001234", "没有写角色"), ("维修 138", "没有写姓名"), ("维修班 维修", "班组的名称"),
      ("赵@师傅 维修", "不能有空格和 @"), ("王芳 值班员\n王芳 主任", "写了两次"),
    ])
  func refusedStaff(_ text: String, _ words: String) {
    #expect(StaffLines.understand(text).problems.first?.text.contains(words) == true)
  }

  @Test("A phone of a wrong length is said and does not keep anybody out")
  func staffPhone() {
    let found = StaffLines.understand("赵师傅 维修 1380000123")
    #expect(found.entries.count == 1 && found.problems.isEmpty)
    #expect(found.remarks.first?.message.contains("电话位数不对") == true)
    let short = StaffLines.understand("赵师傅 维修 1380000")
    #expect(short.entries.count == 1 && short.problems.isEmpty)
    #expect(short.remarks.first?.message == "第 1 行：赵师傅 电话位数不对：1380000，请核对")
    let known = StaffLines.understand("王芳 值班员", known: ["王芳"])
    #expect(known.entries.isEmpty && known.problems.isEmpty && known.remarks.count == 1)
  }

  @Test(
    "Duty hours are read as people write them",
    arguments: [
      ("08:30-20:00", "08:30-20:00"), ("8:30～11:30，13：00—20：00", "08:30-11:30、13:00-20:00"),
      ("8点半到20点", "08:30-20:00"), ("9点 至 17点30分", "09:00-17:30"), ("", "不值班"), ("不值班", "不值班"),
      ("00:00-24:00", "00:00-24:00"),
    ])
  func hours(_ text: String, _ meant: String) throws {
    #expect(DutyHoursText.text(of: try DutyHoursText.spans(text)) == meant)
  }

  @Test(
    "Hours that are none are quoted as they were typed",
    arguments: [
      ("8:30到晚上八点", "8:30到晚上八点"), ("8点半至11点、下午1点到5点", "下午1点到5点"),
      ("８：３０到八点", "8:30到八点"),
    ])
  func quotedHours(_ text: String, _ quoted: String) throws {
    let problem = #expect(throws: RuleProblem.self) { try DutyHoursText.spans(text) }
    #expect(problem?.message == "「\(quoted)」不是时段，应写成 08:30-20:00")
  }

  @Test("One field that cannot be read leaves the others understood")
  func hourFields() throws {
    let fields = DutyHoursText.Fields(
      working: "8:30到晚上八点", rest: "9点到15点", holiday: "9:00-12:00、11:00-13:00")
    #expect(fields.spans[.rest].map { DutyHoursText.text(of: $0) } == "09:00-15:00")
    #expect(fields.spans[.working] == nil && fields.spans[.holiday] == nil)
    #expect(fields.problems.count == 2)
    #expect(fields.problems.first?.message == "工作日：「8:30到晚上八点」不是时段，应写成 08:30-20:00")
  }

  @Test(
    "Hours that are none are refused",
    arguments: ["25:00-26:00", "20:00-08:30", "08:30", "08:75-10:00", "八点到九点", "08:00-24:30"])
  func refusedHours(_ text: String) {
    #expect(throws: RuleProblem.self) { try DutyHoursText.spans(text) }
    #expect(throws: RuleProblem.self) {
      try DutyHoursText.hours(working: text, rest: "", holiday: "")
    }
  }
}
