/// Colour for people; plain text for everybody else.
struct TextStyle: Sendable {
  let isColoured: Bool

  static let plain = TextStyle(isColoured: false)

  func heading(_ text: String) -> String { styled(text, "1") }
  func faint(_ text: String) -> String { styled(text, "2") }
  func good(_ text: String) -> String { styled(text, "32") }
  func bad(_ text: String) -> String { styled(text, "31") }

  /// Wraps the text in a "select graphic rendition" sequence of ECMA-48 and its end.
  private func styled(_ text: String, _ rendition: String) -> String {
    isColoured ? "\u{1B}[\(rendition)m\(text)\u{1B}[0m" : text
  }
}
