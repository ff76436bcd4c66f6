package io.mjrouter.provider.internal;

import com.google.common.net.HostAndPort;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ConnectionReuseStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Apache HttpClient with everything off that it would do of its own accord. */
final class Pool {

  private static final Http1Config LIMITS =
      Http1Config.custom()
          .setMaxLineLength(64 << 10)
          .setMaxHeaderCount(200)
          .setMaxEmptyLineCount(10)
          .build();

  /**
   * Idle connections are dropped before usual gateways drop them (60 s and more), and one that lay
   * idle for a moment is looked at, which costs 2 ms, before something is sent over it.
   */
  private static final TimeValue IDLE = TimeValue.ofSeconds(45);

  private static final TimeValue LOOK_AFTER = TimeValue.ofMilliseconds(100);

  private static final ConnectionReuseStrategy REUSE =
      (request, response, context) ->
          !Exchange.of(context).isBrokenOff()
              && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);

  private Pool() {}

  /**
   * A client with connections of its own.
   *
   * @param connections how many at most, to all hosts together
   * @param wait how long a request waits for one of them
   */
  static CloseableHttpClient create(
      String name,
      Connector connector,
      int connections,
      Duration wait,
      Optional<HostAndPort> proxy) {
    AtomicLong numbers = new AtomicLong();
    var manager =
        new PoolingHttpClientConnectionManager(
            connector,
            PoolConcurrencyPolicy.STRICT,
            PoolReusePolicy.LIFO,
            TimeValue.NEG_ONE_MILLISECOND,
            socket -> new QuietConnection(name + "-" + numbers.incrementAndGet(), LIMITS));
    manager.setMaxTotal(connections);
    manager.setDefaultMaxPerRoute(connections);
    manager.setDefaultSocketConfig(
        SocketConfig.custom().setTcpNoDelay(true).setSoKeepAlive(true).build());
    manager.setDefaultConnectionConfig(
        ConnectionConfig.custom()
            .setIdleTimeout(Timeout.of(IDLE.getDuration(), IDLE.getTimeUnit()))
            .setValidateAfterInactivity(LOOK_AFTER)
            .build());
    HttpClientBuilder builder =
        HttpClientBuilder.create()
            .setConnectionManager(manager)
            .setDefaultRequestConfig(requests(wait))
            .setRequestExecutor(new RequestSender())
            .setConnectionReuseStrategy(REUSE)
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableConnectionState()
            .disableContentCompression()
            .disableDefaultUserAgent();
    proxy.ifPresent(at -> builder.setProxy(new HttpHost("http", at.getHost(), at.getPort())));
    return builder.build();
  }

  /**
   * How long one may take is for {@link Watch} to say, and not for its socket: one with a timeout
   * is read by three system calls where one without needs one.
   */
  private static RequestConfig requests(Duration wait) {
    return RequestConfig.custom()
        .setConnectionRequestTimeout(Timeout.of(wait))
        .setResponseTimeout(Timeout.DISABLED)
        .setAuthenticationEnabled(false)
        .setRedirectsEnabled(false)
        .setExpectContinueEnabled(false)
        .setProtocolUpgradeEnabled(false)
        .build();
  }
}
