/// A list with everything that narrows it, as it is kept under a name.
package struct ViewDefinition: Hashable, Sendable {
  /// The list that is narrowed.
  package var base: DeskView
  /// The words.
  package var search: String
  /// The chosen values.
  package var facets: FacetChoice
  /// Only what came from 12345: the view belongs to its inbox.
  package var hotlineOnly: Bool

  /// Makes a definition.
  package init(
    base: DeskView = .open, search: String = "", facets: FacetChoice = FacetChoice(),
    hotlineOnly: Bool = false
  ) {
    self.base = base
    self.search = search
    self.facets = facets
    self.hotlineOnly = hotlineOnly
  }
}

/// 视图 of somebody's own: a list with its conditions under a name.
package struct SavedView: Hashable, Sendable, Identifiable {
  /// Names it for ever; several may bear one name, at different people.
  package let id: Identifier<SavedView>
  /// What it is called.
  package var name: String
  /// Whose it is.
  package var owner: PersonID
  /// Whether everybody of the desk sees it.
  package var isShared: Bool
  /// What it shows.
  package var definition: ViewDefinition
  /// Parts that this release does not understand and leaves out, as they stand in the store; kept when it
  /// is saved again.
  package var unknown: [String]

  /// Makes a view.
  package init(
    id: Identifier<SavedView>, name: String, owner: PersonID, isShared: Bool = false,
    definition: ViewDefinition, unknown: [String] = []
  ) {
    self.id = id
    self.name = name
    self.owner = owner
    self.isShared = isShared
    self.definition = definition
    self.unknown = unknown
  }

  /// Characters that a name may have.
  package static let nameLimit = 20

  /// Why a name will not do, beside names that are taken; nil when it will.
  package static func refusal(ofName name: String, taken: some Sequence<String>) -> String? {
    let name = name.tidied
    if name.isEmpty { return "请给视图起个名字" }
    if name.count > nameLimit { return "名字最多 \(nameLimit) 个字" }
    if DeskView.allCases.contains(where: { $0.title == name || $0.rawValue == name }) {
      return "「\(name)」是内置视图的名字，请换一个"
    }
    return taken.contains(name) ? "已经有叫「\(name)」的视图，请换一个名字" : nil
  }
}
