internal import DNSSDWire

/// The longest text that a setting takes, in octets: more than any path or name in use.
private let longestText = 1024

extension SettingForm where Value == String {
  /// Any text without control and invisible characters.
  static func text(_ what: String) -> Self {
    SettingForm(
      expected: what,
      read: { text in
        let isSound = !text.isEmpty && text.utf8.count <= longestText
        return isSound && text.unicodeScalars.allSatisfy(\.isSafeToPrint) ? text : nil
      },
      text: { $0 })
  }

  static var path: Self {
    let text = Self.text("the path of a file")
    return SettingForm(
      expected: "an absolute path of a file",
      read: { text.read($0).flatMap { $0.hasPrefix("/") ? $0 : nil } }, text: { $0 })
  }

  /// A word that needs no quotation marks anywhere: letters, digits and `. _ -`.
  static func word(_ what: String) -> Self {
    SettingForm(
      expected: "\(what): letters, digits, and . _ - in between",
      read: { text in HostText.isWord(text) ? text : nil }, text: { $0 })
  }

  /// A host name of one label; `.local` behind it and the dots at its end are dropped.
  static var ownHost: Self {
    SettingForm(
      expected: "a host name of letters, digits and hyphens, with or without .local",
      read: { HostText.label(ofLocal: $0) }, text: { $0 })
  }

  /// A host name or an IP address.
  static var registrationAddress: Self {
    SettingForm(
      expected: "an IP address or a host name, without a port",
      read: { text in
        if let address = IPAddress(text) { return address.description }
        return HostText.isHostName(text) ? text : nil
      },
      text: { $0 })
  }
}

extension SettingForm where Value == [String] {
  /// Names of interfaces, separated by commas or blanks; 16 of them at most, which is more than a
  /// host has cards.
  static var interfaces: Self {
    SettingForm(
      expected: "names of interfaces, separated by commas",
      read: { text in
        if text == "auto" { return [] }
        let names = text.split { $0 == "," || $0 == " " }.map(String.init)
        let isSound = (1...16).contains(names.count) && names.allSatisfy(isInterface)
        return isSound ? names : nil
      },
      text: { $0.isEmpty ? "auto" : $0.joined(separator: ",") })
  }

  /// Linux takes up to 15 octets, and neither blanks, `/` nor `:`.
  private static func isInterface(_ name: String) -> Bool {
    name.utf8.count <= 15 && name != "." && name != ".."
      && name.unicodeScalars.allSatisfy { $0.isSafeToPrint && $0 != "/" && $0 != ":" }
  }
}
