/// How to browse.
public struct BrowseOptions: Hashable, Sendable {
  /// How much is found out about each service.
  public enum Detail: Hashable, Sendable {
    /// Its name alone: one query for all services.
    case names
    /// Host, port, text and addresses: two queries for each service and two for each host. A service
    /// is told when it can be reached, or after ``ServiceBrowser/patience`` with what is known then.
    case resolved
  }

  /// How much is found out.
  public var detail: Detail
  /// Where to browse.
  public var links: LinkScope
  /// How soon the first question is sent.
  public var urgency: Query.Urgency
  /// When set, each service is asked for again at this interval, and is gone when three answers in a
  /// row do not come. Resolved services only.
  public var livenessInterval: Duration?

  /// Resolves on all links, for a person who waits, unless told otherwise.
  public init(
    detail: Detail = .resolved, links: LinkScope = .all, urgency: Query.Urgency = .hurried,
    livenessInterval: Duration? = nil
  ) {
    self.detail = detail
    self.links = links
    self.urgency = urgency
    self.livenessInterval = livenessInterval
  }
}
