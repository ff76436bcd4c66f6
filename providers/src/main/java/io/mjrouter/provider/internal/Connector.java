package io.mjrouter.provider.internal;

import io.mjrouter.model.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Connects within one budget: name, every address and the TLS handshake together. HttpClient's own
 * grants the timeout anew to each address and each step.
 */
final class Connector extends DefaultHttpClientConnectionOperator {

  /** May refuse to connect to an address that a name led to. */
  @FunctionalInterface
  interface Guard {
    void check(String host, List<InetAddress> addresses) throws IOException;
  }

  private final Resolver resolver;
  private final Guard guard;
  private final TimeSource time;
  private final long budget;

  Connector(
      Resolver resolver, Guard guard, TlsSocketStrategy tls, TimeSource time, Duration budget) {
    super(
        null,
        (DnsResolver) SystemDefaultDnsResolver.INSTANCE,
        RegistryBuilder.<TlsSocketStrategy>create().register("https", tls).build());
    this.resolver = resolver;
    this.guard = guard;
    this.time = time;
    this.budget = budget.toNanos();
  }

  @Override
  public void connect(
      ManagedHttpClientConnection connection,
      HttpHost host,
      @Nullable NamedEndpoint name,
      @Nullable Path unixDomainSocket,
      @Nullable InetSocketAddress local,
      @Nullable Timeout timeout,
      SocketConfig config,
      @Nullable Object attachment,
      HttpContext context)
      throws IOException {
    Exchange exchange = Exchange.of(context);
    long start = time.nanoTime();
    exchange.connecting(start, budget);
    List<InetAddress> addresses =
        resolver.resolve(host.getHostName(), exchange.connectBy() - start);
    guard.check(host.getHostName(), addresses);
    for (int i = 0; ; i++) {
      long share = (exchange.connectBy() - time.nanoTime()) / (addresses.size() - i);
      if (share <= 0) {
        throw new ConnectTimeoutException("no connection in time");
      }
      exchange.reached(Exchange.Stage.CONNECTING);
      try {
        super.connect(
            connection,
            new HttpHost(
                host.getSchemeName(), addresses.get(i), host.getHostName(), host.getPort()),
            name,
            null,
            local,
            Timeout.ofMilliseconds(Math.max(1, share / 1_000_000)),
            config,
            attachment,
            context);
        return;
      } catch (IOException e) {
        boolean last = i == addresses.size() - 1;
        if (last || exchange.stage() != Exchange.Stage.CONNECTING || exchange.ended() != null) {
          throw e;
        }
      }
    }
  }

  @Override
  protected void onBeforeTlsHandshake(HttpContext context, HttpHost host) {
    Exchange.of(context).reached(Exchange.Stage.HANDSHAKING);
  }
}
