internal import DNSSDWire
internal import MulticastDNS

/// How a self-check compares what is expected with what was heard.
struct SelfCheckJudge {
  let expectation: SelfCheckExpectation
  let lookups: Lookups
  /// Whether any packet was heard.
  let hasHeard: Bool

  /// What the answers so far say.
  func judgement() throws(SelfCheckFailure) -> SelfCheckEvidence {
    var notes: [SelfCheckEvidence.Note] = []
    var host: DNSName?
    for instance in expectation.instances {
      try requireNoOtherHost(instance)
      notes += try requireInstance(instance)
      let target = try requireLocation(instance)
      try requireText(instance)
      host = host ?? target
    }
    guard let host else { throw .notLoopingBack }
    let addresses = addresses(of: host)
    notes += try requireAddress(addresses, of: host)
    return SelfCheckEvidence(host: host, addresses: addresses, notes: notes)
  }

  /// The hosts at which expected adverts are, and whose addresses are wanted therefore.
  var targets: [DNSName] {
    expectation.instances.flatMap(locations).map(\.target).filter(expectation.host.contains)
  }

  private func locations(of instance: ServiceInstanceName) -> [ServiceData] {
    lookups.answers(instance.name, .srv).compactMap {
      if case .srv(let data) = $0.record.data { data } else { nil }
    }
  }

  private func texts(of instance: ServiceInstanceName) -> [TextAttributes] {
    lookups.answers(instance.name, .txt).compactMap {
      if case .txt(let data) = $0.record.data { TextAttributes(data) } else { nil }
    }
  }

  private func pointed(from name: DNSName?) -> [DNSName] {
    guard let name else { return [] }
    return lookups.answers(name, .ptr).compactMap {
      if case .ptr(let target) = $0.record.data { target } else { nil }
    }
  }

  /// A record that says something else and comes from an address that is not ours is another host's.
  /// One that says the same was repeated by somebody between, such as an access point.
  private func requireNoOtherHost(_ instance: ServiceInstanceName) throws(SelfCheckFailure) {
    guard !expectation.ownAddresses.isEmpty else { return }
    let answers =
      lookups.answers(instance.name, .srv) + lookups.answers(instance.name, .txt)
    for answer in answers where !isExpected(answer.record.data) {
      guard let source = answer.source, !expectation.ownAddresses.contains(source) else {
        continue
      }
      throw .otherHost(instance, source: source)
    }
  }

  private func isExpected(_ data: RecordData) -> Bool {
    switch data {
    case .srv(let location):
      expectation.host.contains(location.target) && location.portNumber == expectation.portNumber
    case .txt(let text):
      differences(in: TextAttributes(text)).isEmpty
    default: true
    }
  }

  /// A type that the list lacks is harmless where its instance is there.
  private func requireInstance(
    _ instance: ServiceInstanceName
  ) throws(SelfCheckFailure) -> [SelfCheckEvidence.Note] {
    let browsingName = try? instance.type.name(in: instance.domain)
    let types = pointed(from: try? ServiceType.enumerationName(in: instance.domain))
    let isListed = types.contains { $0 == browsingName }
    let seen = pointed(from: browsingName)
    guard seen.contains(instance.name) else {
      guard hasHeard || !types.isEmpty || !seen.isEmpty else { throw .notLoopingBack }
      guard isListed || !seen.isEmpty else { throw .typeMissing(instance.type, present: types) }
      throw .instanceMissing(instance, seen: seen)
    }
    return isListed ? [] : [.typeNotListed(instance.type, present: types)]
  }

  private func requireLocation(
    _ instance: ServiceInstanceName
  ) throws(SelfCheckFailure) -> DNSName {
    let locations = locations(of: instance)
    guard !locations.isEmpty else { throw .recordMissing(instance, .srv) }
    let fitting = locations.filter { expectation.host.contains($0.target) }
    guard !fitting.isEmpty else {
      throw .targetDiffers(
        instance, expected: expectation.host, found: locations.map(\.target))
    }
    let port = expectation.portNumber
    guard let right = fitting.first(where: { $0.portNumber == port }) else {
      throw .portDiffers(instance, expected: port, found: fitting.map(\.portNumber))
    }
    return right.target
  }

  private func requireText(_ instance: ServiceInstanceName) throws(SelfCheckFailure) {
    let texts = texts(of: instance)
    guard let first = texts.first else { throw .recordMissing(instance, .txt) }
    guard !texts.contains(where: { differences(in: $0).isEmpty }),
      let difference = differences(in: first).first
    else { return }
    guard ["role", "phase"].contains(difference.key.lowercased()) else {
      throw .textDiffers(instance, difference)
    }
    throw .roleDiffers(instance, difference)
  }

  private func differences(in text: TextAttributes) -> [TextDifference] {
    expectation.text.compactMap { $0.difference(in: text) }
  }

  private func addresses(of host: DNSName) -> [HostAddress] {
    let all = (lookups.answers(host, .a) + lookups.answers(host, .aaaa)).compactMap {
      (answer) -> HostAddress? in
      switch answer.record.data {
      case .a(let address): HostAddress(.v4(address), heardOn: answer.linkIndex)
      case .aaaa(let address): HostAddress(.v6(address), heardOn: answer.linkIndex)
      default: nil
      }
    }
    return Set(all).sorted()
  }

  private func requireAddress(
    _ found: [HostAddress], of host: DNSName
  ) throws(SelfCheckFailure) -> [SelfCheckEvidence.Note] {
    let expected = expectation.addresses
    let isFound =
      expected.isEmpty ? !found.isEmpty : found.contains { expected.contains($0.address) }
    guard !isFound else { return [] }
    guard expectation.addressMode == .strict else {
      return [.addressIgnored(expected: expected, found: found)]
    }
    guard !found.isEmpty else { throw .addressMissing(host) }
    throw .addressDiffers(host, expected: expected, found: found)
  }
}
