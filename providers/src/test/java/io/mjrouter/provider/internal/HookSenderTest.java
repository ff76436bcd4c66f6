package io.mjrouter.provider.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.mjrouter.model.TimeSource;
import io.mjrouter.provider.HookSenderFactory;
import io.mjrouter.spi.AddressGuard;
import io.mjrouter.spi.WebhookSender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Calls of clients' webhooks over the wire. */
@Isolated("its deadlines are short")
class HookSenderTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final byte[] BODY = "{\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8);

  @RegisterExtension
  static final WireMockExtension RECEIVER =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.wireMockConfig().dynamicPort())
          .build();

  private static URI url(String host, String path) {
    return URI.create("http://" + host + ":" + RECEIVER.getPort() + path);
  }

  private static HookSender anywhere() {
    return new HookSender((host, address) -> true);
  }

  @Test
  void post_isSentOnceWithItsHeadersAndQuery() throws IOException {
    RECEIVER.stubFor(WireMock.post(WireMock.anyUrl()).willReturn(WireMock.status(204)));
    try (HookSender sender = anywhere()) {
      Map<String, String> headers = Map.of("webhook-id", "7");
      assertEquals(204, sender.post(url("localhost", "/hook?t=1"), headers, BODY, PATIENCE));
    }
    RECEIVER.verify(
        1,
        WireMock.postRequestedFor(WireMock.urlEqualTo("/hook?t=1"))
            .withHeader("webhook-id", WireMock.equalTo("7"))
            .withHeader("Content-Type", WireMock.equalTo("application/json"))
            .withRequestBody(WireMock.equalTo("{\"id\":\"1\"}")));
  }

  @Test
  void f93_redirect_isNotFollowed() throws IOException {
    RECEIVER.stubFor(
        WireMock.post("/moved")
            .willReturn(WireMock.temporaryRedirect(url("localhost", "/inside").toString())));
    try (HookSender sender = anywhere()) {
      assertEquals(302, sender.post(url("localhost", "/moved"), Map.of(), BODY, PATIENCE));
    }
    RECEIVER.verify(0, WireMock.postRequestedFor(WireMock.urlEqualTo("/inside")));
    RECEIVER.verify(0, WireMock.getRequestedFor(WireMock.urlEqualTo("/inside")));
  }

  @Test
  void f93_privateAddress_isNotConnectedTo() {
    try (HookSender sender = new HookSender((host, address) -> AddressGuard.isPublic(address))) {
      for (String host : new String[] {"localhost", "127.0.0.1", "[::1]"}) {
        assertThrows(
            WebhookSender.ForbiddenException.class,
            () -> sender.post(url(host, "/private"), Map.of(), BODY, PATIENCE));
      }
    }
    RECEIVER.verify(0, WireMock.postRequestedFor(WireMock.urlEqualTo("/private")));
  }

  @Test
  void f93_nameThatChangesItsMind_isConnectedToWhereItWasSeen() throws IOException {
    RECEIVER.stubFor(WireMock.post("/pinned").willReturn(WireMock.ok()));
    AtomicInteger asked = new AtomicInteger();
    DnsResolver rebinding =
        new DnsResolver() {
          @Override
          public InetAddress[] resolve(String host) {
            asked.incrementAndGet();
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
          }

          @Override
          public String resolveCanonicalHostname(String host) {
            return host;
          }
        };
    Network network = new Network(rebinding, Network.system().tls());
    AtomicInteger seen = new AtomicInteger();
    WebhookSender.Rule rule =
        (host, address) -> {
          seen.incrementAndGet();
          return host.equals("rebound.example") && address.isLoopbackAddress();
        };
    try (HookSender sender = new HookSender(rule, network, TimeSource.system())) {
      assertEquals(200, sender.post(url("rebound.example", "/pinned"), Map.of(), BODY, PATIENCE));
    }
    assertEquals(asked.get(), seen.get());
    assertEquals(1, asked.get());
  }

  @Test
  void brokenOrSilentReceiver_isAnIoException() {
    RECEIVER.stubFor(
        WireMock.post("/broken")
            .willReturn(WireMock.aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
    RECEIVER.stubFor(WireMock.post("/silent").willReturn(WireMock.ok().withFixedDelay(600_000)));
    try (HookSender sender = anywhere()) {
      assertThrows(
          IOException.class,
          () -> sender.post(url("localhost", "/broken"), Map.of(), BODY, PATIENCE));
      assertThrows(
          IOException.class,
          () -> sender.post(url("localhost", "/silent"), Map.of(), BODY, Duration.ofMillis(50)));
      assertThrows(
          IOException.class,
          () -> sender.post(URI.create("http://localhost:1/"), Map.of(), BODY, PATIENCE));
    }
    RECEIVER.verify(1, WireMock.postRequestedFor(WireMock.urlEqualTo("/broken")));
  }

  /** HttpClient would close every connection for good. */
  @Test
  void errorWhileSending_endsThatCallAlone() throws IOException {
    RECEIVER.stubFor(WireMock.post("/next").willReturn(WireMock.ok()));
    Map<String, String> planted =
        new AbstractMap<>() {
          @Override
          public Set<Entry<String, String>> entrySet() {
            throw new StackOverflowError("planted");
          }
        };
    try (HookSender sender = anywhere()) {
      URI next = url("localhost", "/next");
      assertThrows(IOException.class, () -> sender.post(next, planted, BODY, PATIENCE));
      assertEquals(200, sender.post(next, Map.of(), BODY, PATIENCE));
    }
  }

  @Test
  void errorWhileConnecting_connectionsComeBack() throws IOException {
    RECEIVER.stubFor(WireMock.post("/free").willReturn(WireMock.ok()));
    AtomicInteger errors = new AtomicInteger(100);
    WebhookSender.Rule rule =
        (host, address) -> {
          if (errors.getAndDecrement() > 0) {
            throw new StackOverflowError("planted");
          }
          return true;
        };
    try (HookSender sender = new HookSender(rule)) {
      URI free = url("127.0.0.1", "/free");
      for (int i = 0; i < 100; i++) {
        assertThrows(StackOverflowError.class, () -> sender.post(free, Map.of(), BODY, PATIENCE));
      }
      assertEquals(200, sender.post(free, Map.of(), BODY, PATIENCE));
    }
  }

  @Test
  void factory_isFound() {
    WebhookSender.Factory found =
        ServiceLoader.load(WebhookSender.Factory.class).findFirst().orElseThrow();
    assertInstanceOf(HookSenderFactory.class, found);
    WebhookSender sender = found.create((host, address) -> false);
    assertTrue(sender instanceof HookSender);
    sender.close();
  }
}
