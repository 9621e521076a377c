/// An absolute domain name in uncompressed wire form.
///
/// At most 256 octets with the ending zero (RFC 6762 appendix C); labels may hold any octets. The
/// case of letters is kept, and ignored in comparison.
public struct DNSName: Sendable {
  /// Length octets and labels, closed by the zero octet of the root.
  public let wireForm: [UInt8]

  /// The name of no labels.
  public static let root = DNSName(checked: [0])

  /// `local.`, under which the names of the link are (RFC 6762 §3).
  public static let local = DNSName(checked: [5, 0x6C, 0x6F, 0x63, 0x61, 0x6C, 0])

  /// Joins labels, first label first; throws `nameTooLong` above 256 octets.
  public init(labels: some Sequence<DNSLabel>) throws(DNSNameError) {
    var wireForm: [UInt8] = []
    for label in labels {
      wireForm.append(UInt8(label.octets.count))
      wireForm += label.octets
    }
    wireForm.append(0)
    guard wireForm.count <= WireLimits.nameLength else { throw .nameTooLong }
    self.wireForm = wireForm
  }

  /// Puts a label before the name; throws `nameTooLong` above 256 octets.
  public func prepending(_ label: DNSLabel) throws(DNSNameError) -> DNSName {
    guard wireForm.count + label.octets.count < WireLimits.nameLength else { throw .nameTooLong }
    return DNSName(checked: [UInt8(label.octets.count)] + label.octets + wireForm)
  }

  /// Takes octets already known to be a whole name.
  init(checked wireForm: [UInt8]) {
    self.wireForm = wireForm
  }
}

extension DNSName {
  /// Whether the name has no labels.
  public var isRoot: Bool { wireForm.count == 1 }

  /// The labels, first label first, without the root.
  public var labels: [DNSLabel] {
    labelOffsets.map { offset in
      DNSLabel(checked: Array(wireForm[(offset + 1)...(offset + Int(wireForm[offset]))]))
    }
  }

  /// The first label; nil for the root.
  public var firstLabel: DNSLabel? {
    isRoot ? nil : DNSLabel(checked: Array(wireForm[1...Int(wireForm[0])]))
  }

  /// The name without its first label; nil for the root.
  public var parent: DNSName? {
    isRoot ? nil : DNSName(checked: Array(wireForm[(Int(wireForm[0]) + 1)...]))
  }

  /// Whether the name is `domain` or below it, compared label by label.
  public func isWithin(_ domain: DNSName) -> Bool {
    let offset = wireForm.count - domain.wireForm.count
    guard offset >= 0, offset == 0 || labelOffsets.contains(offset) else { return false }
    return Array(wireForm[offset...]).equalsFolded(domain.wireForm)
  }

  /// Where the length octet of each label stands.
  private var labelOffsets: [Int] {
    var offsets: [Int] = []
    var position = 0
    while wireForm[position] != 0 {
      offsets.append(position)
      position += Int(wireForm[position]) + 1
    }
    return offsets
  }
}

/// Length octets are at most 63 and `A` is 65, so the whole wire form can be folded without looking
/// for the borders of labels.
extension DNSName: Hashable {
  public static func == (left: DNSName, right: DNSName) -> Bool {
    left.wireForm.equalsFolded(right.wireForm)
  }

  public func hash(into hasher: inout Hasher) {
    wireForm.hashFolded(into: &hasher)
  }
}

/// Why a name or label could not be made.
public enum DNSNameError: Error, Hashable, Sendable {
  /// A label of no octets, as in `a..b`, `.a` or an empty text.
  case labelEmpty
  /// A label of more than 63 octets.
  case labelTooLong
  /// More than 256 octets with the ending zero.
  case nameTooLong
  /// A backslash that is followed neither by three digits up to 255 nor by one other character.
  case escapeMalformed
}

extension DNSNameError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .labelEmpty: "a label is empty"
    case .labelTooLong: "a label is longer than 63 octets"
    case .nameTooLong: "the name is longer than 256 octets"
    case .escapeMalformed: "a backslash is not followed by a character or by three digits up to 255"
    }
  }
}
