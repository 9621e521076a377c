import ClusterSimulator
internal import Glibc

/// The seeds of the trials: one alone where `MDNS_SEED` names it, else the first 200, or as many as
/// `MDNS_SEEDS` wants.
let clusterSeeds: [UInt64] =
  if let one = number("MDNS_SEED") { [one] } else { Array(1...(number("MDNS_SEEDS") ?? 200)) }

/// What a trial is made of: code that is not optimised takes twenty times as long.
var clusterTrialPlan: ClusterTrialPlan {
  #if DEBUG
    .brief
  #else
    ClusterTrialPlan()
  #endif
}

/// A whole number above zero in an environment variable.
private func number(_ variable: String) -> UInt64? {
  // The text is copied before anything could change the environment.
  unsafe getenv(variable).flatMap { UInt64(unsafe String(cString: $0)) }
}
