/// Settings that exclude each other; a node that starts with them could only fail later.
public enum SettingContradiction: Hashable, Sendable {
  /// A node that may have to bootstrap does not publish, so that no other could see it.
  case hiddenCandidate(ClusterIntent)
  /// One variable turns a setting on and another one turns it off.
  case onAndOff(option: String, first: String, second: String)
  /// A quorum is asked for with one or two servers.
  case quorumOfFew(servers: Int)
  /// A wait begins longer than it may become.
  case backoffAboveCap(option: String)
  /// A deadline or limit is shorter than what must happen before it.
  case tooShort(option: String, needed: String)
  /// An IPv4 address is to be published or expected where IPv4 is off.
  case addressOfUnusedFamily(option: String)
  /// A check is relaxed that does not take place.
  case relaxedCheckSkipped
}

extension SettingContradiction: CustomStringConvertible {
  public var description: String {
    switch self {
    case .hiddenCandidate(let intent):
      "--publish 0 contradicts --intent \(intent.rawValue): a node that may bootstrap must be seen "
        + "by the others; publish, or use --intent join"
    case .onAndOff(let option, let first, let second):
      "\(first) and \(second) contradict each other: one turns --\(option) on, the other off; "
        + "unset one of them"
    case .quorumOfFew(let servers):
      "--quorum on contradicts --servers \(servers): a majority needs at least 3 servers; "
        + "use --quorum auto"
    case .backoffAboveCap(let option):
      "--\(option) is longer than --\(option)-cap; the first wait cannot be longer than the longest"
    case .tooShort(let option, let needed):
      "--\(option) is too short: \(needed)"
    case .addressOfUnusedFamily(let option):
      "--\(option) is an IPv4 address, and --families ipv6 uses none"
    case .relaxedCheckSkipped:
      "--relaxed-address 1 contradicts --skip-self-check 1: there is no check to relax"
    }
  }
}

extension ClusterSettings {
  /// What in the settings excludes each other; nothing for settings that can be used.
  public var contradictions: [SettingContradiction] {
    var found: [SettingContradiction] = []
    if !publishing, intent != .join { found.append(.hiddenCandidate(intent)) }
    if quorum == .on, servers < 3 { found.append(.quorumOfFew(servers: servers)) }
    if skipSelfCheck, relaxedAddress { found.append(.relaxedCheckSkipped) }
    if families == .ipv6 {
      if publishAddress != nil { found.append(.addressOfUnusedFamily(option: "publish-address")) }
      if expectedAddress != nil { found.append(.addressOfUnusedFamily(option: "expected-address")) }
    }
    return found + waitContradictions + limitContradictions
  }

  /// What changes nothing, or helps nobody.
  var advice: [SettingWarning] {
    var advice: [SettingWarning] = []
    if servers % 2 == 0 { advice.append(.evenServers(servers)) }
    if apiRegistrationAddress != nil, intent == .join, !preferIP {
      advice.append(.withoutEffect(option: "prefer-ip", because: "--api-regaddr is used as given"))
    }
    return advice
  }

  private var waitContradictions: [SettingContradiction] {
    let waits = [
      ("self-check-backoff", selfCheckBackoff, selfCheckBackoffCap),
      ("absence-backoff", absenceBackoff, absenceBackoffCap),
      ("join-gate-backoff", joinGateBackoff, joinGateBackoffCap),
    ]
    return waits.filter { $0.1 > $0.2 }.map { .backoffAboveCap(option: $0.0) }
  }

  private var limitContradictions: [SettingContradiction] {
    var found: [SettingContradiction] = []
    if let deadline, deadline < discoveryWait {
      found.append(.tooShort(option: "deadline", needed: "one look takes --discovery-wait"))
    }
    if absenceGate, let limit = absenceTimeLimit, limit < .seconds(2) {
      found.append(
        .tooShort(option: "absence-timeout", needed: "two silent windows take 2 seconds"))
    }
    if apiReadyTimeout < apiReadyInterval {
      found.append(
        .tooShort(option: "api-ready-timeout", needed: "one look takes --api-ready-interval"))
    }
    return found
  }
}
