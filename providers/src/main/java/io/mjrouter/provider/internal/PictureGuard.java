package io.mjrouter.provider.internal;

import com.google.common.net.InetAddresses;
import io.mjrouter.spi.AddressGuard;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/**
 * Keeps picture links away from this machine and network, whatever name they use.
 *
 * <p>It sees the very addresses that are connected to, so that a name cannot lead elsewhere a
 * moment later. A user who configures a private base address works in a private network: there,
 * links may be private too.
 */
final class PictureGuard implements Connector.Guard {

  private final String base;
  private final Resolver resolver;
  private final long nanos;

  PictureGuard(String base, Resolver resolver, Duration lookup) {
    this.base = base;
    this.resolver = resolver;
    this.nanos = lookup.toNanos();
  }

  @Override
  public void check(String host, List<InetAddress> addresses) throws IOException {
    for (InetAddress address : addresses) {
      if (!AddressGuard.isPublic(address) && !isBase(host) && !isBasePrivate()) {
        throw new ForbiddenAddressException(
            InetAddresses.toAddrString(address) + " is no public address");
      }
    }
  }

  /** The same where a proxy does the connecting: whatever can be known of the name here. */
  void checkName(String host) throws IOException {
    try {
      check(host, resolver.resolve(host, nanos));
    } catch (UnknownHostException e) {
      // Only the proxy knows this name.
    }
  }

  private boolean isBase(String host) {
    return host.equalsIgnoreCase(base);
  }

  private boolean isBasePrivate() throws InterruptedIOException {
    try {
      return resolver.resolve(base, nanos).stream().noneMatch(AddressGuard::isPublic);
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
