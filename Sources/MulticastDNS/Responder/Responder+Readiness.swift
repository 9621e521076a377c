internal import DNSSDWire

/// Which records may be used (RFC 6762 §8.1).
extension Responder {
  /// How far the host is at which a service is.
  private enum HostState {
    /// It is not ours to claim on the link.
    case absent
    case claimed, established
  }

  /// What is to be published on a link, now or once the names are ours: nothing of a service whose
  /// host gave its name up.
  func wanted(of publication: Publication, on link: Link) -> [Proposal] {
    let isHostLost = publication.hostID.flatMap { publications[$0]?.isLost } ?? false
    guard publication.concerns(link.index), !isHostLost else { return [] }
    return publication.proposals(on: link)
  }

  /// Says of each proposal whether it may be in the zone.
  func readiness(
    of publication: Publication, _ presence: Presence, _ proposals: [Proposal], on link: Link
  ) -> (Proposal) -> Bool {
    let established = publication.claimedNames.filter {
      claims.isEstablished(ClaimKey(name: $0, linkIndex: link.index))
    }
    switch publication.registration.content {
    case .host:
      return { _ in !established.isEmpty }
    case .records:
      return { $0.ownership != .unique || established.contains($0.record.name) }
    case .service:
      return serviceReadiness(
        of: publication, presence, proposals, on: link, isNameOurs: !established.isEmpty)
    }
  }

  /// A service comes into the zone as a whole, once its name and that of its host are ours. While one
  /// of them is probed for again, the pointers stay; SRV and TXT stay only if it is the name of the
  /// host, as it was. SRV without TXT, or TXT alone, would deny the other.
  private func serviceReadiness(
    of publication: Publication, _ presence: Presence, _ proposals: [Proposal], on link: Link,
    isNameOurs: Bool
  ) -> (Proposal) -> Bool {
    let own = proposals.filter { $0.ownership == .unique }
    let staysWhole = own.allSatisfy { presence.shows($0.record) }
    let host = hostState(of: publication, on: link.index)
    return { proposal in
      let isShared = proposal.ownership == .shared
      let isShown = presence.shows(proposal.record)
      return switch host {
      case .absent, .established: isNameOurs || isShared && isShown
      case .claimed: isShared ? isShown : isNameOurs && staysWhole
      }
    }
  }

  private func hostState(of service: Publication, on linkIndex: Int) -> HostState {
    guard let id = service.hostID, let host = publications[id] else { return .absent }
    guard host.concerns(linkIndex) else { return .absent }
    let key = ClaimKey(name: host.name, linkIndex: linkIndex)
    return claims.isEstablished(key) ? .established : .claimed
  }
}
