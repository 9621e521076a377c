internal import DNSSDWire

/// The series of one link, found by name and by what is due.
///
/// Invariant: the agenda holds the deadline of every series that has one.
struct SeriesList: Equatable {
  private var series = Slots<Series>()
  private var ofName: [DNSName: [Int]] = [:]
  /// Those of browsing, which ask for PTR records, oldest first.
  private(set) var pointers: [Int] = []
  private var agenda = Agenda()

  /// The series that is due first.
  var first: Agenda.Appointment? { agenda.first }

  var deadline: Deadline? { agenda.first.flatMap { series[$0.item]?.deadline } }

  /// All series, in a fixed order.
  var all: [Int] { series.numbers }

  subscript(place: Int) -> Series? {
    get { series[place] }
    set {
      series[place] = newValue
      agenda.set(place, at: series[place]?.deadline?.instant)
    }
  }

  /// The series of a question.
  func place(of question: NameTypeClass) -> Int? {
    ofName[question.name]?.first { series[$0]?.question == question }
  }

  /// The series of a name, oldest first.
  func places(of name: DNSName) -> [Int] { ofName[name] ?? [] }

  /// The series that a record answers, oldest first.
  func places(answeredBy record: ResourceRecord) -> [Int] {
    guard let places = ofName[record.name] else { return [] }
    return places.filter { series[$0]?.question.isAnswered(by: record) ?? false }
  }

  /// Whether anybody asks for a record.
  func isWanted(_ record: ResourceRecord) -> Bool {
    ofName[record.name]?.contains { series[$0]?.question.isAnswered(by: record) ?? false } ?? false
  }

  mutating func insert(_ new: Series) -> Int {
    let place = series.insert(new)
    ofName[new.question.name, default: []].append(place)
    if new.question.type == .ptr { pointers.append(place) }
    agenda.set(place, at: new.deadline?.instant)
    return place
  }

  mutating func remove(_ place: Int) {
    guard let name = series[place]?.question.name else { return }
    series.remove(place)
    pointers.removeAll { $0 == place }
    agenda.set(place, at: nil)
    ofName[name]?.removeAll { $0 == place }
    if ofName[name]?.isEmpty ?? false { ofName[name] = nil }
  }

  /// Leaves a series out of what is due until it is put back by setting it.
  mutating func setAside(_ place: Int) {
    agenda.set(place, at: nil)
  }

  mutating func putBack(_ place: Int) {
    agenda.set(place, at: series[place]?.deadline?.instant)
  }
}
