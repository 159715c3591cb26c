/// Why a calendar year, duty hours or a policy cannot be used. Nothing was changed when it is thrown.
package struct RuleProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// For the person at the desk, in Chinese: what is wrong and what it should be.
  package let message: String

  /// Makes a problem.
  package init(_ message: String) { self.message = message }

  /// The message.
  package var description: String { message }
}
