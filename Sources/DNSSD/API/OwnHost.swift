internal import DNSSDWire
internal import MulticastDNS

/// The name of this host, published for as long as a service needs it.
struct OwnHost: Sendable {
  /// The name that is wanted.
  let wanted: DNSName
  private let hasReverseNames: Bool
  /// The number of its registration: of the present one, or of the next.
  private(set) var registration: RegistrationID?
  /// The name that it holds; nil while it is not established.
  private(set) var established: DNSName?
  /// The services that need it; it is published while there are any.
  private(set) var users: Set<RegistrationID> = []

  /// Takes the configured name, or that of the system.
  init(_ configuration: HostConfiguration) throws(HostError) {
    hasReverseNames = configuration.publishesReverseNames
    guard let text = configuration.hostName else {
      wanted = Self.systemName
      return
    }
    guard let label = DNSLabel(hostName: text) else { throw .hostNameUnusable(text) }
    wanted = DNSName.host(label)
  }

  /// The number of the registration that a service may refer to.
  mutating func reserve(naming identifiers: inout IdentifierSequence) -> RegistrationID {
    let id = registration ?? identifiers.nextRegistration()
    registration = id
    return id
  }

  /// Takes note that a service needs the name; the command that follows, when it is the first.
  mutating func join(_ service: RegistrationID) throws(RegistrationError) -> [EngineCommand] {
    guard let registration else { return [] }
    let content = try HostRegistration(name: wanted, hasReverseNames: hasReverseNames)
    let isFirst = users.isEmpty
    users.insert(service)
    return isFirst ? [.publish(Registration(.host(content)), as: registration)] : []
  }

  /// Takes note that a service does not need the name; the command that follows, when it was the last.
  mutating func leave(_ service: RegistrationID) -> [EngineCommand] {
    guard users.remove(service) != nil, users.isEmpty, let id = registration else { return [] }
    (registration, established) = (nil, nil)
    return [.withdraw(id)]
  }

  /// Takes what happened to the registration.
  mutating func take(_ change: RegistrationChange) {
    switch change {
    case .established(let name): established = name
    case .renamed(_, let name, _): established = established.map { _ in name }
    case .challenged, .lost, .unsuccessful, .withdrawn: break
    }
  }

  /// The system's name where it says something, without what no name may hold.
  private static var systemName: DNSName {
    let scalars = (SystemName.hostLabel?.text ?? "").unicodeScalars.filter { !$0.isControl }
    let text = String(String.UnicodeScalarView(scalars))
    let label = text == "localhost" ? nil : DNSLabel(hostName: text)
    return label.map { DNSName.host($0) } ?? (try? DNSName("linux.local.")) ?? .local
  }
}

extension DNSLabel {
  /// One label for a host, with or without `.local` behind it; nil for anything else.
  init?(hostName text: String) {
    var name = Substring(text)
    if name.last == "." { name.removeLast() }
    let suffix = ".local"
    if name.lowercased().hasSuffix(suffix) { name.removeLast(suffix.count) }
    guard !name.contains("."), !name.unicodeScalars.contains(where: \.isControl) else { return nil }
    try? self.init(text: String(name))
  }
}

extension DNSName {
  /// A label in `local.`, which always fits.
  static func host(_ label: DNSLabel) -> DNSName {
    (try? DNSName.local.prepending(label)) ?? .local
  }
}

extension Unicode.Scalar {
  /// Whether the character is among C0, DEL and C1 (RFC 5198 §2).
  fileprivate var isControl: Bool {
    value <= 0x1F || (0x7F...0x9F).contains(value)
  }
}
