import CoreModel
import Store
import TerminalKit

/// 话术模板: the desk's prepared words, to look through and to change.
struct TemplatesBox: Sendable {
  /// The list.
  var menu: Menu
  /// The template that `x` was pressed on: `y` removes it, anything else does not.
  var removing: String?
}

/// A template being written.
struct TemplateForm: Sendable {
  /// The template as it was seen; nil for a new one.
  var seen: MessageTemplate?
  /// The fields.
  var form: Form
  /// Why it could not be kept.
  var error: String?
  /// Whether Esc was pressed once on something typed.
  var asksToDiscard = false
}

extension AppState {
  /// Opens the list of templates.
  mutating func openTemplates() -> [Effect] {
    overlays.append(.templates(TemplatesBox(menu: templatesMenu())))
    return []
  }

  private func templatesMenu(selecting name: String? = nil) -> Menu {
    let items = (session?.rules.templates.all ?? []).map { template in
      let places = [template.moment.title, template.audience.title] + template.categories
      return MenuItem(
        id: template.name, title: template.name, note: places.joined(separator: " · "),
        keywords: [PinyinInitials.of(template.name)])
    }
    var menu = Menu(
      title: "话术模板", items: items, emptyText: "还没有模板。按 n 写一个", hasDigits: false)
    if let name { menu.select(name) }
    return menu
  }

  mutating func handle(_ event: InputEvent, in box: TemplatesBox) -> [Effect] {
    guard case .key(let key) = event, let session else { return [] }
    var box = box
    let selected = box.menu.selectedItem.flatMap { session.rules.templates.named($0.id) }
    let plain = CommandKeys.normalise(key) ?? key
    let removing = box.removing
    box.removing = nil
    let change: TemplateChange?
    switch plain {
    case Key("n"):
      replaceTop(with: .templates(box))
      return openTemplateForm(nil)
    case Key("x"), Key(.delete):
      guard let selected else { return [] }
      box.removing = selected.name
      say("按 y 删去「\(selected.name)」，按别的键不删；以前用它发过的话不受影响", .warning)
      replaceTop(with: .templates(box))
      return []
    case Key("y") where removing != nil && removing == selected?.name:
      change = selected.map { .remove($0) }
    case Key("-"):
      change = selected.map { .raise($0) }
    default:
      let outcome = box.menu.handle(key)
      replaceTop(with: .templates(box))
      switch outcome {
      case .none, .refused: return []
      case .cancelled:
        closeTop()
        return []
      case .chosen: return selected == nil ? [] : openTemplateForm(selected)
      }
    }
    replaceTop(with: .templates(box))
    return changeTemplates(change)
  }

  /// Asks the rules first, so that a refusal is shown at once, then the store.
  private mutating func changeTemplates(_ change: TemplateChange?) -> [Effect] {
    guard let change, let session else { return [] }
    do {
      let next = try session.rules.templates.applying(change)
      return next == session.rules.templates ? [] : [.changeTemplates(change)]
    } catch {
      say(error.message, .warning)
      return []
    }
  }

  /// After the store kept a change, here; other desks read their rules anew.
  mutating func install(
    _ templates: MessageTemplates, after change: TemplateChange
  ) -> [Effect] {
    session?.rules.templates = templates
    var effects: [Effect] = []
    if case .templateForm(let form) = overlays.last {
      closeTop()
      effects = [.saveDraft("", form.slot)]
    }
    let name: String?
    switch change {
    case .add(let template), .replace(_, let template):
      name = template.name.tidied
      say("模板「\(template.name.tidied)」已保存", .success)
    case .remove(let template):
      name = nil
      say("模板「\(template.name)」已删去", .success)
    case .raise(let template): name = template.name
    }
    refreshTemplates(selecting: name)
    return effects
  }

  /// Draws the list of templates anew, if it is open.
  mutating func refreshTemplates(selecting name: String? = nil) {
    guard case .templates(var box) = overlays.last else { return }
    box.menu = templatesMenu(selecting: name ?? box.menu.selectedItem?.id)
    replaceTop(with: .templates(box))
  }

  // MARK: Writing one

  /// Opens the form of a template, or of a new one, over the list.
  mutating func openTemplateForm(_ seen: MessageTemplate?) -> [Effect] {
    var form = Form(
      title: seen == nil ? "新模板" : "改模板",
      fields: [
        .text("name", "名称", value: seen?.name ?? "", required: true, limit: 30),
        .choice(
          "moment", "时机",
          options: TemplateMoment.allCases.map { ChoiceOption(id: $0.rawValue, label: $0.title) },
          selected: (seen?.moment ?? .received).rawValue, required: true, help: "诉求办到哪一步时用"),
        .choice(
          "audience", "对象",
          options: TemplateAudience.allCases.map { ChoiceOption(id: $0.rawValue, label: $0.title) },
          selected: (seen?.audience ?? .group).rawValue, required: true,
          help: "群消息整栋楼都看得到，不能带称呼、门牌和写下来的话"),
        .text(
          "categories", "类别", value: seen?.categories.joined(separator: "、") ?? "",
          help: "只用于这些类别，用顿号隔开；不写则都能用"),
        .area(
          StepFields.words, "内容", value: seen?.text ?? "", required: true,
          help: "花括号里的由系统填：\(TemplateField.list(for: .resident))",
          limit: MessageTemplate.longestText, rows: 5),
      ], submitLabel: "保存")
    form.columns = formRect(rows: 0).columns
    let templateForm = TemplateForm(seen: seen, form: form)
    overlays.append(.templateForm(templateForm))
    return [.loadDraft(templateForm.slot)]
  }

  mutating func handle(_ event: InputEvent, in templateForm: TemplateForm) -> [Effect] {
    var templateForm = templateForm
    let outcome = templateForm.take(event)
    replaceTop(with: .templateForm(templateForm))
    switch outcome {
    case .none: return []
    case .changed: return [.saveDraft(templateForm.draft, templateForm.slot)]
    case .closed:
      closeTop()
      return [.saveDraft("", templateForm.slot)]
    case .submit(let values): return save(templateForm, values)
    }
  }

  private mutating func save(_ templateForm: TemplateForm, _ values: FormValues) -> [Effect] {
    guard let session else { return [] }
    var templateForm = templateForm
    let written = MessageTemplate(
      name: values.text("name"),
      moment: values.choice("moment").flatMap(TemplateMoment.init(rawValue:)) ?? .any,
      audience: values.choice("audience").flatMap(TemplateAudience.init(rawValue:)) ?? .group,
      categories: MessageTemplates.words(values.text("categories")),
      text: values.text(StepFields.words))
    let change =
      templateForm.seen.map { TemplateChange.replace($0, with: written) } ?? .add(written)
    do {
      _ = try session.rules.templates.applying(change)
      templateForm.error = nil
      replaceTop(with: .templateForm(templateForm))
      return [.changeTemplates(change)]
    } catch {
      templateForm.error = error.message
      replaceTop(with: .templateForm(templateForm))
      return []
    }
  }
}
