/// How every role looks, for each number of colours that terminals have.
///
/// A theme is a table and nothing else. Colour is never the only carrier of a meaning: the words on
/// screen say it too, and the monochrome table keeps apart what must be kept apart.
package struct Theme: Hashable, Sendable {
  /// What the settings and the command line call it.
  package let name: String
  /// By `Role.rawValue`.
  private let rich: [Appearance]
  private let basic: [Appearance]
  private let usesColor: Bool

  init(
    name: String, usesColor: Bool, rich: (Role) -> Appearance, basic: (Role) -> Appearance
  ) {
    self.name = name
    self.usesColor = usesColor
    self.rich = Role.allCases.map(rich)
    self.basic = Role.allCases.map(basic)
  }

  /// How a role looks in a terminal with the given number of colours.
  package func appearance(of role: Role, colors: Int) -> Appearance {
    let index = Int(role.rawValue)
    if !usesColor || colors < 8 { return Self.monochromeAppearance(of: role) }
    if colors >= 256 { return rich[index] }
    return colors >= 16 ? basic[index] : basic[index].reducedToEightColors
  }

  /// How a style looks: its role with its own attributes added.
  package func appearance(of style: Style, colors: Int) -> Appearance {
    var appearance = appearance(of: style.role, colors: colors)
    appearance.attributes.formUnion(style.attributes)
    return appearance
  }

  /// The themes in the order in which settings offer them.
  package static let all: [Theme] = [.dark, .light, .sixteen, .monochrome]

  /// The theme with a name, or `nil`.
  package static func named(_ name: String) -> Theme? {
    all.first { $0.name == name }
  }

  /// The theme to start with: `NO_COLOR`, when set to anything, outranks every other wish.
  package static func preferred(
    named name: String?, environment: [String: String]
  ) -> Theme {
    if let noColor = environment["NO_COLOR"], !noColor.isEmpty { return .monochrome }
    if let theme = name.flatMap(Theme.named) { return theme }
    // "15;0" is light on dark; rxvt, Konsole and others set it.
    if let background = environment["COLORFGBG"]?.split(separator: ";").last.flatMap({ Int($0) }) {
      return background == 7 || background == 15 ? .light : .dark
    }
    return .dark
  }
}
