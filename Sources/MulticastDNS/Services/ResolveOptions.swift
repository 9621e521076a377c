/// How to resolve a service.
public struct ResolveOptions: Hashable, Sendable {
  /// Where to ask.
  public var links: LinkScope
  /// How soon the first questions are sent.
  public var urgency: Query.Urgency
  /// When set, the service is asked for again at this interval, and is gone when three answers in a
  /// row do not come.
  public var livenessInterval: Duration?
  /// How long to wait for addresses of the other family when those of one are known (RFC 8305 §3); zero
  /// to take the first.
  public var addressGrace: Duration

  /// As long as a responder may take to answer (RFC 6762 §6).
  public static let defaultAddressGrace: Duration = .milliseconds(120)

  /// On all links, for a person who waits, unless told otherwise.
  public init(
    links: LinkScope = .all, urgency: Query.Urgency = .hurried, livenessInterval: Duration? = nil,
    addressGrace: Duration = ResolveOptions.defaultAddressGrace
  ) {
    self.links = links
    self.urgency = urgency
    self.livenessInterval = livenessInterval
    self.addressGrace = addressGrace
  }
}
