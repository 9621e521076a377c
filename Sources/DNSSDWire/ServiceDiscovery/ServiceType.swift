/// What a service speaks and over which transport, as in `_http._tcp` (RFC 6763 §4.1.2, §7).
///
/// Types are equal when their labels are, ignoring the case of `A` to `Z`; the case is kept. Types
/// seen on the network may break the rules for the name, and then say so in ``violations``.
public struct ServiceType: Hashable, Sendable {
  /// The first label, with its underscore.
  public let nameLabel: DNSLabel
  /// The second label, in the case in which it was given.
  public let transportLabel: DNSLabel
  /// What the second label stands for.
  public let transport: Transport

  /// What a service runs over.
  public enum Transport: String, Hashable, Sendable, CaseIterable {
    case tcp = "_tcp"
    /// UDP, and everything else that is not TCP (RFC 6763 §7).
    case udp = "_udp"
  }

  /// Reads a type to be published, such as `_http._tcp`; a dot at the end may follow.
  ///
  /// Throws the first rule that the text breaks.
  public init(_ text: String) throws(ServiceTypeError) {
    try self.init(lenient: text)
    try requireNoViolation()
  }

  /// Makes a type to be published of a name without its underscore, such as `http`.
  ///
  /// Throws the first rule that the name breaks.
  public init(name: String, transport: Transport) throws(ServiceTypeError) {
    do throws(DNSNameError) {
      nameLabel = try DNSLabel(text: "_" + name)
      transportLabel = try DNSLabel(text: transport.rawValue)
    } catch {
      throw .notAName(error)
    }
    self.transport = transport
    try requireNoViolation()
  }

  /// Reads a type that others chose: its name may be anything behind an underscore.
  ///
  /// Throws `notAName`, `labelCountWrong`, `underscoreMissing` or `transportUnknown`.
  public init(lenient text: String) throws(ServiceTypeError) {
    let name: DNSName
    do throws(DNSNameError) {
      name = try DNSName(text)
    } catch {
      throw .notAName(error)
    }
    try self.init(lenient: name.labels)
  }

  /// Takes two labels of a name seen on the network: the first may be anything behind an underscore.
  ///
  /// Throws `labelCountWrong`, `underscoreMissing` or `transportUnknown`.
  public init(lenient labels: some RandomAccessCollection<DNSLabel>) throws(ServiceTypeError) {
    guard labels.count == 2, let name = labels.first, let second = labels.last else {
      throw .labelCountWrong
    }
    guard name.octets.first == UInt8(ascii: "_") else { throw .underscoreMissing }
    guard let transport = Transport(second) else { throw .transportUnknown }
    (nameLabel, transportLabel, self.transport) = (name, second, transport)
  }
}

extension ServiceType {
  /// The name without its underscore, as UTF-8 with U+FFFD for what is none; not for a terminal.
  public var name: String {
    String(decoding: nameLabel.octets.dropFirst(), as: UTF8.self)
  }

  /// Where browsers ask for the instances of the type: `<Service>.<Domain>` (RFC 6763 §4).
  ///
  /// Throws `nameTooLong` above 256 octets.
  public func name(in domain: DNSName) throws(DNSNameError) -> DNSName {
    try domain.prepending(transportLabel).prepending(nameLabel)
  }

  /// Where the types of a domain are asked for: `_services._dns-sd._udp.<Domain>` (RFC 6763 §9).
  ///
  /// Throws `nameTooLong` above 256 octets.
  public static func enumerationName(in domain: DNSName) throws(DNSNameError) -> DNSName {
    try domain.prepending(labels: ["_services", "_dns-sd", "_udp"])
  }

  private func requireNoViolation() throws(ServiceTypeError) {
    if let violation = violations.first { throw .violation(violation) }
  }
}

extension ServiceType: CustomStringConvertible {
  /// Both labels with what is unsafe to print escaped, without a dot at the end.
  public var description: String { "\(nameLabel).\(transportLabel)" }
}

extension ServiceType.Transport {
  fileprivate init?(_ label: DNSLabel) {
    let known = Self.allCases.first { Array($0.rawValue.utf8).equalsFolded(label.octets) }
    guard let known else { return nil }
    self = known
  }
}

extension DNSName {
  /// Puts labels before the name, the first of them first; throws the reason when one is no label
  /// or the name grows above 256 octets.
  func prepending(labels: [String]) throws(DNSNameError) -> DNSName {
    var name = self
    for label in labels.reversed() { name = try name.prepending(DNSLabel(text: label)) }
    return name
  }
}
