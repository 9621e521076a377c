internal import DNSSDWire

/// What may be published beside what is published.
extension Responder {
  /// The registration as it would be published.
  ///
  /// Throws `unknownRegistration` for a host that is none, and `contradictsRegistration`.
  func admitted(
    _ registration: Registration, as id: RegistrationID
  ) throws(CommandError) -> Publication {
    var publication =
      publications[id] ?? Publication(registration, as: id, target: .root)
    publication.update(to: registration, target: try target(of: registration))
    if let other = contradiction(of: publication) { throw .contradictsRegistration(other) }
    return publication
  }

  /// A registration that cannot stand beside the given one; nil when there is none.
  func contradiction(of publication: Publication) -> RegistrationID? {
    let own = publication.indexedNames(.own)
    let rivals =
      own.flatMap { publications.owners(of: $0) + publications.sharers(of: $0) }
      + publication.indexedNames(.shared).flatMap { publications.owners(of: $0) }
    let rival = rivals.first { $0.id != publication.id && $0.contradicts(publication) }
    return rival?.id ?? aliasContradiction(of: publication)
  }

  private func aliasContradiction(of publication: Publication) -> RegistrationID? {
    let aliases =
      publications.owners(of: publication.target) + publications.sharers(of: publication.target)
    if let alias = aliases.first(where: { $0.aliasesTarget(of: publication) }) { return alias.id }
    guard publication.hasAlias else { return nil }
    return publications.order.first {
      publications[$0].map { publication.aliasesTarget(of: $0) } ?? false
    }
  }

  /// The name of the host that a service is at.
  private func target(of registration: Registration) throws(CommandError) -> DNSName {
    guard case .service(let service) = registration.content else { return .root }
    switch service.host {
    case .named(let name): return name
    case .registered(let id):
      guard let host = publications[id], case .host = host.registration.content else {
        throw .unknownRegistration
      }
      return host.name
    }
  }
}
