import CoreModel
import Store
import TerminalKit

/// What a key does on the screen of 吹哨 alone.
enum WhistleKey: Hashable, Sendable {
  case none
}

/// What a form of 吹哨 is about.
enum WhistleSheet: Hashable, Sendable {
  case none

  /// A name for drafts, that never changes.
  var name: String { "none" }
}

/// What a menu of 吹哨 is about.
enum WhistleMenu: Hashable, Sendable {
  case none
}

extension DeskCommand {
  /// The keys of the screen.
  static let whistle: [DeskCommand] = []
}

extension AppState {
  /// Gives a key of the screen.
  mutating func run(_ key: WhistleKey, by typed: Key?) -> [Effect] {
    []
  }

  /// Reads what the screen shows, while it is shown.
  func loadWhistle() -> [Effect] {
    []
  }

  /// Moves its selection.
  mutating func moveInWhistle(_ step: ListStep<RequestID>) -> [Effect] {
    []
  }

  /// Enter on what is selected there; nil where that is a request like any other.
  mutating func openWhistleEntry(by key: Key?) -> [Effect]? {
    nil
  }

  /// Saves a form.
  /// - Throws: ``Refusal`` when something is missing or cannot be read; it is shown in the form.
  mutating func submit(_ sheet: WhistleSheet, _ values: FormValues) throws(Refusal) -> [Effect] {
    []
  }

  /// Goes on with a form that was not saved; nil where there is none of that name any more.
  mutating func reopenWhistleSheet(_ name: String) -> [Effect]? {
    nil
  }

  /// Does what was chosen in a menu.
  mutating func choose(_ id: String, in menu: WhistleMenu) -> [Effect] {
    []
  }
}
