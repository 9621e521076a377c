/// Every bound of the engine with its reason. What is over a bound costs service, never memory.
enum Limits {
  /// Records kept from one link: twice the largest network that this is measured on, 2,000 services of
  /// four records each. What nobody asked for goes first.
  static let cachedRecords = 16_384
  /// What the records of one link may take up: twice the usual size of that many.
  static let cachedOctets = 16_777_216
  /// What a record takes up besides its name and its data.
  static let octetsOfRecord = 400
  /// Questions asked at a time: ten for each of a thousand services.
  static let questions = 10_000
  /// Servers of one priority among which weights choose: as many SRV records as one packet carries.
  static let weightedServers = 64
  /// Registrations at a time.
  static let registrations = 4_096
  /// Records in one registration of plain records.
  static let recordsInRegistration = 256
  /// Answers waiting on one link.
  static let scheduledAnswers = 8_192
  /// Askers whose known answers are awaited on one link (RFC 6762 §7.2).
  static let waitingAskers = 256
  /// Queries heard whose packets have not all come, on one link: hosts that ask at one moment.
  static let unfinishedQueries = 32
  /// Questions heard in one query that concern us: twice what the packet of a host that starts holds.
  static let questionsHeard = 128
  /// Datagrams remembered so that their echoes are known: two cards on one LAN bring back what was
  /// sent within a fraction of a second.
  static let sentDatagrams = 256
  /// Records remembered so that their echoes are never taken for another host's.
  static let sentRecords = 2_048
  /// Hosts counted that want a name at the same time and have the better right to it.
  static let rivals = 64
  /// Hosts on one link that count as heard: more than a network without routers holds.
  static let neighbours = 1_024
  /// Outputs waiting to be taken. More are dropped and counted: the user of the engine has stopped.
  static let outputs = 65_536
  /// Unicast replies composed by one call of `advance(to:)`.
  static let repliesInTurn = 1_024
  /// Services of one browser: as many as the cache holds, of four records each.
  static let browsedServices = 4_096
  /// SRV or TXT records used of one service: several locations are rare, several texts rarer.
  static let answersOfService = 16
  /// Addresses used of one host and family: a host has one for each prefix of each of its links.
  static let addressesOfHost = 64
  /// Records of one lookup that lists what it finds: all that the cache holds of a link.
  static let listedRecords = cachedRecords
}
