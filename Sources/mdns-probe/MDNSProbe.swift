@main
enum MDNSProbe {
  static func main() {
    print("mdns-probe")
  }
}
