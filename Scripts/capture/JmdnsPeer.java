import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import javax.jmdns.ServiceTypeListener;

/**
 * Drives jmdns inside a host of the LAN.
 *
 * <pre>
 *   publish SERVICE...   SERVICE: type, port, subtype, TXT data in hex, name; tabs between
 *   browse TYPE
 *   types
 * </pre>
 */
public final class JmdnsPeer {
  /** The card's IPv4 address, or its global IPv6 address when it has no other. */
  private static InetAddress address() throws IOException {
    InetAddress found = null;
    for (var each : Collections.list(NetworkInterface.getByName("eth0").getInetAddresses())) {
      if (!(each instanceof Inet6Address)) {
        return each;
      }
      if (!each.isLinkLocalAddress()) {
        found = each;
      }
    }
    return found;
  }

  private static ServiceInfo information(String service) {
    String[] field = service.split("\t", 5);
    return ServiceInfo.create(
        field[0] + ".local.", field[4], field[2], Integer.parseInt(field[1]), 0, 0,
        HexFormat.of().parseHex(field[3]));
  }

  private static void publish(JmDNS jmdns, String[] arguments) throws Exception {
    var registrations = new Thread[arguments.length - 1];
    for (int i = 1; i < arguments.length; i++) {
      var service = information(arguments[i]);
      registrations[i - 1] = new Thread(() -> {
        try {
          jmdns.registerService(service);
        } catch (IOException failure) {
          System.out.println(failure);
        }
      });
      registrations[i - 1].start();
    }
    for (var each : registrations) {
      each.join();
    }
    System.out.println("registered");
  }

  private static void say(String event, ServiceEvent what) {
    System.out.println(event + " " + what.getName());
  }

  private static void browse(JmDNS jmdns, String type) {
    jmdns.addServiceListener(type + ".local.", new ServiceListener() {
      @Override public void serviceAdded(ServiceEvent event) {
        jmdns.requestServiceInfo(event.getType(), event.getName(), 1);
      }

      @Override public void serviceRemoved(ServiceEvent event) {
        say("removed", event);
      }

      @Override public void serviceResolved(ServiceEvent event) {
        say("resolved", event);
      }
    });
  }

  private static void browseTypes(JmDNS jmdns) throws IOException {
    jmdns.addServiceTypeListener(new ServiceTypeListener() {
      @Override public void serviceTypeAdded(ServiceEvent event) {
        System.out.println("type " + event.getType());
      }

      @Override public void subTypeForServiceTypeAdded(ServiceEvent event) {
        System.out.println("subtype " + event.getType());
      }
    });
  }

  public static void main(String[] arguments) throws Exception {
    var jmdns = JmDNS.create(address(), Files.readString(Path.of("/etc/hostname")).strip());
    switch (arguments[0]) {
      case "publish" -> publish(jmdns, arguments);
      case "browse" -> browse(jmdns, arguments[1]);
      default -> browseTypes(jmdns);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      jmdns.unregisterAllServices();
      try {
        jmdns.close();
      } catch (IOException failure) {
        System.out.println(failure);
      }
    }));
    Thread.sleep(Long.MAX_VALUE);
  }
}
