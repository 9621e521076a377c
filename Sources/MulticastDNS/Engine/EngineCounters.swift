/// What an engine has done since it was made.
public struct EngineCounters: Hashable, Sendable {
  /// Messages sent, each counted once for each family it went out on.
  public internal(set) var queriesSent = 0
  public internal(set) var probesSent = 0
  public internal(set) var multicastResponsesSent = 0
  public internal(set) var unicastResponsesSent = 0
  public internal(set) var legacyRepliesSent = 0
  public internal(set) var octetsSent = 0
  /// Messages used.
  public internal(set) var queriesReceived = 0
  public internal(set) var responsesReceived = 0
  /// Datagrams not used, and why; reasons that did not come up are not there.
  public internal(set) var discarded: [DiscardReason.Kind: Int] = [:]
  /// Answers not sent because the asker knows them (RFC 6762 §7.1).
  public internal(set) var knownAnswersSuppressed = 0
  /// Answers not sent because another responder gave them (RFC 6762 §7.4).
  public internal(set) var duplicateAnswersSuppressed = 0
  /// Questions not sent because another host asked them (RFC 6762 §7.3).
  public internal(set) var duplicateQuestionsSuppressed = 0
  /// Answers not sent because they had been less than a second before (RFC 6762 §6).
  public internal(set) var answersLimited = 0
  /// Answers that joined others in one message (RFC 6762 §6.4).
  public internal(set) var answersAggregated = 0
  /// Queries not answered for want of room.
  public internal(set) var queriesDropped = 0
  /// Records removed for want of room.
  public internal(set) var recordsEvicted = 0
  /// Outputs dropped because nobody took them.
  public internal(set) var outputsDropped = 0
  /// Conflicts met.
  public internal(set) var conflicts = 0

  public init() {}
}
