package io.mjrouter.spi;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Tells public addresses from those that only mean something on this machine or in this network. A
 * host's answer and a client's request may name any address; none of the latter is fetched on their
 * word.
 */
public final class AddressGuard {

  private AddressGuard() {}

  public static boolean isPublic(InetAddress address) {
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    if (address instanceof Inet6Address six) {
      return isPublic(six);
    }
    return !isReserved(address.getAddress());
  }

  private static boolean isPublic(Inet6Address address) {
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = (bytes[0] & 0xfe) == 0xfc;
    if (uniqueLocal) {
      return false;
    }
    if (isAlikeNat64(bytes)) {
      return isNat64(bytes) && isPublic(InetAddresses.fromInteger(last32(bytes)));
    }
    if (InetAddresses.hasEmbeddedIPv4ClientAddress(address)) {
      Inet4Address embedded = InetAddresses.getEmbeddedIPv4ClientAddress(address);
      return isPublic(embedded);
    }
    return true;
  }

  /** 64:ff9b::/96 of RFC 6052. */
  private static boolean isNat64(byte[] bytes) {
    return isAlikeNat64(bytes) && Arrays.equals(bytes, 4, 12, new byte[8], 0, 8);
  }

  /** And its siblings, such as 64:ff9b:1::/48 of RFC 8215, which are local. */
  private static boolean isAlikeNat64(byte[] bytes) {
    return bytes[0] == 0 && bytes[1] == 0x64 && bytes[2] == (byte) 0xff && bytes[3] == (byte) 0x9b;
  }

  private static int last32(byte[] bytes) {
    return (bytes[12] & 0xff) << 24
        | (bytes[13] & 0xff) << 16
        | (bytes[14] & 0xff) << 8
        | (bytes[15] & 0xff);
  }

  /** What RFC 6890 sets aside and {@link InetAddress} does not know. */
  private static boolean isReserved(byte[] ip) {
    int first = ip[0] & 0xff;
    int second = ip[1] & 0xff;
    return first == 0
        || (first == 100 && second >= 64 && second < 128)
        || (first == 192 && second == 0 && ip[2] == 0)
        || (first == 198 && (second == 18 || second == 19))
        || first >= 240;
  }
}
