internal import DNSSDWire
internal import PacketCapture

/// Which datagrams of a capture are taken to be messages.
enum PortFilter {
  case any
  case one(UInt16)

  /// Reads the option; without it, the port of Multicast DNS.
  init(_ arguments: ParsedArguments, _ option: OptionDescription) throws(UsageError) {
    switch arguments.text(of: option) {
    case nil: self = .one(MulticastGroup.port)
    case "any": self = .any
    case .some(let text):
      guard text.utf8.allSatisfy(\.isDigit), let port = UInt16(text), port > 0 else {
        throw .valueInvalid(option, text, expected: "1 to 65535, or any")
      }
      self = .one(port)
    }
  }

  /// Whether the datagram came from or goes to the port.
  func passes(_ datagram: UDPDatagram) -> Bool {
    switch self {
    case .any: true
    case .one(let port): datagram.sourcePort == port || datagram.destinationPort == port
    }
  }
}

extension PortFilter: CustomStringConvertible {
  var description: String {
    switch self {
    case .any: "any port"
    case .one(let port): "port \(port)"
    }
  }
}
