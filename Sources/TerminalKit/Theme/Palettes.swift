extension Theme {
  /// For light text on a dark background.
  package static let dark = Theme(
    name: "dark", usesColor: true, rich: darkRich, basic: basicAppearance)

  /// For dark text on a light background.
  package static let light = Theme(
    name: "light", usesColor: true, rich: onPaper(lightRich), basic: lightBasic)

  /// With a background of its own: whoever chooses a light screen wants one in a dark terminal too.
  private static func onPaper(
    _ appearance: @escaping (Role) -> Appearance
  ) -> (Role) -> Appearance {
    { role in
      var result = appearance(role)
      if result.foreground == .standard { result.foreground = TerminalColor(235) }
      if result.background == .standard { result.background = TerminalColor(255) }
      return result
    }
  }

  /// The terminal's own sixteen colours, for people who have arranged those to their liking.
  package static let sixteen = Theme(
    name: "sixteen", usesColor: true, rich: basicAppearance, basic: basicAppearance)

  /// Bold, dim, reverse and underline only.
  package static let monochrome = Theme(
    name: "monochrome", usesColor: false, rich: monochromeAppearance(of:),
    basic: monochromeAppearance(of:))

  private static func darkRich(_ role: Role) -> Appearance {
    switch role {
    case .text: Appearance(-1)
    case .muted: Appearance(245)
    case .accent: Appearance(80)
    case .title: Appearance(159, on: -1, .bold)
    case .border: Appearance(240)
    case .borderFocused: Appearance(80)
    case .selected: Appearance(231, on: 24, .bold)
    case .selectedUnfocused: Appearance(252, on: 237)
    case .danger: Appearance(210, on: -1, .bold)
    case .warning: Appearance(221)
    case .success: Appearance(114)
    case .info: Appearance(117)
    case .header: Appearance(255, on: 23)
    case .footer: Appearance(250, on: 235)
    case .footerKey: Appearance(159, on: 235, .bold)
    case .field: Appearance(252, on: 236)
    case .fieldFocused: Appearance(231, on: 238)
    case .badge: Appearance(234, on: 80, .bold)
    case .overlay: Appearance(252, on: 235)
    case .disabled: Appearance(241)
    case .matched: Appearance(221, on: -1, [.bold, .underline])
    }
  }

  private static func lightRich(_ role: Role) -> Appearance {
    switch role {
    case .text: Appearance(-1)
    case .muted: Appearance(242)
    case .accent: Appearance(24)
    case .title: Appearance(23, on: -1, .bold)
    case .border: Appearance(248)
    case .borderFocused: Appearance(24)
    case .selected: Appearance(231, on: 24, .bold)
    case .selectedUnfocused: Appearance(235, on: 252)
    case .danger: Appearance(124, on: -1, .bold)
    case .warning: Appearance(130)
    case .success: Appearance(22)
    case .info: Appearance(25)
    case .header: Appearance(231, on: 23)
    case .footer: Appearance(238, on: 254)
    case .footerKey: Appearance(23, on: 254, .bold)
    case .field: Appearance(235, on: 254)
    case .fieldFocused: Appearance(16, on: 195)
    case .badge: Appearance(231, on: 24, .bold)
    case .overlay: Appearance(235, on: 255)
    case .disabled: Appearance(247)
    case .matched: Appearance(124, on: -1, [.bold, .underline])
    }
  }

  private static func basicAppearance(_ role: Role) -> Appearance {
    switch role {
    case .text: Appearance(-1)
    case .muted: Appearance(8)
    case .accent: Appearance(6)
    case .title: Appearance(14, on: -1, .bold)
    case .border: Appearance(8)
    case .borderFocused: Appearance(6)
    case .selected: Appearance(15, on: 4, .bold)
    case .selectedUnfocused: Appearance(-1, on: -1, .reverse)
    case .danger: Appearance(9, on: -1, .bold)
    case .warning: Appearance(3)
    case .success: Appearance(2)
    case .info: Appearance(12)
    case .header: Appearance(15, on: 4)
    case .footer: Appearance(-1, on: -1)
    case .footerKey: Appearance(6, on: -1, .bold)
    case .field: Appearance(-1, on: -1, .underline)
    case .fieldFocused: Appearance(15, on: 4)
    case .badge: Appearance(0, on: 6)
    case .overlay: Appearance(-1)
    case .disabled: Appearance(8, on: -1, .dim)
    case .matched: Appearance(11, on: -1, [.bold, .underline])
    }
  }

  /// As the plain sixteen, but without the bright foregrounds that a white background swallows.
  private static func lightBasic(_ role: Role) -> Appearance {
    switch role {
    case .title: Appearance(4, on: -1, .bold)
    case .accent, .borderFocused: Appearance(4)
    case .danger: Appearance(1, on: -1, .bold)
    case .warning: Appearance(5)
    case .info: Appearance(4)
    case .footerKey: Appearance(4, on: -1, .bold)
    case .badge: Appearance(15, on: 4)
    case .matched: Appearance(1, on: -1, [.bold, .underline])
    default: basicAppearance(role)
    }
  }

  static func monochromeAppearance(of role: Role) -> Appearance {
    switch role {
    case .text, .border, .overlay, .footer, .success, .info: Appearance(-1)
    case .muted: Appearance(-1, on: -1, .dim)
    case .accent, .title, .borderFocused, .footerKey: Appearance(-1, on: -1, .bold)
    case .selected: Appearance(-1, on: -1, [.reverse, .bold])
    case .selectedUnfocused: Appearance(-1, on: -1, [.underline, .bold])
    case .danger: Appearance(-1, on: -1, .reverse)
    case .warning: Appearance(-1, on: -1, [.bold, .underline])
    case .header: Appearance(-1, on: -1, .reverse)
    case .field: Appearance(-1, on: -1, .underline)
    case .fieldFocused: Appearance(-1, on: -1, .reverse)
    case .badge: Appearance(-1, on: -1, [.reverse, .bold])
    case .disabled: Appearance(-1, on: -1, .dim)
    case .matched: Appearance(-1, on: -1, [.underline])
    }
  }

}
