// What signatures here speak of comes with this module, so that its users import nothing else.
@_exported public import DNSSDWire
@_exported public import MulticastDNS
