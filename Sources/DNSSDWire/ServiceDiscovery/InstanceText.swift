/// The text of the instance label, which people choose and read (RFC 6763 §4.1.1).
extension DNSLabel {
  /// Takes the text of an instance to be published.
  init(instance text: String) throws(ServiceNameError) {
    guard !text.unicodeScalars.contains(where: \.isControl) else { throw .controlCharacter }
    do throws(DNSNameError) {
      try self.init(text: text)
    } catch {
      switch error {
      case .labelEmpty: throw .instanceEmpty
      case .labelTooLong: throw .instanceTooLong
      case .nameTooLong, .escapeMalformed: throw .notAName(error)
      }
    }
  }
}

extension ServiceInstanceName {
  /// The longest beginning of the text, precomposed, that takes at most `limit` octets of UTF-8
  /// (RFC 6763 §4.1.1).
  ///
  /// It ends between characters as people see them; only a first character that is too long by
  /// itself is cut, and then between Unicode scalars.
  public static func truncated(
    _ instance: String, toOctets limit: Int = WireLimits.labelLength
  ) -> String {
    let text = instance.precomposed
    let characters = text.prefix(ofOctets: limit) { $0.utf8.count }
    if !characters.isEmpty { return String(characters) }
    return String(text.unicodeScalars.prefix(ofOctets: limit) { UTF8.width($0) })
  }
}

extension Collection {
  /// The longest beginning whose elements take at most `limit` octets together.
  fileprivate func prefix(ofOctets limit: Int, measure: (Element) -> Int) -> SubSequence {
    var remaining = Swift.max(limit, 0)
    return prefix { element in
      remaining -= measure(element)
      return remaining >= 0
    }
  }
}

extension Unicode.Scalar {
  /// Whether the character is among C0, DEL and C1 (RFC 6763 §4.1.1, RFC 5198 §2).
  fileprivate var isControl: Bool {
    value <= 0x1F || (0x7F...0x9F).contains(value)
  }
}
