package io.mjrouter.proxy;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;

/** The private names, addresses and networks that a client's links may lead to all the same. */
final class PrivateHosts {

  private final List<String> entries;

  PrivateHosts(List<String> entries) {
    this.entries = entries.stream().map(entry -> entry.toLowerCase(Locale.ROOT)).toList();
  }

  boolean allow(String host, InetAddress address) {
    String name = host.toLowerCase(Locale.ROOT);
    return entries.stream().anyMatch(entry -> entry.equals(name) || covers(entry, address));
  }

  private static boolean covers(String entry, InetAddress address) {
    int slash = entry.indexOf('/');
    String network = slash < 0 ? entry : entry.substring(0, slash);
    if (!InetAddresses.isInetAddress(network)) {
      return false;
    }
    byte[] wanted = InetAddresses.forString(network).getAddress();
    byte[] given = address.getAddress();
    int bits = slash < 0 ? wanted.length * 8 : Integer.parseInt(entry.substring(slash + 1));
    if (wanted.length != given.length || bits > wanted.length * 8) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % 8);
      if ((wanted[i / 8] & mask) != (given[i / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
