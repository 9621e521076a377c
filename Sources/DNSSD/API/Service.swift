public import DNSSDWire
public import MulticastDNS

/// A service to be published.
public struct Service: Hashable, Sendable {
  /// The instance name for people to read; nil for the name of the host (RFC 6763 §4.1.1).
  public var name: String?
  public var type: ServiceType
  /// The port; 0 for a service that only holds its name (RFC 6763 §8).
  public var portNumber: UInt16
  /// What it says about itself.
  public var text: TextAttributes
  /// The subtypes under which it is found as well (RFC 6763 §7.1).
  public var subtypes: [DNSLabel] = []
  /// The host that offers it.
  public var host: ServiceHost = .own
  /// Of the SRV record (RFC 2782).
  public var priority: UInt16 = 0
  public var weight: UInt16 = 0
  /// How long others may keep its records; nil for the times of RFC 6762 §10.
  public var timeToLive: TimeToLive?
  /// Where it is published.
  public var links: LinkScope = .all
  /// What happens when another host holds the name.
  public var conflictPolicy: Registration.ConflictPolicy = .rename

  /// A service of this host.
  public init(
    _ name: String? = nil, type: ServiceType, port portNumber: UInt16, text: TextAttributes = .empty
  ) {
    self.name = name
    self.type = type
    self.portNumber = portNumber
    self.text = text
  }

  /// A service of this host, with its type such as `_http._tcp`, and its attributes and subtypes as
  /// text.
  ///
  /// Throws `type`, `text` and `subtype` for what is wrong with them.
  public init(
    _ name: String? = nil, type: String, port portNumber: UInt16,
    text: KeyValuePairs<String, String> = [:], subtypes: [String] = []
  ) throws(PublishError) {
    do throws(ServiceTypeError) { self.type = try ServiceType(type) } catch { throw .type(error) }
    do throws(TextAttributeError) {
      self.text = try TextAttributes(text)
    } catch {
      throw .text(error)
    }
    do throws(DNSNameError) {
      self.subtypes = try subtypes.map { (text) throws(DNSNameError) in try DNSLabel(text: text) }
    } catch {
      throw .subtype(error)
    }
    self.name = name
    self.portNumber = portNumber
  }
}

/// The host that offers a service.
public enum ServiceHost: Hashable, Sendable {
  /// This host under its own name, which is published for as long as a service needs it.
  case own
  /// A name that was published with ``DNSSDHost/publish(_:)-(HostName)``: an alias of this host, or another
  /// host for which we stand in.
  case published(PublishedHost)
  /// A host that is published by somebody else.
  case named(DNSName)
}

/// A host name to be published with its addresses.
public struct HostName: Hashable, Sendable {
  /// One label, with or without `.local`.
  public var name: String
  /// Those of this host on each link, or those of another host for which we stand in.
  public var addresses: HostRegistration.Addresses
  /// Whether the reverse names of the addresses point at the name (RFC 6762 §4).
  public var hasReverseNames: Bool
  /// Where it is published.
  public var links: LinkScope = .all
  /// What happens when another host holds the name.
  public var conflictPolicy: Registration.ConflictPolicy = .rename

  /// A name for this host, or for the one with the addresses.
  public init(
    _ name: String, addresses: HostRegistration.Addresses = .ofLinks, hasReverseNames: Bool = false
  ) {
    self.name = name
    self.addresses = addresses
    self.hasReverseNames = hasReverseNames
  }
}
