import Testing

@testable import CoreModel

@Suite("Quick-add: one line of Chinese")
struct QuickAddTests {
  @Test("What is decided with the registration is the same wherever the line was typed")
  func steps() throws {
    let rule = TriageRules.standard
    func steps(_ line: String, taken: Bool) -> [RequestCommand] {
      let draft = QuickAdd.parse(line, in: Sample.directory)
      let suggestion = rule.suggest(text: draft.text, channel: .phone, at: 600)
      return draft.steps(suggestion: suggestion, taken: taken)
    }
    let light = try #require(rule.suggest(text: "楼道灯不亮", channel: .phone, at: 600))
    let zhao = RequestCommand.dispatch(Dispatch(to: .person(PersonID("zhao"))))
    // Named, but graded by nobody: a proposal.
    #expect(steps("楼道灯不亮 @赵师傅", taken: false).isEmpty)
    #expect(steps("楼道灯不亮 @赵师傅", taken: true) == [.triage(light.decision), zhao])
    let typed = RequestCommand.triage(TriageDecision(tier: .second, category: light.category))
    for taken in [false, true] {
      #expect(steps("楼道灯不亮 !二级", taken: taken) == [typed])
      #expect(steps("楼道灯不亮 !二级 @赵师傅", taken: taken) == [typed, zhao])
    }
    #expect(QuickAdd.parse("你好", in: Sample.directory).steps(suggestion: nil, taken: true).isEmpty)
  }

  private func parse(_ line: String) -> QuickAddDraft {
    QuickAdd.parse(line, in: Sample.directory)
  }

  @Test("The line of the manual is understood whole")
  func manual() {
    let draft = parse("12号502 楼道灯不亮 13800002046 @赵师傅 !急 #来电")
    #expect(draft.text == "楼道灯不亮")
    #expect(draft.place == RequestPlace(group: GroupID("12号楼"), room: "502"))
    #expect(draft.resident.phone == "13800002046")
    #expect(draft.handler == .person(PersonID("zhao")))
    #expect(draft.urgency == .urgent)
    #expect(draft.channel == .phone)
    #expect(draft.problems.isEmpty)
    #expect(
      draft.recognised.map(\.kind) == [.place, .phone, .handler, .urgency, .channel])
    #expect(draft.recognised.map(\.meaning) == ["12·502", "13800002046", "赵师傅", "急", "来电"])
  }

  @Test(
    "Residents, only where it is plain",
    arguments: [
      ("12号502 李阿姨 漏水", "李阿姨", "漏水"), ("12号502李阿姨 漏水", "李阿姨", "漏水"),
      ("李桂芳阿姨，漏水", "李桂芳阿姨", "漏水"), ("欧阳先生 漏水", "欧阳先生", "漏水"),
      ("李阿姨反映漏水", "李阿姨", "李阿姨反映漏水"), ("12号502 李阿姨家漏水", "李阿姨", "李阿姨家漏水"),
      ("漏水 联系人：李小明", "李小明", "漏水"), ("钟点阿姨没来", nil, "钟点阿姨没来"),
      ("有老人摔倒", nil, "有老人摔倒"), ("赵师傅 漏水", nil, "赵师傅 漏水"), ("老师 吵架", nil, "老师 吵架"),
    ])
  func residents(line: String, name: String?, text: String) {
    let draft = parse(line)
    #expect(draft.resident.name == name)
    #expect(draft.text == text)
  }

  @Test("Commas between what was understood go with it")
  func commas() {
    let draft = parse("12号502，李阿姨，楼道灯不亮，有老人摔倒，13800002046，!急")
    #expect(draft.text == "楼道灯不亮，有老人摔倒")
  }

  @Test("An empty line is an empty draft")
  func empty() {
    #expect(parse("") == QuickAddDraft())
    #expect(parse(" 　\n") == QuickAddDraft())
  }

  @Test("No typed character is lost, none is invented, and their order stays")
  func nothingIsLost() {
    var random = SplitMix(seed: 20_261_121)
    let pieces =
      [
        "12号", "502", "室", "木荷苑", "5", "号楼", "道灯不亮", "，", "、", "：", " ", "　", "!急", "！", "@赵师傅",
        "@zsf", "@钱师傅",
        "@", "#来电", "#", "13800002046", "021-", "62120000", "(021)", "李阿姨", "家", "反映", "电话", "。",
        "3-1201", "-",
        "·", "８号", "👨‍👩‍👧", "é", "\u{0301}", "\t", "\n", "弄", "单元", "2", "A", "联系人", "+86", "1",
        "真源1058弄",
      ]
    for _ in 0..<20_000 {
      let line = (0..<Int(random.next() % 12)).map { _ in
        pieces[Int(random.next() % UInt64(pieces.count))]
      }.joined()
      let draft = parse(line)
      let typed = visible(line)
      let taken = draft.recognised.map { visible($0.sourceText) }
      // Every recognised word stands in the line; what is left of it, in order, is the text.
      let kept = visible(draft.text)
      #expect(isSubsequence(kept, of: typed), "\(line)")
      for word in taken { #expect(line.unicodeScalars.containsRun(word), "\(line)") }
      var counts: [Unicode.Scalar: Int] = [:]
      for scalar in typed { counts[scalar, default: 0] += 1 }
      for scalar in kept { counts[scalar, default: 0] -= 1 }
      for (word, recognised) in zip(taken, draft.recognised)
      where !recognised.staysInText {
        for scalar in word { counts[scalar, default: 0] -= 1 }
      }
      #expect(counts.values.allSatisfy { $0 == 0 }, "\(line) → \(draft)")
    }
  }

  private func visible(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { !$0.properties.isWhitespace }
  }

  private func isSubsequence(_ part: [Unicode.Scalar], of whole: [Unicode.Scalar]) -> Bool {
    var rest = part[...]
    for scalar in whole where scalar == rest.first { rest = rest.dropFirst() }
    return rest.isEmpty
  }
}

extension String.UnicodeScalarView {
  /// Whether the scalars stand in it in a row, blanks aside.
  fileprivate func containsRun(_ run: [Unicode.Scalar]) -> Bool {
    let visible = filter { !$0.properties.isWhitespace }.map { $0 }
    return run.isEmpty
      || visible.indices.contains { visible[$0...].starts(with: run) }
  }
}

/// A small generator with a seed, so that a failure can be seen again.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
