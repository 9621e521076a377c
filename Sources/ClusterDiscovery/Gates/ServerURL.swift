public import DNSSDWire

/// The address of a Kubernetes API as a person gives it: `https://host:port`.
public struct ServerURL: Hashable, Sendable {
  /// The host.
  public enum Host: Hashable, Sendable {
    /// An address, and the interface of a link-local one.
    case address(IPAddress, linkIndex: Int?)
    /// A name, in `local.` or elsewhere.
    case name(DNSName)
  }

  /// Where the server is; the port as given, or that of the scheme.
  public let host: Host
  public let portNumber: UInt16

  public init(host: Host, portNumber: UInt16) {
    self.host = host
    self.portNumber = portNumber
  }

  /// Reads `https://`, a host, perhaps a port and a slash; an IPv6 address stands in brackets, with `%`
  /// and an interface index in them where it is link-local.
  ///
  /// Throws the first thing that is wrong.
  public init(_ text: String) throws(ServerURLError) {
    guard let scheme = text.firstRange(of: "://") else { throw .schemeMissing }
    guard text[..<scheme.lowerBound].lowercased() == "https" else { throw .schemeNotHTTPS }
    var rest = text[scheme.upperBound...]
    if rest.last == "/" { rest = rest.dropLast() }
    guard !rest.contains(where: { "/?#".contains($0) }) else { throw .pathNotAllowed }
    guard !rest.contains("@") else { throw .userNotAllowed }
    let (host, port) = try Self.split(rest)
    self.host = try Self.host(host, rest.hasPrefix("["))
    portNumber = try port.map(Self.port) ?? Self.standardPort
  }

  /// The port that `https` means.
  public static let standardPort: UInt16 = 443
}

extension ServerURL {
  /// Splits host and port; brackets around the host are taken off.
  private static func split(
    _ authority: Substring
  ) throws(ServerURLError) -> (host: Substring, port: Substring?) {
    guard authority.hasPrefix("[") else {
      guard let colon = authority.firstIndex(of: ":") else { return (authority, nil) }
      let port = authority[authority.index(after: colon)...]
      // More than one colon is an IPv6 address that lacks its brackets.
      guard !port.contains(":") else { throw .bracketsMissing }
      return (authority[..<colon], port)
    }
    guard let end = authority.firstIndex(of: "]") else { throw .bracketsMissing }
    let host = authority[..<end].dropFirst()
    let rest = authority[authority.index(after: end)...]
    guard !rest.isEmpty else { return (host, nil) }
    guard rest.hasPrefix(":") else { throw .portMalformed }
    return (host, rest.dropFirst())
  }

  private static func port(_ text: Substring) throws(ServerURLError) -> UInt16 {
    guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let number = UInt16(text), number > 0
    else { throw .portMalformed }
    return number
  }

  private static func host(_ text: Substring, _ isBracketed: Bool) throws(ServerURLError) -> Host {
    guard !text.isEmpty else { throw .hostMissing }
    guard isBracketed else {
      if let address = IPv4Address(String(text)) { return .address(.v4(address), linkIndex: nil) }
      return .name(try name(text))
    }
    let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let address = IPv6Address(String(first)) else {
      throw .hostMalformed
    }
    guard parts.count == 2 else {
      // Without its interface such an address leads nowhere.
      guard !address.isLinkLocal else { throw .interfaceMissing }
      return .address(.v6(address), linkIndex: nil)
    }
    // A URL writes `%25` for the sign itself.
    let zone = parts[1].hasPrefix("25") && parts[1].count > 2 ? parts[1].dropFirst(2) : parts[1]
    guard address.isLinkLocal, let index = Int(zone), index > 0 else { throw .interfaceMissing }
    return .address(.v6(address), linkIndex: index)
  }

  /// A name of letters, digits, hyphens, underscores and dots, or of other scripts.
  private static func name(_ text: Substring) throws(ServerURLError) -> DNSName {
    let isSound = text.unicodeScalars.allSatisfy { scalar in
      !scalar.isASCII || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "-_.".unicodeScalars.contains(scalar)
    }
    guard isSound, let name = try? DNSName(String(text)), !name.isRoot else {
      throw .hostMalformed
    }
    return name
  }
}

extension ServerURL: CustomStringConvertible {
  /// The URL with its port, safe to print.
  public var description: String {
    switch host {
    case .address(.v4(let address), _): "https://\(address):\(portNumber)"
    case .address(.v6(let address), nil): "https://[\(address)]:\(portNumber)"
    case .address(.v6(let address), let index?): "https://[\(address)%\(index)]:\(portNumber)"
    case .name(let name): "https://\(name.description.dropLast()):\(portNumber)"
    }
  }
}

/// What is wrong with the text of a ``ServerURL``.
public enum ServerURLError: Error, Hashable, Sendable {
  case schemeMissing
  case schemeNotHTTPS
  case userNotAllowed
  case pathNotAllowed
  case hostMissing
  case hostMalformed
  case bracketsMissing
  case interfaceMissing
  case portMalformed
}

extension ServerURLError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .schemeMissing: "the URL does not begin with https://"
    case .schemeNotHTTPS: "the URL has another scheme than https"
    case .userNotAllowed: "the URL holds a user name or a password: take it out"
    case .pathNotAllowed: "the URL goes on behind host and port"
    case .hostMissing: "the URL has no host"
    case .hostMalformed: "the host of the URL is neither a name nor an address"
    case .bracketsMissing:
      "the IPv6 address of the URL is not in brackets, as in https://[fd00::1]:6443"
    case .interfaceMissing:
      "the link-local address of the URL lacks its interface index, as in https://[fe80::1%2]:6443"
    case .portMalformed: "the port of the URL is no number from 1 to 65535"
    }
  }
}
