/// What a service says about itself: the strings of its TXT record, read as attributes
/// (RFC 6763 §6).
///
/// The attributes are those whose keys are sound, in the order of the record, each key once. All
/// other strings stay in ``data``, so that a record that was read is written as it was.
public struct TextAttributes: Sendable {
  /// The record data, with every string.
  public let data: TextData
  private let attributes: [TextAttribute]

  /// Reads record data: strings without a sound key are left out, and of several attributes with
  /// the same key the first counts (RFC 6763 §6.4).
  public init(_ data: TextData) {
    self.data = data
    var keys: Set<[UInt8]> = []
    attributes = data.strings.compactMap { TextAttribute(string: $0) }
      .filter { keys.insert($0.foldedKey).inserted }
  }

  /// Makes a record of attributes in their order.
  ///
  /// Throws `keyRepeated` when two have the same key ignoring case, and `dataTooLong` above 65,535
  /// octets.
  public init(_ attributes: some Collection<TextAttribute>) throws(TextAttributeError) {
    var keys: Set<[UInt8]> = []
    for attribute in attributes {
      guard keys.insert(attribute.foldedKey).inserted else { throw .keyRepeated(attribute.key) }
    }
    do throws(TextDataError) {
      data = try TextData(strings: attributes.map(\.string))
    } catch {
      switch error {
      case .stringTooLong: throw .stringTooLong
      case .dataTooLong: throw .dataTooLong
      }
    }
    self.attributes = Array(attributes)
  }

  /// Makes a record of keys and values in their order; the values are taken as UTF-8.
  ///
  /// Throws ``TextAttributeError``.
  public init(_ values: KeyValuePairs<String, String>) throws(TextAttributeError) {
    var attributes: [TextAttribute] = []
    for (key, value) in values { attributes.append(try TextAttribute(key, value)) }
    try self.init(attributes)
  }

  /// A record without attributes: one empty string.
  public static let empty = TextAttributes(.empty)

  /// The attribute with the key, ignoring ASCII case; nil when there is none.
  ///
  /// Together with its value there are four outcomes: no attribute, no value, an empty value, and
  /// a value (RFC 6763 §6.4).
  public subscript(key: String) -> TextAttribute? {
    let folded = key.utf8.map(\.folded)
    return attributes.first { $0.foldedKey == folded }
  }

  /// The attributes when the record follows the given version of its application's rules: when
  /// `txtvers` is that number or absent; none otherwise (RFC 6763 §6.7).
  public func attributes(ifVersion version: Int) -> [TextAttribute] {
    guard let known = self[Self.versionKey] else { return attributes }
    return known.text == String(version) ? attributes : []
  }

  /// The key for the version of an application's rules (RFC 6763 §6.7).
  static let versionKey = "txtvers"
}

/// Records are equal when their strings are, octet by octet.
extension TextAttributes: Hashable {
  public static func == (left: TextAttributes, right: TextAttributes) -> Bool {
    left.data == right.data
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(data)
  }
}

extension TextAttributes: RandomAccessCollection {
  public var startIndex: Int { attributes.startIndex }
  public var endIndex: Int { attributes.endIndex }
  public subscript(position: Int) -> TextAttribute { attributes[position] }
}
