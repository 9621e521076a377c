internal import DNSSDWire

/// How a plan is written.
public enum PlanFormat: String, SettingChoice {
  /// `ENV name=value` and `ARG word`, one a line.
  case lines
  /// Lines that a POSIX shell can source.
  case shell
  /// One JSON object on one line.
  case json
  /// An EnvironmentFile of systemd.
  case systemd
}

extension ClusterPlan {
  /// The plan as text; every line ends with a line end.
  ///
  /// The shell and systemd forms hold the words of k3s in `INSTALL_K3S_EXEC`, where its installer
  /// looks for them.
  public func text(_ format: PlanFormat, _ disclosure: TokenDisclosure = .conceal) -> String {
    let lines =
      switch format {
      case .lines:
        environment(disclosure).map { "ENV \($0.name)=\($0.value)" } + arguments.map { "ARG \($0)" }
      case .shell:
        assignments(disclosure).map { "export \($0.name)=\(ShellWord.quoted($0.value))" }
      case .systemd:
        assignments(disclosure).map { "\($0.name)=\(ShellWord.doubleQuoted($0.value))" }
      case .json: [json(disclosure)]
      }
    return lines.map { $0 + "\n" }.joined()
  }

  private func assignments(_ disclosure: TokenDisclosure) -> [PlanVariable] {
    let words = PlanVariable(name: "INSTALL_K3S_EXEC", value: arguments.joined(separator: " "))
    return environment(disclosure) + [words]
  }

  private func json(_ disclosure: TokenDisclosure) -> String {
    let variables = environment(disclosure).map { ($0.name, JSONText.quoted($0.value)) }
    var members = [
      ("action", JSONText.quoted(role.action)), ("role", JSONText.quoted(role.command)),
    ]
    if let datastore = role.datastore { members.append(("datastore", JSONText.quoted(datastore))) }
    if let server = role.server {
      var parts = [("host", JSONText.quoted(server.host))]
      if let address = server.address {
        parts.append(("address", JSONText.quoted(address.description)))
      }
      parts.append(("port", String(server.portNumber)))
      members.append(("server", JSONText.object(parts)))
    }
    if let url { members.append(("url", JSONText.quoted(url))) }
    members += [
      ("environment", JSONText.object(variables)), ("arguments", JSONText.list(arguments)),
      ("tlsSAN", JSONText.list(subjectNames)),
      ("notes", JSONText.list(notes.map(\.description))),
    ]
    return JSONText.object(members)
  }
}
