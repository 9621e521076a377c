/// The name of one service: `<Instance>.<Service>.<Domain>` (RFC 6763 §4.1).
///
/// The instance is one label, made for people; the service is a ``ServiceType``; the domain is the
/// rest, at least one label.
public struct ServiceInstanceName: Sendable {
  /// The first label.
  public let instance: DNSLabel
  public let type: ServiceType
  public let domain: DNSName
  /// The whole name.
  public let name: DNSName

  /// Names a service to be published; the instance is taken as precomposed UTF-8, and may hold
  /// dots, spaces and any script (RFC 6763 §4.1.1).
  ///
  /// Throws `instanceEmpty`, `instanceTooLong` above 63 octets, `controlCharacter`, `domainMissing`
  /// for the root, and `notAName` when all together is longer than 256 octets.
  public init(
    instance: String, type: ServiceType, domain: DNSName = .local
  ) throws(ServiceNameError) {
    guard !domain.isRoot else { throw .domainMissing }
    self.instance = try DNSLabel(instance: instance)
    self.type = type
    self.domain = domain
    do throws(DNSNameError) {
      name = try type.name(in: domain).prepending(self.instance)
    } catch {
      throw .notAName(error)
    }
  }

  /// Splits a name seen on the network; its instance may be any octets.
  ///
  /// Throws `labelsTooFew` below three labels, `domainMissing`, or `notAServiceType`.
  public init(_ name: DNSName) throws(ServiceNameError) {
    let labels = name.labels
    guard labels.count >= 3 else { throw .labelsTooFew }
    instance = labels[0]
    (type, domain) = try Self.typeAndDomain(labels[1...])
    self.name = name
  }

  /// Splits escaped text such as `A\.B._http._tcp.local.`, as ``description`` gives it.
  ///
  /// Throws `notAName`, and the reasons of ``init(_:)-(DNSName)``.
  public init(_ text: String) throws(ServiceNameError) {
    let name: DNSName
    do throws(DNSNameError) {
      name = try DNSName(text)
    } catch {
      throw .notAName(error)
    }
    try self.init(name)
  }
}

extension ServiceInstanceName: Hashable {
  /// The same name always has the same parts.
  public static func == (left: ServiceInstanceName, right: ServiceInstanceName) -> Bool {
    left.name == right.name
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
  }
}

extension ServiceInstanceName: CustomStringConvertible {
  /// The whole name, where dots and backslashes of the instance are behind a backslash
  /// (RFC 6763 §4.3), and what is unsafe to print is `\DDD`.
  public var description: String { name.description }
}

extension ServiceInstanceName {
  /// Splits two labels of a service type from the domain behind them.
  static func typeAndDomain(
    _ labels: ArraySlice<DNSLabel>
  ) throws(ServiceNameError) -> (ServiceType, DNSName) {
    let type: ServiceType
    do throws(ServiceTypeError) {
      type = try ServiceType(lenient: labels.prefix(2))
    } catch {
      throw .notAServiceType(error)
    }
    let rest = labels.dropFirst(2)
    guard !rest.isEmpty else { throw .domainMissing }
    do throws(DNSNameError) {
      return (type, try DNSName(labels: rest))
    } catch {
      throw .notAName(error)
    }
  }
}
