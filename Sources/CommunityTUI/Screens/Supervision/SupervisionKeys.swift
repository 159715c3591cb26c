import CoreModel
import Store
import TerminalKit

/// What a key does on the screen of 督办 alone.
enum SupervisionKey: Hashable, Sendable {
  case none
}

/// What a form of 督办 is about.
enum SupervisionSheet: Hashable, Sendable {
  case none

  /// A name for drafts, that never changes.
  var name: String { "none" }
}

/// What a menu of 督办 is about.
enum SupervisionMenu: Hashable, Sendable {
  case none
}

extension DeskCommand {
  /// The keys of the screen.
  static let supervision: [DeskCommand] = []
}

extension AppState {
  /// Gives a key of the screen.
  mutating func run(_ key: SupervisionKey, by typed: Key?) -> [Effect] {
    []
  }

  /// Reads what the screen shows, while it is shown.
  func loadSupervision() -> [Effect] {
    []
  }

  /// Moves its selection.
  mutating func moveInSupervision(_ step: ListStep<RequestID>) -> [Effect] {
    []
  }

  /// Enter on what is selected there; nil where that is a request like any other.
  mutating func openSupervisionEntry(by key: Key?) -> [Effect]? {
    nil
  }

  /// Saves a form.
  /// - Throws: ``Refusal`` when something is missing or cannot be read; it is shown in the form.
  mutating func submit(_ sheet: SupervisionSheet, _ values: FormValues) throws(Refusal) -> [Effect]
  {
    []
  }

  /// Goes on with a form that was not saved; nil where there is none of that name any more.
  mutating func reopenSupervisionSheet(_ name: String) -> [Effect]? {
    nil
  }

  /// Does what was chosen in a menu.
  mutating func choose(_ id: String, in menu: SupervisionMenu) -> [Effect] {
    []
  }
}
