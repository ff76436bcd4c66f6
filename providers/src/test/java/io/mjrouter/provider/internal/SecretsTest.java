package io.mjrouter.provider.internal;

import static io.mjrouter.provider.internal.RawHost.http;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import io.mjrouter.model.Describe;
import io.mjrouter.model.ImageData;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Mode;
import io.mjrouter.spi.AuthScheme;
import io.mjrouter.spi.BalanceProbe;
import io.mjrouter.spi.BalanceProbe.Endpoint;
import io.mjrouter.spi.BalanceSettings;
import io.mjrouter.spi.MediaStream;
import io.mjrouter.spi.Secret;
import io.mjrouter.spi.SubmitAttempt;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Canaries in everything secret; every log at its most talkative, every outcome, every text. */
@Timeout(30)
@Isolated("its deadlines are short")
class SecretsTest {

  private static final String KEY = "secret-canaryKey0123456789";
  private static final String TOKEN = "secret-canaryToken0123456789";
  private static final String SIGNATURE = "secret-canarySignature0123456789";
  private static final String HEADER = "secret-canaryHeader0123456789";
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  private static final List<String> CANARIES =
      List.of(KEY, TOKEN, SIGNATURE, HEADER, PNG.substring(0, 40), "canaryPrompt");

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private Level before;

  @BeforeEach
  void listen() {
    before = root.getLevel();
    root.iteratorForAppenders().forEachRemaining(Appender::stop);
    log.start();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
  }

  @AfterEach
  void stopListening() {
    root.setLevel(before);
    root.detachAppender(log);
    root.iteratorForAppenders().forEachRemaining(Appender::start);
  }

  /** What goes wrong, or not. */
  enum Host {
    WELL {
      @Override
      RawHost start() {
        return RawHost.answering(RawHost.ACCEPTED);
      }
    },
    QUOTES_THE_KEY {
      @Override
      RawHost start() {
        return RawHost.answering(
            http(
                "401 Unauthorized",
                "application/json",
                "{\"error\":{\"message\":\"Incorrect API key provided: " + KEY + "\"}}"));
      }
    },
    QUOTES_THE_KEY_IN_PLAIN_WORDS {
      @Override
      RawHost start() {
        return RawHost.answering(
            http(
                "401 Unauthorized",
                "application/json",
                "{\"error\":{\"message\":\"nobody is called " + KEY + " here\"}}"));
      }
    },
    QUOTES_THE_KEY_IN_GARBAGE {
      @Override
      RawHost start() {
        return RawHost.answering("you sent " + KEY + " and " + TOKEN + "\r\n\r\n");
      }
    },
    QUOTES_THE_KEY_IN_A_HEAD {
      @Override
      RawHost start() {
        return RawHost.answering("HTTP/1.1 200 OK\r\n" + KEY + " " + TOKEN + "\r\n\r\n");
      }
    },
    REDIRECTS_WITH_THE_KEY {
      @Override
      RawHost start() {
        return RawHost.answering(
            "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: https://x.test/?key="
                + KEY
                + "\r\n\r\n");
      }
    },
    HANGS_UP {
      @Override
      RawHost start() {
        return new RawHost(
            (connection, number) -> {
              connection.read();
              connection.reset();
            });
      }
    },
    IS_SILENT {
      @Override
      RawHost start() {
        return new RawHost((connection, number) -> connection.awaitEnd());
      }
    };

    abstract RawHost start();
  }

  @ParameterizedTest
  @EnumSource
  void everyCall_whateverTheHostDoes_showsNoSecret(Host kind) throws Exception {
    List<Object> seen = new ArrayList<>();
    try (RawHost host = kind.start()) {
      Setup setup = setup(host.base());
      try (HttpProvider provider = setup.provider()) {
        seen.add(provider);
        seen.add(provider.info());
        seen.add(setup.config());
        seen.add(setup.key());
        seen.add(provider.submit(prompt()));
        seen.add(provider.submit(picture()));
        seen.add(provider.fetch(Setup.TASK_ID));
        seen.add(provider.fetchAll(List.of(Setup.TASK_ID)));
        seen.add(provider.list());
        seen.add(provider.seed(Setup.TASK_ID));
        seen.add(provider.cancel(Setup.TASK_ID));
        seen.add(provider.balance());
        MediaLink link = MediaLink.of(URI.create(host.base() + "/x.png?hm=" + SIGNATURE));
        var opened = provider.open(link, 1_000_000);
        seen.add(opened);
        if (opened.value().isPresent()) {
          try (MediaStream stream = opened.value().get()) {
            stream.content().readAllBytes();
          } catch (IOException e) {
            seen.add(e);
          }
        }
        seen.add(provider.submit(prompt()));
      }
      boolean asked = kind == Host.IS_SILENT || String.join("", host.heads()).contains(KEY);
      assertTrue(asked, "the key must have gone to the host, or this shows nothing");
    }
    seen.forEach(it -> assertSilent(String.valueOf(it)));
    assertLogSilent();
  }

  @ParameterizedTest
  @EnumSource
  void everyAuthScheme_connectionRefused_showsNoSecret(AuthScheme scheme) throws Exception {
    RawHost host = RawHost.answering(RawHost.ACCEPTED);
    host.close();
    try (HttpProvider provider = setup(host.base()).auth(scheme).provider()) {
      assertSilent(provider.submit(prompt()).toString());
      assertSilent(provider.balance().toString());
    }
    assertLogSilent();
  }

  @Test
  void log_atDebug_saysWhatWasAskedAndHowLongItTook() throws Exception {
    try (RawHost host = RawHost.answering(RawHost.ACCEPTED);
        HttpProvider provider = setup(host.base()).provider()) {
      provider.submit(prompt());
    }
    assertEquals(
        1,
        log.list.stream()
            .filter(event -> event.getLoggerName().equals(Transport.class.getName()))
            .filter(
                event ->
                    event
                        .getFormattedMessage()
                        .matches("POST \\S+/mj-fast/mj/submit/imagine -> 200 in [0-9]+ ms"))
            .count());
  }

  @Test
  void construction_refused_showsNoSecret() {
    for (URI base :
        List.of(
            URI.create("http://user:" + KEY + "@host.test"),
            URI.create("http://host.test?key=" + KEY),
            URI.create("ftp://host.test/" + KEY))) {
      var refusal = assertThrows(IllegalArgumentException.class, () -> setup(base).provider());
      assertSilent(refusal.toString());
    }
  }

  private static Setup setup(URI base) {
    Setup setup =
        Setup.at(base)
            .key(KEY)
            .headers(Map.of("X-Extra", HEADER))
            .read(100)
            .image(100)
            .balance(BalanceSettings.defaults().withAccessToken(Secret.of(TOKEN), "42"));
    setup =
        setup.timeouts(
            setup.timeouts().withSubmit(Duration.ofMillis(100)).withSeed(Duration.ofMillis(100)));
    return setup.profile(
        setup.profile().toBuilder()
            .balanceProbes(
                new BalanceProbe(Endpoint.COMET_QUOTA, Optional.of(base), BigDecimal.ONE, Set.of()),
                BalanceProbe.of(Endpoint.USER_SELF),
                BalanceProbe.of(Endpoint.BILLING))
            .build());
  }

  private static SubmitAttempt prompt() {
    return SubmitAttempt.of(Imagine.of("canaryPrompt"), Mode.FAST);
  }

  private static SubmitAttempt picture() {
    return SubmitAttempt.of(
        Describe.of(ImageData.parse("data:image/png;base64," + PNG)), Mode.FAST);
  }

  private void assertLogSilent() {
    assertFalse(log.list.isEmpty(), "nothing was logged at all");
    for (ILoggingEvent event : List.copyOf(log.list)) {
      assertSilent(event.getLoggerName() + ": " + event.getFormattedMessage());
      IThrowableProxy thrown = event.getThrowableProxy();
      if (thrown != null) {
        assertSilent(ThrowableProxyUtil.asString(thrown));
      }
    }
  }

  private static void assertSilent(String text) {
    for (String canary : CANARIES) {
      assertFalse(text.contains(canary), () -> canary + " in: " + text);
    }
  }
}
