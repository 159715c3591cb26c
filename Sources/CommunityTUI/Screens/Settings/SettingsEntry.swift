import CoreModel
import Store
import TerminalKit

/// One line of 设置. The list is data: whoever builds something that can be set adds an entry here.
struct SettingsEntry: Sendable, Identifiable {
  /// Stable name.
  let id: String
  /// What it is called.
  let title: String
  /// What it is like now.
  let note: @Sendable (AppState.Session) -> String
  /// Shows it.
  let open: @Sendable (inout AppState) -> [Effect]

  /// Every entry, in its order.
  static let all: [SettingsEntry] = [
    SettingsEntry(
      id: "neighborhood", title: "居民区", note: { $0.directory.neighborhood.name },
      open: { $0.openSettingsForm(.neighborhood) }),
    SettingsEntry(
      id: "estates", title: "小区", note: { "\($0.directory.estates.count) 个" },
      open: { $0.openSettingsList(.estates) }),
    SettingsEntry(
      id: "groups", title: "楼组", note: { "\($0.directory.groups.count) 个：楼组长、微信群、责任社工、户数" },
      open: { $0.openSettingsList(.groups) }),
    SettingsEntry(
      id: "grids", title: "微网格", note: { "\($0.directory.microGrids.count) 个" },
      open: { $0.openSettingsList(.grids) }),
    SettingsEntry(
      id: "people", title: "人员",
      note: { session in
        let people = session.directory.people
        let left = people.filter { !$0.isActive }.count
        return "\(people.count - left) 位在岗" + (left > 0 ? "，\(left) 位已离岗" : "")
      }, open: { $0.openSettingsList(.people) }),
    SettingsEntry(
      id: "hours", title: "错时时段",
      note: { "工作日 \(DutyHoursText.text(of: $0.rules.deadlines.dutyHours.working))" },
      open: { $0.openSettingsForm(.hours) }),
    SettingsEntry(
      id: "shifts", title: "班次", note: { _ in "按周看，排班、换人、取消" },
      open: { $0.openRoster() }),
    SettingsEntry(
      id: "limits", title: "时限", note: { _ in "现行的时限规则（只看）" },
      open: { $0.openLimits() }),
    SettingsEntry(
      id: "sheet", title: "表格导入", note: { _ in "楼组名册、人员名册、值班表（XLSX、XLS、CSV）" },
      open: { $0.openDirectoryImport() }),
    SettingsEntry(
      id: "templates", title: "话术模板", note: { "\($0.rules.templates.all.count) 个，写给居民的话" },
      open: { $0.run(.templates) }),
    SettingsEntry(
      id: "escalation", title: "督办层级",
      note: { "\($0.rules.escalation.levels.count) 条：到期前后提醒谁，几天没动算压着" },
      open: { $0.openEscalationLevels() }),
    SettingsEntry(
      id: "duty", title: "值班规则",
      note: { "\($0.rules.duty.originText)：\($0.rules.duty.book.summary)" },
      open: { $0.openSettingsForm(.dutyBook) }),
    SettingsEntry(
      id: "area", title: "片区", note: { $0.rules.duty.areaName ?? "没有划入片区" },
      open: { $0.openSettingsForm(.area) }),
    SettingsEntry(
      id: "areaDuty", title: "片区值班规则",
      note: { session in
        guard session.rules.duty.areaName != nil else { return "先在「片区」里划入" }
        return session.rules.duty.areaText == nil ? "还没有写" : "没有自己规则的居民区都跟它"
      }, open: { $0.openSettingsForm(.areaDutyBook) }),
  ]
}

/// What lies over the screen while something is set.
enum SettingsPage: Sendable {
  /// Everything that can be set.
  case entries(Menu)
  /// Things of one kind, searched by typing.
  case list(SettingsList, Palette)
  /// 班次 of a week.
  case roster(RosterPage)
  /// One thing, or a field for many.
  case form(SettingsForm)
  /// A spreadsheet of 楼组, staff or a roster.
  case sheet(DirectoryImport)
}

/// The lists.
enum SettingsList: Sendable, Equatable {
  case estates, groups, grids, people

  /// The word for one of them.
  var title: String {
    switch self {
    case .estates: "小区"
    case .groups: "楼组"
    case .grids: "微网格"
    case .people: "人员"
    }
  }
}

extension AppState {
  /// Opens 设置.
  mutating func openSettings() -> [Effect] {
    overlays.append(.settings(.entries(entriesMenu(selecting: nil))))
    return []
  }

  func entriesMenu(selecting id: String?) -> Menu {
    var menu = Menu(
      title: "设置",
      items: SettingsEntry.all.map { entry in
        MenuItem(
          id: entry.id, title: entry.title, note: session.map(entry.note) ?? "",
          keywords: [PinyinInitials.of(entry.title)])
      })
    if let id { menu.select(id) }
    return menu
  }

  /// Keys of 设置.
  mutating func handle(_ event: InputEvent, in page: SettingsPage) -> [Effect] {
    switch page {
    case .entries(let menu): return handle(event, inEntries: menu)
    case .list(let list, let palette): return handle(event, in: list, palette)
    case .roster(let roster): return handle(event, in: roster)
    case .form(let form): return handle(event, in: form)
    case .sheet(let page): return handle(event, in: page)
    }
  }

  private mutating func handle(_ event: InputEvent, inEntries menu: Menu) -> [Effect] {
    guard case .key(let key) = event else { return [] }
    var menu = menu
    let outcome = menu.handle(key)
    replaceTop(with: .settings(.entries(menu)))
    switch outcome {
    case .cancelled:
      closeTop()
      return []
    case .chosen(let id):
      guard let entry = SettingsEntry.all.first(where: { $0.id == id }) else { return [] }
      return entry.open(&self)
    case .refused(let reason):
      say(reason, .warning)
      return []
    case .none: return []
    }
  }

  // MARK: Lists

  mutating func openSettingsList(_ list: SettingsList) -> [Effect] {
    guard let session else { return [] }
    overlays.append(
      .settings(
        .list(
          list,
          Palette(
            title: list.title, items: list.items(in: session.directory),
            placeholder: "输入名称或拼音首字母查找", emptyText: "没有匹配的\(list.title)",
            searchesIDs: false))))
    return []
  }

  private mutating func handle(
    _ event: InputEvent, in list: SettingsList, _ palette: Palette
  ) -> [Effect] {
    var palette = palette
    let outcome: MenuOutcome
    switch event {
    case .key(let key): outcome = palette.handle(key)
    case .paste(let text, _): outcome = palette.paste(Sanitizer.line(text))
    default: return []
    }
    replaceTop(with: .settings(.list(list, palette)))
    switch outcome {
    case .cancelled:
      closeTop()
      return []
    case .chosen(let id): return openChosen(id, of: list)
    case .refused(let reason):
      say(reason, .warning)
      return []
    case .none: return []
    }
  }

  private mutating func openChosen(_ id: String, of list: SettingsList) -> [Effect] {
    guard let directory = session?.directory else { return [] }
    let isNew = id == SettingsList.adding
    let subject: SettingsSubject?
    switch list {
    case .estates:
      subject = isNew ? .addEstates : directory.estate(EstateID(id)).map { .estate($0) }
    case .groups:
      if isNew, directory.estates.isEmpty {
        say("请先在「小区」里添加小区，再添加楼组", .warning)
        return []
      }
      subject = isNew ? .addGroups : directory.group(GroupID(id)).map { .group($0) }
    case .grids:
      subject =
        isNew
        ? .addGrids : directory.microGrids.first { $0.id.text == id }.map { .grid($0) }
    case .people:
      subject = isNew ? .addPeople : directory.person(PersonID(id)).map { .person($0) }
    }
    return subject.map { openSettingsForm($0) } ?? []
  }

  // MARK: 时限

  /// Shows the limits as they hold now.
  mutating func openLimits() -> [Effect] {
    guard let session else { return [] }
    let policy = session.rules.deadlines.policies.policy(at: now)
    var lines: [DetailLine] = [
      .text([
        Span(
          "同一种时限从上往下看，第一条符合的算数。这里只能看；本版本还不能在值班台里改时限，命令行 juwei policy 显示同样的内容。",
          Style(.muted))
      ]), .blank,
    ]
    lines += policy.rules.map { rule in
      .item(
        [Span(TextLayout.pad(rule.clock.title, columns: 10), Style(.accent))],
        [
          Span(TextLayout.pad(rule.allowance.text, columns: 18)), Span(rule.title),
          Span(rule.source.isEmpty ? "" : "  \(rule.source)", Style(.muted)),
        ])
    }
    overlays.append(
      .reading(ReadingView(title: "时限", view: DetailView(lines, glyphs: look.glyphs))))
    return []
  }

  // MARK: News

  /// Draws 设置 anew after people, places or rules changed, here or at another desk. What stands in a
  /// form stays: saving says whether somebody was faster.
  mutating func refreshSettings() {
    guard let session else { return }
    for (index, overlay) in overlays.enumerated() {
      switch overlay {
      case .settings(.entries(let menu)):
        overlays[index] = .settings(.entries(entriesMenu(selecting: menu.selectedItem?.id)))
      case .settings(.list(let list, let palette)):
        overlays[index] = .settings(
          .list(
            list, palette.showing(list.items(in: session.directory), title: list.title)))
      case .settings(.roster(var roster)):
        roster.refresh(directory: session.directory, now: now)
        overlays[index] = .settings(.roster(roster))
      default: break
      }
    }
  }
}

extension SettingsList {
  /// The line that adds.
  static let adding = "+"

  /// The lines of the list.
  func items(in directory: Directory) -> [MenuItem] {
    [MenuItem(id: SettingsList.adding, title: "＋ 添加\(title)", note: addingNote)]
      + elements(in: directory)
  }

  private var addingNote: String {
    switch self {
    case .estates: "一行一个，可以一次多行"
    case .groups: "一行可以写出许多个，例如 1-12号楼"
    case .grids: "一行一个"
    case .people: "一行一位：赵师傅 物业维修 138…"
    }
  }

  private func elements(in directory: Directory) -> [MenuItem] {
    switch self {
    case .estates:
      directory.estates.map { estate in
        let count = directory.groups.filter { $0.estate == estate.id }.count
        return item(
          estate.id.text, estate.name, ["\(count) 个楼组", estate.propertyCompany ?? ""],
          names: [estate.propertyCompany])
      }
    case .groups:
      directory.groups.map { group in
        item(
          group.id.text, group.name,
          [
            directory.estates.count > 1 ? directory.estate(group.estate)?.name ?? "" : "",
            group.leader.map { "楼组长 \($0)" } ?? "没有楼组长",
            group.weChatGroup.map { "群 \($0)" } ?? "没有微信群",
            group.households > 0 ? "\(group.households) 户" : "",
            group.assignedStaff.map(directory.name(of:)) ?? "",
          ],
          names: [
            directory.estates.count > 1 ? directory.estate(group.estate)?.name : nil, group.leader,
            group.weChatGroup, group.assignedStaff.map(directory.name(of:)),
          ])
      }
    case .grids:
      directory.microGrids.map { grid in
        let count = directory.groups.filter { $0.microGrid == grid.id }.count
        return item(
          grid.id.text, grid.name,
          [grid.gridWorker.map(directory.name(of:)) ?? "没有网格员", "\(count) 个楼组"],
          names: [grid.gridWorker.map(directory.name(of:))])
      }
    case .people:
      (directory.people.filter(\.isActive) + directory.people.filter { !$0.isActive }).map {
        person in
        item(
          person.id.text, person.name,
          [
            person.role.title, person.unit, person.phone.map(PhoneText.masked) ?? "",
            person.isActive ? "" : "已离岗",
          ], names: [person.role.title, person.unit])
      }
    }
  }

  /// A line; it is found by its title and by the names among its notes, not by how many there are of anything.
  private func item(
    _ id: String, _ title: String, _ notes: [String], names: [String?]
  ) -> MenuItem {
    let names = names.compactMap { $0 }.filter { !$0.isEmpty }
    return MenuItem(
      id: id, title: title, note: notes.filter { !$0.isEmpty }.joined(separator: " · "),
      keywords: [PinyinInitials.of(title)] + names + names.map { PinyinInitials.of($0) })
  }
}
