import Testing

@testable import CoreModel

@Suite("Quick-add: places")
struct QuickAddPlaceTests {
  private func parse(_ line: String) -> QuickAddDraft {
    QuickAdd.parse(line, in: Sample.directory)
  }

  @Test(
    "Places, however they are written",
    arguments: [
      ("12号502楼道灯不亮", "12号楼", "502", "12号502楼道灯不亮"),
      ("12号楼道灯不亮", "12号楼", nil, "12号楼道灯不亮"),
      ("12号502小孩哭闹", "12号楼", "502", "12号502小孩哭闹"),
      ("12号502天花板漏水", "12号楼", "502", "12号502天花板漏水"),
      ("12号502次卧漏水", "12号楼", "502", "12号502次卧漏水"),
      ("12号楼 楼道灯不亮", "12号楼", nil, "楼道灯不亮"),
      ("12号楼上漏水", "12号楼", nil, "12号楼上漏水"),
      ("12号楼502室漏水", "12号楼", "502", "12号楼502室漏水"),
      ("12栋502 漏水", "12号楼", "502", "漏水"),
      ("12幢 502室 漏水", "12号楼", "502", "漏水"),
      ("12#502 漏水", "12号楼", "502", "漏水"),
      ("１２号５０２　漏水", "12号楼", "502", "漏水"),
      ("3-1201 厨房水管漏水", "3号楼", "1201", "厨房水管漏水"),
      ("3·1201厨房水管漏水", "3号楼", "1201", "3·1201厨房水管漏水"),
      ("12号2单元502 漏水", "12号楼", "2单元502", "漏水"),
      ("12号5室漏水", "12号楼", "5", "12号5室漏水"),
      ("012号0502 漏水", "12号楼", "0502", "漏水"),
      ("木荷苑5号 夜间翻捡垃圾", "木荷苑5号", nil, "夜间翻捡垃圾"),
      ("木荷苑5号楼201室 漏水", "木荷苑5号", "201", "漏水"),
      ("木荷苑5-201 漏水", "木荷苑5号", "201", "漏水"),
      ("木荷苑5 201 漏水", "木荷苑5号", "201", "漏水"),
      ("木荷苑8号101漏水", "m8", "101", "木荷苑8号101漏水"),
      ("瑞和锦庭8号101漏水", "8号楼", "101", "瑞和锦庭8号101漏水"),
      ("瑞和锦庭12号楼502 漏水", "12号楼", "502", "漏水"),
      ("9号202 漏水", "木荷苑9号", "202", "漏水"),
      ("真源1058弄12号502 马桶反水", "真源1058弄", "12号502", "马桶反水"),
      ("1058弄3号401室 漏水", "真源1058弄", "3号401", "漏水"),
      ("真源1058弄3-401 漏水", "真源1058弄", "3-401", "漏水"),
      ("北门组团 垃圾满了", "北门组团", nil, "垃圾满了"),
      ("22号301 漏水", "21-23号楼", "301", "漏水"),
      ("有人住在12号502的反映漏水", "12号楼", "502", "有人住在12号502的反映漏水"),
      ("8月12号停水 11号502", "11号楼", "502", "8月12号停水"),
      ("502室 漏水 12号", "12号楼", nil, "502室 漏水"),
      ("12号 110来过", "12号楼", nil, "110来过"),
      ("12号，502室，漏水", "12号楼", nil, "502室，漏水"),
    ])
  func places(line: String, group: String, room: String?, text: String) {
    let draft = parse(line)
    #expect(draft.place.group == GroupID(group))
    #expect(draft.place.room == room)
    #expect(draft.text == text)
    #expect(draft.problems.isEmpty)
  }

  @Test(
    "A place or a telephone within a sentence is understood and stays there",
    arguments: [
      ("陈家姆妈讲12号楼电梯坏脱了", "12号楼", nil), ("我是12号502的，楼上漏水", "12号楼", "502"),
      ("打我电话13800002046谢谢，我住木荷苑5号201", "木荷苑5号", "201"), ("电梯坏了（12号楼）", "12号楼", nil),
      ("12号502、503室都漏水", "12号楼", "502"),
      ("楼上12号502李阿姨 吵", "12号楼", "502"),
    ])
  func withinSentences(line: String, group: String, room: String?) {
    let draft = parse(line)
    #expect(draft.text == line)
    #expect(draft.place == RequestPlace(group: GroupID(group), room: room))
    #expect(draft.recognised.filter { !$0.staysInText }.isEmpty)
    #expect(draft.recognised.contains { $0.kind == .place })
    #expect((draft.resident.phone == "13800002046") == line.contains("138"))
    #expect(draft.problems.isEmpty)
  }

  @Test(
    "What stands free is taken out, also where several things follow each other",
    arguments: [
      ("12号502 楼道灯不亮", "楼道灯不亮"), ("12号502李阿姨13800002046 灯不亮", "灯不亮"),
      ("灯不亮，12号502", "灯不亮"), ("灯不亮@赵师傅12号502", "灯不亮"), ("地址：12号502，灯不亮", "灯不亮"),
      ("灯不亮 地址 12号502", "灯不亮"), ("灯不亮。12号502", "灯不亮。"),
    ])
  func freeStanding(line: String, text: String) {
    let draft = parse(line)
    #expect(draft.text == text)
    #expect(draft.place == RequestPlace(group: GroupID("12号楼"), room: "502"))
    #expect(draft.recognised.allSatisfy { !$0.staysInText })
  }

  @Test(
    "Several buildings are not one of them",
    arguments: [
      ("6号楼到8号楼之间路灯不亮", "6号楼到8号楼", "6号楼到8号楼之间路灯不亮"),
      ("11号楼和12号楼 电梯停了", "11号楼和12号楼", "电梯停了"), ("3、11号楼门口积水", "3、11号楼", "3、11号楼门口积水"),
      ("1、2、3号楼 停水", "1、2、3号楼", "停水"), ("11-12号楼 停水", "11-12号楼", "停水"),
      ("11号楼 12号楼 停水", "11号楼 12号楼", "停水"), ("木荷苑5号至9号楼 停水", "木荷苑5号至9号楼", "停水"),
    ])
  func severalPlaces(line: String, detail: String, text: String) {
    let draft = parse(line)
    #expect(draft.place == RequestPlace(detail: detail))
    #expect(draft.text == text)
    #expect(draft.problems == ["「\(detail)」不止一处，位置按原文登记"])
  }

  @Test("Several buildings of one group are that group; days in a row are no place")
  func severalOfOne() {
    #expect(parse("21号楼和22号楼 停水").place == RequestPlace(group: GroupID("21-23号楼")))
    #expect(parse("5号楼、6号楼 停水").place == RequestPlace(group: GroupID("5、6号楼")))
    for line in ["12号到15号停水", "12号、13号两天停水", "3号和5号停水"] {
      #expect(parse(line).place == RequestPlace())
      #expect(parse(line).text == line)
    }
    #expect(parse("8月11号到12号停水 3号楼1201").place.group == GroupID("3号楼"))
    #expect(parse("11号楼和12号楼之间 3号楼1201").place.room == "1201")
  }

  @Test(
    "What only looks like a place stays in the text",
    arguments: [
      "12月5号停水", "5号线噪声大", "3号门坏了", "5号下午停水", "第12号文件", "12楼漏水", "2-3天没水", "收了1200元", "每月12号收费",
      "12号线施工", "交了12-500元",
    ])
  func noPlaces(line: String) {
    let draft = parse(line)
    #expect(draft.text == line)
    #expect(draft.place == RequestPlace())
    #expect(draft.recognised.isEmpty)
  }

  @Test(
    "A lane is no number, and a number no lane: what no group is named after is kept as said",
    arguments: [
      ("我是1058弄3号401室的，楼上漏水", "1058弄3号", "401", "我是1058弄3号401室的，楼上漏水"),
      ("1058弄12号502室 漏水", "1058弄12号", "502", "漏水"),
      ("1058弄3号楼 漏水", "1058弄3号楼", nil, "漏水"), ("1058弄3-401 漏水", "1058弄3", "401", "漏水"),
      ("真源1058弄 5号 201室 漏水", "真源1058弄 5号", "201", "漏水"),
      ("真源路1058弄3幢 漏水", "1058弄3幢", nil, "真源路1058弄3幢 漏水"),
    ])
  func unknownLane(line: String, detail: String, room: String?, text: String) {
    let draft = QuickAdd.parse(line, in: Sample.streets)
    #expect(draft.place == RequestPlace(room: room, detail: detail))
    #expect(draft.text == text)
    #expect(draft.problems == ["\(detail) 对不上楼组，请核对"])
  }

  @Test(
    "A street's number is the group of that street, and of no other",
    arguments: [
      ("真源路1058号203室 漏水", "真源1058号", "203", "真源路1058号203室 漏水"),
      ("真源1058号203 漏水", "真源1058号", "203", "漏水"), ("1058号203 漏水", "真源1058号", "203", "漏水"),
      ("真北路1058号203 漏水", nil, nil, "真北路1058号203 漏水"), ("真北路3号203 漏水", nil, nil, "真北路3号203 漏水"),
      ("1058弄停水", nil, nil, "1058弄停水"), ("12支弄3号停水", nil, nil, "12支弄3号停水"),
    ] as [(String, String?, String?, String)])
  func streets(line: String, group: String?, room: String?, text: String) {
    let draft = QuickAdd.parse(line, in: Sample.streets)
    #expect(draft.place == RequestPlace(group: group.map { GroupID($0) }, room: room))
    #expect(draft.text == text)
    #expect(draft.problems.isEmpty)
  }

  @Test(
    "A building of a lane is found by name, or in the estate that the directory puts the lane in",
    arguments: [
      ("77弄3号401 漏水", "77弄3号", "401"), ("真源路77弄3号401 漏水", "77弄3号", "401"),
      ("77弄5号楼401 漏水", "5号楼", "401"), ("88弄6号401 漏水", "6号楼", "401"),
      ("我是77弄3号的 88弄", "77弄3号", nil), ("3号401 漏水", "3号楼", "401"), ("77弄03号401 漏水", "77弄3号", "401"),
    ])
  func lanes(line: String, group: String, room: String?) {
    let draft = QuickAdd.parse(line, in: Sample.lanes)
    #expect(draft.place == RequestPlace(group: GroupID(group), room: room))
    #expect(draft.problems.isEmpty)
    for other in ["77弄9号401 漏水", "99弄3号401 漏水", "88弄3号401 漏水"] {
      #expect(QuickAdd.parse(other, in: Sample.lanes).place.group == nil, "\(other)")
    }
    #expect(QuickAdd.parse("77弄3号和5号楼 漏水", in: Sample.lanes).place.detail == "77弄3号和5号楼")
  }

  @Test("A number that two estates have asks for the estate, and loses nothing")
  func ambiguousPlace() {
    let draft = parse("8号101 漏水")
    #expect(draft.place == RequestPlace(room: "101", detail: "8号"))
    #expect(draft.text == "漏水")
    #expect(draft.problems == ["「8号」有 2 处：瑞和锦庭8号楼、木荷苑8号楼；请写上小区名，现在按原文登记"])
  }

  @Test("A building that is not on the list is kept as said")
  func unknownPlace() {
    let draft = parse("99号502 漏水")
    #expect(draft.place == RequestPlace(room: "502", detail: "99号"))
    #expect(draft.problems == ["楼组名册里没有「99号」，位置按原文登记"])
  }

  @Test("Which building of a group of several is kept")
  func severalBuildings() {
    let draft = parse("6号502 漏水")
    #expect(draft.place == RequestPlace(group: GroupID("5、6号楼"), room: "502", detail: "6号"))
  }
}
