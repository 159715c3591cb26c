/// What a piece of the screen means. The theme decides how it looks, so that no screen names a colour.
package enum Role: UInt8, CaseIterable, Sendable {
  case text, muted, accent, title, border, borderFocused, selected, selectedUnfocused
  case danger, warning, success, info, header, footer, footerKey, field, fieldFocused
  case badge, overlay, disabled, matched

  /// The letter that stands for the role in ``Canvas/styleMap``.
  package var letter: Character {
    switch self {
    case .text: "."
    case .muted: "m"
    case .accent: "a"
    case .title: "t"
    case .border: "b"
    case .borderFocused: "f"
    case .selected: "s"
    case .selectedUnfocused: "u"
    case .danger: "d"
    case .warning: "w"
    case .success: "g"
    case .info: "i"
    case .header: "h"
    case .footer: "o"
    case .footerKey: "k"
    case .field: "e"
    case .fieldFocused: "c"
    case .badge: "p"
    case .overlay: "v"
    case .disabled: "x"
    case .matched: "y"
    }
  }
}

/// Ways of drawing that work without colour.
package struct Attributes: OptionSet, Hashable, Sendable {
  /// One bit for each.
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Heavier; on some terminals brighter.
  package static let bold = Attributes(rawValue: 1)
  /// Fainter; some terminals ignore it.
  package static let dim = Attributes(rawValue: 2)
  /// Foreground and background exchanged.
  package static let reverse = Attributes(rawValue: 4)
  /// A line below.
  package static let underline = Attributes(rawValue: 8)
}

/// A role and what is added to it, packed into two bytes so that a cell stays small.
package struct Style: Hashable, Sendable {
  /// The role in the low byte, the attributes in the high one.
  let packed: UInt16

  package init(
    _ role: Role, bold: Bool = false, dim: Bool = false, reverse: Bool = false,
    underline: Bool = false
  ) {
    var attributes: Attributes = []
    if bold { attributes.insert(.bold) }
    if dim { attributes.insert(.dim) }
    if reverse { attributes.insert(.reverse) }
    if underline { attributes.insert(.underline) }
    self.init(role, attributes)
  }

  package init(_ role: Role, _ attributes: Attributes) {
    packed = UInt16(role.rawValue) | UInt16(attributes.rawValue) << 8
  }

  /// Plain text, what an empty canvas is made of.
  package static let text = Style(.text)

  /// What it means.
  package var role: Role { Role(rawValue: UInt8(truncatingIfNeeded: packed)) ?? .text }
  /// What is added to the look of the role.
  package var attributes: Attributes { Attributes(rawValue: UInt8(packed >> 8)) }

  /// The same role with more attributes.
  package func adding(_ attributes: Attributes) -> Style {
    Style(role, self.attributes.union(attributes))
  }

  /// The same attributes on another role.
  package func with(_ role: Role) -> Style { Style(role, attributes) }
}

/// Text in one style; a line of several styles is a list of them.
package struct Span: Hashable, Sendable {
  /// What is drawn; sanitised when it is.
  package var text: String
  /// How it is drawn.
  package var style: Style

  package init(_ text: String, _ style: Style = .text) {
    self.text = text
    self.style = style
  }
}
