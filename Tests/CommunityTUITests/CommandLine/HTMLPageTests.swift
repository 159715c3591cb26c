import Testing

@testable import CommunityTUI

@Suite("A page to print")
struct HTMLPageTests {
  private let page = HTMLPage(
    title: "晨会纪要 <11月22日>", subtitle: "木荷苑 & 佘山", orientation: .landscape,
    blocks: [
      .heading("一、数字"),
      .figures([.init(title: "收到", value: "12", note: "按收到时间", isAlarming: true)]),
      .paragraph("第一行\n第二行"),
      .table(
        .init(
          headers: ["诉求", "办理人"],
          rows: [["<script>alert('1')</script>", .init("王芳\n李强", .alarm, span: 2)]],
          widths: [3, 1])),
      .list(["\"甲\""]), .note("附注"), .signatures(["主持", "记录"]),
    ], footer: "居委值班台")

  @Test("stands by itself: no script, nothing that is fetched")
  func selfContained() {
    let text = page.text
    #expect(text.hasPrefix("<!DOCTYPE html>"))
    #expect(text.contains("<meta charset=\"utf-8\">"))
    #expect(!text.contains("<script"))
    #expect(!text.contains("http"))
    #expect(!text.contains("src="))
    #expect(!text.contains("url("))
  }

  @Test("is laid out for A4, as it lies")
  func paper() {
    #expect(page.text.contains("@page { size: A4 landscape"))
    #expect(HTMLPage(title: "", blocks: []).text.contains("@page { size: A4 portrait"))
  }

  @Test("shows every text as it was written, whatever it means to a browser")
  func escaping() {
    let text = page.text
    #expect(text.contains("<h1>晨会纪要 &lt;11月22日&gt;</h1>"))
    #expect(text.contains("木荷苑 &amp; 佘山"))
    #expect(text.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"))
    #expect(text.contains("<li>&quot;甲&quot;</li>"))
    #expect(text.contains("第一行<br>第二行"))
    #expect(text.contains("<td class=\"alarm\" colspan=\"2\">王芳<br>李强</td>"))
  }

  @Test(
    "leaves out what would control a screen or turn the writing round",
    arguments: [
      ("甲\u{1B}[2J乙", "甲[2J乙"), ("甲\u{202E}乙", "甲乙"), ("甲\u{0}乙", "甲乙"),
      ("甲\t乙", "甲 乙"), ("\u{FEFF}甲", "甲"), ("👨\u{200D}👩", "👨\u{200D}👩"),
    ])
  func controls(_ written: String, _ shown: String) {
    #expect(HTMLPage.escaped(written) == shown)
  }

  @Test("closes every tag that it opens")
  func balanced() {
    let text = page.text
    for tag in ["table", "tr", "td", "th", "ul", "li", "p", "div", "h1", "h2", "body", "html"] {
      let opened = text.ranges(of: "<\(tag)>").count + text.ranges(of: "<\(tag) ").count
      #expect(opened == text.ranges(of: "</\(tag)>").count, "\(tag)")
    }
  }
}
