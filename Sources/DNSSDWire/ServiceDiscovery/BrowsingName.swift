/// Where the instances of a service type are asked for: `<Service>.<Domain>`, or
/// `<Subtype>._sub.<Service>.<Domain>` for those of a subtype alone (RFC 6763 §4, §7.1).
public struct BrowsingName: Sendable {
  public let type: ServiceType
  /// Any octets, with or without an underscore; nil for all instances of the type.
  public let subtype: DNSLabel?
  public let domain: DNSName
  /// The whole name.
  public let name: DNSName

  /// Throws `domainMissing` for the root, and `notAName` when all together is longer than 256
  /// octets.
  public init(
    type: ServiceType, subtype: DNSLabel? = nil, domain: DNSName = .local
  ) throws(ServiceNameError) {
    guard !domain.isRoot else { throw .domainMissing }
    (self.type, self.subtype, self.domain) = (type, subtype, domain)
    do throws(DNSNameError) {
      let base = try type.name(in: domain)
      guard let subtype else {
        name = base
        return
      }
      name = try base.prepending(labels: [Self.subtypeText]).prepending(subtype)
    } catch {
      throw .notAName(error)
    }
  }

  /// Splits a name seen on the network.
  ///
  /// Throws `labelsTooFew` below two labels, `domainMissing`, or `notAServiceType`.
  public init(_ name: DNSName) throws(ServiceNameError) {
    let labels = name.labels
    guard labels.count >= 2 else { throw .labelsTooFew }
    let hasSubtype = labels[1].octets.equalsFolded(Array(Self.subtypeText.utf8))
    subtype = hasSubtype ? labels[0] : nil
    (type, domain) = try ServiceInstanceName.typeAndDomain(labels[(hasSubtype ? 2 : 0)...])
    self.name = name
  }

  /// The label between a subtype and its type (RFC 6763 §7.1).
  private static let subtypeText = "_sub"
}

extension BrowsingName: Hashable {
  /// The same name always has the same parts, since `_sub` is no transport.
  public static func == (left: BrowsingName, right: BrowsingName) -> Bool {
    left.name == right.name
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
  }
}

extension BrowsingName: CustomStringConvertible {
  /// The whole name, with what is unsafe to print escaped.
  public var description: String { name.description }
}
