internal import DNSSDWire
internal import MulticastDNS

/// What a published thing asks its host for.
extension DNSSDHost {
  /// The name that a registration holds; nil when it is over.
  func establishedName(of id: RegistrationID) -> DNSName? {
    publications[id]?.established
  }

  /// What a registration publishes, when it is a service.
  func service(of id: RegistrationID) -> Service? {
    guard case .service(let service)? = publications[id]?.content else { return nil }
    return service.service(on: self)
  }

  func update(_ id: RegistrationID, to service: Service) async throws(PublishError) {
    guard let old = self.service(of: id) else { throw .withdrawn }
    var new = service
    (new.links, new.conflictPolicy) = (old.links, old.conflictPolicy)
    let wanted = try instanceName(of: new)
    try await update(
      id, to: .service(KeptService(new)), registration(of: new, named: wanted), wanted: wanted.name)
  }

  func update(
    _ id: RegistrationID, to addresses: HostRegistration.Addresses
  ) async throws(PublishError) {
    guard case .host(var host)? = publications[id]?.content else { throw .withdrawn }
    host.addresses = addresses
    try await update(id, to: .host(host), host.makeRegistration(), wanted: host.domainName)
  }

  func update(_ id: RegistrationID, to records: [ResourceRecord]) async throws(PublishError) {
    guard case .records(let ownership, let links)? = publications[id]?.content else {
      throw .withdrawn
    }
    let registration = try Registration(of: records, ownership, on: links)
    try await update(id, to: .records(ownership, links), registration, wanted: nil)
  }
}
