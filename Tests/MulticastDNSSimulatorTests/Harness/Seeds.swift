/// The seeds of the trials: one alone where `MDNS_SEED` names it, else the first 300, or as many as
/// `MDNS_SEEDS` wants.
let seeds: [UInt64] =
  if let one = environment("MDNS_SEED").flatMap({ UInt64($0) }) {
    [one]
  } else {
    Array(1...(environment("MDNS_SEEDS").flatMap { UInt64($0) } ?? 300))
  }
