internal import DNSSDWire

/// The strings of a TXT record as an advert means them: keys in lower case and without blanks or
/// quotes around them, values cleaned, of several with one key the first.
struct AdvertFields {
  /// A value, as it came and cleaned.
  struct Field {
    let octets: [UInt8]
    /// Nil when it is not UTF-8.
    let text: String?
  }

  private let fields: [(key: AdvertKey, field: Field)]

  init(_ text: TextAttributes) {
    var fields: [(key: AdvertKey, field: Field)] = []
    for string in text.data.strings {
      guard let (key, field) = Self.field(in: Self.unquoted(string)),
        !fields.contains(where: { $0.key == key })
      else { continue }
      fields.append((key, field))
    }
    self.fields = fields
  }

  /// The field with the key; nil when it is missing or has nothing in it.
  subscript(key: AdvertKey) -> Field? {
    guard let field = fields.first(where: { $0.key == key })?.field, field.text?.isEmpty != true
    else { return nil }
    return field
  }

  /// Whether the record has the key, with a value or without.
  func has(_ key: AdvertKey) -> Bool { fields.contains { $0.key == key } }

  /// The value of a key that may be missing: nil for one that is empty or not UTF-8 as well.
  func text(_ key: AdvertKey) -> String? { self[key]?.text }

  /// The value in lower case, for comparison.
  func word(_ key: AdvertKey) -> String? { text(key)?.lowercased() }

  /// The first of the keys whose value is one.
  func first<Value>(
    of keys: [AdvertKey], as value: (String) -> Value?
  ) -> Value? {
    for key in keys {
      if let found = text(key).flatMap(value) { return found }
    }
    return nil
  }

  private static func field(in string: some Collection<UInt8>) -> (AdvertKey, Field)? {
    let key = string.prefix { $0 != UInt8(ascii: "=") }
    guard let name = String(cleaning: key),
      let known = AdvertKey(rawValue: name.lowercased())
    else { return nil }
    let value = Array(string.dropFirst(key.count + 1))
    return (known, Field(octets: value, text: String(cleaning: value)))
  }

  /// A string without quotes around key and value together.
  private static func unquoted(_ string: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard string.count >= 2, let first = string.first, first == string.last,
      first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
    else { return string }
    return string.dropFirst().dropLast()
  }
}
