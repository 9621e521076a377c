/// An input from the user of an engine, as a value.
public enum EngineCommand: Hashable, Sendable {
  case ask(Query, as: QueryID)
  case cancel(QueryID)
  /// Doubts a record: it is asked for, and removed when nobody answers (RFC 6762 §10.4).
  case reconfirm(Answer)
  case publish(Registration, as: RegistrationID)
  /// Replaces what is published; the name won is kept where the new content names the same.
  case update(RegistrationID, to: Registration)
  /// Withdraws with goodbyes (RFC 6762 §10.1).
  case withdraw(RegistrationID)
}

/// Why a command was refused; nothing of it happened.
public enum CommandError: Error, Hashable, Sendable {
  /// The number names a query or registration already.
  case identifierInUse
  /// There is no registration of that number.
  case unknownRegistration
  /// There are as many queries as the engine holds.
  case tooManyQueries
  /// There are as many registrations as the engine holds.
  case tooManyRegistrations
  /// The name is not one of the zones of Multicast DNS (RFC 6762 §3, §4).
  case notMulticast
  /// The registration is at odds with another of this engine.
  case contradictsRegistration(RegistrationID)
}

extension CommandError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .identifierInUse: "the number names a query or registration already"
    case .unknownRegistration: "there is no registration of that number"
    case .tooManyQueries: "there are too many queries at a time"
    case .tooManyRegistrations: "there are too many registrations at a time"
    case .notMulticast: "the name is not within local. or a link-local reverse zone"
    case .contradictsRegistration: "another registration has this name and other data"
    }
  }
}
