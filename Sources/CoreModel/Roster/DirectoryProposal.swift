/// What a spreadsheet of 楼组, staff or a roster would change, row by row: to be looked at, then taken in as a whole.
///
/// Blank cells never erase what is known, and nobody and nothing that the sheet lacks is taken away.
package struct DirectoryProposal: Hashable, Sendable {
  /// What a row is about.
  package enum Subject: String, CaseIterable, Hashable, Sendable {
    case estate, microGrid, group, person, shift

    /// The Chinese word.
    package var title: String {
      switch self {
      case .estate: "小区"
      case .microGrid: "微网格"
      case .group: "楼组"
      case .person: "人员"
      case .shift: "班次"
      }
    }
  }

  /// A field that would become another.
  package struct FieldChange: Hashable, Sendable {
    /// `楼组长`.
    package let field: String
    /// What is known now; empty for nothing. Telephone numbers are masked.
    package let from: String
    /// What the sheet says.
    package let to: String
  }

  /// What would become of a row.
  package enum Verdict: Hashable, Sendable {
    case new
    case same
    case changed([FieldChange])
    /// It cannot be taken in; why, and what to do.
    case refused(String)
    /// It need not be taken in: a shift that is over.
    case passedOver(String)

    /// The Chinese word.
    package var title: String {
      switch self {
      case .new: "新增"
      case .same: "相同"
      case .changed: "有变化"
      case .refused: "不导入"
      case .passedOver: "略过"
      }
    }
  }

  /// One thing that a row proposes; a row may propose several.
  package struct Item: Hashable, Sendable {
    /// The sheet's name; empty in a CSV.
    package let sheet: String
    /// The row's number in the sheet.
    package let line: Int
    /// What it is about.
    package let subject: Subject
    /// `12号楼`, `王芳`, `11月21日 周六 17:30–20:00`.
    package let title: String
    /// What would become of it.
    package let verdict: Verdict
    /// What is to be known beside: a time that was guessed, a name that nobody bears.
    package let notes: [String]
    /// What is stored; nil when nothing is.
    package let value: Value?

    /// One line: what is new of it, or what is wrong with it.
    package var words: String {
      switch verdict {
      case .new, .same: notes.joined(separator: "；")
      case .changed(let fields):
        (fields.map { "\($0.field)：\($0.from.isEmpty ? "（空）" : $0.from) → \($0.to)" } + notes)
          .joined(separator: "；")
      case .refused(let reason), .passedOver(let reason): reason
      }
    }
  }

  /// A value as it would be, and as it was when the sheet was read; nil for what is new.
  package enum Value: Hashable, Sendable {
    case estate(Estate, was: Estate?)
    case microGrid(MicroGrid, was: MicroGrid?)
    case person(Person, was: Person?)
    case group(BuildingGroup, was: BuildingGroup?)
    case shift(Shift, was: Shift?)
  }

  /// In the order in which they are stored: what others need comes first.
  package internal(set) var items: [Item] = []
  /// What is to be said of the sheets as wholes: those left out, columns that are not read.
  package internal(set) var remarks: [String] = []

  /// Nothing.
  package init() {}

  /// How many rows of a subject (of all, when nil) have a verdict of this title: `新增`.
  package func count(_ verdict: String, of subject: Subject? = nil) -> Int {
    items.count { $0.verdict.title == verdict && (subject == nil || $0.subject == subject) }
  }

  /// Whether taking it in would change anything.
  package var changesSomething: Bool { items.contains { $0.value != nil } }

  /// `楼组 新增 12、有变化 3；班次 新增 30`.
  package var summary: String {
    Subject.allCases.compactMap { subject -> String? in
      let parts = ["新增", "有变化", "相同", "略过", "不导入"].compactMap { title -> String? in
        let count = count(title, of: subject)
        return count == 0 ? nil : "\(title) \(count)"
      }
      return parts.isEmpty ? nil : "\(subject.title) " + parts.joined(separator: "、")
    }.joined(separator: "；")
  }

  /// Why somebody may not take it in; nil when they may.
  package func refusal(by actor: Actor) -> Refusal? {
    let touchesPeople = items.contains { $0.value != nil && $0.subject == .person }
    return DeskChange.refusal(
      toChange: "导入名册", by: actor,
      allowed: touchesPeople
        ? Permissions.ruling.filter(Permissions.appointing.contains) : Permissions.ruling)
  }
}

/// A sheet as its rows of texts.
package struct SheetTable: Hashable, Sendable {
  /// A row that is not blank.
  package struct Row: Hashable, Sendable {
    /// Its number in the sheet, from 1.
    package var number: Int
    /// Its cells.
    package var cells: [String]
    /// Why it cannot be taken as it is, if so.
    package var problem: String?

    /// Makes a row.
    package init(number: Int, cells: [String], problem: String? = nil) {
      self.number = number
      self.cells = cells
      self.problem = problem
    }

    /// The text of a cell, tidied; empty where there is none.
    func text(_ column: Int?) -> String {
      guard let column, cells.indices.contains(column) else { return "" }
      return EntryText.clean(cells[column])
    }
  }

  /// Its name; empty in a CSV.
  package var name: String
  /// Its rows.
  package var rows: [Row]

  /// Makes a sheet.
  package init(name: String = "", rows: [Row]) {
    self.name = name
    self.rows = rows
  }
}
