import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;

/**
 * Drives jmdns inside a host of the LAN; prints events as JSON lines.
 *
 * <pre>
 *   browse TYPE
 *   publish TYPE PORT NAME [COUNT]   more than one: NAME-0, NAME-1, ...
 * </pre>
 */
public final class JmdnsLive {
  private static final Set<String> SHOWN = ConcurrentHashMap.newKeySet();

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private static InetAddress address() throws Exception {
    for (var each : Collections.list(NetworkInterface.getByName("eth0").getInetAddresses())) {
      if (each instanceof Inet4Address) {
        return each;
      }
    }
    throw new IllegalStateException("eth0 has no IPv4 address");
  }

  private static void browse(JmDNS jmdns, String type) {
    jmdns.addServiceListener(type + ".local.", new ServiceListener() {
      @Override public void serviceAdded(ServiceEvent event) {
        jmdns.requestServiceInfo(event.getType(), event.getName(), 1);
      }

      @Override public void serviceRemoved(ServiceEvent event) {
        SHOWN.remove(event.getName());
        say("{\"ev\":\"rm\",\"name\":" + quoted(event.getName()) + "}");
      }

      @Override public void serviceResolved(ServiceEvent event) {
        var found = event.getInfo();
        if (found.getHostAddresses().length == 0 || !SHOWN.add(event.getName())) {
          return;
        }
        var addresses = Arrays.stream(found.getHostAddresses()).map(JmdnsLive::quoted)
            .collect(Collectors.joining(","));
        var txt = Collections.list(found.getPropertyNames()).stream()
            .map(key -> quoted(key + "=" + found.getPropertyString(key)))
            .collect(Collectors.joining(","));
        say("{\"ev\":\"add\",\"name\":" + quoted(event.getName()) + ",\"host\":"
            + quoted(found.getServer()) + ",\"port\":" + found.getPort() + ",\"addrs\":["
            + addresses + "],\"txt\":[" + txt + "]}");
      }
    });
  }

  private static void publish(JmDNS jmdns, String type, int port, String name, int count)
      throws Exception {
    for (int i = 0; i < count; i++) {
      var own = count == 1 ? name : name + "-" + i;
      var service = ServiceInfo.create(
          type + ".local.", own, port, 0, 0, Map.of("id", String.valueOf(i), "path", "/x"));
      jmdns.registerService(service);
      say("{\"ev\":\"registered\",\"name\":" + quoted(service.getName()) + "}");
    }
    say("{\"ev\":\"registered_all\"}");
  }

  public static void main(String[] words) throws Exception {
    say("{\"ev\":\"start\"}");
    var jmdns = JmDNS.create(address(), Files.readString(Path.of("/etc/hostname")).strip());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      jmdns.unregisterAllServices();
      try {
        jmdns.close();
      } catch (java.io.IOException failure) {
        System.err.println(failure);
      }
    }));
    if (words[0].equals("browse")) {
      browse(jmdns, words[1]);
    } else {
      int count = words.length > 4 ? Integer.parseInt(words[4]) : 1;
      publish(jmdns, words[1], Integer.parseInt(words[2]), words[3], count);
    }
    Thread.sleep(Long.MAX_VALUE);
  }
}
