import CoreModel
import Store
import TerminalKit

/// The fields of 告知居民: a template, the words that it makes, who reads them and how they are sent.
struct MessageFields {
  let session: AppState.Session
  let detail: RequestDetail
  let now: Instant

  /// The field that a template is chosen in; steps with words for the resident have it too.
  static let template = "template"
  /// The field that says who reads it.
  static let audience = "audience"

  /// The option that is no template of the desk's: what the stage of the request says by itself.
  private static let standard = "\u{1}standard"

  private var request: Request { detail.request }

  /// The form's fields, with the standard message filled in.
  var fields: [FormField] {
    [
      .choice(
        MessageFields.template, "模板",
        options: [ChoiceOption(id: MessageFields.standard, label: "标准消息", hint: "群消息")]
          + options(for: nil), selected: MessageFields.standard,
        help: "←→ 换一个，或输入名称、拼音首字母；按 Y 可以改模板"),
      .area(
        StepFields.words, "内容", value: standardMessage, required: true,
        help: "可以改；发到群里的整栋楼都看得到，不要写姓名、门牌和电话", limit: RequestHistory.longestText,
        rows: 5),
      .choice(
        MessageFields.audience, "对象",
        options: TemplateAudience.allCases.map { ChoiceOption(id: $0.rawValue, label: $0.title) },
        selected: TemplateAudience.group.rawValue, required: true),
      .choice(
        "method", "方式",
        options: ContactMethod.allCases.map { ChoiceOption(id: $0.rawValue, label: $0.title) },
        selected: ContactMethod.weChat.rawValue, required: true),
    ]
  }

  /// A choice of templates for a step that tells the resident something; nil when none fits.
  func choice(for audience: TemplateAudience) -> FormField? {
    let options = options(for: audience)
    guard !options.isEmpty else { return nil }
    return .choice(
      MessageFields.template, "模板", options: options, help: "选一个填进下面；可以不选")
  }

  private func options(for audience: TemplateAudience?) -> [ChoiceOption] {
    session.rules.templates.fitting(request, for: audience).map {
      ChoiceOption(
        id: $0.name, label: $0.name, hint: audience == nil ? $0.audience.title : "",
        keywords: [PinyinInitials.of($0.name)])
    }
  }

  private var standardMessage: String {
    ResidentMessage.compose(request, in: session.directory, clocks: detail.clocks, at: now)
  }

  /// What choosing an option puts into the form; nil when there is no such template any more.
  func words(of option: String) -> (text: String, audience: TemplateAudience)? {
    if option == MessageFields.standard { return (standardMessage, .group) }
    guard let template = session.rules.templates.named(option) else { return nil }
    let filling = TemplateFilling(
      request: request, directory: session.directory, clocks: detail.clocks, now: now)
    return (filling.filled(template.text), template.audience)
  }

  /// What the form says that the resident was told.
  static func informing(_ values: FormValues) -> Informing {
    let chosen = values.choice(template)
    return Informing(
      values.text(StepFields.words),
      by: values.choice("method").flatMap(ContactMethod.init(rawValue:)) ?? .weChat,
      to: values.choice(audience).flatMap(TemplateAudience.init(rawValue:)) ?? .resident,
      template: chosen == standard ? nil : chosen)
  }
}

extension AppState {
  /// Fills a template into a form after another one was chosen in it. Words of the person's own are
  /// never replaced.
  func followTemplate(_ stepForm: inout StepForm, before: FormValues) {
    guard let session, let chosen = stepForm.form.values.choice(MessageFields.template),
      chosen != before.choice(MessageFields.template)
    else { return }
    let fields = MessageFields(session: session, detail: stepForm.seen, now: now)
    guard let words = fields.words(of: chosen) else { return }
    let written = stepForm.form.values.text(StepFields.words)
    let isOwn =
      !written.isEmpty && written != stepForm.opened.text(StepFields.words)
      && written != stepForm.filledIn
    guard !isOwn else {
      stepForm.notice = "内容里有您写的话，没有换；要用这个模板，请先把内容清空（Ctrl-U）再选一次"
      return
    }
    // A field of one line keeps a message in one line.
    let text = stepForm.kind == .inform ? words.text : Sanitizer.line(words.text)
    stepForm.form.setValue(.text(text), for: StepFields.words)
    stepForm.filledIn = stepForm.form.values.text(StepFields.words)
    if stepForm.kind == .inform {
      let method: ContactMethod =
        words.audience == .group
        ? .weChat : .usual(for: stepForm.seen.request.registration.channel)
      stepForm.form.setValue(.choice(words.audience.rawValue), for: MessageFields.audience)
      stepForm.form.setValue(.choice(method.rawValue), for: "method")
    }
    if text.contains(TemplateFilling.blank) {
      stepForm.notice = "「\(TemplateFilling.blank)」处还没有内容，请补写"
    }
  }

  /// After 告知居民 was recorded: the words go to the clipboard and stay to be copied by hand.
  mutating func offerCopy(of detail: RequestDetail) {
    guard case .informed(let informing) = detail.history.events.last?.event else { return }
    clipboard = informing.text
    let lines = informing.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { DetailLine.text([Span(String($0))]) }
    let advice = "已记录，并已送到本机剪贴板（终端支持时）；粘贴不出来就用鼠标选中上面的字复制。"
    overlays.append(
      .reading(
        ReadingView(
          title: "给居民的话 \(detail.request.number)",
          view: DetailView(
            lines + [.blank, .text([Span(advice, Style(.muted))])], glyphs: look.glyphs))))
  }
}
