import Testing

@testable import CoreModel

@Suite("回复 of a ticket whose caller is 匿名 or 保密") struct HiddenCallerTests {
  @Test(
    "Who the export says wants not to be known is not named, by whatever name and number they were ever known",
    arguments: ["是否保密", "是否匿名"])
  func confidentialByExport(_ column: String) throws {
    var ticket = HotlineTicket.invented()
    ticket.otherColumns = [column: "是"]
    var story = try #require(
      RequestStory(
        text: "楼上漏水", channel: .hotline, hotline: ticket,
        resident: Resident(name: "张建国", phone: "13800002046")))
    try story.goUpToReply()
    for words in ["答复张建国", "答复张先生", "致电13800002046答复来电人", "致电138 0000 2046答复来电人"] {
      #expect(throws: Refusal.self) {
        try story.give(.reply(story.reply("居委会已于11月20日\(words)：换了接头，不漏了。"), meeting: nil))
      }
    }
    var unit = story.reply()
    unit.signedBy = "居委会（张建国）"
    #expect(throws: Refusal.self) { try story.give(.reply(unit, meeting: nil)) }
    try story.give(.amend(Amendment(resident: Resident(name: "李四", phone: "13900003157"))))
    for name in ["李四", "张建国"] {
      #expect(throws: Refusal.self, "\(name)") {
        try story.give(.reply(story.reply("居委会已于11月20日答复\(name)：换了接头，不漏了。"), meeting: nil))
      }
    }
    try story.give(.reply(story.reply(), meeting: nil))
  }
}
