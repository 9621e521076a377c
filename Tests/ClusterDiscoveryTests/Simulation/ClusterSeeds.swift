/// The seeds of the trials: the first of these, more where code is optimised.
#if DEBUG
  let clusterSeeds = 1...4 as ClosedRange<UInt64>
#else
  let clusterSeeds = 1...20 as ClosedRange<UInt64>
#endif
