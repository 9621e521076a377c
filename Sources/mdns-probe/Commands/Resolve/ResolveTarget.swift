internal import DNSSD

/// What is to be resolved.
enum ResolveTarget: Hashable, Sendable {
  case service(ServiceInstanceName)
  case host(DNSName)
  case address(IPAddress)

  /// Reads an address, the full name of a service instance, or a host name, which may lack its domain.
  init(_ text: String) throws(UsageError) {
    if let address = IPAddress(text) {
      self = .address(address)
      return
    }
    var name = try Self.name(text)
    if name.labels.count == 1 { name = try Self.name(text.withoutDot + ".local") }
    if let address = IPAddress(reverseName: name) {
      self = .address(address)
    } else if let service = try? ServiceInstanceName(name) {
      self = .service(service)
    } else if name.labels.contains(where: { $0.octets.first == UInt8(ascii: "_") }) {
      throw .operandInvalid(
        text,
        expected: "the name of one service such as 'Web\\ 1._http._tcp.local', nor a host name")
    } else {
      self = .host(name)
    }
  }

  private static func name(_ text: String) throws(UsageError) -> DNSName {
    do throws(DNSNameError) {
      return try DNSName(text)
    } catch {
      throw .operandInvalid(text, expected: "a name or an address: \(error)")
    }
  }
}

extension String {
  fileprivate var withoutDot: String { hasSuffix(".") ? String(dropLast()) : self }
}
