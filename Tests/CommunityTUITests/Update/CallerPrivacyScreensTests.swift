import CoreModel
import Foundation
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

extension InventedRequest {
  /// A 保密 ticket of which every word says who called, and another one of the same building.
  static func secret(_ commands: [RequestCommand] = []) -> [InventedRequest] {
    [
      InventedRequest(
        id: "secret", minutesAgo: 90, text: "张建国（13655558888）反映楼上夜间噪声", group: "8号楼", room: "302",
        resident: Resident(name: "张建国", phone: "13655558888"), hotline: "20261120SH0007",
        otherColumns: [
          "是否保密": "是", "联系人": "张建国", "移动电话": "13611112222", "备注": "张先生 136 5555 8888",
        ],
        commands: commands),
      InventedRequest(
        id: "beside", minutesAgo: 80, text: "楼上夜间噪声，睡不着", group: "8号楼", room: "202"),
    ]
  }
}

/// What would name the caller of ``InventedRequest/secret(_:)``.
enum SecretTraces {
  static let all = [
    "张建国", "张先生", "13655558888", "136 5555 8888", "136****8888", "13611112222", "136****2222",
  ]

  static func expectNone(
    in text: String, _ what: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for trace in all {
      #expect(
        !text.contains(trace), "\(what) shows \(trace):\n\(text)", sourceLocation: sourceLocation)
    }
  }
}

@Suite("A caller who asked for 保密") struct CallerPrivacyScreensTests {
  private static let said = "张建国 136 5555 8888 说了"
  private static let handled: [RequestCommand] = [
    .inform(Informing(said, by: .phone, to: .resident)), .ticket(.interim(text: said)),
    .note(text: said), .triage(TriageDecision(tier: .second)),
    .dispatch(Dispatch(to: .person(Invented.zhao.id), note: said)), .accept(by: nil),
    .resolve(Resolution(outcome: said)),
  ]
  private static let stages: [[RequestCommand]] = [
    [], Array(handled.prefix(3)), handled, handled + [.feedback(Feedback(said, by: .phone))],
  ]

  @Test(
    "No screen, overlay, title, message or copied text names them, whatever key is pressed",
    arguments: [Invented.wang, Invented.chen, Invented.zhou])
  func sweep(_ person: Person) throws {
    // Boards use the same letters over and over; each is pressed once.
    let typed = DeskCommand.all.flatMap(\.keys).compactMap { key -> String? in
      guard case .character(let character) = key.code, key.modifiers.isEmpty else { return nil }
      return String(character)
    }
    let keys = Set(typed).sorted()
    for (stage, commands) in Self.stages.enumerated() {
      for key in keys + ["<Enter>", "<Right>", "<Space>", "T理由<C-s>"] where key != "T" {
        // 书记 may look at the number, and then it shows.
        if key.hasPrefix("T"), person.role == .secretary { continue }
        for size in [Size(rows: 24, columns: 80), Size(rows: 40, columns: 120)] {
          var bench = try DeskBench(
            as: person, size: size, requests: InventedRequest.secret(commands))
          bench.select("secret")
          let what = "stage \(stage), \(person.name), \(key), \(size.columns)"
          for then in [key, "<Right>", "<Down>", "<Enter>"] {
            bench.play(then)
            SecretTraces.expectNone(in: bench.screen, "\(what) \(then)")
            SecretTraces.expectNone(in: bench.state.view().title, "\(what) title")
            SecretTraces.expectNone(in: bench.state.clipboard ?? "", "\(what) clipboard")
            SecretTraces.expectNone(in: bench.toast, "\(what) toast")
          }
        }
      }
    }
  }

  @Test("The whole number: refused to 值班员, shown to 书记 after a reason, which stays in the log")
  func revealing() throws {
    var bench = try DeskBench(requests: InventedRequest.secret())
    bench.select("secret")
    bench.play("T")
    #expect(bench.toast.contains("保密") && bench.toast.contains("书记"))
    #expect(bench.state.overlays.isEmpty)
    var secretary = try DeskBench(as: Invented.chen, requests: InventedRequest.secret())
    secretary.select("secret")
    secretary.play("T")
    #expect(secretary.state.topForm != nil)
    secretary.play("<C-s>")
    #expect(secretary.state.topForm != nil, "a reason has to be written")
    secretary.play("约见面<C-s>")
    #expect(secretary.toast.contains("13655558888"))
    let events = secretary.store.histories[0].events
    #expect(events.last?.event == .phoneRevealed(Remark("约见面")))
  }

  @Test("Correcting the text does not write the blank over the caller")
  func amending() throws {
    var bench = try DeskBench(requests: InventedRequest.secret())
    bench.select("secret")
    bench.play("i")
    bench.play("，夜里更吵<C-s>")
    let resident = bench.store.histories[0].request.registration.resident
    #expect(resident == Resident(name: "张建国", phone: "13655558888"))
  }

  @Test("An 匿名 caller's name is not shown, the number stays for the call back")
  func anonymous() throws {
    var request = InventedRequest.secret()[0]
    request.otherColumns = ["是否匿名": "是"]
    var bench = try DeskBench(requests: [request])
    bench.select("secret")
    bench.play("<Right>")
    #expect(!bench.screen.contains("张建国"))
    #expect(bench.screen.contains("匿名 136****8888"))
  }

  @Test("The command line gives nothing away either, as text and as JSON")
  func commandLine() throws {
    let bench = try CommandBench()
    let file = try bench.write(
      """
      工单编号,主要内容,派单时间,市民姓名,联系电话,移动电话,是否保密,实际地址,备注
      A1,张建国（13655558888）反映楼上夜间噪声,2026-11-20 09:00,张建国,13655558888,13611112222,是,张先生家楼上,张先生 136 5555 8888

      """, to: "secret.csv")
    #expect(bench.run("import", "12345", file, "--as", "王芳").code == 0)
    let number = bench.run("list", "--json").array.first?["number"] as? String ?? ""
    let said = "张建国 136 5555 8888 说了"
    let changed = try bench.write(
      """
      工单编号,主要内容,派单时间,市民姓名,联系电话,移动电话,是否保密,实际地址,备注
      A1,张建国（13655558888）又来电催,2026-11-20 09:00,张建国,13900003157,13611112222,是,张先生家楼上,张先生

      """, to: "changed.csv")
    for arguments in [
      ["do", "respond", number, "--note", said, "--as", "王芳"],
      ["do", "note", number, "--note", said, "--as", "王芳"], ["list"], ["list", "--json"],
      ["list", "--status", "all", "--search", "13655558888", "--json"], ["show", number],
      ["show", number, "--json"], ["similar", "夜间噪声", "--json"],
      ["import", "12345", changed, "--dry-run", "--as", "王芳"],
      ["import", "12345", changed, "--dry-run", "--json", "--as", "王芳"],
      ["import", "12345", changed, "--as", "王芳", "--json"], ["doctor"], ["doctor", "--json"],
      ["do", "reveal", number, "--note", "看看", "--as", "王芳"],
    ] {
      let result = bench.run(arguments)
      for text in [result.output, result.remarks] {
        SecretTraces.expectNone(in: text, arguments.joined(separator: " "))
      }
    }
    let out = bench.folder + "/out.csv"
    for more in [[], ["--full", "核对", "--force", "--as", "王芳"]] {
      #expect(bench.run(["hotline", "export", "--out", out] + more).code == 0)
      let written = try String(contentsOfFile: out, encoding: .utf8)
      #expect(written.contains("A1"))
      SecretTraces.expectNone(in: written, "export")
    }
    #expect(
      bench.run("show", number, "--json").object["callerPrivacy"] as? String == "confidential")
  }
}
