/// The seeds of the trials: the first of these, more where code is optimised.
#if DEBUG
  let clusterSeeds = 1...8 as ClosedRange<UInt64>
#else
  let clusterSeeds = 1...40 as ClosedRange<UInt64>
#endif
