internal import DNSSD

/// What the tasks of `publish` tell.
enum PublishNews: Sendable {
  /// The library is about to be called.
  case started
  case links([LinkReport])
  /// A name is established: that of a service, or of a host that is published for it.
  case registered(DNSName)
  /// All that was asked for is established.
  case registeredAll
  case renamed(from: DNSName, to: DNSName, because: Conflict?)
  /// Another host contradicts us, and the name is probed for again.
  case challenged(Conflict)
  /// Another host has the name, and we give it up.
  case lost(DNSName, Conflict)
  /// No name was found that is free.
  case unsuccessful(DNSName)
  case withdrawn(DNSName)
  case textChanged(DNSName)
  case refused(String, PublishError)
  case failed(HostError)
}
