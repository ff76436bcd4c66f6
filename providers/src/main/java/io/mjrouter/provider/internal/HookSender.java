package io.mjrouter.provider.internal;

import com.google.common.net.InetAddresses;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.WebhookSender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts to addresses that a stranger named, over connections of its own. Each connects to the very
 * addresses that the rule has seen.
 */
public final class HookSender implements WebhookSender {

  private static final Logger LOG = LoggerFactory.getLogger(HookSender.class);
  private static final String USER_AGENT = "mj-router";
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final int CONNECTIONS = 64;

  private final TimeSource time;
  private final Resolver resolver;
  private final Watch watch;
  private final CloseableHttpClient client;

  public HookSender(Rule rule) {
    this(rule, Network.system(), TimeSource.system());
  }

  HookSender(Rule rule, Network network, TimeSource time) {
    this.time = time;
    this.resolver = new Resolver(network.dns(), "mj-hook-dns-%d");
    this.watch = new Watch(time, "mj-hook-watch");
    Connector connector =
        new Connector(
            resolver,
            (host, addresses) -> check(rule, host, addresses),
            network.tls(),
            time,
            CONNECT);
    this.client = Pool.create("mj-hooks", connector, CONNECTIONS, CONNECT, Optional.empty());
  }

  /** One address that may not be called is enough: the next attempt could take that one. */
  private static void check(Rule rule, String host, List<InetAddress> addresses)
      throws ForbiddenException {
    for (InetAddress address : addresses) {
      if (!rule.allows(host, address)) {
        LOG.debug("{} leads to {}", host, InetAddresses.toAddrString(address));
        throw new ForbiddenException();
      }
    }
  }

  @Override
  public int post(URI url, Map<String, String> headers, byte[] body, Duration whole)
      throws IOException {
    Origin.of(url);
    HttpUriRequestBase request = new HttpUriRequestBase("POST", path(url));
    Exchange exchange =
        new Exchange(request, pathAndQuery(url), headers, time.nanoTime() + whole.toNanos());
    request.setHeader("User-Agent", USER_AGENT);
    request.setEntity(new OneTimeEntity(body, "application/json", exchange));
    HttpClientContext context = HttpClientContext.create();
    exchange.addTo(context);
    try {
      watch.add(exchange);
      ClassicHttpResponse response = client.executeOpen(HttpHost.create(url), request, context);
      try (Opened opened = new Opened(response, exchange, url.getAuthority(), () -> {})) {
        return opened.status();
      }
    } catch (RejectedExecutionException e) {
      throw new IOException(e.getMessage(), e);
    } catch (Error e) {
      exchange.abandon();
      throw e;
    } finally {
      watch.remove(exchange);
    }
  }

  /** What the HTTP client sees, and logs: no query, which may hold a secret. */
  private static URI path(URI url) {
    return URI.create(url.getScheme() + "://" + url.getRawAuthority() + rawPath(url));
  }

  private static String pathAndQuery(URI url) {
    return url.getRawQuery() == null ? rawPath(url) : rawPath(url) + "?" + url.getRawQuery();
  }

  private static String rawPath(URI url) {
    String path = url.getRawPath();
    return path == null || path.isEmpty() ? "/" : path;
  }

  @Override
  public void close() {
    watch.close();
    client.close(CloseMode.IMMEDIATE);
    resolver.close();
  }
}
