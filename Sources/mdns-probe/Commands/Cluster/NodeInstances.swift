internal import ClusterDiscovery
internal import DNSSD

/// The names under which a node may have advertised itself.
enum NodeInstances {
  /// Those of this program and of older nodes, in each role, under the types of the profile.
  static func all(of host: DNSName, in scope: ClusterScope) -> [ServiceInstanceName] {
    ClusterProfile.k3s.serviceTypes(for: scope).flatMap { type in
      ClusterRole.allCases.flatMap { role in
        [current(of: host, as: role, type, in: scope), older(of: host, as: role, type, in: scope)]
          .compactMap(\.self)
      }
    }
  }

  /// Those of this program in one role, under the types that settings publish.
  static func published(
    of host: DNSName, as role: ClusterRole, _ settings: ClusterSettings
  ) -> [ServiceInstanceName] {
    settings.profile.publishedServiceTypes(for: settings.scope).compactMap {
      current(of: host, as: role, $0, in: settings.scope)
    }
  }

  private static func current(
    of host: DNSName, as role: ClusterRole, _ type: ServiceType, in scope: ClusterScope
  ) -> ServiceInstanceName? {
    let advert = ClusterAdvert(scope: scope, role: role, host: host)
    return try? ClusterProfile.k3s.instanceName(of: advert, type: type)
  }

  /// As the scripts name them.
  private static func older(
    of host: DNSName, as role: ClusterRole, _ type: ServiceType, in scope: ClusterScope
  ) -> ServiceInstanceName? {
    let text =
      "k3s-\(scope.cluster)-\(scope.environment)@\(host.undotted) (\(role.rawValue))"
    return try? ServiceInstanceName(instance: text, type: type)
  }
}
