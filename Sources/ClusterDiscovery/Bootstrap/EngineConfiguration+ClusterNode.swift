public import MulticastDNS

extension EngineConfiguration {
  /// What a ``ClusterMachine`` needs of its engine.
  public static var clusterNode: EngineConfiguration {
    var configuration = EngineConfiguration()
    configuration.tellsOfTraffic = true
    // Of announcements that come often some are held back (RFC 6762 §8.4): with the fewest for each
    // change, those of a candidate and of its election leave room for that of a server that is ready.
    configuration.announcementCount = 2
    return configuration
  }
}
