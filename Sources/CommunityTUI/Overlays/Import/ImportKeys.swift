import CoreModel
import Store
import TerminalKit

/// What the keys do in 导入.
extension AppState {
  /// Asks for the file.
  mutating func openImport() -> [Effect] {
    var box = ImportBox()
    let effect = begin(.findFiles, in: &box)
    // Typing goes on while the folders are looked through.
    box.isRunning = false
    overlays.append(.importing(box))
    return [effect, .loadDraft(.importPath)]
  }

  /// Puts the path back that was written last time.
  mutating func restoreImportPath(_ path: String) {
    guard case .importing(var box) = overlays.last, box.step == .path, box.field.text.isEmpty
    else { return }
    box.field.text = path
    box.isPrefilled = true
    replaceTop(with: .importing(box))
  }

  mutating func handle(_ event: InputEvent, in box: ImportBox) -> [Effect] {
    var box = box
    if event == .key(.ctrl("c")) {
      closeTop()
      return [.importing(.stop, job: box.job)] + openQuitConfirmation()
    }
    if box.isRunning {
      guard event == .key(Key(.escape)) else { return [] }
      box.notice = "正在取消……"
      replaceTop(with: .importing(box))
      return [.importing(.stop, job: box.job)]
    }
    box.error = nil
    let effects: [Effect]
    if box.picker != nil {
      effects = handle(event, choosingSheetIn: &box)
    } else {
      switch box.step {
      case .path: effects = handle(event, namingFileIn: &box)
      case .rows: effects = handle(event, inRowsOf: &box)
      case .comparing: effects = handle(event, comparingIn: &box)
      case .mapping: effects = handle(event, mappingIn: &box)
      case .visits: effects = handle(event, inVisitsOf: &box)
      case .result: effects = handle(event, inResultOf: &box)
      }
    }
    if case .importing = overlays.last { replaceTop(with: .importing(box)) }
    return effects
  }

  /// Begins a job: the keys wait for it, but for Esc.
  mutating func begin(_ task: ImportTask, in box: inout ImportBox) -> Effect {
    lastImportJob += 1
    box.job = lastImportJob
    box.isRunning = true
    box.progress = nil
    return .importing(task, job: lastImportJob)
  }

  // MARK: The file

  private mutating func handle(
    _ event: InputEvent, namingFileIn box: inout ImportBox
  ) -> [Effect] {
    let before = box.field.text
    let isPrefilled = box.isPrefilled
    box.isPrefilled = false
    switch event {
    case .paste(let text, _):
      box.fileSelection = nil
      if isPrefilled { box.field.text = "" }
      _ = box.field.paste(Sanitizer.line(text))
    case .key(let key):
      switch key.code {
      case .escape:
        closeTop()
        return []
      case .down, .up:
        guard !box.files.isEmpty else { return [] }
        let next = (box.fileSelection ?? -1) + (key.code == .down ? 1 : -1)
        box.fileSelection = next < 0 ? nil : min(next, box.files.count - 1)
        if let selection = box.fileSelection { box.field.text = box.files[selection].path }
      case .enter:
        let path = box.field.text.tidied
        guard !path.isEmpty else {
          box.error = "请写文件路径" + (box.files.isEmpty ? "" : "，或按 ↓ 选一个")
          return []
        }
        return [begin(.open(path: path), in: &box)]
      default:
        box.fileSelection = nil
        if isPrefilled, key.isTyped { box.field.text = "" }
        _ = box.field.handle(key)
      }
    default: return []
    }
    return box.field.text == before ? [] : [.saveDraft(Draft(box.field.text), .importPath)]
  }

  // MARK: The rows

  private mutating func handle(_ event: InputEvent, inRowsOf box: inout ImportBox) -> [Effect] {
    guard case .key(let key) = event else { return [] }
    box.notice = nil
    let isSecondEscape = box.asksToDiscard
    box.asksToDiscard = false
    let plain = CommandKeys.normalise(key) ?? key
    let layout = TableOverDetail.importing(size)
    switch plain.code {
    case .escape:
      // What was decided row by row is not thrown away by one key.
      guard box.decided == 0 || isSecondEscape else {
        box.asksToDiscard = true
        box.error = "已定的 \(box.decided) 件会作废。再按一次 Esc 放弃，按 s 导入"
        break
      }
      box.step = .path
      box.isPrefilled = true
      box.preview = nil
      box.decisions = [:]
      box.mapping = nil
      box.notice = "没有导入，数据没有改动"
    case .up, .character("k"): box.selection -= 1
    case .down, .character("j"): box.selection += 1
    case .pageUp: box.selection -= max(1, layout.rows - 1)
    case .pageDown: box.selection += max(1, layout.rows - 1)
    case .home: box.selection = 0
    case .end: box.selection = .max
    case .tab, .right: box.tab = box.tab.next(1)
    case .backTab, .left: box.tab = box.tab.next(-1)
    case .enter: compare(&box)
    case .character(" "):
      guard let row = box.selected, case .changed = row.verdict else {
        box.error = "只有「有变化」的行要定采用哪一边"
        break
      }
      box.decisions[row.number] = (box.decisions[row.number] ?? .leave).next
      box.selection += 1
    case .character("a"):
      let next = (box.preview?.rows.first { $0.tab == .changed }).map {
        (box.decisions[$0.number] ?? .leave).next
      }
      guard let next else {
        box.error = "没有「有变化」的行"
        break
      }
      for row in box.preview?.rows ?? [] where row.tab == .changed {
        box.decisions[row.number] = next
      }
      box.notice = "有变化的 \(box.count(.changed)) 行：\(next.title)"
    case .character("m"): editMapping(&box)
    case .character("t"): chooseSheet(&box)
    case .character("s"), .function(10):
      guard let preview = box.preview, preview.new + box.decided > 0 else {
        box.error = "没有要导入的：没有新增的行，有变化的也还没有定"
        break
      }
      return [
        begin(
          .take(
            sheet: box.sheet, mapping: box.mapping, decisions: ImportDecisions(box.decisions)),
          in: &box)
      ]
    default:
      if CommandKeys.isStrayHan(key) { box.error = "请切换到英文输入法再按命令键" }
    }
    box.selection = max(0, min(box.selection, box.listed.count - 1))
    box.top = layout.top(from: box.top, showing: box.selection)
    return []
  }

  private func chooseSheet(_ box: inout ImportBox) {
    guard let opening = box.opening, opening.sheets.count > 1 else {
      box.error = "这个文件只有一张表"
      return
    }
    box.picker = Palette(
      title: "看哪一张工作表",
      items: opening.sheets.enumerated().map { index, sheet in
        let notes = [sheet.isRecognised ? "像工单表" : "", sheet.isHidden ? "隐藏" : ""]
        return MenuItem(
          id: "\(index)", title: sheet.name.isEmpty ? "第 \(index + 1) 张" : sheet.name,
          note: notes.filter { !$0.isEmpty }.joined(separator: "，"),
          keywords: [PinyinInitials.of(sheet.name)])
      }, placeholder: "输入表名", emptyText: "没有这张表")
  }

  private mutating func handle(
    _ event: InputEvent, choosingSheetIn box: inout ImportBox
  ) -> [Effect] {
    guard var picker = box.picker else { return [] }
    let outcome: MenuOutcome
    switch event {
    case .key(let key): outcome = picker.handle(key)
    case .paste(let text, _): outcome = picker.paste(Sanitizer.line(text))
    default: return []
    }
    box.picker = picker
    switch outcome {
    case .none, .refused: return []
    case .cancelled:
      box.picker = nil
      return []
    case .chosen(let id):
      box.picker = nil
      box.sheet = Int(id) ?? box.sheet
      box.mapping = nil
      box.decisions = [:]
      return [begin(.preview(sheet: box.sheet, mapping: nil), in: &box)]
    }
  }

  // MARK: The result

  private mutating func handle(_ event: InputEvent, inResultOf box: inout ImportBox) -> [Effect] {
    guard case .key(let key) = event else { return [] }
    let plain = CommandKeys.normalise(key) ?? key
    let room = TableOverDetail.importing(size).body.size
    switch plain.code {
    case .up, .character("k"): box.reading.scroll(by: -1, in: room)
    case .down, .character("j"): box.reading.scroll(by: 1, in: room)
    case .pageUp: box.reading.scroll(by: -room.rows + 1, in: room)
    case .pageDown, .character(" "): box.reading.scroll(by: room.rows - 1, in: room)
    case .home: box.reading.offset = 0
    case .end: box.reading.scroll(by: .max / 2, in: room)
    case .character("s"):
      guard let opening = box.opening,
        let text = box.visits?.text(of: opening.path, at: now)
          ?? box.report?.text(of: opening.path, at: now)
      else { return [] }
      return [begin(.saveReport(text: text, path: opening.path), in: &box)]
    case .escape, .enter, .character("q"): closeTop()
    default: break
    }
    return []
  }

  // MARK: News

  /// Takes in what came of an import's task.
  mutating func install(_ news: ImportNews, job: Int) -> [Effect] {
    guard case .importing(var box) = overlays.last, box.job == job else {
      if case .taken(let report) = news {
        seenRow = nil
        say(report.toast, .success)
        return refreshEverything()
      }
      if case .visitsTaken(let report) = news {
        say(report.toast, .success)
        return refreshEverything()
      }
      return []
    }
    var effects: [Effect] = []
    if case .progress(let progress) = news {
      box.progress = progress
    } else {
      box.isRunning = false
      if box.notice == "正在取消……" { box.notice = nil }
    }
    switch news {
    case .progress: break
    case .files(let files): box.files = files
    case .opened(let opening):
      box.opening = opening
      box.sheet = opening.sheet
      box.mapping = nil
      box.decisions = [:]
      box.preview = opening.preview
      box.tab = opening.preview?.changed ?? 0 > 0 ? .changed : .all
      box.step = .rows
      box.visits = nil
      if let visits = opening.visits {
        show(visits, in: &box)
      } else if opening.preview == nil {
        editMapping(&box)
        box.error = opening.problem
      } else if opening.sheets.count > 1 {
        box.notice =
          "有 \(opening.sheets.count) 张工作表，现在看的是「\(opening.sheets[opening.sheet].name)」；按 t 换"
      }
    case .previewed(let preview):
      box.visits = nil
      box.preview = preview
      box.tab = preview.changed > 0 ? .changed : .all
      box.editing = nil
      box.step = .rows
    case .taken(let report):
      box.report = report
      box.step = .result
      box.notice = "按 s 把这份结果存成文件，放在原文件旁边"
      box.reading = DetailView(report.lines, glyphs: look.glyphs)
      // One's own import is no news: what is there now is the new beginning.
      seenRow = nil
      say(report.toast, .success)
      effects = [.saveDraft("", .importPath)] + refreshEverything()
    case .visitsTaken(let report): effects = take(report, in: &box)
    case .reportSaved(let path): box.notice = "结果已写到 \(path)"
    case .failed(let words):
      box.error = words
      bell = true
    }
    replaceTop(with: .importing(box))
    return effects
  }
}

extension Key {
  /// Whether it writes something.
  fileprivate var isTyped: Bool {
    guard case .character = code else { return false }
    return !modifiers.contains(.control) && !modifiers.contains(.alt)
  }
}

extension ImportBox.Tab {
  /// The next one, round and round.
  func next(_ step: Int) -> ImportBox.Tab {
    let all = ImportBox.Tab.allCases
    let index = all.firstIndex(of: self) ?? 0
    return all[(index + step + all.count) % all.count]
  }
}

extension ImportDecisions.Decision {
  /// 未定, 采用表中, 保留现有, round and round.
  var next: ImportDecisions.Decision {
    switch self {
    case .leave: .takeTheirs
    case .takeTheirs, .take: .keepOurs
    case .keepOurs: .leave
    }
  }
}
