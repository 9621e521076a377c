public import DNSSDWire
public import MulticastDNS

/// Why a host could not start, or no longer serves.
public enum HostError: Error, Hashable, Sendable {
  /// The configured host name is not one label of 1 to 63 octets without control characters.
  case hostNameUnusable(String)
  /// The sockets or the thread could not be had.
  case driver(DriverError)
  /// It was shut down.
  case shutDown
  /// The engine refused a query or registration.
  case refused(CommandError)
}

/// Why something was not found.
public enum ResolveError: Error, Hashable, Sendable {
  /// The text is no name of a service instance.
  case notAServiceName(ServiceNameError)
  /// The text is no host name.
  case notAHostName(DNSNameError)
  /// The text is an address, whose names are asked for with ``DNSSDHost/names(of:)`` (RFC 1123 §2.1).
  case addressLiteral(IPAddress)
  /// Nobody told all that is needed in time; what was heard, if anything.
  case timedOut(DiscoveredService?)
  /// Its records say that it is decidedly not available (RFC 2782).
  case unavailable
  /// The task was cancelled.
  case cancelled
  /// The host does not serve.
  case host(HostError)
}

/// Why something was not published. Nothing of it is published then.
public enum PublishError: Error, Hashable, Sendable {
  /// The instance name is none.
  case name(ServiceNameError)
  /// The type or a subtype is none.
  case type(ServiceTypeError)
  case subtype(DNSNameError)
  /// The attributes make no TXT record.
  case text(TextAttributeError)
  /// The host name is not one label of 1 to 63 octets without control characters.
  case hostName(String)
  /// The records cannot be published as they are.
  case registration(RegistrationError)
  /// Another host holds the name, and the policy is to give up.
  case nameTaken(Conflict)
  /// It is withdrawn already.
  case withdrawn
  /// The task was cancelled; what was begun is withdrawn.
  case cancelled
  /// The host does not serve.
  case host(HostError)
}

extension HostError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .hostNameUnusable(let name):
      "\(Array(name.utf8).quotedText) is no host name: it takes one label of 1 to 63 octets"
    case .driver(let error): error.description
    case .shutDown: "the host was shut down"
    case .refused(let error): error.description
    }
  }
}

extension ResolveError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notAServiceName(let error): error.description
    case .notAHostName(let error): error.description
    case .addressLiteral(let address): "\(address) is an address, not a name"
    case .timedOut(nil): "nobody answered in time"
    case .timedOut(let service?): Self.missing(of: service)
    case .unavailable: "the service is decidedly not available"
    case .cancelled: "the task was cancelled"
    case .host(let error): error.description
    }
  }

  private static func missing(of service: DiscoveredService) -> String {
    guard let location = service.location else { return "nobody told the host and port in time" }
    return "nobody told an address of \(location.host) in time"
  }
}

extension PublishError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .name(let error): error.description
    case .type(let error): error.description
    case .subtype(let error): error.description
    case .text(let error): error.description
    case .hostName(let name):
      "\(Array(name.utf8).quotedText) is no host name: it takes one label of 1 to 63 octets"
    case .registration(let error): error.description
    case .nameTaken(let conflict): "\(conflict.source) holds the name \(conflict.record.name)"
    case .withdrawn: "it is withdrawn already"
    case .cancelled: "the task was cancelled"
    case .host(let error): error.description
    }
  }
}
