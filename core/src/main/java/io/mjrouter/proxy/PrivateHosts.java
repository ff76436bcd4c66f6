package io.mjrouter.proxy;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The private names, addresses and networks that a client's links may lead to all the same. */
final class PrivateHosts {

  private static final Pattern NAME = Pattern.compile("[0-9A-Za-z._-]*[A-Za-z][0-9A-Za-z._-]*");
  private static final Pattern BITS = Pattern.compile("\\d{1,3}");

  private final List<String> entries;

  PrivateHosts(List<String> entries) {
    this.entries = entries.stream().map(entry -> entry.toLowerCase(Locale.ROOT)).toList();
  }

  /** Whether this is a name, an address, or an address with the bits of its network. */
  static boolean isEntry(String entry) {
    int slash = entry.indexOf('/');
    String network = slash < 0 ? entry : entry.substring(0, slash);
    if (!InetAddresses.isInetAddress(network)) {
      return NAME.matcher(entry).matches();
    }
    String bits = slash < 0 ? "0" : entry.substring(slash + 1);
    int most = InetAddresses.forString(network).getAddress().length * 8;
    return BITS.matcher(bits).matches() && Integer.parseInt(bits) <= most;
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
    if (wanted.length != given.length) {
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
