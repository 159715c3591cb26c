import Testing

@testable import CoreModel

/// Sunday 2026-11-22, 09:00 in Shanghai.
private let now = Instant(iso8601: "2026-11-22T09:00:00") ?? Instant(milliseconds: 0)

private func moment(_ text: String) -> Instant? { Instant(iso8601: text) }

private func read(_ text: String) -> [ChatMessage] { ChatTranscript.parse(text, at: now).messages }

/// A way to write a message, and what the time of it means.
fileprivate struct ChatForm: Sendable, CustomTestStringConvertible {
  var header: String
  var at: String?
  var testDescription: String { header }
}

fileprivate let chatForms = [
  ChatForm(header: "张阿姨 2026/11/21 19:36:05", at: "2026-11-21T19:36:05"),
  ChatForm(header: "张阿姨  2026-11-21 19:36", at: "2026-11-21T19:36:00"),
  ChatForm(header: "张阿姨 2026年11月21日 19:36", at: "2026-11-21T19:36:00"),
  ChatForm(header: "张阿姨 2026年11月21日 星期六 下午 7:36", at: "2026-11-21T19:36:00"),
  ChatForm(header: "张阿姨 8:05", at: "2026-11-22T08:05:00"),
  // Nine in the morning: half past seven in the evening was yesterday.
  ChatForm(header: "张阿姨 19:36", at: "2026-11-21T19:36:00"),
  ChatForm(header: "张阿姨 昨天 19:36", at: "2026-11-21T19:36:00"),
  ChatForm(header: "张阿姨  星期五 下午7:36", at: "2026-11-20T19:36:00"),
  ChatForm(header: "张阿姨 星期日 20:00", at: "2026-11-15T20:00:00"),
  ChatForm(header: "张阿姨 11月21日 晚上8:05", at: "2026-11-21T20:05:00"),
  ChatForm(header: "张阿姨 12月30日 08:05", at: "2025-12-30T08:05:00"),
  ChatForm(header: "张阿姨 凌晨0:20", at: "2026-11-22T00:20:00"),
  ChatForm(header: "张阿姨 上午12:05", at: "2026-11-22T00:05:00"),
  ChatForm(header: "张阿姨 昨天 中午12:30", at: "2026-11-21T12:30:00"),
  ChatForm(header: "张阿姨 昨天 7:36 PM", at: "2026-11-21T19:36:00"),
  ChatForm(header: "张阿姨　２０２６/１１/２１　１９：３６：０５", at: "2026-11-21T19:36:05"),
  ChatForm(header: "2026-11-21 19:36:05 张阿姨(wxid_8x7k2)", at: "2026-11-21T19:36:05"),
  ChatForm(header: "2026-11-21 19:36:05 张阿姨", at: "2026-11-21T19:36:05"),
  ChatForm(header: "[2026-11-21 19:36] 张阿姨:", at: "2026-11-21T19:36:00"),
  ChatForm(header: "张阿姨(wxid_8x7k2) 2026-11-21 19:36:05", at: "2026-11-21T19:36:05"),
  ChatForm(header: "张阿姨:", at: nil),
  ChatForm(header: "\"张阿姨\"：", at: nil),
  // No such day, and one that is still to come: nobody knows when it was.
  ChatForm(header: "张阿姨 2027/11/21 19:36:05", at: nil),
]

@Suite("A pasted conversation is told into messages") struct ChatTranscriptTests {
  @Test("Every way in which WeChat writes sender and time is understood", arguments: chatForms)
  fileprivate func forms(_ form: ChatForm) throws {
    let messages = read("\(form.header)\n楼道灯不亮\n第二行\n\n\(form.header)\n收到\n")
    #expect(messages.map(\.sender) == ["张阿姨", "张阿姨"])
    #expect(messages.map(\.words) == ["楼道灯不亮\n第二行", "收到"])
    #expect(messages.map(\.at) == [form.at.flatMap(moment), form.at.flatMap(moment)])
  }

  @Test("What is said on the line of the sender is the message")
  func spoken() {
    let messages = read("张阿姨：楼道灯不亮\n地点：12号楼\n王芳: 收到")
    #expect(messages.map(\.sender) == ["张阿姨", "王芳"])
    #expect(messages[0].words == "楼道灯不亮\n地点：12号楼")
    let exported = read("2026-11-21 19:36:05 张阿姨: 灯坏了\n2026-11-21 19:37:00 李师傅: 我看看")
    #expect(exported.map(\.words) == ["灯坏了", "我看看"])
  }

  @Test("A line above says the day and the time of what follows")
  func separators() {
    let mailed = read(
      "“12号楼邻里群”的聊天记录如下:\n\n—————  2026-11-20  —————\n\n张阿姨  19:36\n\n楼道灯不亮\n\n王芳  19:40\n\n收到\n")
    #expect(mailed.map(\.at) == [moment("2026-11-20T19:36:00"), moment("2026-11-20T19:40:00")])
    let telephone = read("昨天 19:36\n张阿姨:\n灯坏了\n\n星期五 下午7:36\n李:\n水没有了")
    #expect(telephone.map(\.sender) == ["张阿姨", "李"])
    #expect(telephone.map(\.at) == [moment("2026-11-21T19:36:00"), moment("2026-11-20T19:36:00")])
  }

  @Test(
    "The group's name is read off the title",
    arguments: [
      ("群聊的聊天记录", ""), ("\"12号楼\"的聊天记录", "12号楼"), ("12号楼邻里群的聊天记录", "12号楼邻里群"),
      ("微信群“12号楼”的聊天记录如下:", "12号楼"), ("群聊：12号楼邻里群(128)", "12号楼邻里群"),
    ])
  func titles(_ line: String, _ name: String) {
    let transcript = ChatTranscript.parse("\(line)\n\n张阿姨 19:36\n灯坏了", at: now)
    #expect(transcript.title == (name.isEmpty ? nil : name))
    #expect(transcript.messages.map(\.sender) == ["张阿姨"])
  }

  @Test("Attachments are named, faces stay where they are")
  func attachments() {
    let messages = read(
      """
      张阿姨 19:36
      [图片]
      漏成这样了[捂脸]
      [文件] 停水通知.pdf
      [图片: IMG_2041.jpg]
      李师傅 19:37
      [语音] 12" 马上来
      """)
    #expect(
      messages[0].attachments == [
        .init(.image), .init(.file, name: "停水通知.pdf"), .init(.image, name: "IMG_2041.jpg"),
      ])
    #expect(messages[0].words == "漏成这样了[捂脸]")
    #expect(messages[0].original.contains("[图片: IMG_2041.jpg]"), "the very words are kept")
    #expect(messages[1].words == "马上来" && messages[1].attachments == [.init(.voice)])
    #expect(
      ChatAttachment.summary(messages[0].attachments) == "图片 1 张、图片 IMG_2041.jpg、文件 停水通知.pdf")
  }

  @Test("A quotation goes with the answer to it")
  func quotes() {
    let messages = read(
      """
      李师傅 19:40
      「张阿姨：楼道灯不亮
      还有老人摔倒」
      - - - - - - - - - - - - - - -
      我家门口也是
      """)
    #expect(messages.count == 1)
    #expect(messages[0].quote == "张阿姨：楼道灯不亮\n还有老人摔倒")
    #expect(messages[0].words == "我家门口也是")
    let open = read("李师傅 19:40\n「张阿姨：没有说完\n王芳 19:41\n收到")
    #expect(open.map(\.words) == ["「张阿姨：没有说完", "收到"], "nothing is lost")
  }

  @Test(
    "What WeChat says itself is no message of a person",
    arguments: [
      "\"李四\"撤回了一条消息", "\"王芳\"邀请\"李四\"加入了群聊", "\"李四\" 拍了拍 \"王芳\"", "李四领取了你的红包",
      "\"王芳\"修改群名为“12号楼邻里群”",
    ])
  func notices(_ notice: String) {
    let messages = read("张阿姨 19:36\n楼道灯不亮\n\(notice)\n两天了")
    #expect(messages.map(\.isNotice) == [false, true, false])
    #expect(messages.map(\.sender) == ["张阿姨", "", "张阿姨"])
  }

  @Test(
    "A line of somebody's words is not taken for a header",
    arguments: [
      "停水时间 11月22日 9:00", "物业说，等到 19:30", "地点：12号楼", "http://example.cn/a:1", "19点 来过两次",
    ])
  func words(_ line: String) {
    let messages = read("张阿姨 2026/11/21 19:36:05\n请问\n\(line)\n谢谢")
    #expect(messages.map(\.words) == ["请问\n\(line)\n谢谢"])
  }

  @Test("Words without any header are messages of nobody, one a paragraph")
  func bare() {
    let messages = read("12号502 楼道灯不亮\n两天了\n\n8号楼没有水")
    #expect(messages.map(\.words) == ["12号502 楼道灯不亮\n两天了", "8号楼没有水"])
    #expect(messages.allSatisfy { $0.sender.isEmpty && $0.at == nil })
  }

  @Test("Whatever is pasted, no word of it is lost", arguments: [1, 2, 3, 4, 5, 6, 7, 8])
  func total(_ seed: UInt64) {
    let pieces = [
      "张阿姨 19:36", "张阿姨:", "李师傅 2026/11/21 19:36:05", "2026-11-21 19:36:05 王芳(wxid_1)", "", "「",
      "「张阿姨：灯」", "- - - - - -", "[图片]", "[", "]", "@王芳 ", "灯不亮", "99:99", "昨天 19:36", "——", "：",
      "群聊的聊天记录", "\"李四\"撤回了一条消息", "\u{FFFD}", "[文件] a.pdf", "2026/13/45 25:61",
    ]
    var state = seed
    func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    for _ in 0..<200 {
      let marks = (0..<next(12)).map { "字\($0)字" }
      let lines = marks.flatMap { [pieces[next(pieces.count)], $0] }
      let messages = read(lines.joined(separator: "\n"))
      let all = messages.map { $0.original + ($0.quote ?? "") }.joined(separator: "\n")
      for mark in marks { #expect(all.contains(mark), "\(lines)") }
      for message in messages { if let at = message.at { #expect(at <= now) } }
    }
  }
}
