/// A setting with a few words as values.
public protocol SettingChoice: RawRepresentable<String>, CaseIterable, Hashable, Sendable {}

/// When a bootstrap waits until more than half of the desired servers are seen.
public enum QuorumPolicy: String, SettingChoice {
  /// For three servers or more.
  case automatic = "auto"
  case on
  case off
}

/// What a node is told to become.
public enum ClusterIntent: String, SettingChoice {
  /// Join a server when one is found, else take part in the election.
  case automatic = "auto"
  /// Make a new cluster.
  case bootstrap
  /// Join a server, and never make a cluster.
  case join
}

/// The service types of a node's advert.
public enum AdvertTypes: String, SettingChoice {
  case both
  /// `_https._tcp` with the subtype `_k3s`.
  case https
  /// `_k3s-<cluster>-<env>._tcp`.
  case k3s
}

/// The families of addresses in use.
public enum AddressFamilies: String, SettingChoice {
  case both, ipv4, ipv6
}

/// How much is logged; each level includes those before it.
public enum LogLevel: String, SettingChoice, Comparable {
  case info, debug, trace

  public static func < (left: LogLevel, right: LogLevel) -> Bool {
    left.order < right.order
  }

  private var order: Int {
    switch self {
    case .info: 0
    case .debug: 1
    case .trace: 2
    }
  }
}

/// How a log line is written.
public enum LogFormat: String, SettingChoice {
  /// `ts=… level=… event=… k=v`.
  case text
  /// One JSON object a line.
  case json
}

/// What a ``Redactor`` hides.
public enum RedactionMode: String, SettingChoice {
  /// Nothing.
  case none
  /// Secrets, hardware addresses and public IP addresses.
  case `private`
  /// Secrets, hardware addresses and all IP addresses that tell hosts apart.
  case full
}
