import CNCurses

/// Every style as ncurses draws it, worked out once for a theme instead of once for a cell.
struct StyleTable {
  private let theme: Theme
  private let colors: Int
  private var prototypes: [cchar_t?]
  private var pairs: [UInt32: Int32] = [:]

  /// - Parameter colors: how many the terminal has; 0 for none
  init(theme: Theme, colors: Int) {
    self.theme = theme
    self.colors = colors
    prototypes = Array(repeating: nil, count: 32 * 16)
  }

  func isFor(_ theme: Theme) -> Bool { self.theme == theme }

  /// A cell in the style whose character is still to be filled in.
  mutating func prototype(_ style: Style) -> cchar_t {
    let index = Int(style.packed & 0x1F) << 4 | Int(style.packed >> 8 & 0xF)
    if let known = prototypes[index] { return known }
    let made = make(style)
    prototypes[index] = made
    return made
  }

  private mutating func make(_ style: Style) -> cchar_t {
    let appearance = theme.appearance(of: style, colors: colors)
    var attributes: attr_t = 0
    if appearance.attributes.contains(.bold) { attributes |= CN_A_BOLD }
    if appearance.attributes.contains(.dim) { attributes |= CN_A_DIM }
    if appearance.attributes.contains(.reverse) { attributes |= CN_A_REVERSE }
    if appearance.attributes.contains(.underline) { attributes |= CN_A_UNDERLINE }
    var cell = cchar_t()
    var pair = self.pair(appearance)
    let blank: [wchar_t] = [0x20, 0]
    // Beyond 255 pairs the number goes through the last argument.
    setcchar(&cell, blank, attributes, Int16(truncatingIfNeeded: pair), &pair)
    return cell
  }

  private mutating func pair(_ appearance: Appearance) -> Int32 {
    guard colors >= 8,
      appearance.foreground != .standard || appearance.background != .standard
    else { return 0 }
    let key =
      UInt32(UInt16(bitPattern: appearance.foreground.index)) << 16
      | UInt32(UInt16(bitPattern: appearance.background.index))
    if let known = pairs[key] { return known }
    let number = Int32(pairs.count + 1)
    guard
      init_extended_pair(
        number, Int32(appearance.foreground.index), Int32(appearance.background.index)) == OK
    else { return 0 }
    pairs[key] = number
    return number
  }
}
