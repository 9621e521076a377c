@main
enum MDNSProbe {
  static func main() {
    Host.exit(Probe.run(Array(CommandLine.arguments.dropFirst()), on: .standard()))
  }
}
