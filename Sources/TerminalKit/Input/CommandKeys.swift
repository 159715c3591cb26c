/// Commands must work while a Chinese input method is switched on, as it usually is at the desk.
package enum CommandKeys {
  /// The key as a command: full-width letters and Chinese punctuation become the ASCII key that was
  /// pressed. `nil` for characters that no command can be on, such as Han.
  package static func normalise(_ key: Key) -> Key? {
    guard case .character(let character) = key.code else { return key }
    if character.isASCII { return key }
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else {
      return nil
    }
    if (0xFF01...0xFF5E).contains(scalar.value) {
      return Unicode.Scalar(scalar.value - 0xFEE0)
        .map { Key(Character($0), modifiers: key.modifiers) }
    }
    return punctuation[scalar].map { Key($0, modifiers: key.modifiers) }
  }

  /// Whether the key is Han text from an input method that should be off: 「请切换到英文输入法」.
  package static func isStrayHan(_ key: Key) -> Bool {
    guard let scalar = key.typed?.unicodeScalars.first else { return false }
    return scalar.properties.isIdeographic
  }

  /// What input methods type for the ASCII key, on the layout used in China.
  private static let punctuation: [Unicode.Scalar: Character] = [
    "、": "/", "，": ",", "。": ".", "．": ".", "“": "\"", "”": "\"", "‘": "'", "’": "'",
    "【": "[", "】": "]", "《": "<", "》": ">", "〈": "<", "〉": ">", "「": "{", "」": "}",
    "￥": "$", "¥": "$", "…": "^", "—": "_", "·": "`", "\u{3000}": " ",
  ]
}
