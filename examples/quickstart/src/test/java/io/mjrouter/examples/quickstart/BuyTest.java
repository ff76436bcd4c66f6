package io.mjrouter.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.TimeSource;
import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.provider.simulator.HttpSimulatedHost;
import io.mjrouter.provider.simulator.SimulatedHost;
import io.mjrouter.spi.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same command at a host over HTTP, which counts what it was paid for. */
class BuyTest {

  private static final int SPEED = 300;

  @TempDir private Path folder;
  private final List<HttpSimulatedHost> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(HttpSimulatedHost::close);
  }

  @Test
  void buy_yes_buysOnePictureAndCutsItHere() throws IOException {
    HttpSimulatedHost host = deerApi();

    TestRun.Result result = buy(host, "--yes", "--mode", "fast", "a red fox");

    assertEquals("", result.err());
    assertEquals(ExitCode.OK, result.exitCode());
    assertEquals(1, host.paidSubmissions());
    assertEquals(
        List.of("grid-1.png", "grid-2.png", "grid-3.png", "grid-4.png", "grid.png"), files());
    assertTrue(
        result
            .out()
            .startsWith(
                "deerapi, mode fast: price unknown (the host publishes none; --price USD tells it), usually about 1 min."),
        result.out());
    assertTrue(
        result.out().endsWith("Bought: price unknown." + System.lineSeparator()), result.out());
    assertTrue(targets(host).contains("/mj-fast/mj/submit/imagine"), targets(host).toString());
  }

  @Test
  void buy_upscale_isASecondPurchaseAndSaidBefore() throws IOException {
    HttpSimulatedHost host = deerApi();

    TestRun.Result result =
        buy(host, "--yes", "--price", "0.05", "--max-price", "0.05", "--upscale", "3", "a red fox");

    assertEquals(ExitCode.OK, result.exitCode(), result.err());
    assertEquals(2, host.paidSubmissions());
    assertTrue(files().contains("u3.png"), files().toString());
    assertTrue(result.out().contains("Then U3: $0.05 more."), result.out());
    assertTrue(result.out().endsWith("Bought: $0.10." + System.lineSeparator()), result.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"y\n", "Yes\n"})
  void buy_terminal_buysAfterYes(String typed) {
    HttpSimulatedHost host = deerApi();

    TestRun.Result result = run(host).terminal(typed).run(arguments(host, "a red fox"));

    assertEquals(ExitCode.OK, result.exitCode(), result.err());
    assertTrue(result.out().contains("Buy it? [y/N] "), result.out());
    assertEquals(1, host.paidSubmissions());
  }

  @ParameterizedTest
  @ValueSource(strings = {"n\n", "\n", "", "maybe\n"})
  void buy_terminal_anythingButYesBuysNothing(String typed) throws IOException {
    HttpSimulatedHost host = deerApi();

    TestRun.Result result = run(host).terminal(typed).run(arguments(host, "a red fox"));

    assertEquals(ExitCode.NOTHING_BOUGHT, result.exitCode());
    assertTrue(result.err().endsWith("Nothing was bought." + System.lineSeparator()), result.err());
    assertEquals(0, host.paidSubmissions());
    assertEquals(List.of(), submissions(host));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void buy_pipedWithoutYes_buysNothing() {
    HttpSimulatedHost host = deerApi();

    TestRun.Result result = buy(host, "a red fox");

    assertEquals(ExitCode.NOTHING_BOUGHT, result.exitCode());
    assertEquals(1, result.errLines().size(), result.err());
    assertTrue(result.err().contains("add --yes"), result.err());
    assertEquals(List.of(), submissions(host));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bad-key                | NOTHING_BOUGHT | deerapi refused the key                     | 0",
        "edge-blocked           | NOTHING_BOUGHT | refused this program, not your key          | 0",
        "quota                  | NOTHING_BOUGHT | The account at deerapi has no money left    | 0",
        "banned                 | NOTHING_BOUGHT | deerapi refused the prompt: HTTP 200        | 0",
        "queue-full             | NOTHING_BOUGHT | deerapi did not take it (QUEUE_FULL)        | 0",
        "no-channel             | NOTHING_BOUGHT | deerapi did not take it (NO_CHANNEL)        | 0",
        "hang-up-after-reading  | MAYBE_BOUGHT   | The grid may have been bought.              | 1",
        "hang-up-before-reading | MAYBE_BOUGHT   | The grid may have been bought.              | 0",
        "bad-gateway            | MAYBE_BOUGHT   | Nobody can tell whether deerapi took it     | 1",
        "html                   | MAYBE_BOUGHT   | The grid may have been bought.              | 1",
        "truncated              | MAYBE_BOUGHT   | The grid may have been bought.              | 1",
        "fail                   | BOUGHT         | The grid was bought: deerapi has it as task | 1",
        "fail-content           | BOUGHT         | Change the prompt: it offends the rules.    | 1"
      })
  void buy_fault_isOneLineThatSaysWhatWasBought(
      String fault, ExitCode exitCode, String expected, int paid) throws IOException {
    HttpSimulatedHost host = host(KnownProfiles.deerApi(), fault);

    TestRun.Result result = buy(host, "--yes", "a red fox");

    assertEquals(exitCode, result.exitCode(), result.err());
    assertEquals(1, result.errLines().size(), result.err());
    assertTrue(result.err().contains(expected), result.err());
    assertTrue(
        exitCode != ExitCode.NOTHING_BOUGHT || result.err().contains("Nothing was bought."),
        result.err());
    assertFalse((result.out() + result.err()).contains(HttpSimulatedHost.KEY), result.err());
    assertEquals(paid, host.paidSubmissions());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void buy_upscaleRefused_keepsTheGridAndSaysWhatWasBought() throws IOException {
    HttpSimulatedHost host = host(KnownProfiles.deerApi(), "none", "quota");

    TestRun.Result result = buy(host, "--yes", "--upscale", "1", "a red fox");

    assertEquals(ExitCode.BOUGHT, result.exitCode());
    assertTrue(
        result.err().contains("The grid was bought and is saved. Nothing else was bought."),
        result.err());
    assertEquals(5, files().size());
    assertEquals(1, host.paidSubmissions());
  }

  @Test
  void buy_takesTooLong_saysThatTheHostGoesOn() {
    HttpSimulatedHost host = host(KnownProfiles.deerApi(), "stall");

    TestRun.Result result = buy(host, "--yes", "--wait", "1", "a red fox");

    assertEquals(ExitCode.BOUGHT, result.exitCode(), result.err());
    assertEquals(1, result.errLines().size(), result.err());
    assertTrue(result.err().contains("The grid was bought: deerapi has it as task "), result.err());
    assertTrue(result.err().contains("The host goes on; --wait gives it longer."), result.err());
  }

  @Test
  void buy_limitAndNoPrice_buysNothingAndSaysHowToSetIt() {
    HttpSimulatedHost host = deerApi();

    TestRun.Result result = buy(host, "--yes", "--max-price", "0.10", "a red fox");

    assertEquals(ExitCode.NOTHING_BOUGHT, result.exitCode());
    assertTrue(result.err().contains("Say what your host charges with --price"), result.err());
    assertEquals(List.of(), submissions(host));
  }

  @Test
  void buy_upscaleAboveLimit_isRefusedBeforeTheGridIsBought() {
    HttpSimulatedHost host = host(KnownProfiles.cometApi());

    TestRun.Result result =
        new TestRun()
            .environment("COMETAPI_KEY", HttpSimulatedHost.KEY)
            .run(
                "--provider",
                "cometapi",
                "--base-url",
                host.baseUrl().toString(),
                "--out",
                folder.toString(),
                "--yes",
                "--mode",
                "fast",
                "--upscale",
                "1",
                "--max-price",
                "0.057",
                "a red fox");

    assertEquals(ExitCode.NOTHING_BOUGHT, result.exitCode(), result.out());
    assertTrue(
        result.err().contains("U1 costs more than --max-price. Nothing was bought."), result.err());
    assertEquals(List.of(), submissions(host));
  }

  @ParameterizedTest
  @EnumSource(RealHost.class)
  void buy_everyHost_worksWithItsKey(RealHost real) {
    HttpSimulatedHost host = host(profile(real));

    TestRun.Result result =
        new TestRun()
            .environment(real.keyVariable(), HttpSimulatedHost.KEY)
            .run(
                "--provider",
                real.type(),
                "--base-url",
                host.baseUrl().toString(),
                "--out",
                folder.toString(),
                "--yes",
                "a red fox");

    assertEquals(ExitCode.OK, result.exitCode(), result.err());
    assertEquals(1, host.paidSubmissions());
  }

  @ParameterizedTest
  @EnumSource(RealHost.class)
  void check_everyHost_looksAtEverythingAndBuysNothing(RealHost real) {
    HttpSimulatedHost host = host(profile(real));

    TestRun.Result result =
        new TestRun()
            .environment(real.keyVariable(), HttpSimulatedHost.KEY)
            .run("--provider", real.type(), "--base-url", host.baseUrl().toString(), "--check");

    assertEquals(ExitCode.OK, result.exitCode(), result.out() + result.err());
    assertEquals(
        List.of("address", "key", "modes", "balance", "Nothing"),
        result.outLines().stream().map(line -> line.split("\\s+")[0]).toList());
    assertTrue(result.out().contains("address  ok"), result.out());
    assertEquals(0, host.paidSubmissions());
    assertFalse((result.out() + result.err()).contains(HttpSimulatedHost.KEY));
  }

  @Test
  void check_wrongKey_saysSo() {
    HttpSimulatedHost host = deerApi();

    TestRun.Result result =
        new TestRun()
            .environment("DEERAPI_KEY", "sk-wrong")
            .run("--provider", "deerapi", "--base-url", host.baseUrl().toString(), "--check");

    assertEquals(ExitCode.NOTHING_BOUGHT, result.exitCode(), result.out());
    assertTrue(result.out().contains("key      FAILED"), result.out());
    assertEquals(1, result.errLines().size(), result.err());
    assertTrue(result.err().contains("Nothing was bought."), result.err());
    assertFalse((result.out() + result.err()).contains("sk-wrong"), result.err());
    assertEquals(0, host.paidSubmissions());
  }

  @ParameterizedTest
  @EnumSource(RealHost.class)
  void buy_withoutKey_namesTheVariable(RealHost real) {
    TestRun.Result result =
        new TestRun()
            .run("--provider", real.type(), "--base-url", "http://127.0.0.1:9", "--yes", "a fox");

    assertEquals(ExitCode.USAGE, result.exitCode());
    assertEquals(1, result.errLines().size(), result.err());
    assertTrue(
        result.err().startsWith("quickstart: " + real.keyVariable() + " is not set"), result.err());
    assertTrue(result.err().contains("Nothing was bought."), result.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://127.0.0.1:1              | NOTHING_BOUGHT | deerapi cannot be reached",
        "http://no.such.host.invalid     | NOTHING_BOUGHT | deerapi cannot be reached",
        "ftp://x.example                 | USAGE          | base-url",
        "http://api.deerapi.com          | USAGE          | base-url"
      })
  void buy_badAddress_buysNothing(String address, ExitCode exitCode, String expected) {
    TestRun.Result result =
        new TestRun()
            .environment("DEERAPI_KEY", "sk-any")
            .run(
                "--provider",
                "deerapi",
                "--base-url",
                address,
                "--out",
                folder.toString(),
                "--yes",
                "a fox");

    assertEquals(exitCode, result.exitCode(), result.err());
    assertEquals(1, result.errLines().size(), result.err());
    assertTrue(result.err().contains(expected), result.err());
    assertTrue(result.err().contains("Nothing was bought."), result.err());
  }

  @Test
  void buy_interruptedWhileWaiting_namesWhatTheHostGoesOnWith() {
    HttpSimulatedHost host = host(KnownProfiles.deerApi(), "stall");
    List<Purchase> watched = new ArrayList<>();

    TestRun.Result result =
        run(host)
            .interruption(
                purchase -> {
                  watched.add(purchase);
                  return () -> {};
                })
            .run(arguments(host, "--yes", "--wait", "1", "a red fox"));

    assertEquals(ExitCode.BOUGHT, result.exitCode());
    assertTrue(watched.get(0).isOpen());
    assertTrue(
        watched.get(0).sentence().matches("The grid was bought: deerapi has it as task \\d+\\."),
        watched.get(0).sentence());
  }

  private HttpSimulatedHost deerApi() {
    return host(KnownProfiles.deerApi());
  }

  private HttpSimulatedHost host(Profile profile, String... faults) {
    HttpSimulatedHost host =
        HttpSimulatedHost.start(
            profile,
            SimulatedHost.builder(profile, TimeSource.system())
                .speed(SPEED)
                .faults(faults)
                .build());
    started.add(host);
    return host;
  }

  private static Profile profile(RealHost host) {
    return KnownProfiles.byName(host.type()).orElseGet(KnownProfiles::newApi);
  }

  private TestRun.Result buy(HttpSimulatedHost host, String... arguments) {
    return run(host).run(arguments(host, arguments));
  }

  private static TestRun run(HttpSimulatedHost host) {
    assertEquals("deerapi", host.profile().name());
    return new TestRun().environment("DEERAPI_KEY", HttpSimulatedHost.KEY);
  }

  private String[] arguments(HttpSimulatedHost host, String... more) {
    return Stream.concat(
            Stream.of(
                "--provider",
                "deerapi",
                "--base-url",
                host.baseUrl().toString(),
                "--out",
                folder.toString()),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("a-red-fox"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Balances are read in the background, for free. */
  private static List<String> submissions(HttpSimulatedHost host) {
    return host.requests().stream()
        .filter(request -> request.method().equals("POST"))
        .map(HttpSimulatedHost.Request::target)
        .toList();
  }

  private static List<String> targets(HttpSimulatedHost host) {
    return host.requests().stream().map(HttpSimulatedHost.Request::target).toList();
  }
}
