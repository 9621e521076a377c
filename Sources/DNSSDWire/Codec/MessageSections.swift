/// The questions of a message, each made when it is asked for.
public struct QuestionSection: RandomAccessCollection, Sendable {
  private let octets: [UInt8]
  private let places: ArraySlice<MessagePlace>

  init(octets: [UInt8], places: ArraySlice<MessagePlace>) {
    self.octets = octets
    self.places = places
  }

  public var startIndex: Int { places.startIndex }
  public var endIndex: Int { places.endIndex }

  public subscript(position: Int) -> Question {
    let place = places[position]
    return Question(
      name: octets.name(at: place.name), type: place.type, recordClass: place.recordClass,
      prefersUnicastResponse: place.isTopBitOfClassSet)
  }
}

/// Records of a message, each made when it is asked for.
///
/// Going through them in order makes a name that several of them have only once.
public struct RecordSection: RandomAccessCollection, Sendable {
  private let octets: [UInt8]
  private let places: ArraySlice<MessagePlace>

  init(octets: [UInt8], places: ArraySlice<MessagePlace>) {
    self.octets = octets
    self.places = places
  }

  public var startIndex: Int { places.startIndex }
  public var endIndex: Int { places.endIndex }

  public subscript(position: Int) -> ResourceRecord {
    var names = NameMemo(forRecordCount: 1)
    return ResourceRecord(reading: octets, at: places[position], names: &names)
  }

  /// What is wrong with the data of a malformed record, and where in the message; nil for sound data.
  public func fault(at position: Int) -> WireError? {
    let place = places[position]
    guard !place.isSound else { return nil }
    do throws(WireError) {
      var names = NameChecker()
      try octets.span.checkData(of: place.type, in: place.data, names: &names)
      return nil
    } catch {
      return error
    }
  }

  /// All records, with each name that several of them have made only once.
  public func materialised() -> [ResourceRecord] {
    let octets = self.octets
    var names = NameMemo(forRecordCount: count)
    var records: [ResourceRecord] = []
    records.reserveCapacity(count)
    for place in places {
      records.append(ResourceRecord(reading: octets, at: place, names: &names))
    }
    return records
  }

  public func makeIterator() -> Iterator {
    Iterator(octets: octets, places: places)
  }

  public struct Iterator: IteratorProtocol, Sendable {
    private let octets: [UInt8]
    private let places: ArraySlice<MessagePlace>
    private var position: Int
    private var names: NameMemo

    fileprivate init(octets: [UInt8], places: ArraySlice<MessagePlace>) {
      self.octets = octets
      self.places = places
      position = places.startIndex
      names = NameMemo(forRecordCount: places.count)
    }

    public mutating func next() -> ResourceRecord? {
      guard position < places.endIndex else { return nil }
      defer { position += 1 }
      return ResourceRecord(reading: octets, at: places[position], names: &names)
    }
  }
}

extension ResourceRecord {
  fileprivate init(reading message: [UInt8], at place: MessagePlace, names: inout NameMemo) {
    let isOption = place.type == .opt && place.isSound
    self.init(
      name: names.name(at: place.name, in: message),
      recordClass: isOption ? RecordClass(rawValue: place.classField) : place.recordClass,
      isCacheFlush: !isOption && place.isTopBitOfClassSet,
      timeToLive: TimeToLive(seconds: isOption ? 0 : place.timeToLive),
      data: place.isSound
        ? RecordData(reading: message, at: place, names: &names)
        : .malformed(place.type, Array(message[place.data])))
  }
}
