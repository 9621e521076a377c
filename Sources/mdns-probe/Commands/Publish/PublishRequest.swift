internal import DNSSD

/// What is to be published, checked as far as that goes without a network.
struct PublishRequest {
  static let subtype = OptionDescription(
    name: "subtype", value: "NAME", isRepeatable: true,
    help: "A subtype under which it is found as well, such as _printer.")
  static let host = OptionDescription(
    name: "host", value: "NAME",
    help: "The host that offers it: another name of this host, or with --address another host.")
  static let address = OptionDescription(
    name: "address", value: "ADDRESS", isRepeatable: true,
    help: "An address of the host named by --host.")
  static let timeToLive = OptionDescription(
    name: "ttl", value: "SECONDS",
    help: "How long others may keep its records (default: 120 for SRV, 4500 for the others).")
  static let count = OptionDescription(
    name: "count", value: "N", help: "Publish N services: <name>-0, <name>-1, and so on.")
  static let keepName = OptionDescription(
    name: "no-rename", help: "Give up when another host has the name.")

  let services: [Service]
  let alias: HostName?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let operands = arguments.operands
    let type = try Self.type(operands[1])
    var template = Service(
      type: type, port: try Self.port(operands[2]), text: try Self.text(operands.dropFirst(3)))
    template.subtypes = try Self.subtypes(arguments)
    template.timeToLive = try Self.timeToLive(arguments)
    template.conflictPolicy = arguments.has(Self.keepName) ? .giveUp : .rename
    var services: [Service] = []
    for name in Self.names(operands[0], try arguments.count(of: Self.count) ?? 1) {
      try Self.check(name, type)
      template.name = name
      services.append(template)
    }
    self.services = services
    alias = try Self.alias(arguments)
  }

  private static func names(_ name: String, _ count: Int) -> [String] {
    count == 1 ? [name] : (0..<count).map { "\(name)-\($0)" }
  }

  private static func check(_ name: String, _ type: ServiceType) throws(UsageError) {
    do throws(ServiceNameError) {
      _ = try ServiceInstanceName(instance: name, type: type)
    } catch {
      throw .operandInvalid(name, expected: "the name of a service: \(error)")
    }
  }

  private static func type(_ text: String) throws(UsageError) -> ServiceType {
    do throws(ServiceTypeError) {
      return try ServiceType(text.withoutLocal)
    } catch {
      throw .operandInvalid(text, expected: "a type such as _http._tcp: \(error)")
    }
  }

  private static func port(_ text: String) throws(UsageError) -> UInt16 {
    guard text.utf8.allSatisfy(\.isDigit), let port = UInt16(text) else {
      throw .operandInvalid(text, expected: "a port from 0 to 65535")
    }
    return port
  }

  private static func text(_ words: ArraySlice<String>) throws(UsageError) -> TextAttributes {
    do throws(TextLine.Fault) {
      return try TextLine.attributes(Array(words))
    } catch {
      let all = words.joined(separator: " ")
      throw .operandInvalid(all, expected: "a list of key=value or key: \(error)")
    }
  }

  private static func subtypes(_ arguments: ParsedArguments) throws(UsageError) -> [DNSLabel] {
    var subtypes: [DNSLabel] = []
    for text in arguments.texts(of: subtype) {
      do throws(DNSNameError) {
        subtypes.append(try DNSLabel(text: text))
      } catch {
        throw .valueInvalid(subtype, text, expected: "one label such as _printer: \(error)")
      }
    }
    return subtypes
  }

  private static func timeToLive(_ arguments: ParsedArguments) throws(UsageError) -> TimeToLive? {
    guard let seconds = try arguments.count(of: timeToLive) else { return nil }
    guard let octets = UInt32(exactly: seconds), octets <= Int32.max else {
      throw .valueInvalid(timeToLive, "\(seconds)", expected: "at most 2147483647 seconds")
    }
    return TimeToLive(seconds: octets)
  }

  private static func alias(_ arguments: ParsedArguments) throws(UsageError) -> HostName? {
    var addresses: [IPAddress] = []
    for text in arguments.texts(of: address) {
      guard let address = IPAddress(text) else {
        throw .valueInvalid(address, text, expected: "an IPv4 or IPv6 address")
      }
      addresses.append(address)
    }
    guard let text = arguments.text(of: host) else {
      if addresses.isEmpty { return nil }
      throw .optionNeeds(address, host)
    }
    guard let name = try? DNSName(text.withoutLocal), name.labels.count == 1 else {
      throw .valueInvalid(host, text, expected: "one label of 1 to 63 octets, such as printer")
    }
    guard !addresses.isEmpty else { return HostName(text) }
    return HostName(text, addresses: .listed(addresses), hasReverseNames: true)
  }
}
