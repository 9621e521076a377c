extension Setting {
  /// What the cluster is, and what the node is to do in it.
  static let identity: [Setting] = [
    scope(
      "cluster", \.cluster, "SUGARKUBE_CLUSTER", "The name of the cluster"
    ) { try? ClusterScope(cluster: $0, environment: $1.environment) },
    scope(
      "env", \.environment, "SUGARKUBE_ENV", "The environment within the cluster"
    ) { try? ClusterScope(cluster: $1.cluster, environment: $0) },
    Setting(
      "servers", \.servers, .count(1...99), ["SUGARKUBE_SERVERS", "SERVERS_DESIRED"],
      "How many servers (control-plane nodes) the cluster shall have"),
    Setting(
      "quorum", \.quorum, .choice, ["SUGARKUBE_QUORUM"],
      "Whether a bootstrap waits for the sight of more than half of the servers; auto: for 3 or more"
    ),
    Setting(
      "intent", \.intent, .choice, ["SUGARKUBE_INTENT"],
      "What this node is to do; bootstrap and join override what files suggest"),
    Setting(
      "types", \.types, .choice, ["SUGARKUBE_MDNS_TYPES"],
      "The service types to publish and browse: _https._tcp, _k3s-<cluster>-<env>._tcp, or both"),
    Setting(
      "publish", \.publishing, .flag,
      ["SUGARKUBE_PUBLISH", .opposite("SUGARKUBE_SKIP_SERVICE_ADVERTISEMENT")],
      "Whether the node publishes itself"),
    Setting(
      "port", \.port, .port, ["SUGARKUBE_API_PORT", SettingVariable("PORT").deprecated],
      "The port of the k3s API in adverts"),
    Setting(
      "deadline", \.deadline,
      .optional(.time(.seconds, .seconds(1)...(.seconds(86_400))), zero: "0"),
      ["SUGARKUBE_DEADLINE_SECS"], "The time after which the command gives up"),
    Setting(
      "channel", \.channel, .word("a release channel"), ["K3S_CHANNEL"],
      "The release channel for the k3s installer"),
    Setting(
      "api-regaddr", \.apiRegistrationAddress, .optional(.registrationAddress),
      ["SUGARKUBE_API_REGADDR"],
      "A fixed address or name to register at, in place of the server found"),
    Setting(
      "prefer-ip", \.preferIP, .flag, ["SUGARKUBE_SERVER_URL_PREFER_IP"],
      "Whether the join URL has an IP address: k3s does not resolve .local"),
    Setting(
      "node-ip-san", \.nodeIPSAN, .flag, ["SUGARKUBE_INCLUDE_NODE_IP_TLS_SAN"],
      "Whether the node's addresses are names of its certificate: a join by IP needs them"),
    Setting(
      "node-prefix", \.nodePrefix, .word("the beginning of host names"), ["SUGARKUBE_NODE_PREFIX"],
      "What the numbered hosts of the election by name list begin with"),
  ]

  /// How long things are looked for.
  static let discovery: [Setting] = [
    Setting(
      "discovery-wait", \.discoveryWait, .time(.seconds, .milliseconds(100)...(.seconds(600))),
      ["SUGARKUBE_DISCOVERY_WAIT_SECS", "DISCOVERY_WAIT_SECS"],
      "How long one look for a server listens"),
    Setting(
      "discovery-attempts", \.discoveryAttempts, .count(1...1000),
      ["SUGARKUBE_DISCOVERY_ATTEMPTS", "DISCOVERY_ATTEMPTS"],
      "How many looks are made before no server is said to be there"),
    Setting(
      "election-holdoff", \.electionHoldoff, .time(.seconds, .milliseconds(100)...(.seconds(600))),
      ["SUGARKUBE_ELECTION_HOLDOFF", "ELECTION_HOLDOFF"],
      "How long the winner of an election waits for a server to appear"),
    Setting(
      "stable-rounds", \.stableRounds, .count(1...100), ["SUGARKUBE_STABLE_ROUNDS"],
      "How many equal rounds decide an election"),
    Setting(
      "follower-reelect", \.followerReelect, .time(.seconds, .seconds(1)...(.seconds(3600))),
      ["SUGARKUBE_FOLLOWER_REELECT_SECS", "FOLLOWER_REELECT_SECS"],
      "How long a follower waits for its leader before it elects again"),
    Setting(
      "active-query", \.activeQuery, .time(.seconds, .milliseconds(100)...(.seconds(600))),
      [
        "SUGARKUBE_MDNS_ACTIVE_QUERY_SECS", "MDNS_ACTIVE_QUERY_SECS",
        SettingVariable("MDDNS_ACTIVE_QUERY_SECS").deprecated,
      ],
      "How long a check listens for the adverts it asked for"),
  ]

  /// Which interfaces, names and addresses the node uses.
  static let host: [Setting] = [
    Setting(
      "interface", \.interfaces, .interfaces,
      ["SUGARKUBE_MDNS_INTERFACE", SettingVariable("ALLOW_IFACE").deprecated],
      "The interfaces to use; auto: those that can multicast and are no container links"),
    Setting(
      "host", \.hostName, .optional(.ownHost), ["SUGARKUBE_MDNS_HOST"],
      "The node's own host name; none: the system's"),
    Setting(
      "families", \.families, .choice,
      ["SUGARKUBE_MDNS_FAMILIES", .flag("SUGARKUBE_MDNS_IPV4_ONLY", on: "ipv4", off: "both")],
      "The families of addresses to use"),
    Setting(
      "publish-address", \.publishAddress, .optional(.ipv4), ["SUGARKUBE_MDNS_PUBLISH_ADDR"],
      "The IPv4 address to publish; none: those of the interfaces"),
    Setting(
      "state-dir", \.stateFolder, .optional(.path), ["SUGARKUBE_STATE_DIR"],
      "Where a node remembers its votes; none: /var/lib/mdns-probe, or ~/.local/state/mdns-probe"),
  ]

  private static func scope(
    _ option: String, _ part: any KeyPath<ClusterScope, String> & Sendable,
    _ variable: SettingVariable,
    _ meaning: String, _ read: @escaping @Sendable (String, ClusterScope) -> ClusterScope?
  ) -> Setting {
    Setting(
      option, expected: "a name that a service type can hold, such as sugar or dev", [variable],
      meaning
    ) { text, settings in
      guard let scope = read(text, settings.scope) else { return false }
      settings.scope = scope
      return true
    } text: {
      $0.scope[keyPath: part]
    }
  }
}
