import Testing

@testable import CoreModel

@Suite("一类事")
struct MatterClusterTests {
  private static func item(
    _ key: Int64, _ text: String, group: String? = "12", detail: String? = nil
  ) -> MatterClusters.Item {
    MatterClusters.Item(key: key, group: group.map { GroupID($0) }, detail: detail, text: text)
  }

  @Test("The same matter at the same place belongs together, whatever the words")
  func together() {
    let clusters = MatterClusters.find([
      Self.item(1, "电梯停了"), Self.item(2, "升降机坏脱了"), Self.item(3, "电梯又故障"),
      Self.item(4, "电梯停了", group: "8"), Self.item(5, "马桶堵了"), Self.item(6, "电梯里有人抽烟"),
    ])
    #expect(clusters.map(\.keys) == [[3, 2, 1]])
    #expect(clusters.first?.topic == "电梯")
    #expect(clusters.first?.place == .group(GroupID("12")))
  }

  @Test("Matters of the grounds belong to their spot, from whichever group they are reported")
  func spots() {
    let clusters = MatterClusters.find([
      Self.item(1, "小花园遛狗不牵绳"), Self.item(2, "遛狗的不拴绳子", group: "8", detail: "小花园"),
      Self.item(3, "北门口遛狗不牵绳"), Self.item(4, "遛狗不牵绳", group: nil),
    ])
    #expect(clusters.map(\.keys) == [[2, 1]])
    #expect(clusters.first?.place == .spot("花园"))
  }

  @Test("Texts that the lexicon does not know belong together when they read alike")
  func alike() {
    let clusters = MatterClusters.find([
      Self.item(1, "露台种了好多竹子"), Self.item(2, "露台种竹子"), Self.item(3, "想认识新朋友"),
    ])
    #expect(clusters.map(\.keys) == [[2, 1]])
    #expect(clusters.first?.topic == nil)
  }

  @Test("Nobody belongs to two, the order makes no difference, and the same gives the same")
  func properties() {
    var dice = RandomHistoryTests.Dice(state: 3)
    let texts = [
      "电梯停了", "电梯哐哐响", "电梯", "楼道灯不亮", "路灯坏了", "马桶堵了", "厨房漏水", "小花园狗屎没人捡", "遛狗不牵绳", "说不清的小事",
      "有件说不清的小事", "露台种竹子", "垃圾满了", "垃圾桶臭", "物业费涨价", "",
    ]
    for _ in 0..<200 {
      let items = (0..<Int64.random(in: 0...60, using: &dice)).map { key in
        Self.item(
          key, texts.randomElement(using: &dice) ?? "",
          group: [nil, "1", "2"].randomElement(using: &dice) ?? nil,
          detail: [nil, "北门", "3号门卫"].randomElement(using: &dice) ?? nil)
      }
      let clusters = MatterClusters.find(items)
      let all = clusters.flatMap(\.keys)
      #expect(Set(all).count == all.count)
      #expect(clusters.allSatisfy { $0.keys.count >= 2 })
      #expect(MatterClusters.find(items.shuffled(using: &dice)) == clusters)
      #expect(MatterClusters.find(items.reversed()) == clusters)
      let places = Dictionary(uniqueKeysWithValues: items.map { ($0.key, $0.place) })
      for cluster in clusters {
        #expect(cluster.keys.allSatisfy { places[$0] == cluster.place })
      }
    }
  }

  @Test("The reason for 议事会 names the numbers, and not without end")
  func reason() {
    let numbers = (1...15).map { "20261120-\(100 + $0)" }
    let reason = MatterClusters.councilReason(
      topic: "电梯", place: "12号楼", numbers: numbers, days: 30)
    #expect(reason.hasPrefix("12号楼近30天「电梯」同类诉求 15 件（20261120-101、"))
    #expect(reason.contains("20261120-112 等）") && !reason.contains("20261120-113"))
    let checked = try? WordLimits.checked(reason, "理由")
    #expect(checked == reason)
  }

  @Test("A further word keeps who said it, where and how")
  func furtherWord() {
    var draft = QuickAdd.parse("12号502 楼道灯还是不亮 李阿姨 13800002046 #微信 !急", in: Sample.directory)
    #expect(
      draft.furtherWord(in: Sample.directory)
        == "再次反映（\(Channel.weChatGroup.title) 12·502 李阿姨 13800002046 急）：楼道灯还是不亮")
    draft = QuickAdd.parse("楼道灯不亮", in: Sample.directory)
    #expect(draft.furtherWord(in: Sample.directory) == "再次反映：楼道灯不亮")
  }
}
