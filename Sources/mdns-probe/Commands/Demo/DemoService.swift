internal import DNSSDWire

/// The records of the service that the demonstration publishes.
struct DemoService: Sendable {
  /// Shared: others may have instances of the type too.
  let pointer: ResourceRecord
  /// Unique: the name of the instance and that of the host belong to this responder alone.
  let unique: [ResourceRecord]
  let instance: DNSName
  let host: DNSName

  static let type = name("_mdns-probe._tcp.local")

  /// The service of this machine on a port; numbers from 2 on make other names, for machines on
  /// which the first is taken.
  init(number: Int, on hostLabel: [UInt8], address: IPv4Address, port: UInt16) {
    // Forty octets leave room in a label for what stands around them.
    let machine = hostLabel.isEmpty ? Array("host".utf8) : Array(hostLabel.prefix(40))
    let isFirst = number == 1
    let instanceEnd = Array((isFirst ? "" : " (\(number))").utf8)
    let hostEnd = Array((isFirst ? "-demo" : "-demo-\(number)").utf8)
    instance = Self.name(Array("Demo on ".utf8) + machine + instanceEnd, below: Self.type)
    host = Self.name(machine + hostEnd, below: .local)
    pointer = ResourceRecord(name: Self.type, timeToLive: .other, data: .ptr(instance))
    let service = ServiceData(portNumber: port, target: host)
    unique = [
      ResourceRecord(
        name: instance, isCacheFlush: true, timeToLive: .hostName, data: .srv(service)),
      ResourceRecord(name: instance, isCacheFlush: true, timeToLive: .other, data: .txt(Self.text)),
      ResourceRecord(name: host, isCacheFlush: true, timeToLive: .hostName, data: .a(address)),
    ]
  }

  var records: [ResourceRecord] { [pointer] + unique }

  private static let text: TextData = {
    guard let text = try? TextData(strings: [Array("txtvers=1".utf8), Array("demo=yes".utf8)])
    else { preconditionFailure("two short strings fit a TXT record") }
    return text
  }()

  private static func name(_ label: [UInt8], below domain: DNSName) -> DNSName {
    guard let name = try? domain.prepending(DNSLabel(octets: label)) else {
      preconditionFailure("a label of up to 60 octets fits before a short name")
    }
    return name
  }

  private static func name(_ text: String) -> DNSName {
    guard let name = try? DNSName(text) else { preconditionFailure("the name is well-formed") }
    return name
  }
}
