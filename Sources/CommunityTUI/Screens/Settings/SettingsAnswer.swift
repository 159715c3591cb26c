import CoreModel
import Foundation
import Store
import TerminalKit

/// A filled-in form of 设置 as the change it means.
struct SettingsAnswer {
  let settings: SettingsForm
  let values: FormValues
  let directory: Directory
  let calendar: WorkingCalendar
  let now: Instant

  /// A telephone number that was typed.
  var phone: String? {
    guard case .person = settings.subject else { return nil }
    let typed = values.text("phone")
    return typed.isEmpty || typed == SettingsAnswer.nothing ? nil : typed
  }

  /// Reads the values.
  /// - Throws: ``Refusal`` for what cannot be read.
  func change() throws(Refusal) -> DeskChange {
    let typed = values.text("lines")
    switch settings.subject {
    case .neighborhood:
      return .renameNeighborhood(values.text("name"), was: directory.neighborhood.name)
    case .hours:
      do {
        let hours = try DutyHoursText.hours(
          working: values.text("working"), rest: values.text("rest"),
          holiday: values.text("holiday"))
        return .setHours(hours, was: settings.hours)
      } catch { throw .invalid(error.message) }
    case .area: return .joinArea(given("name"), was: settings.duty.areaName)
    case .areaDutyBook:
      return .setAreaDutyBook(given("lines"), was: settings.duty.areaText)
    case .dutyBook: return .setDutyBook(given("lines"), was: settings.duty.ownText)
    case .addEstates: return .addEstates(try SettingsAnswer.good(estates(typed)))
    case .addGroups: return .addGroups(try SettingsAnswer.good(groups(typed)))
    case .addGrids:
      return .addMicroGrids(try SettingsAnswer.good(grids(typed)).map(\.name))
    case .addPeople: return .addPeople(try SettingsAnswer.good(staff(typed)))
    case .addPattern: return .addShifts(try pattern(typed))
    case .estate(let was):
      var estate = was
      estate.name = values.text("name")
      estate.propertyCompany = given("company")
      return .changeEstate(estate, was: was)
    case .grid(let was):
      var grid = was
      grid.name = values.text("name")
      grid.gridWorker = values.choice("worker").map { PersonID($0) }
      return .changeMicroGrid(grid, was: was)
    case .group(let was): return .changeGroup(try group(was), was: was)
    case .person(let was):
      var person = was
      person.name = values.text("name")
      person.role = values.choice("role").flatMap(CoreModel.Role.init(rawValue:)) ?? was.role
      // An empty field means that the masked number stays.
      if let phone = given("phone") {
        person.phone = phone == SettingsAnswer.nothing ? nil : phone
      }
      person.unit = values.text("unit")
      person.isActive = values.isOn("active")
      return .changePerson(person, was: was)
    case .shift(let was, _):
      let shift = try shift(was)
      return was.map { .changeShift(shift, was: $0) } ?? .addShifts([shift])
    case .newShift(let template): return .addShifts([try shift(template)])
    }
  }

  /// What was understood, under a field for many.
  func words(glyphs: WidgetGlyphs) -> [DetailLine] {
    let words = EntryWords(glyphs: glyphs)
    let typed = values.text("lines")
    switch settings.subject {
    case .addEstates:
      let found = estates(typed)
      return words.lines(found.remarks) + words.estates(found.entries)
    case .addGrids:
      let found = grids(typed)
      return words.lines(found.remarks) + words.estates(found.entries)
    case .addGroups:
      let found = groups(typed)
      return words.lines(found.remarks) + words.groups(found.entries)
    case .addPeople:
      let found = staff(typed)
      return words.lines(found.remarks) + words.staff(found.entries)
    case .addPattern:
      let found = roster(typed)
      let weeks = (try? ShiftLines.weeks(values.text("weeks"))) ?? 0
      return words.lines(found.remarks) + words.shifts(found.entries, weeks: weeks, now: now)
    case .hours:
      let fields = DutyHoursText.Fields(
        working: values.text("working"), rest: values.text("rest"),
        holiday: values.text("holiday"))
      return words.lines(fields.problems) + words.hours(fields) + [
        .text([Span("保存后，按值班时间计算的未办结时限会重新计算；已办结的不变。", Style(.muted))])
      ]
    case .dutyBook, .areaDutyBook: return words.duty(typed, directory: directory)
    default: return []
    }
  }

  // MARK: Many

  private func estates(_ text: String) -> Understood<EstateEntry> {
    EstateLines.understand(text, known: directory.estates.map(\.name))
  }

  private func grids(_ text: String) -> Understood<EstateEntry> {
    EstateLines.understand(text, known: directory.microGrids.map(\.name))
  }

  private func groups(_ text: String) -> Understood<GroupEntry> {
    GroupLines.understand(
      text, estates: directory.estates.map(\.name),
      known: directory.groups.map {
        GroupEntry(estate: directory.estate($0.estate)?.name ?? "", name: $0.name)
      })
  }

  private func staff(_ text: String) -> Understood<StaffEntry> {
    StaffLines.understand(text, known: directory.people.map(\.name))
  }

  private func roster(_ text: String) -> Understood<ShiftEntry> {
    ShiftLines.understand(text, people: directory.people.filter(\.isActive).map(\.name))
  }

  private func pattern(_ text: String) throws(Refusal) -> [Shift] {
    let entries = try SettingsAnswer.good(roster(text))
    let weeks: Int
    do { weeks = try ShiftLines.weeks(values.text("weeks")) } catch {
      throw .invalid(error.message)
    }
    var random = SystemRandomNumberGenerator()
    return ShiftLines.shifts(entries, weeks: weeks, from: now, in: calendar).map { planned in
      Shift(
        id: .timeOrdered(at: now, using: &random), neighborhood: directory.neighborhood.id,
        start: planned.start, end: planned.end, kind: planned.entry.kind,
        people: planned.entry.people.compactMap { name in
          directory.people.first { $0.name == name && $0.isActive }?.id
        })
    }
  }

  /// All or nothing: a line that was not understood would be missed only later.
  private static func good<Entry>(_ found: Understood<Entry>) throws(Refusal) -> [Entry] {
    if let problem = found.problems.first { throw .invalid(problem.message) }
    return found.entries
  }

  // MARK: One

  private func given(_ id: String) -> String? {
    values.text(id).isEmpty ? nil : values.text(id)
  }

  private func group(_ was: BuildingGroup) throws(Refusal) -> BuildingGroup {
    var group = was
    group.name = values.text("name")
    group.estate = values.choice("estate").map { EstateID($0) } ?? was.estate
    group.leader = given("leader")
    group.rotatingLeader = given("rotating")
    group.weChatGroup = given("chat")
    group.assignedStaff = values.choice("staff").map { PersonID($0) }
    group.microGrid = values.choice("grid").map { MicroGridID($0) }
    let typed = given("households") ?? "0"
    guard let households = Int(typed) else { throw .invalid("户数「\(typed)」不是数字") }
    group.households = households
    return group
  }

  private func shift(_ was: Shift?) throws(Refusal) -> Shift {
    guard let day = DayText.day(values.text("day"), near: now.day) else {
      throw .invalid("日期「\(values.text("day"))」看不懂，可写 11月21日、11-21、2026-11-21")
    }
    guard let start = ClockText.minute(values.text("start")), start < 1440 else {
      throw .invalid("开始时间「\(values.text("start"))」不是时间，应写成 17:30")
    }
    let typedEnd = values.text("end")
    let isNextDay = typedEnd.hasPrefix("次日")
    guard let end = ClockText.minute(isNextDay ? String(typedEnd.dropFirst(2)) : typedEnd) else {
      throw .invalid("结束时间「\(typedEnd)」不是时间，应写成 20:00 或 次日02:00")
    }
    if !isNextDay, end <= start {
      throw .invalid("结束（\(typedEnd)）要晚于开始；跨零点请写 次日\(typedEnd)")
    }
    var people: [PersonID] = []
    let words = values.text("people").split { $0.isWhitespace || "、,，;；".contains($0) }
    for word in words { people.append(try person(String(word), known: was)) }
    var random = SystemRandomNumberGenerator()
    return Shift(
      id: was?.id ?? .timeOrdered(at: now, using: &random),
      neighborhood: directory.neighborhood.id, start: day.at(minute: start),
      end: day.at(minute: end + (isNextDay ? 1440 : 0)),
      kind: values.choice("kind").flatMap(ShiftKind.init(rawValue:)) ?? .evening, people: people,
      note: values.text("note"))
  }

  /// By name, else by 拼音首字母 of one person alone.
  private func person(_ word: String, known: Shift?) throws(Refusal) -> PersonID {
    let able = directory.people.filter { $0.isActive || known?.people.contains($0.id) == true }
    if let person = able.first(where: { $0.name == word }) { return person.id }
    let found = able.filter { PinyinInitials.of($0.name) == word.lowercased() }
    if found.count == 1, let only = found.first { return only.id }
    throw .invalid(
      found.isEmpty
        ? "人员里没有「\(word)」，请先登记" : "「\(word)」对应几位：\(found.map(\.name).joined(separator: "、"))")
  }

  /// Typed to clear what is masked.
  private static let nothing = "无"
}

/// Days as people type them.
enum DayText {
  /// The day of `11月21日`, `11-21`, `11/21` (of this year, or the next one when that is nearer), or
  /// `2026-11-21`; nil when it is none.
  static func day(_ text: String, near today: Day) -> Day? {
    let scalars = text.unicodeScalars.map(\.halfWidth)
    guard scalars.allSatisfy({ $0.isDigit || "年月日号-/. ".unicodeScalars.contains($0) }) else {
      return nil
    }
    let numbers = scalars.split { !$0.isDigit }
      .map { Int(String(String.UnicodeScalarView($0))) ?? -1 }
    switch numbers.count {
    case 3: return Day(year: numbers[0], month: numbers[1], day: numbers[2])
    case 2:
      let year = today.components.year
      let days = [year, year + 1].compactMap { Day(year: $0, month: numbers[0], day: numbers[1]) }
      return days.min { abs($0.number - today.number) < abs($1.number - today.number) }
    default: return nil
    }
  }
}
