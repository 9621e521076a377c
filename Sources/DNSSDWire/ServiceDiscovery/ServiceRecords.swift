/// A service as the records that announce it (RFC 6763 §4 to §7, §9).
///
/// The records of addresses belong to the host, and are not among them.
public struct ServiceRecords: Hashable, Sendable {
  public let instanceName: ServiceInstanceName
  /// Where the instances of each of its subtypes are asked for (RFC 6763 §7.1).
  public let subtypes: [BrowsingName]
  /// The host and port where the service is reached.
  public let location: ServiceData
  public let text: TextData
  /// How long others may keep the SRV record, which names a host (RFC 6762 §10).
  public let locationTimeToLive: TimeToLive
  /// How long others may keep the other records (RFC 6762 §10).
  public let timeToLive: TimeToLive

  /// Describes a service to be published, with subtypes of any octets.
  ///
  /// Throws `subtypeRepeated` for two that are equal ignoring case, `nameTooLong` when the name of a
  /// subtype or of the list of types has more than 256 octets, and `textTooLong` when no packet can
  /// carry the TXT record.
  public init(
    instanceName: ServiceInstanceName, subtypes: [DNSLabel] = [], location: ServiceData,
    text: TextData = .empty, locationTimeToLive: TimeToLive = .hostName,
    timeToLive: TimeToLive = .other
  ) throws(ServiceRecordsError) {
    var known: Set<DNSLabel> = []
    for subtype in subtypes {
      guard known.insert(subtype).inserted else { throw .subtypeRepeated(subtype) }
    }
    let textRecordLength = instanceName.name.wireForm.count + text.wireForm.count
    guard textRecordLength <= Self.textRecordLength else { throw .textTooLong }
    let (type, domain) = (instanceName.type, instanceName.domain)
    do throws(ServiceNameError) {
      self.subtypes = try subtypes.map { (subtype) throws(ServiceNameError) in
        try BrowsingName(type: type, subtype: subtype, domain: domain)
      }
      browsingName = try BrowsingName(type: type, domain: domain)
    } catch {
      throw .nameTooLong
    }
    do throws(DNSNameError) {
      enumerationName = try ServiceType.enumerationName(in: domain)
    } catch {
      throw .nameTooLong
    }
    self.instanceName = instanceName
    self.location = location
    self.text = text
    self.locationTimeToLive = locationTimeToLive
    self.timeToLive = timeToLive
  }

  private let browsingName: BrowsingName
  private let enumerationName: DNSName

  /// Octets of the name and data of a TXT record, so that it fits the largest datagram alone
  /// (RFC 6762 §17).
  private static let textRecordLength =
    WireLimits.datagramLength - WireLimits.ipv6HeaderLength - WireLimits.udpHeaderLength
    - WireLimits.headerLength - fixedFieldsLength

  /// Octets of type, class, time to live and data length (RFC 1035 §4.1.3).
  private static let fixedFieldsLength = 10
}

extension ServiceRecords {
  /// All records of the service, in the order of the properties below.
  public var records: [ResourceRecord] {
    [typePointer, pointer] + subtypePointers + [locationRecord, textRecord]
  }

  /// Says that the domain has services of the type; shared with others (RFC 6763 §9).
  public var typePointer: ResourceRecord {
    shared(enumerationName, pointingTo: browsingName.name)
  }

  /// Says that the type has the instance; shared with others (RFC 6763 §4.1).
  public var pointer: ResourceRecord {
    shared(browsingName.name, pointingTo: instanceName.name)
  }

  /// Say that the subtypes have the instance; shared with others (RFC 6763 §7.1).
  public var subtypePointers: [ResourceRecord] {
    subtypes.map { shared($0.name, pointingTo: instanceName.name) }
  }

  /// The SRV record, which is the service's own (RFC 6763 §5).
  public var locationRecord: ResourceRecord {
    ResourceRecord(
      name: instanceName.name, isCacheFlush: true, timeToLive: locationTimeToLive,
      data: .srv(location))
  }

  /// The TXT record, which is the service's own and never missing (RFC 6763 §6).
  public var textRecord: ResourceRecord {
    ResourceRecord(
      name: instanceName.name, isCacheFlush: true, timeToLive: timeToLive, data: .txt(text))
  }

  private func shared(_ name: DNSName, pointingTo target: DNSName) -> ResourceRecord {
    ResourceRecord(name: name, timeToLive: timeToLive, data: .ptr(target))
  }
}

/// Why a service could not be described, or not be read.
public enum ServiceRecordsError: Error, Hashable, Sendable {
  /// Two subtypes are equal, ignoring case.
  case subtypeRepeated(DNSLabel)
  /// The name of a subtype or of the list of types has more than 256 octets (RFC 6763 §7.2).
  case nameTooLong
  /// The TXT record does not fit the largest datagram (RFC 6762 §17).
  case textTooLong
  /// No record says where the service is.
  case locationMissing
}

extension ServiceRecordsError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .subtypeRepeated(let subtype): "the subtype \(subtype) is given twice"
    case .nameTooLong: "the domain is too long for the names that the service needs"
    case .textTooLong: "the TXT record is longer than a packet can be"
    case .locationMissing: "no SRV record says where the service is"
    }
  }
}
