package io.mjrouter.provider.internal;

import com.google.common.net.HostAndPort;
import feign.Client;
import feign.Request;
import feign.Response;
import io.mjrouter.model.TimeSource;
import io.mjrouter.provider.internal.ExchangeFailure.Kind;
import io.mjrouter.wire.HttpAnswer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.io.CloseMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests, each once, and knows of each that fails whether any of its body left.
 *
 * <p>Every exchange has one deadline, from asking for a connection to the last byte of the answer;
 * an interrupt of its thread, or {@link #close()}, ends it at once. Connections have three shares:
 * submissions, as many as the provider's concurrency; free calls, as many and at least {@value
 * #FEWEST_READS}, so that slow submissions never keep a poll waiting; and pictures, {@value
 * #PICTURES}, which have connections of their own since they come from other hosts, take long, and
 * are looked at by many. A call that finds its share full waits as long as connecting may take.
 *
 * <p>Safe for use by many threads.
 */
final class Transport implements Client, AutoCloseable {

  /** The largest answer that is not a picture. */
  static final int MOST_ANSWER_BYTES = 4 << 20;

  private static final int FEWEST_READS = 8;

  /** A stream has no more than its buffers in memory, however large the picture. */
  static final int PICTURES = 1_024;

  private static final Logger LOG = LoggerFactory.getLogger(Transport.class);

  private final TimeSource time;
  private final Duration connect;
  private final String userAgent;
  private final String suffix;
  private final Peer base;
  private final Watch watch;
  private final Resolver resolver;
  private final PictureGuard guard;
  private final CloseableHttpClient api;
  private final CloseableHttpClient media;
  private final ConnectionShare submits;
  private final ConnectionShare reads;
  private final ConnectionShare pictures;

  Transport(HttpProviderConfig config, Network network) {
    String name = "mj-" + config.id();
    Optional<HostAndPort> proxy = config.proxy();
    int submissions = config.concurrent();
    int others = Math.max(FEWEST_READS, submissions);
    time = config.time();
    connect = config.timeouts().connect();
    userAgent = config.profile().userAgent();
    base = Peer.of(config.base());
    suffix = proxy.map(at -> " through the proxy " + at).orElse("");
    watch = new Watch(time, name + "-watch");
    resolver = new Resolver(network.dns(), name + "-dns-%d");
    Connector anywhere =
        new Connector(resolver, (host, addresses) -> {}, network.tls(), time, connect);
    guard = new PictureGuard(config.base().getHost(), resolver, connect);
    // Through a proxy the connection is to the proxy, and the address is its choice.
    Connector guarded =
        proxy.isPresent() ? anywhere : new Connector(resolver, guard, network.tls(), time, connect);
    api = Pool.create(name, anywhere, submissions + others, connect, proxy);
    media = Pool.create(name + "-media", guarded, PICTURES, connect, proxy);
    submits = new ConnectionShare(api, submissions);
    reads = new ConnectionShare(api, others);
    pictures = new ConnectionShare(media, PICTURES);
  }

  ConnectionShare submits() {
    return submits;
  }

  ConnectionShare reads() {
    return reads;
  }

  ConnectionShare pictures() {
    return pictures;
  }

  PictureGuard guard() {
    return guard;
  }

  /** What {@link MjApi} asks, answered with {@link Answered}. */
  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    HttpAnswer answer =
        exchange(request.httpMethod().name(), URI.create(request.url()), (Call) options);
    return Response.builder()
        .status(answer.status())
        .headers(Map.of())
        .request(request)
        .body(new Answered(answer))
        .build();
  }

  /** Sends a request and reads the whole answer. */
  HttpAnswer exchange(String method, URI url, Call call) throws ExchangeFailure {
    boolean paid = call.share() == submits;
    Map<String, String> headers =
        Map.of(
            "Accept", "application/json, */*;q=0.5", "Accept-Encoding", paid ? "identity" : "gzip");
    try (Opened opened = open(method, url, headers, call)) {
      return new HttpAnswer(opened.status(), opened.headers(), opened.body(MOST_ANSWER_BYTES));
    }
  }

  /** Sends a request and returns once the head of the answer is there. */
  Opened open(String method, URI url, Map<String, String> headers, Call call)
      throws ExchangeFailure {
    if (Thread.currentThread().isInterrupted()) {
      throw ExchangeFailure.beforeSending(Kind.INTERRUPTED, "interrupted before sending");
    }
    long start = time.nanoTime();
    Duration whole = call.whole();
    Peer peer = base.isAt(url) ? base : Peer.of(url);
    HttpUriRequestBase request = new HttpUriRequestBase(method, peer.root());
    Exchange exchange =
        new Exchange(
            request, pathAndQuery(url), call.credentials().headers(), start + whole.toNanos());
    String host = peer.authority() + suffix;
    request.setHeader("User-Agent", userAgent);
    headers.forEach(request::setHeader);
    byte[] body = call.body();
    if (body != null) {
      request.setEntity(new OneTimeEntity(body, "application/json", exchange));
    }
    call.share().enter(Math.min(connect.toNanos(), whole.toNanos()));
    Runnable done =
        () -> {
          watch.remove(exchange);
          call.share().leave();
        };
    ClassicHttpResponse response = null;
    try {
      watch.add(exchange);
      HttpClientContext context = HttpClientContext.create();
      exchange.addTo(context);
      response = call.share().client().executeOpen(peer.host(), request, context);
      if (exchange.proxyStatus() != 0) {
        throw new IOException("the proxy did not connect");
      }
      log(method, url, response.getCode(), start);
      return new Opened(response, exchange, host, done);
    } catch (IOException | RuntimeException e) {
      if (response != null) {
        close(response);
      }
      done.run();
      ExchangeFailure failure = Failures.classify(exchange, host, e);
      LOG.debug("{} {}{}: {}", method, url.getAuthority(), url.getRawPath(), failure.kind());
      throw failure;
    } catch (Error e) {
      exchange.abandon();
      done.run();
      throw e;
    }
  }

  private void log(String method, URI url, int status, long start) {
    if (LOG.isDebugEnabled()) {
      long millis = (time.nanoTime() - start) / 1_000_000;
      LOG.debug(
          "{} {}{} -> {} in {} ms", method, url.getAuthority(), url.getRawPath(), status, millis);
    }
  }

  private static void close(ClassicHttpResponse response) {
    try {
      response.close();
    } catch (IOException e) {
      // The connection is given up either way.
    }
  }

  private static String pathAndQuery(URI url) {
    String query = url.getRawQuery();
    return query == null ? path(url) : path(url) + "?" + query;
  }

  private static String path(URI url) {
    String path = url.getRawPath();
    return path == null || path.isEmpty() ? "/" : path;
  }

  @Override
  public void close() {
    watch.close();
    api.close(CloseMode.IMMEDIATE);
    media.close(CloseMode.IMMEDIATE);
    resolver.close();
  }
}
