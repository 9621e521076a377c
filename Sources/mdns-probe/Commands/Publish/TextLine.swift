internal import DNSSD

/// Attributes of a TXT record as a person types them.
enum TextLine {
  /// Why a line makes no TXT record.
  enum Fault: Error, Hashable {
    /// A backslash with nothing behind it, or with a number that is no octet.
    case escape
    case attribute(TextAttributeError)
  }

  /// Reads attributes with spaces or tabs between them. A backslash takes the next character as it is,
  /// and `\DDD` stands for an octet; an empty line makes a record without attributes.
  static func attributes(of line: String) throws(Fault) -> TextAttributes {
    var strings: [[UInt8]] = []
    for word in try words(of: line) { strings.append(word) }
    return try attributes(strings)
  }

  /// Takes each text as one attribute, `key=value` or `key`.
  static func attributes(_ texts: [String]) throws(Fault) -> TextAttributes {
    try attributes(texts.map { Array($0.utf8) })
  }

  private static func attributes(_ strings: [[UInt8]]) throws(Fault) -> TextAttributes {
    do throws(TextAttributeError) {
      var attributes: [TextAttribute] = []
      for string in strings { attributes.append(try attribute(string)) }
      return try TextAttributes(attributes)
    } catch {
      throw .attribute(error)
    }
  }

  private static func attribute(_ string: [UInt8]) throws(TextAttributeError) -> TextAttribute {
    let key = string.prefix { $0 != UInt8(ascii: "=") }
    let value = key.count < string.count ? Array(string.dropFirst(key.count + 1)) : nil
    guard let key = String(validating: key, as: UTF8.self) else { throw .keyCharacterNotAllowed }
    return try TextAttribute(key, octets: value)
  }

  private static func words(of line: String) throws(Fault) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var word: [UInt8]?
    var rest = Array(line.utf8)[...]
    while let octet = rest.popFirst() {
      switch octet {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        if let ended = word { words.append(ended) }
        word = nil
      case UInt8(ascii: "\\"): word = (word ?? []) + [try escaped(&rest)]
      default: word = (word ?? []) + [octet]
      }
    }
    return words + [word].compactMap(\.self)
  }

  private static func escaped(_ rest: inout ArraySlice<UInt8>) throws(Fault) -> UInt8 {
    guard let first = rest.popFirst() else { throw .escape }
    guard first.isDigit else { return first }
    guard let second = rest.popFirst(), let third = rest.popFirst(), second.isDigit, third.isDigit
    else { throw .escape }
    let zero = Int(UInt8(ascii: "0"))
    let value = (Int(first) - zero) * 100 + (Int(second) - zero) * 10 + Int(third) - zero
    guard let octet = UInt8(exactly: value) else { throw .escape }
    return octet
  }
}

extension TextLine.Fault: CustomStringConvertible {
  var description: String {
    switch self {
    case .escape: "a backslash is followed by a character or three digits up to 255"
    case .attribute(let error): error.description
    }
  }
}
