/// A part of a text that is being redacted.
enum RedactedPiece {
  case shown([UInt8])
  /// What was hidden, by its label.
  case hidden(String)
}

extension Redactor {
  /// Hides known secrets, tokens of k3s, credentials behind `Bearer` and in URLs, and the values of
  /// variables whose names say that they are secrets.
  func hideSecrets(in text: [UInt8]) -> [RedactedPiece] {
    var pieces: [RedactedPiece] = []
    var shownFrom = 0
    var position = 0
    while position < text.count {
      guard let secret = secret(in: text, at: position), !secret.isEmpty else {
        position += 1
        continue
      }
      pieces.append(.shown(Array(text[shownFrom..<secret.lowerBound])))
      pieces.append(.hidden(label("secret", Array(text[secret]))))
      shownFrom = secret.upperBound
      position = shownFrom
    }
    return pieces + [.shown(Array(text[shownFrom...]))]
  }

  /// The octets to hide, where something begins at `position` that gives them away.
  private func secret(in text: [UInt8], at position: Int) -> Range<Int>? {
    for secret in secrets where text[position...].starts(with: secret) {
      return position..<(position + secret.count)
    }
    let place = TextPlace(text: text, position: position)
    return place.serverToken ?? place.credentialsOfURL ?? place.credentials ?? place.namedValue
  }
}

/// A place in a text, and what begins there.
private struct TextPlace {
  let text: [UInt8]
  let position: Int

  /// `K10` and eight hexadecimal digits or more, with everything up to the end of the word.
  var serverToken: Range<Int>? {
    guard starts(with: "k10") else { return nil }
    let digits = end(from: position + 3) { $0.isHexadecimalDigit } - position - 3
    return digits >= 8 ? position..<endOfWord(from: position) : nil
  }

  /// `user:password` between `://` and `@`.
  var credentialsOfURL: Range<Int>? {
    guard starts(with: "://") else { return nil }
    let start = position + 3
    let end = end(from: start) { !$0.isBlank && $0 != quote && $0 != UInt8(ascii: "/") }
    guard let at = text[start..<end].lastIndex(of: UInt8(ascii: "@")) else { return nil }
    return start..<at
  }

  /// The word behind `Bearer` or `Basic`.
  var credentials: Range<Int>? {
    guard beginsName, let word = ["bearer ", "basic "].first(where: starts) else { return nil }
    let start = end(from: position + word.utf8.count) { $0 == space }
    return start..<endOfWord(from: start)
  }

  /// The value behind `NAME=`, `NAME: `, `"NAME": ` or `--name `, where the name says that it is a
  /// secret; it ends where its quotation marks or its word end, behind `Authorization` with the line.
  var namedValue: Range<Int>? {
    guard beginsName, text[position].isNameOctet else { return nil }
    let name = text[position..<end(from: position) { $0.isNameOctet }]
    guard SecretNames.looksSecret(Array(name)) else { return nil }
    let behind = end(from: name.endIndex) { $0 == backslash || $0 == quote || $0 == apostrophe }
    let mark = end(from: behind) { $0 == space }
    let hasMark = mark < text.count && (text[mark] == equals || text[mark] == colon)
    let isOption = name.starts(with: [dash, dash]) && mark > behind
    guard hasMark || isOption else { return nil }
    let start = hasMark ? end(from: mark + 1) { $0 == space } : mark
    let isLine = String(decoding: name, as: UTF8.self).lowercased().contains("authorization")
    return isLine ? start..<end(from: start) { $0 != newline } : value(from: start)
  }

  /// A value in quotation marks, perhaps escaped ones, or a word.
  private func value(from start: Int) -> Range<Int> {
    let begin = end(from: start) { $0 == backslash }
    guard begin < text.count, text[begin] == quote || text[begin] == apostrophe else {
      return start..<endOfWord(from: start)
    }
    let isEscaped = begin > start
    var close = begin + 1
    while close < text.count, text[close] != newline,
      text[close] != text[begin] || !isEscaped && text[close - 1] == backslash
    {
      close += 1
    }
    return (begin + 1)..<close
  }

  /// The end of a secret without quotation marks of its own: the mark that stands before this
  /// place, else a blank. Other marks may be part of a secret.
  private func endOfWord(from start: Int) -> Int {
    let before = position > 0 ? text[position - 1] : space
    guard before == quote || before == apostrophe else { return end(from: start) { !$0.isBlank } }
    return end(from: start) { $0 != before && $0 != newline }
  }

  private let backslash = UInt8(ascii: "\\")
  private let quote = UInt8(ascii: "\"")
  private let apostrophe = UInt8(ascii: "'")
  private let dash = UInt8(ascii: "-")
  private let space = UInt8(ascii: " ")
  private let newline = UInt8(ascii: "\n")
  private let equals = UInt8(ascii: "=")
  private let colon = UInt8(ascii: ":")

  init(text: [UInt8], position: Int) {
    self.text = text
    self.position = position
  }

  private var beginsName: Bool {
    position == 0 || !text[position - 1].isNameOctet
  }

  private func starts(with word: String) -> Bool {
    guard position + word.utf8.count <= text.count else { return false }
    return zip(text[position...], word.utf8).allSatisfy { $0.asciiFolded == $1 }
  }

  private func end(from start: Int, while holds: (UInt8) -> Bool) -> Int {
    text[start...].firstIndex { !holds($0) } ?? text.count
  }
}

extension UInt8 {
  fileprivate var isNameOctet: Bool {
    isHexadecimalDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(asciiFolded)
      || self == UInt8(ascii: "_") || self == UInt8(ascii: "-") || self == UInt8(ascii: ".")
  }

  /// A blank or a control character, which ends a word.
  fileprivate var isBlank: Bool {
    self <= 0x20 || self == 0x7F
  }

  fileprivate var asciiFolded: UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
  }

  var isDecimalDigit: Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
  }

  var isHexadecimalDigit: Bool {
    isDecimalDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20)
  }
}
