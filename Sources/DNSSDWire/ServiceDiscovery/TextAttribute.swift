/// One fact about a service: a key, and perhaps a value (RFC 6763 §6.3).
///
/// A value is any octets; no value (`key`) and an empty value (`key=`) are different things.
public struct TextAttribute: Sendable {
  /// One or more characters of U+0020 to U+007E except `=`, in the case in which they were given.
  public let key: String
  /// What stands behind the first `=`, with all its quotes and spaces; nil when there is no `=`.
  public let value: [UInt8]?

  /// Throws `keyEmpty`, `keyCharacterNotAllowed`, or `stringTooLong` when key, `=` and value take
  /// more than 255 octets.
  public init(_ key: String, octets value: [UInt8]?) throws(TextAttributeError) {
    guard !key.isEmpty else { throw .keyEmpty }
    guard key.utf8.allSatisfy(\.isKeyCharacter) else { throw .keyCharacterNotAllowed }
    (self.key, self.value) = (key, value)
    guard stringLength <= WireLimits.stringLength else { throw .stringTooLong }
  }

  /// An attribute that is there without a value.
  ///
  /// Throws the same reasons as ``init(_:octets:)``.
  public init(_ key: String) throws(TextAttributeError) {
    try self.init(key, octets: nil)
  }

  /// Takes the value as UTF-8.
  ///
  /// Throws the same reasons as ``init(_:octets:)``.
  public init(_ key: String, _ value: String) throws(TextAttributeError) {
    try self.init(key, octets: Array(value.utf8))
  }

  /// Reads a string of a TXT record; nil when it has no key, or one with characters that a key
  /// cannot have (RFC 6763 §6.4).
  public init?(string: some Collection<UInt8>) {
    let key = string.prefix { $0 != Self.separator }
    guard !key.isEmpty, key.allSatisfy(\.isKeyCharacter) else { return nil }
    self.key = String(decoding: key, as: UTF8.self)
    let rest = string.dropFirst(key.count)
    value = rest.isEmpty ? nil : Array(rest.dropFirst())
  }

  fileprivate static let separator = UInt8(ascii: "=")
}

extension TextAttribute {
  /// The value as text; nil when there is none, or it is not UTF-8. It may hold control characters,
  /// and so is not for a terminal: print ``description`` there.
  public var text: String? {
    value.flatMap { String(validating: $0, as: UTF8.self) }
  }

  /// The attribute as a TXT record holds it, without the length octet.
  public var string: [UInt8] {
    Array(key.utf8) + (value.map { [Self.separator] + $0 } ?? [])
  }

  /// The key for comparison, with `A` to `Z` folded.
  var foldedKey: [UInt8] { key.utf8.map(\.folded) }

  private var stringLength: Int {
    key.utf8.count + (value.map { $0.count + 1 } ?? 0)
  }
}

extension TextAttribute: Hashable {
  /// Attributes are equal when their keys are, ignoring ASCII case, and their values exactly.
  public static func == (left: TextAttribute, right: TextAttribute) -> Bool {
    left.foldedKey == right.foldedKey && left.value == right.value
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(foldedKey)
    hasher.combine(value)
  }
}

extension TextAttribute: CustomStringConvertible, CustomDebugStringConvertible {
  /// The string on one line: backslashes doubled, and every octet of a control or invisible
  /// character, or of what is not UTF-8, as `\DDD`.
  public var description: String { Self.line(string) }

  /// The key, the value in hexadecimal, and beside it the value as text (RFC 6763 §6.5).
  public var debugDescription: String {
    guard let value else { return description }
    return "\(Self.line(Array(key.utf8)))=<\(value.hexadecimal)> \(Self.line(value))"
  }

  private static func line(_ octets: [UInt8]) -> String {
    octets.presentation { $0 == "\\" ? .quoted : .plain }
  }
}

/// Why an attribute, or a list of them, could not be made.
public enum TextAttributeError: Error, Hashable, Sendable {
  case keyEmpty
  /// A key has `=`, or a character outside U+0020 to U+007E.
  case keyCharacterNotAllowed
  /// Key, `=` and value take more than 255 octets.
  case stringTooLong
  /// Two attributes have the same key, ignoring case; the second is given.
  case keyRepeated(String)
  /// All strings together take more than 65,535 octets.
  case dataTooLong
}

extension TextAttributeError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .keyEmpty: "a key is empty"
    case .keyCharacterNotAllowed: "a key may hold the characters U+0020 to U+007E but no ="
    case .stringTooLong: "key, = and value together are longer than 255 octets"
    case .keyRepeated(let key): "the key \(key) is given twice"
    case .dataTooLong: "the attributes together are longer than 65535 octets"
    }
  }
}

extension UInt8 {
  fileprivate var isKeyCharacter: Bool {
    (0x20...0x7E).contains(self) && self != TextAttribute.separator
  }
}
