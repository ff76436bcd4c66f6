package io.mjrouter;

import static io.mjrouter.Tenants.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mjrouter.error.ConfigurationException;
import io.mjrouter.error.HostUnavailableException;
import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.Press;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.RouteStatus;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Providers change while everything goes on. */
class ReconfigureTest {

  private static final ProviderId A = ProviderId.of("a");
  private static final ProviderId B = ProviderId.of("b");

  private final Tenants tenants = new Tenants();
  private Rig rig = rig(settings("a"));

  private Rig rig(ProviderSettings.Builder... first) {
    return Rig.with(
        builder -> {
          builder.factory(tenants);
          Stream.of(first).forEach(each -> builder.provider(each.build()));
          return builder;
        });
  }

  private ProvidersChange become(ProviderSettings.Builder... wanted) {
    return rig.mj.reconfigure(Stream.of(wanted).map(ProviderSettings.Builder::build).toList());
  }

  private List<ProviderId> names() {
    return rig.mj.providers().stream().map(ProviderSummary::id).toList();
  }

  private RouteStatus status(ProviderId id) {
    return rig.mj.providers().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow()
        .routes()
        .get(0)
        .status();
  }

  private Task finished(String host, String hostTask) {
    Task task = rig.submit();
    tenants.host(host).forgets(hostTask).shows(Rig.done(hostTask));
    rig.pass(Duration.ofMinutes(3));
    return rig.now(task);
  }

  @AfterEach
  void close() {
    rig.close();
    assertEquals(List.of(), tenants.wrong);
    assertTrue(tenants.made.stream().allMatch(Tenants.Front::isClosed));
  }

  // ---- Another key.

  @Test
  void reconfigure_storeIsSlow_theBackgroundGoesOnMeanwhile() {
    HookedStore store = new HookedStore();
    rig.close();
    rig = Rig.with(b -> b.store(store).factory(tenants).provider(settings("a").build()));
    rig.pass(Duration.ofSeconds(1));
    List<Boolean> ticked = new ArrayList<>();
    store.beforeDurations(
        () -> {
          store.beforeDurations(() -> {});
          CompletableFuture.runAsync(rig.mj::tick).orTimeout(30, TimeUnit.SECONDS).join();
          ticked.add(true);
        });

    become(settings("a"), settings("b"));

    assertEquals(List.of(true), ticked);
    assertEquals(List.of(A, B), names());
  }

  @Test
  void reconfigure_providerTakesLongToMake_theBackgroundGoesOnMeanwhile() {
    List<List<ProviderId>> meanwhile = new ArrayList<>();
    tenants.whileMaking(
        () -> {
          rig.time.advance(Duration.ofSeconds(2));
          CompletableFuture.runAsync(rig.mj::tick).orTimeout(30, TimeUnit.SECONDS).join();
          meanwhile.add(names());
        });

    become(settings("a"), settings("b"));

    assertEquals(List.of(List.of(A)), meanwhile);
    assertEquals(List.of(A, B), names());
  }

  @Test
  void f87_newKey_appliesAtOnceToRunningTasksToo() {
    Task task = rig.submit();
    tenants.revoke("key-of-a");
    ProvidersChange change = become(settings("a", "another"));
    assertEquals(Map.of(A, List.of("api-key")), change.changed());

    tenants.host("a").forgets("a-1").shows(Rig.done("a-1"));
    rig.pass(Duration.ofMinutes(3));
    assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
    assertEquals("another", tenants.last("a").key());
    rig.submit();
  }

  @Test
  void f87_newKey_clearsBadKey() {
    tenants.revoke("key-of-a");
    assertThrows(NoRouteException.class, rig::submit);
    assertEquals(RouteStatus.BAD_KEY, status(A));
    become(settings("a", "another"));
    assertEquals(RouteStatus.OPEN, status(A));
    rig.submit();
  }

  @Test
  void f87_oldKeyIsRefusedAfterTheChange_newOneIsNotBlamed() {
    tenants
        .host("a")
        .thenFails(RejectReason.AUTH)
        .whileSubmitting(
            attempt -> {
              rig.time.advance(Duration.ofMillis(1));
              become(settings("a", "another"));
            });
    assertThrows(NoRouteException.class, rig::submit);
    assertEquals(RouteStatus.OPEN, status(A));
  }

  @Test
  void f87_callUnderWay_endsWhereItBegan_andThenTheOldOneIsClosed() {
    AtomicReference<Boolean> closedMeanwhile = new AtomicReference<>();
    Tenants.Front before = tenants.last("a");
    tenants
        .host("a")
        .whileSubmitting(
            attempt -> {
              become(settings("a", "another"));
              closedMeanwhile.set(before.isClosed());
            });
    Task task = rig.submit();
    assertEquals(false, closedMeanwhile.get());
    assertTrue(before.isClosed());
    assertFalse(tenants.last("a").isClosed());
    assertEquals(TaskStatus.QUEUED, task.status());
    assertEquals(1, tenants.host("a").submits());
  }

  @Test
  void f87_pictureUnderWay_isReadToItsEnd() throws IOException {
    byte[] picture = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n', 7};
    tenants.host("a").serves(Rig.link("grid.png").url(), picture);
    Task task = finished("a", "a-1");
    Tenants.Front before = tenants.last("a");
    try (var stream = rig.mj.open(task, task.images().get(0))) {
      become(settings("a", "another"));
      assertFalse(before.isClosed());
      assertEquals(picture.length, stream.content().readAllBytes().length);
    }
    assertTrue(before.isClosed());
  }

  // ---- What the router alone reads.

  @Test
  void f87_weightAndPriority_keepConnectionsAndWhatIsKnown() {
    tenants.host("a").thenFails(RejectReason.FORBIDDEN);
    assertThrows(NoRouteException.class, rig::submit);
    RouteStatus before = status(A);
    MjProvider made = tenants.last("a");
    ProvidersChange change = become(settings("a").weight(7).priority(2));
    assertEquals(Map.of(A, List.of("priority", "weight")), change.changed());
    assertSame(made, tenants.last("a"));
    assertEquals(before, status(A));
  }

  @Test
  void reconfigure_same_changesNothing() {
    MjProvider made = tenants.last("a");
    assertTrue(become(settings("a")).isEmpty());
    assertSame(made, tenants.last("a"));
  }

  @Test
  void reconfigure_cap_holdsFromTheNextSubmission() {
    rig.submit();
    become(settings("a").dailySpend(Money.usd("0.15")));
    assertThrows(NoRouteException.class, rig::submit);
    become(settings("a").dailySpend(Money.usd("0.25")));
    rig.submit();
  }

  @Test
  void reconfigure_fewerPlacesAndModes_holdForNewOnesOnly() {
    Task task = rig.submit();
    Mode mode = task.route().orElseThrow().mode();
    Mode other = mode == Mode.FAST ? Mode.RELAX : Mode.FAST;
    become(settings("a").modes(other).concurrent(1));
    assertEquals(other, rig.submit().route().orElseThrow().mode());

    tenants.host("a").forgets("a-1").shows(Rig.done("a-1"));
    rig.pass(Duration.ofMinutes(3));
    assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
    become(settings("a"));
    assertEquals(
        1, rig.mj.providers().get(0).routes().stream().mapToInt(RouteSummary::tasks).sum());
  }

  // ---- Drained.

  @Test
  void drained_byTheOperator_isLeftAsItIs() {
    rig.mj.drain(A, true);
    become(settings("a").weight(2));
    assertEquals(RouteStatus.DRAINED, status(A));
    become(settings("a", "another"));
    assertEquals(RouteStatus.DRAINED, status(A));
  }

  @Test
  void drained_bySettings_isAppliedWhenThatChanges() {
    become(settings("a").drain(true));
    assertEquals(RouteStatus.DRAINED, status(A));
    become(settings("a"));
    assertEquals(RouteStatus.OPEN, status(A));
  }

  @Test
  void drained_removedAndAddedAgain_isStillDrained() {
    rig.mj.drain(A, true);
    rig.pass(Duration.ofSeconds(3));
    become(settings("b"));
    become(settings("b"), settings("a"));
    rig.pass(Duration.ofSeconds(3));
    assertEquals(RouteStatus.DRAINED, status(A));
  }

  // ---- Removed.

  @Test
  void f73_removed_takesNothingNewAndItsTasksEndNormally() {
    Task task = rig.submit();
    ProvidersChange change = become(settings("b"));
    assertEquals(new ProvidersChange(List.of(B), List.of(A), Map.of()), change);
    assertEquals(List.of(B), names());
    assertEquals(B, rig.submit().route().orElseThrow().provider());
    assertEquals(1, tenants.host("a").submits());

    tenants.host("a").forgets("a-1").shows(Rig.done("a-1"));
    rig.pass(Duration.ofMinutes(3));
    assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
    assertFalse(tenants.last("a").isClosed());
  }

  @Test
  void f73_removedAndItsTasksEnded_isClosedOnceItsPicturesHadTime() {
    rig.submit();
    Tenants.Front before = tenants.last("a");
    become(settings("b"));
    rig.pass(Duration.ofMinutes(8));
    assertFalse(before.isClosed());

    tenants.host("a").forgets("a-1").shows(Rig.done("a-1"));
    rig.pass(Duration.ofMinutes(2));
    assertFalse(before.isClosed());
    rig.pass(Reconfiguration.KEPT.plusMinutes(1));
    assertTrue(before.isClosed());
  }

  @Test
  void f73_removedDuringASubmission_thatGoesOn() {
    tenants.host("a").whileSubmitting(attempt -> become(settings("b")));
    Task task = rig.submit();
    assertEquals(A, task.route().orElseThrow().provider());
    tenants.host("a").forgets("a-1").shows(Rig.done("a-1"));
    rig.pass(Duration.ofMinutes(3));
    assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
  }

  @Test
  void f73_followUpOfWhatIsRemoved_isRefusedAndGoesNowhereElse() {
    Task grid = finished("a", "a-1");
    become(settings("b"));
    SubmissionRefusedException refused =
        assertThrows(SubmissionRefusedException.class, () -> rig.mj.press(grid, "U1"));
    assertEquals("ORIGIN_UNAVAILABLE", refused.reason());
    assertEquals(0, tenants.host("b").submits());

    become(settings("b"), settings("a"));
    assertEquals(A, rig.mj.press(grid, "U1").route().orElseThrow().provider());
  }

  @Test
  void f73_longGone_itsTasksSayThatItIsNotConfigured() {
    Task grid = finished("a", "a-1");
    become(settings("b"));
    rig.pass(Reconfiguration.KEPT.plusMinutes(1));
    assertTrue(tenants.last("a").isClosed());
    assertThrows(HostUnavailableException.class, () -> rig.mj.bytes(grid));
    assertThrows(IllegalArgumentException.class, () -> rig.mj.drain(A, true));
  }

  @Test
  void removed_addedAgainBeforeItsTaskEnded_keepsItsPlaces() {
    Task task = rig.submit();
    Tenants.Front before = tenants.last("a");
    become(settings("b"));
    become(settings("a"));
    assertSame(before, tenants.last("a"));
    assertEquals(
        1, rig.mj.providers().get(0).routes().stream().mapToInt(RouteSummary::tasks).sum());
    tenants.host("a").forgets("a-1").shows(Rig.done("a-1"));
    rig.pass(Duration.ofMinutes(3));
    assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
    assertEquals(
        0, rig.mj.providers().get(0).routes().stream().mapToInt(RouteSummary::tasks).sum());
  }

  @Test
  void removed_switchedOff_isNamedWhenNobodyIsLeft() {
    become(settings("a").enabled(false), settings("b"));
    assertEquals(List.of(B), names());
    tenants.host("b").thenFails(RejectReason.AUTH);
    String message = assertThrows(NoRouteException.class, rig::submit).getMessage();
    assertTrue(message.contains("a DISABLED"), message);
  }

  @Test
  void added_afterARestart_itsOpenTasksAreFollowed() {
    MemoryTaskStore store = new MemoryTaskStore(rig.time);
    FakeTime time = rig.time;
    Task task;
    try (Midjourney before = router(store, time, "a")) {
      task = before.submit(Rig.FOX);
    }
    tenants.host("a").forgets("a-1").shows(Rig.done("a-1"));
    try (Midjourney after = router(store, time, "b")) {
      HandDriven.pass(after, time, Duration.ofMinutes(3));
      assertFalse(after.get(task.id()).status().isFinal());
      after.reconfigure(List.of(settings("a").build()));
      HandDriven.pass(after, time, Duration.ofMinutes(3));
      assertEquals(TaskStatus.SUCCEEDED, after.get(task.id()).status());
    }
  }

  private Midjourney router(MemoryTaskStore store, FakeTime time, String name) {
    return HandDriven.build(
        Midjourney.builder()
            .store(store)
            .time(time)
            .factory(tenants)
            .provider(settings(name).build()));
  }

  // ---- Nothing, or all of it.

  @Test
  void f84_reconfigure_anythingIsWrong_saysAllAndChangesNothing() {
    MjProvider made = tenants.last("a");
    ConfigurationException wrong =
        assertThrows(
            ConfigurationException.class,
            () ->
                become(
                    settings("a", "another"),
                    settings("b").weight(0),
                    settings("c").concurrent(0),
                    settings("c"),
                    ProviderSettings.builder("d", "no-such-type"),
                    ProviderSettings.builder("e", "tenant")));
    Set<String> properties =
        wrong.problems().stream()
            .map(line -> line.substring(0, line.indexOf(": ")))
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(
            "midjourney.providers.b.weight",
            "midjourney.providers.c.limits.concurrent",
            "midjourney.providers.c",
            "midjourney.providers.d.type",
            "midjourney.providers.e.api-key"),
        properties);
    assertEquals(List.of(A), names());
    assertSame(made, tenants.last("a"));
    rig.submit();
  }

  @Test
  void reconfigure_oneCannotBeMade_changesNothingAndClosesTheOthers() {
    MjProvider made = tenants.last("a");
    assertThrows(
        IllegalStateException.class,
        () -> become(settings("a", "another"), settings("b").userAgent("cannot be made")));
    assertTrue(tenants.last("a").isClosed());
    assertFalse(((Tenants.Front) made).isClosed());
    assertEquals(List.of(A), names());
    rig.submit();
  }

  @Test
  void reconfigure_none_isRefused() {
    assertEquals(
        List.of("midjourney.providers: none that is enabled (expected: at least one)"),
        assertThrows(ConfigurationException.class, this::become).problems());
  }

  @Test
  void reconfigure_handedIn_staysAndItsNameIsTaken() {
    rig.close();
    rig =
        Rig.with(
            builder -> builder.factory(tenants).provider(settings("a").build()),
            ScriptedProvider.named("own"));
    become(settings("b"));
    assertEquals(List.of(B, ProviderId.of("own")), names());
    assertThrows(ConfigurationException.class, () -> become(settings("own")));
  }

  // ---- What follows a change.

  @Test
  void meters_followTheRoutes() {
    become(settings("b").modes(Mode.FAST));
    Set<String> providers =
        rig.meters.find("mj.route.state").gauges().stream()
            .map(gauge -> gauge.getId().getTag("provider"))
            .collect(Collectors.toSet());
    assertEquals(Set.of("b"), providers);
  }

  @Test
  void balances_areReadOfThoseThatAreThere() {
    become(settings("b"));
    rig.pass(Duration.ofMinutes(1));
    assertEquals(0, tenants.host("a").balanceReads());
    assertEquals(1, tenants.host("b").balanceReads());
    become(settings("b", "another"));
    rig.pass(Duration.ofMinutes(1));
    assertEquals(2, tenants.host("b").balanceReads());
  }

  @Test
  void pinned_toWhatIsRemoved_isRefused() {
    become(settings("b"));
    assertThrows(
        NoRouteException.class,
        () -> rig.submit(Rig.FOX, SubmitOptions.builder().providers(Set.of(A))));
  }

  private static List<String> logged(Runnable work) {
    Logger logger = (Logger) LoggerFactory.getLogger("io.mjrouter");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
    try {
      work.run();
    } finally {
      logger.setLevel(null);
      logger.detachAppender(lines);
    }
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void f96_change_isLoggedByNameWithoutSecrets() {
    List<String> lines =
        logged(
            () -> {
              become(
                  settings("a", "secret-canary-1").headers(Map.of("x-canary", "secret-canary-2")),
                  settings("b", "secret-canary-3"));
              become(settings("b", "secret-canary-3"));
              assertThrows(
                  IllegalStateException.class,
                  () -> become(settings("b", "secret-canary-4").userAgent("cannot be made")));
            });

    assertEquals(
        List.of(
            "providers: added [b]; changed a [api-key, http.headers]", "providers: removed [a]"),
        lines.stream().filter(line -> line.startsWith("providers:")).toList());
    assertTrue(lines.stream().noneMatch(line -> line.contains("secret-canary")), lines::toString);
  }

  @Test
  void oneAccountUnderTwoNames_isSaidOnceForEachThatIsNew() {
    assertEquals(List.of(), shared(() -> become(settings("a"), settings("b"))));
    assertEquals(List.of("[a, b]"), shared(() -> become(settings("a"), settings("b", "key-of-a"))));
    assertEquals(
        List.of(), shared(() -> become(settings("a"), settings("b", "key-of-a"), settings("c"))));
    assertEquals(
        List.of(),
        shared(
            () ->
                become(settings("a"), settings("b", "key-of-a").baseUrl("https://other.example"))),
        "another host, which has the same key");
    assertEquals(
        List.of("[b, d]"),
        shared(
            () ->
                become(
                    settings("a").enabled(false),
                    settings("b", "key-of-a").baseUrl("https://other.example"),
                    settings("d", "key-of-a").baseUrl("https://other.example/"))));
  }

  /** Who was said to have one account meanwhile. */
  private List<String> shared(Runnable work) {
    Pattern line = Pattern.compile("providers (.*) have one address and one key.*");
    return logged(work).stream()
        .map(line::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void followUp_answersWithPress_keepItsHostThroughChanges() {
    Task grid = finished("a", "a-1");
    become(settings("b"), settings("a", "another").weight(3));
    Task press = rig.mj.submit(Press.of(grid.id(), grid.button("U1").orElseThrow()));
    assertEquals(A, press.route().orElseThrow().provider());
    assertEquals(0, tenants.host("b").submits());
  }
}
