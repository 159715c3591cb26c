import ArgumentParser
import CoreModel
import Store

// The model's words as arguments: the stable English name that scripts use, or the Chinese one.

extension Channel: ExpressibleByArgument {
  /// Reads `phone` or `来电`.
  package init?(argument: String) {
    guard let found = Channel.allCases.first(named: argument, [\.rawValue, \.title, \.shortTitle])
    else { return nil }
    self = found
  }

  /// For help and completion.
  package static var allValueStrings: [String] { allCases.map(\.title) }
}

extension Urgency: ExpressibleByArgument {
  /// Reads `urgent` or `急`.
  package init?(argument: String) {
    guard let found = Urgency.allCases.first(named: argument, [\.rawValue, \.title]) else {
      return nil
    }
    self = found
  }

  /// For help and completion.
  package static var allValueStrings: [String] { allCases.map(\.title) }
}

extension Tier: ExpressibleByArgument {
  /// Reads `1`, `一` or `一级`.
  package init?(argument: String) {
    let found = Tier.allCases.first {
      [String($0.rawValue), $0.shortTitle, $0.title, "\($0.rawValue)级"].contains(argument)
    }
    guard let found else { return nil }
    self = found
  }

  /// For help and completion.
  package static var allValueStrings: [String] { allCases.map { String($0.rawValue) } }
}

extension ContactMethod: ExpressibleByArgument {
  /// Reads `phone` or `电话`.
  package init?(argument: String) {
    guard let found = ContactMethod.allCases.first(named: argument, [\.rawValue, \.title]) else {
      return nil
    }
    self = found
  }

  /// For help and completion.
  package static var allValueStrings: [String] { allCases.map(\.title) }
}

extension Role: ExpressibleByArgument {
  /// Reads `gridWorker` or `网格员`.
  package init?(argument: String) {
    guard let found = Role.allCases.first(named: argument, [\.rawValue, \.title]) else {
      return nil
    }
    self = found
  }

  /// For help and completion.
  package static var allValueStrings: [String] { allCases.map(\.title) }
}

extension CommandKind: ExpressibleByArgument {
  /// Reads `respond` or `响应`.
  package init?(argument: String) {
    guard let found = CommandKind.allCases.first(named: argument, [\.rawValue, \.title]) else {
      return nil
    }
    self = found
  }

  /// For help and completion.
  package static var allValueStrings: [String] { allCases.map(\.rawValue) }
}

extension QueueFilter.View: ExpressibleByArgument {
  /// Reads `open` or `未办结`.
  package init?(argument: String) {
    guard let found = QueueFilter.View.allCases.first(named: argument, [\.rawValue, \.title])
    else { return nil }
    self = found
  }

  /// For help and completion.
  package static var allValueStrings: [String] { allCases.map(\.rawValue) }
}

extension Sequence {
  /// The first element one of whose names is this one; English names in any case.
  fileprivate func first(named name: String, _ names: [(Element) -> String]) -> Element? {
    first { element in names.contains { $0(element).lowercased() == name.lowercased() } }
  }
}

extension TaskSettlement.Outcome: ExpressibleByArgument {
  /// Reads `dropped` or `不办了`.
  package init?(argument: String) {
    guard
      let found = TaskSettlement.Outcome.allCases.first(named: argument, [\.rawValue, \.title])
    else { return nil }
    self = found
  }

  /// For help and completion.
  package static var allValueStrings: [String] { allCases.map(\.title) }
}
