internal import DNSSDWire

/// The records of one link, found by what they say and by what is asked.
struct RecordCache: Equatable {
  private struct RecordSet: Equatable {
    var members: [RecordData: Int] = [:]
    /// When a query of another host was last held against the set.
    var observed: Instant?
  }

  private struct Kind: Hashable {
    let type: RecordType
    let recordClass: RecordClass
  }

  private var records = Slots<CachedRecord>()
  private var sets: [NameTypeClass: RecordSet] = [:]
  private var kinds: [DNSName: Set<Kind>] = [:]
  private var arrivals: UInt64 = 0

  var count: Int { records.count }

  /// All records, in the order in which they came.
  var all: [Int] { inOrder(records.numbers) }

  subscript(slot: Int) -> CachedRecord? {
    get { records[slot] }
    set { records[slot] = newValue }
  }

  /// The record equal in name, class, type and data.
  func slot(of record: ResourceRecord) -> Int? {
    sets[NameTypeClass(of: record)]?.members[record.data]
  }

  /// The records of one set, in the order in which they came.
  func slots(of set: NameTypeClass) -> [Int] {
    guard let members = sets[set]?.members else { return [] }
    return inOrder(members.values)
  }

  /// The records that answer a question, in the order in which they came.
  func slots(answering question: NameTypeClass) -> [Int] {
    let sets = self.sets(answering: question)
    guard sets.count != 1 else { return slots(of: sets[0]) }
    return inOrder(sets.flatMap { self.sets[$0].map { Array($0.members.values) } ?? [] })
  }

  /// Whether a record that answers a question is as wanted.
  func hasAnswer(to question: NameTypeClass, where isWanted: (CachedRecord) -> Bool) -> Bool {
    sets(answering: question).contains { set in
      sets[set]?.members.values.contains { records[$0].map(isWanted) ?? false } ?? false
    }
  }

  /// The records that answer a question of another host, but for sets against which one was held
  /// shortly before.
  mutating func slots(observedBy question: NameTypeClass, at now: Instant) -> [Int] {
    let fresh = sets(answering: question).filter { set in
      guard let last = sets[set]?.observed else { return true }
      return last + Timing.observationGap <= now
    }
    for set in fresh { sets[set]?.observed = now }
    return inOrder(fresh.flatMap { sets[$0].map { Array($0.members.values) } ?? [] })
  }

  mutating func insert(_ record: CachedRecord) -> Int {
    var record = record
    record.order = arrivals
    arrivals += 1
    let slot = records.insert(record)
    let set = NameTypeClass(of: record.record)
    if sets[set] == nil {
      kinds[set.name, default: []].insert(Kind(type: set.type, recordClass: set.recordClass))
    }
    sets[set, default: RecordSet()].members[record.record.data] = slot
    return slot
  }

  mutating func remove(_ slot: Int) {
    guard let record = records[slot]?.record else { return }
    records.remove(slot)
    let set = NameTypeClass(of: record)
    sets[set]?.members[record.data] = nil
    guard sets[set]?.members.isEmpty ?? false else { return }
    sets[set] = nil
    kinds[set.name]?.remove(Kind(type: set.type, recordClass: set.recordClass))
    if kinds[set.name]?.isEmpty ?? false { kinds[set.name] = nil }
  }

  /// The sets that can answer a question. Their order says nothing.
  private func sets(answering question: NameTypeClass) -> [NameTypeClass] {
    guard !question.isOneSet else {
      let alias = NameTypeClass(question.name, .cname, question.recordClass)
      let candidates = question == alias ? [alias] : [question, alias]
      return candidates.filter { sets[$0] != nil }
    }
    let kinds = kinds[question.name] ?? []
    return kinds.compactMap { kind in
      question.isAnswered(by: kind.type, kind.recordClass)
        ? NameTypeClass(question.name, kind.type, kind.recordClass) : nil
    }
  }

  private func inOrder(_ slots: some Collection<Int>) -> [Int] {
    guard slots.count > 1 else { return Array(slots) }
    let keyed = slots.map { (order: records[$0]?.order ?? 0, slot: $0) }
    return keyed.sorted { $0.order < $1.order }.map(\.slot)
  }
}
