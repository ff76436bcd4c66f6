package io.mjrouter.provider.internal;

import static io.mjrouter.provider.internal.Setup.assertAccepted;
import static io.mjrouter.provider.internal.Setup.assertNotSent;
import static io.mjrouter.provider.internal.Setup.assertUnknown;
import static io.mjrouter.provider.internal.Setup.attempt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.UnknownReason;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F16: a proxy between us and the host. */
@Timeout(30)
class CorporateProxyTest {

  private static final URI SECURE = URI.create("https://host.test:443");
  private static final URI PLAIN = URI.create("http://host.test:80");

  @ParameterizedTest
  @ValueSource(strings = {"407 Proxy Authentication Required", "403 Forbidden", "502 Bad Gateway"})
  void f16_submit_proxyRefusesToConnect_isNotSentAndSaysProxy(String status) throws Exception {
    String page = RawHost.http(status, "text/html", "<html>" + "no ".repeat(2_000) + "</html>");
    try (RawHost proxy = RawHost.answering(page);
        HttpProvider provider = Setup.at(SECURE).proxy(proxy.port()).provider()) {
      SubmitOutcome outcome = provider.submit(attempt());
      assertNotSent(NotSentReason.PROXY_REFUSED, outcome);
      assertTrue(outcome.message().contains("proxy"), outcome::message);
      assertEquals(1, proxy.heads().size());
      assertTrue(proxy.heads().get(0).startsWith("CONNECT host.test:443 "));
      assertFalse(proxy.heads().get(0).contains("canary"), "the key is not the proxy's business");
      assertEquals(0, proxy.posts());
    }
  }

  @Test
  void f16_submit_proxyHangsUpWhenAsked_isNotSent() throws Exception {
    RawHost.Behaviour leaves =
        (connection, number) -> {
          connection.readHead();
          connection.reset();
        };
    try (RawHost proxy = new RawHost(leaves);
        HttpProvider provider = Setup.at(SECURE).proxy(proxy.port()).provider()) {
      assertNotSent(NotSentReason.PROXY_REFUSED, provider.submit(attempt()));
      assertEquals(1, proxy.connections());
    }
  }

  @Test
  void f16_submit_proxyNeverAnswers_isNotSentInTime() throws Exception {
    RawHost.Behaviour silent = (connection, number) -> connection.awaitEnd();
    try (RawHost proxy = new RawHost(silent);
        HttpProvider provider = Setup.at(SECURE).connect(150).proxy(proxy.port()).provider()) {
      assertNotSent(NotSentReason.CONNECT_TIMEOUT, provider.submit(attempt()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"407 Proxy Authentication Required", "502 Bad Gateway"})
  void f16_submit_proxysOwnPageForAPlainRequest_isUnknownAndSaysProxy(String status)
      throws Exception {
    String page =
        RawHost.http(status, "text/html", "<html>squid</html>")
            .replace("\r\n\r\n", "\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n");
    try (RawHost proxy = RawHost.answering(page);
        HttpProvider provider = Setup.at(PLAIN).proxy(proxy.port()).provider()) {
      SubmitOutcome outcome = provider.submit(attempt());
      assertUnknown(UnknownReason.SERVER_ERROR, outcome);
      assertTrue(outcome.message().contains("proxy"), outcome::message);
      assertEquals(1, proxy.posts());
    }
  }

  @Test
  void f16_submit_hostAnswersThroughTheProxy_isAccepted() throws Exception {
    try (RawHost proxy = RawHost.answering(RawHost.ACCEPTED);
        HttpProvider provider = Setup.at(PLAIN).proxy(proxy.port()).provider()) {
      assertAccepted(provider.submit(attempt()));
      assertTrue(
          proxy.heads().get(0).startsWith("POST http://host.test:80/mj-fast/mj/submit/imagine "),
          proxy.heads().get(0));
    }
  }

  @Test
  void f16_submit_proxyNotThere_isNotSentAndSaysProxy() throws Exception {
    RawHost proxy = RawHost.answering(RawHost.ACCEPTED);
    proxy.close();
    try (HttpProvider provider = Setup.at(SECURE).proxy(proxy.port()).provider()) {
      SubmitOutcome outcome = provider.submit(attempt());
      assertNotSent(NotSentReason.CONNECT_REFUSED, outcome);
      assertTrue(outcome.message().contains("proxy"), outcome::message);
    }
  }
}
