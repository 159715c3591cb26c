import CoreModel
import Store
import TerminalKit

/// The fields of what is written down over a round, filled in as far as they can be known.
struct ChecksFields {
  let session: AppState.Session
  let now: Instant
  let opened: ChecksBox.OpenedRound?
  /// How many lines a long text may have.
  let rows: Int

  /// The form; nil when the round is not there.
  func form(for subject: ChecksForm.Subject) -> ChecksForm? {
    if subject == .text { return textForm }
    guard let opened, opened.round.id == subject.round else { return nil }
    switch subject {
    case .point(_, let index, let result): return pointForm(subject, opened, index, result)
    case .people: return peopleForm(subject, opened.round)
    case .finish: return finishForm(subject, opened.round)
    case .drop:
      return ChecksForm(
        subject: subject,
        form: Form(
          title: "作废 \(opened.round.checklist.name)",
          fields: [
            .text(
              ChecksForm.reason, "原因", required: true, help: "例如「开错了」；作废的一轮不计入，记录还在", limit: 200)
          ], submitLabel: "作废"))
    case .text: return textForm
    }
  }

  private var textForm: ChecksForm {
    let text = session.rules.checklists.text
    let form = Form(
      title: "检查单",
      fields: [
        .area(
          "text", "内容", value: text, required: true, help: "一行一项：名称 | 看什么 | 时间；新的一张以 == 名称 | 点位 开头",
          limit: ChecklistBook.longestText, rows: rows)
      ], submitLabel: "保存")
    return ChecksForm(subject: .text, form: form, seen: text)
  }

  private func pointForm(
    _ subject: ChecksForm.Subject, _ opened: ChecksBox.OpenedRound, _ index: Int,
    _ result: CheckResult
  ) -> ChecksForm? {
    let round = opened.round
    let checklist = round.checklist
    guard checklist.points.indices.contains(index) else { return nil }
    let point = checklist.points[index]
    let isPlace = !round.placeName(at: index).isEmpty
    var fields: [FormField] = [
      .choice(
        ChecksForm.result, "情况",
        options: CheckResult.allCases.map {
          ChoiceOption(id: $0.rawValue, label: $0.title(in: checklist.kind))
        }, selected: result.rawValue, required: true),
      .text(
        ChecksForm.words, result == .problem && checklist.kind != .steps ? "发现" : "说明",
        required: result != .fine,
        help: help(for: result, isStep: checklist.kind == .steps), limit: 500),
    ]
    if !checklist.categories.isEmpty {
      fields.append(
        .choice(
          ChecksForm.category, "类别",
          options: checklist.categories.map {
            ChoiceOption(id: $0, label: $0, keywords: PinyinInitials.spellings(of: $0))
          },
          selected: opened.history.first?.category.flatMap {
            checklist.categories.contains($0) ? $0 : nil
          }, required: true, help: "可以输入拼音首字母；\(ladderWords)"))
    }
    if checklist.kind != .steps {
      fields.append(
        .text(
          ChecksForm.spot, "地点",
          help: isPlace ? "不写就是「\(point.name)」" : "在哪里，例如 12号楼门口、中心花园", limit: 100))
    }
    fields += [
      .text(
        ChecksForm.time, isPlace ? "到点时间" : "时间", help: "不写就是现在；例如 21:05、10分钟前", limit: 30),
      .choice(
        ChecksForm.person, "谁", options: people(of: round),
        selected: likelyChecker(of: round)?.text, required: true, help: "可以输入姓名或拼音首字母"),
      .text(
        ChecksForm.photos, "照片", help: "照片文件路径，几张用空格隔开；可以不填", placeholder: "~/图片/IMG_2041.jpg",
        limit: 2000),
    ]
    var form = ChecksForm(
      subject: subject,
      form: Form(title: point.name, fields: fields, submitLabel: "记下"), about: about(opened, index))
    form.form.focus(on: ChecksForm.words)
    form.arrange()
    return form
  }

  private func help(for result: CheckResult, isStep: Bool) -> String {
    switch result {
    case .problem where isStep: "卡在哪里，例如「一方不肯来」"
    case .notApplicable where isStep: "为什么，例如「双方已经和好」"
    case .fine: "可以不写"
    case .problem: "看到什么，例如「两辆电瓶车飞线充电」"
    case .notApplicable: "为什么，例如「门锁着，进不去」"
    }
  }

  private var ladderWords: String {
    let ladder = session.rules.checklists.ladder
    return "\(ladder.categories.joined(separator: "、"))按阶梯算"
  }

  /// What happened there before, and what one more of the same comes to.
  private func about(_ opened: ChecksBox.OpenedRound, _ index: Int) -> [String] {
    let words = CheckWords(directory: session.directory, now: now)
    let place = opened.round.placeName(at: index)
    guard !place.isEmpty else { return [] }
    let key = Finding.key(of: place)
    let earlier = (opened.round.findings.reversed() + opened.earlier).filter {
      Finding.key(of: $0.place) == key
    }
    guard let last = earlier.first else { return [] }
    let known = ["上次：\(words.line(of: last))"]
    let before = opened.round.before(index, among: earlier)
    guard before.contains(where: { $0.id == last.id }) else { return known + ["这一轮再记一次，仍算同一次"] }
    let ladder = session.rules.checklists.ladder
    let next = ladder.standing(of: last.category, at: place, on: now, after: before).text
    return known
      + (next.map { ["再记一次\(last.category.map { "「\($0)」" } ?? "")就是\($0)"] } ?? [])
  }

  private func people(of round: Round) -> [ChoiceOption] {
    let all = session.directory.people.filter {
      $0.isActive && Permissions.patrolling.contains($0.role)
    }
    let first = round.people.compactMap(session.directory.person).filter(\.isActive)
    return (first + all.filter { person in !first.contains { $0.id == person.id } }).map {
      ChoiceOption(
        id: $0.id.text, label: $0.name, keywords: PinyinInitials.spellings(of: $0.name))
    }
  }

  private func likelyChecker(of round: Round) -> PersonID? {
    round.people.contains(session.actor.person) ? session.actor.person : round.people.first
  }

  private func peopleForm(_ subject: ChecksForm.Subject, _ round: Round) -> ChecksForm {
    let names = round.people.map(session.directory.name(of:)).joined(separator: "、")
    return ChecksForm(
      subject: subject,
      form: Form(
        title: "人员 · \(round.checklist.name)",
        fields: [
          .text(
            ChecksForm.names, "谁去", value: names, required: true, help: "写姓名，几位用顿号隔开", limit: 200)
        ], submitLabel: "保存"))
  }

  private func finishForm(_ subject: ChecksForm.Subject, _ round: Round) -> ChecksForm {
    let left = round.unchecked
    let names = left.prefix(6).map { round.checklist.points[$0].name }.joined(separator: "、")
    var fields: [FormField] = []
    if !left.isEmpty {
      fields.append(
        .text(
          ChecksForm.reason, "没去的原因", required: true, help: "例如「下大雨」「门锁着」", limit: 300))
    }
    fields.append(.text(ChecksForm.words, "说明", help: "还有什么要说的；可以不写", limit: 1000))
    let waiting = round.findings.filter { $0.request == nil }.count
    var about: [String] = []
    if !left.isEmpty {
      about.append("没打的 \(left.count) 项：\(names)\(left.count > 6 ? "……" : "")")
    }
    if waiting > 0 { about.append("\(waiting) 个问题还没有登记成诉求；结束以后仍可以按 r 登记") }
    return ChecksForm(
      subject: subject,
      form: Form(
        title: "结束 \(round.checklist.name) \(round.done)/\(round.checklist.points.count)",
        fields: fields, submitLabel: "结束"), about: about)
  }
}
