public import DNSSDWire

/// What an attribute of a TXT record should say.
public struct TextExpectation: Hashable, Sendable {
  /// When two values are the same.
  public enum Comparison: Hashable, Sendable {
    /// Octet by octet.
    case exact
    /// Without the spaces around them and ignoring case.
    case folded
  }

  /// The key, ignoring case, and its value.
  public let key: String
  public let value: String
  public let comparison: Comparison

  public init(key: String, value: String, comparison: Comparison) {
    self.key = key
    self.value = value
    self.comparison = comparison
  }

  /// How a record differs from this; nil when it does not.
  public func difference(in text: TextAttributes) -> TextDifference? {
    let found = text[key]
    guard let octets = found?.value, isSame(octets) else {
      return TextDifference(key: key, expected: value, found: found)
    }
    return nil
  }

  private func isSame(_ octets: [UInt8]) -> Bool {
    switch comparison {
    case .exact: octets == Array(value.utf8)
    case .folded: Self.folded(String(decoding: octets, as: UTF8.self)) == Self.folded(value)
    }
  }

  private static func folded(_ text: String) -> String {
    let isSpace = { (character: Character) in character == " " || character == "\t" }
    let kept = text.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
    return String(kept).lowercased()
  }
}

/// An attribute that is not as it should be.
public struct TextDifference: Hashable, Sendable, CustomStringConvertible {
  /// The key, and the value that it should have.
  public let key: String
  public let expected: String
  /// The attribute that is there; nil when there is none.
  public let found: TextAttribute?

  public init(key: String, expected: String, found: TextAttribute?) {
    self.key = key
    self.expected = expected
    self.found = found
  }

  /// Such as `role=server expected, role=bootstrap found`, safe to print.
  public var description: String {
    let wanted = (try? TextAttribute(key, expected))?.description ?? key
    return "\(wanted) expected, \(found?.description ?? "nothing") found"
  }
}
