import Testing

@testable import TerminalKit

@Suite("Theme")
struct ThemeTests {
  /// Pairs that stand beside each other on screen and mean different things.
  private static let pairs: [(Role, Role)] = [
    (.selected, .text), (.selectedUnfocused, .text), (.selected, .selectedUnfocused),
    (.danger, .text), (.danger, .warning), (.warning, .text), (.disabled, .text),
    (.borderFocused, .border), (.fieldFocused, .field), (.field, .text), (.footerKey, .footer),
    (.title, .text), (.matched, .text), (.badge, .text), (.muted, .text), (.header, .text),
  ]

  @Test("Roles that must differ do, with any number of colours", arguments: Theme.all)
  func distinguishable(theme: Theme) {
    for colors in [0, 8, 16, 256] {
      for (one, other) in Self.pairs {
        #expect(
          theme.appearance(of: one, colors: colors) != theme.appearance(of: other, colors: colors),
          "\(theme.name), \(colors) colours: \(one) and \(other)")
      }
    }
  }

  @Test("Without colour a theme uses none", arguments: Theme.all)
  func monochrome(theme: Theme) {
    for role in Role.allCases {
      let appearance = theme.appearance(of: role, colors: 0)
      #expect(appearance.foreground == .standard && appearance.background == .standard)
      #expect(Theme.monochrome.appearance(of: role, colors: 256) == appearance)
    }
  }

  @Test("A terminal is never asked for a colour it does not have", arguments: Theme.all)
  func palette(theme: Theme) {
    for colors in [8, 16, 256] {
      for role in Role.allCases {
        let appearance = theme.appearance(of: role, colors: colors)
        #expect(appearance.foreground.index < colors && appearance.background.index < colors)
      }
    }
  }

  @Test("The environment chooses, NO_COLOR first")
  func preferred() {
    #expect(Theme.preferred(named: "light", environment: ["NO_COLOR": "1"]) == .monochrome)
    #expect(Theme.preferred(named: "light", environment: ["NO_COLOR": ""]) == .light)
    #expect(Theme.preferred(named: nil, environment: ["COLORFGBG": "0;15"]) == .light)
    #expect(Theme.preferred(named: "nonsense", environment: [:]) == .dark)
    #expect(Theme.named("sixteen") == .sixteen)
  }

  @Test("A style adds to its role")
  func styles() {
    let style = Style(.danger, underline: true)
    #expect(style.role == .danger)
    #expect(
      Theme.dark.appearance(of: style, colors: 256).attributes
        == Theme.dark.appearance(of: .danger, colors: 256).attributes.union(.underline))
    #expect(Set(Role.allCases.map(\.letter)).count == Role.allCases.count)
  }
}
