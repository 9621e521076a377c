internal import DNSSD

/// What the tasks of `browse` tell.
enum BrowseNews: Sendable {
  /// The library is about to be called.
  case started
  /// The interfaces, each with the reason for which it is used or not.
  case links([LinkReport])
  /// A type of services is offered.
  case type(ServiceType)
  case change(ServiceChange)
  /// Browsing came to an end before its time.
  case failed(HostError)
}
