/// How to resolve a service.
public struct ResolveOptions: Hashable, Sendable {
  /// Where to ask.
  public var links: LinkScope
  /// How soon the first questions are sent.
  public var urgency: Query.Urgency
  /// When set, the service is asked for again at this interval, and is gone when three answers in a
  /// row do not come.
  public var livenessInterval: Duration?

  /// On all links, for a person who waits, unless told otherwise.
  public init(
    links: LinkScope = .all, urgency: Query.Urgency = .hurried, livenessInterval: Duration? = nil
  ) {
    self.links = links
    self.urgency = urgency
    self.livenessInterval = livenessInterval
  }
}
