import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("Words for residents, by key") struct TemplateKeyTests {
  @Test("The message is recorded, goes to the clipboard and can be read, without phone or room")
  func copy() throws {
    var bench = try DeskBench()
    bench.select("new")
    bench.play("y<C-s>")
    let text = try bench.state.view().clipboard.orThrow()
    #expect(text.contains("20261120-001"))
    #expect(!text.contains("13800002046") && !text.contains("502"))
    #expect(bench.screen.contains("给居民的话 20261120-001"))
    for line in text.split(separator: "\n") {
      #expect(bench.screen.contains(String(line.prefix(12))))
    }
    let last = try bench.store.detail("new").orThrow().history.events.last
    #expect(last?.event == .informed(Informing(text, by: .weChat, to: .group)))
  }

  @Test("Another template is filled in, with whom it is for; words of one's own stay")
  func choosing() throws {
    var bench = try DeskBench()
    bench.select("new")
    bench.play("y<Right><Right>")
    let form = try bench.state.topForm.orThrow()
    #expect(form.form.values.choice(MessageFields.template) == "受理·答复本人")
    #expect(form.form.values.choice(MessageFields.audience) == TemplateAudience.resident.rawValue)
    #expect(form.form.values.text(StepFields.words).contains("20261120-001"))
    bench.play("<Tab>，谢谢<BackTab><Left>")
    let own = try bench.state.topForm.orThrow()
    #expect(own.form.values.text(StepFields.words).hasSuffix("，谢谢"))
    #expect(own.notice?.contains("没有换") == true)
  }

  @Test("A step's form takes the words of a template, in one line")
  func inStep() throws {
    var bench = try DeskBench()
    bench.select("new")
    bench.play("r<BackTab><Right>")
    let form = try bench.state.topForm.orThrow()
    #expect(form.form.values.text(StepFields.words).contains("您好"))
    bench.play("<C-s>")
    guard case .responded(let remark) = bench.store.detail("new")?.history.events.last?.event else {
      Issue.record("not answered")
      return
    }
    #expect(remark.text.contains("您好") && !remark.text.contains("\n"))
  }

  @Test("Templates are written, changed, moved and, after a question, removed")
  func editing() throws {
    var bench = try DeskBench()
    bench.play("Yn谢谢<Tab><Tab><Tab><Tab>谢谢{楼组}的各位<C-s>")
    #expect(bench.state.session?.rules.templates.named("谢谢")?.text == "谢谢{楼组}的各位")
    #expect(bench.screen.contains("谢谢"))
    bench.play("-<Enter><C-s>x")
    #expect(bench.state.session?.rules.templates.named("谢谢") != nil)
    #expect(bench.toast.contains("按 y 删去"))
    bench.play("x")
    #expect(bench.state.session?.rules.templates.named("谢谢") != nil, "the same key is no answer")
    bench.play("y")
    #expect(bench.state.session?.rules.templates.named("谢谢") == nil)
    bench.play("<Esc>")
    #expect(bench.state.overlays.isEmpty)
  }

  @Test("A field that tells too much is refused where it was written, and nothing is lost")
  func refused() throws {
    var bench = try DeskBench()
    bench.play("Yn坏的<Tab><Tab><Tab><Tab>{称呼}您好<C-s>")
    #expect(bench.screen.contains("群消息整栋楼都看得到"))
    #expect(bench.screen.contains("{称呼}您好"))
    bench.play("<Esc>")
    #expect(bench.screen.contains("还没有保存"))
    bench.play("<Esc><Esc>")
    #expect(bench.state.overlays.isEmpty)
  }

  @Test("Who only reads hears who may")
  func readOnly() throws {
    var bench = try DeskBench(as: Invented.zhou)
    bench.play("Y")
    #expect(bench.state.overlays.isEmpty)
    #expect(bench.toast.contains("只读"))
  }
}
