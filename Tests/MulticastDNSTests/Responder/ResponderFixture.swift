import DNSSDWire
import MulticastDNS

/// What host alpha publishes, by the numbers of the registrations.
enum Fixture {
  static let hostID = RegistrationID(rawValue: 1)
  static let webID = RegistrationID(rawValue: 2)
  static let plainID = RegistrationID(rawValue: 3)

  static let alpha: DNSName = "alpha.local"
  static let web: DNSName = "Web\\0321._http._tcp.local"
  static let http: DNSName = "_http._tcp.local"
  static let types: DNSName = "_services._dns-sd._udp.local"
  static let printers: DNSName = "_printer._sub._http._tcp.local"

  static func host(
    _ name: DNSName = alpha, _ addresses: HostRegistration.Addresses = .ofLinks,
    hasReverseNames: Bool = false, links: LinkScope = .all,
    policy: Registration.ConflictPolicy = .rename,
    verification: Registration.Verification = .probe
  ) -> Registration {
    made { () throws(RegistrationError) in
      Registration(
        .host(
          try HostRegistration(
            name: name, addresses: addresses, hasReverseNames: hasReverseNames)),
        links: links, conflictPolicy: policy, verification: verification)
    }
  }

  static func service(
    _ name: DNSName = web, subtypes: [String] = [], port: UInt16 = 8080, text: String = "path=/",
    at host: ServiceRegistration.Host = .registered(hostID),
    policy: Registration.ConflictPolicy = .rename
  ) -> Registration {
    do {
      let labels = try subtypes.map { try DNSLabel(text: $0) }
      return Registration(
        .service(
          try ServiceRegistration(
            instanceName: ServiceInstanceName(name), subtypes: labels, host: host,
            portNumber: port, text: TextData(strings: [Array(text.utf8)]))),
        conflictPolicy: policy)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  static func plain(
    _ records: ResourceRecord..., as ownership: Ownership,
    policy: Registration.ConflictPolicy = .rename
  ) -> Registration {
    made { () throws(RegistrationError) in
      Registration(
        .records(try RecordRegistration(records, ownership: ownership)), conflictPolicy: policy)
    }
  }

  private static func made(_ make: () throws(RegistrationError) -> Registration) -> Registration {
    do {
      return try make()
    } catch {
      preconditionFailure("\(error)")
    }
  }
}

extension Bench {
  mutating func publish(
    _ registration: Registration, as id: RegistrationID = Fixture.hostID
  ) throws(CommandError) {
    try perform(.publish(registration, as: id))
  }

  /// A host whose name is established, with time counted from the end of its announcements.
  static func established(
    _ registrations: Registration..., pin: RandomSource.Pin = .lowest, links: [Link] = [link1]
  ) throws(CommandError) -> Bench {
    var bench = Bench(pin, links: links)
    for (number, registration) in registrations.enumerated() {
      try bench.publish(registration, as: RegistrationID(rawValue: UInt64(number) + 1))
    }
    bench.run(for: 10_000)
    bench.mark()
    return bench
  }

  /// Probes for a name on a link.
  func probes(for name: DNSName, on link: Int = 1) -> [Sent] {
    probes.filter { sent in
      sent.datagram.linkIndex == link && sent.message.questions.contains { $0.name == name }
    }
  }

  func probes(on link: Int) -> [Sent] { probes.filter { $0.datagram.linkIndex == link } }
  func responses(on link: Int) -> [Sent] { responses.filter { $0.datagram.linkIndex == link } }

  /// Every change of a registration, without times.
  func told(_ id: RegistrationID = Fixture.hostID) -> [RegistrationChange] {
    changes(of: id).map(\.change)
  }

  /// The names that a registration took one after the other.
  func namesTaken(by id: RegistrationID = Fixture.hostID) -> [DNSName] {
    told(id).compactMap { if case .renamed(_, let name, _) = $0 { name } else { nil } }
  }

  /// Every record in the answers of multicast responses, with the time.
  var announced: [(time: Double, record: ResourceRecord)] {
    responses.flatMap { sent in sent.message.answers.map { (sent.time, $0) } }
  }

  func announced(_ record: ResourceRecord) -> [Double] {
    announced.filter { $0.record == record }.map(\.time)
  }

  /// Everything said goodbye to.
  var goodbyes: [(time: Double, record: ResourceRecord)] {
    announced.filter { $0.record.timeToLive == .goodbye }
  }

  /// What a query for all records of a name finds, asked by multicast.
  func answers(to name: DNSName, _ type: RecordType = .any, on link: Int = 1) -> [ResourceRecord] {
    var copy = self
    copy.mark()
    copy.receive(Packet.query([.ask(name, type)]), link: link)
    copy.run(for: 200)
    return copy.responses(on: link).flatMap { Array($0.message.answers) }
  }
}

extension Sent {
  var proposals: [ResourceRecord] { Array(message.authorities) }
}

extension ResourceRecord {
  var goodbye: ResourceRecord {
    ResourceRecord(
      name: name, recordClass: recordClass, isCacheFlush: isCacheFlush, timeToLive: .goodbye,
      data: data)
  }
}
