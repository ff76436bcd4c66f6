package io.mjrouter.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import com.google.common.util.concurrent.Uninterruptibles;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that mean no good. */
class HostileRequestsTest {

  private final ScriptedProvider host = ScriptedProvider.named("host");

  /** Whoever owns a name decides how long its servers take. */
  @Test
  @Timeout(60)
  void namesThatNeverAnswer_holdUpNobodyAndLeadNowhere() {
    CountDownLatch goOn = new CountDownLatch(1);
    try (ProxyRig rig = ProxyRig.open(host)) {
      MjProxy proxy =
          MjProxy.builder(rig.mj)
              .time(rig.time)
              .names(
                  name -> {
                    Uninterruptibles.awaitUninterruptibly(goOn);
                    return new InetAddress[0];
                  })
              .lookUp(Duration.ofMillis(1))
              .build();
      // More than there are threads to ask with, and room to wait for them.
      for (int i = 0; i < 300; i++) {
        String hook = "http://" + i + ".slow.example/hook";
        TestRequest asks =
            TestRequest.post(
                "/mj/submit/imagine", "{\"prompt\":\"x\",\"notifyHook\":\"" + hook + "\"}");
        assertEquals(1, Answered.of(proxy.handle(asks)).code());
      }
      assertEquals(300, host.submits());
    } finally {
      goOn.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/hook",
        "http://127.0.0.1:8080/actuator",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://0x7f.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://172.16.3.4/",
        "http://192.168.0.1/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://localhost/",
        "http://LOCALHOST:9/",
        "http://inside.localhost/",
        "http://rebound.example/",
        "http://half.example/"
      })
  void f93_linkToAPrivateAddress_isRefusedBeforePaying(String link) {
    try (ProxyRig rig = ProxyRig.open(host)) {
      rig.names.put("rebound.example", InetAddresses.forString("10.1.2.3"));
      rig.names.put("half.example", InetAddresses.forString("::ffff:192.168.1.1"));
      for (String body :
          List.of(
              "{\"prompt\":\"x\",\"notifyHook\":\"" + link + "\"}",
              "{\"prompt\":\"x\",\"image\":\"" + link + "\",\"motion\":\"low\"}",
              "{\"link\":\"" + link + "\"}")) {
        String path =
            body.contains("notifyHook") ? "imagine" : body.contains("image") ? "video" : "describe";
        Answered answer = rig.post("/mj/submit/" + path, body).expect(400, 4);
        assertFalse(answer.text().contains(link), answer::toString);
      }
      assertEquals(0, host.requests());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "gopher://client.example/",
        "ftp://client.example/",
        "//client.example/",
        "https://user:secret-canary@client.example/",
        "https://",
        "not a link",
        "javascript:alert(1)"
      })
  void f93_hookThatIsNoLink_isRefused(String hook) {
    try (ProxyRig rig = ProxyRig.open(host)) {
      rig.post("/mj/submit/imagine", "{\"prompt\":\"x\",\"notifyHook\":\"" + hook + "\"}")
          .expect(400, 4);
      assertEquals(0, host.requests());
    }
  }

  @Test
  void f93_privateAddressInThePrompt_isRefused() {
    try (ProxyRig rig = ProxyRig.open(host)) {
      rig.post("/mj/submit/imagine", "{\"prompt\":\"http://10.0.0.1/a.png a fox\"}").expect(400, 4);
      rig.post("/mj/submit/imagine", "{\"prompt\":\"http://u@10.0.0.1 a fox\"}").expect(400, 4);
      rig.post("/mj/submit/imagine", "{\"prompt\":\"https://cdn.example/a.png a fox\"}")
          .expect(200, 1);
    }
  }

  @Test
  void privateAddressThatIsListed_isTaken() {
    ProxySettings.Builder settings =
        ProxySettings.builder().privateHosts("hooks.lan", "10.1.0.0/16", "fd00::7");
    try (ProxyRig rig = ProxyRig.of(settings, host)) {
      rig.names.put("hooks.lan", InetAddresses.forString("192.168.7.7"));
      rig.names.put("other.lan", InetAddresses.forString("192.168.7.7"));
      for (String good :
          List.of("http://hooks.lan/h", "http://10.1.2.3:9/h", "http://[fd00::7]/h")) {
        rig.post("/mj/submit/imagine", "{\"prompt\":\"x\",\"notifyHook\":\"" + good + "\"}")
            .expect(200, 1);
      }
      for (String bad : List.of("http://other.lan/h", "http://10.2.2.3/h", "http://[fd00::8]/h")) {
        rig.post("/mj/submit/imagine", "{\"prompt\":\"x\",\"notifyHook\":\"" + bad + "\"}")
            .expect(400, 4);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/mj/../actuator",
        "/mj/%2e%2e/actuator",
        "/mj/submit/../../actuator",
        "/mj//submit/imagine",
        "//mj/submit/imagine",
        "/mj/submit/imagine;jsessionid=1",
        "/mj;x/submit/imagine",
        "/mj/submit%2fimagine",
        "/mj/submit/imagine%00",
        "/mj/submit/imagine\r\nX: y",
        "/mj/submit/imagine\\..",
        "/MJ/submit/imagine",
        "/a/b/c/mj/submit/imagine",
        "/mj/a/b/c/d/e/f/g/h/i/j/k",
        "mj/submit/imagine",
        "*",
        "/",
        ""
      })
  void f95_pathTrick_is404AndJson(String path) {
    try (ProxyRig rig = ProxyRig.open(host)) {
      rig.post(path, ProxyRig.IMAGINE).expect(404, 4);
      assertEquals(0, host.requests());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "%2e%2e",
        "a;b",
        "1000000000000001%0d%0a",
        "1e15",
        "-1",
        "0x1",
        "\u0661",
        "a b",
        "1.0"
      })
  void f95_idTrick_isAnsweredAsUnknown(String id) {
    try (ProxyRig rig = ProxyRig.open(host)) {
      Answered answer = rig.get("/mj/task/" + id + "/fetch").expect(400, 4);
      assertEquals("task_no_found ", answer.description());
    }
  }

  @Test
  void f95_methodOverride_isIgnored() {
    try (ProxyRig rig = ProxyRig.open(host)) {
      rig.send(TestRequest.get("/mj/submit/imagine").header("X-HTTP-Method-Override", "POST"))
          .expect(405, 4);
    }
  }

  @Test
  void f92_largeBodies_areCutForEveryEndpoint() {
    String large = "{\"ids\":[\"" + "x".repeat(200) + "\"]}";
    try (ProxyRig rig = ProxyRig.of(ProxySettings.builder().maxBody(100), host)) {
      rig.post("/mj/task/list-by-condition", large).expect(413, 4);
      rig.post("/mj/submit/imagine", large).expect(413, 4);
    }
  }

  @Test
  void servesOnly_whatIsBelowItsPaths() {
    for (String ours :
        List.of("/mj", "/mj/x", "/mjr/x", "/mj-fast/mj/x", "/a/b/mj", "/mj-fast/fast/mj/x")) {
      assertTrue(MjProxy.serves(ours), ours);
    }
    for (String others : List.of("/", "", "/actuator", "/mjx", "/a/mjr/x", "/a/b/c/mj/x", "mj")) {
      assertFalse(MjProxy.serves(others), others);
    }
  }

  /** Sends a byte now and then, for ever. */
  private static final class Trickle extends InputStream {
    private final FakeTime time;
    private final Duration pause;
    private int sent;

    Trickle(FakeTime time, Duration pause) {
      this.time = time;
      this.pause = pause;
    }

    @Override
    public int read() {
      time.advance(pause);
      sent++;
      return ' ';
    }

    @Override
    public int read(byte[] into, int from, int length) {
      into[from] = (byte) read();
      return 1;
    }
  }

  @Test
  void f92_trickledBody_isReadForSomeSecondsAndNotToItsEnd() {
    try (ProxyRig rig = ProxyRig.open(host)) {
      for (String path : List.of("/mj/submit/imagine", "/mj/task/list-by-condition")) {
        Trickle trickle = new Trickle(rig.time, Duration.ofSeconds(1));
        Answered answer = rig.send(TestRequest.post(path, "").body(trickle)).expect(408, 4);
        assertEquals("close", answer.header("Connection"));
        assertEquals(21, trickle.sent);
      }
      assertEquals(0, host.requests());
    }
  }

  @Test
  void f98_burst_takesAsManyAsThereAreSendsNobodyMoreAndTellsTheRestWhenToComeBack()
      throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger sending = new AtomicInteger();
    host.whileSubmitting(
        sent -> {
          sending.incrementAndGet();
          Uninterruptibles.awaitUninterruptibly(goOn);
        });
    ExecutorService threads = Executors.newFixedThreadPool(100);
    try (ProxyRig rig = ProxyRig.open(host)) {
      CompletionService<Answered> answers = new ExecutorCompletionService<>(threads);
      for (int i = 0; i < 100; i++) {
        answers.submit(() -> rig.post("/mj/submit/imagine", ProxyRig.IMAGINE));
      }
      for (int refused = 0; refused < 90; refused++) {
        Answered answer = answers.take().get().expect(503, 23);
        assertTrue(Integer.parseInt(answer.header("Retry-After")) >= 1, answer::toString);
      }
      goOn.countDown();
      for (int taken = 0; taken < 10; taken++) {
        answers.take().get().expect(200, 1);
      }
      assertEquals(10, sending.get());
      assertEquals(10, host.submits());
    } finally {
      goOn.countDown();
      threads.shutdownNow();
    }
  }
}
