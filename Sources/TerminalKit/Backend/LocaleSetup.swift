import Glibc

/// Finds a locale in which the C library and ncurses know Han characters.
enum LocaleSetup {
  /// Tries the environment, then C.UTF-8.
  ///
  /// A locale that is named but not generated, such as zh_CN.UTF-8 on a bare system, falls silently to
  /// "C" and every Han character to `?`; so what counts is the character set that came of it.
  static func activate() throws(TerminalError) {
    for name in ["", "C.UTF-8", "en_US.UTF-8"] {
      if setlocale(LC_ALL, name) != nil && isUTF8 {
        // Numbers must be written the same everywhere, in files and to other programs.
        setlocale(LC_NUMERIC, "C")
        return
      }
    }
    throw .noUnicodeLocale
  }

  private static var isUTF8: Bool {
    guard let name = nl_langinfo(nl_item(CODESET)) else { return false }
    return strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "utf8") == 0
  }
}
