/// Gives numbers to the queries and registrations of one engine, each once.
///
/// All that commands one engine shares one sequence.
public struct IdentifierSequence: Hashable, Sendable {
  private var last: UInt64 = 0

  /// A sequence that begins with 1.
  public init() {}

  /// A number that no query of the engine has.
  public mutating func nextQuery() -> QueryID {
    last += 1
    return QueryID(rawValue: last)
  }

  /// A number that no registration of the engine has.
  public mutating func nextRegistration() -> RegistrationID {
    last += 1
    return RegistrationID(rawValue: last)
  }
}
