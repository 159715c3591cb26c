internal import Foundation

/// Views as JSON, with a layout number. What a later release added is passed over, kept, and said.
package enum ViewCoding {
  /// The layout that is written.
  static let layout = 1

  private struct Stored: Codable {
    var layout: Int?
    var base: String?
    var search: String?
    var facets: [String]?
    var hotlineOnly: Bool?
  }

  /// A definition as text, with parts that were not understood put back.
  package static func text(of definition: ViewDefinition, unknown: [String] = []) throws -> String {
    let stored = Stored(
      layout: layout, base: definition.base.rawValue,
      search: definition.search.isEmpty ? nil : definition.search,
      facets: definition.facets.values.map(\.code) + unknown.filter { $0.contains(":") },
      hotlineOnly: definition.hotlineOnly ? true : nil)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(stored), as: UTF8.self)
  }

  /// A definition from text, and what of it is not understood; nil when nothing of it is.
  package static func definition(of text: String) -> (ViewDefinition, unknown: [String])? {
    guard let stored = try? JSONDecoder().decode(Stored.self, from: Data(text.utf8)) else {
      return nil
    }
    var unknown: [String] = []
    let base = stored.base.flatMap(DeskView.init(rawValue:))
    if base == nil, let name = stored.base { unknown.append(name) }
    var values: [FacetValue] = []
    for code in stored.facets ?? [] {
      if let value = FacetValue(code: code) { values.append(value) } else { unknown.append(code) }
    }
    let definition = ViewDefinition(
      base: base ?? .open, search: stored.search ?? "", facets: FacetChoice(values),
      hotlineOnly: stored.hotlineOnly ?? false)
    return (definition, unknown)
  }
}
