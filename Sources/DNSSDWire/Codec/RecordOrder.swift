extension ResourceRecord {
  /// Whether the record comes before `other` in the order by which simultaneous probes are settled:
  /// by class without the cache-flush bit, then type, then uncompressed data octet by octet, where a
  /// beginning of longer data comes first (RFC 6762 §8.2).
  public func precedesInTieBreak(_ other: ResourceRecord) -> Bool {
    let left = (recordClass.rawValue, type.rawValue)
    let right = (other.recordClass.rawValue, other.type.rawValue)
    return left == right
      ? data.octets.lexicographicallyPrecedes(other.data.octets) : left < right
  }
}
