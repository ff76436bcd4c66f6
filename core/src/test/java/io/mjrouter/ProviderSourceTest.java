package io.mjrouter;

import static io.mjrouter.Tenants.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mjrouter.error.ConfigurationException;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.ProviderSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Providers that are configured elsewhere, one row each. */
class ProviderSourceTest {

  private final Tenants tenants = new Tenants();
  private final List<Rig> rigs = new ArrayList<>();
  private List<ProviderSettings> rows = List.of();
  private boolean fails;
  private int reads;

  private List<ProviderSettings> read() throws SQLException {
    reads++;
    if (fails) {
      throw new SQLException("no connection with password secret-canary");
    }
    return rows;
  }

  private Rig rig(ProviderSource source, ProviderSettings.Builder... fixed) {
    Rig rig =
        Rig.with(
            builder -> {
              builder.factory(tenants).providers(source);
              Stream.of(fixed).forEach(each -> builder.provider(each.build()));
              return builder;
            });
    rigs.add(rig);
    return rig;
  }

  private Rig rig(ProviderSettings.Builder... fixed) {
    return rig(this::read, fixed);
  }

  private void gives(ProviderSettings.Builder... all) {
    rows = Stream.of(all).map(ProviderSettings.Builder::build).toList();
  }

  private static List<String> names(Rig rig) {
    return rig.mj.providers().stream().map(each -> each.id().name()).toList();
  }

  @AfterEach
  void close() {
    rigs.forEach(Rig::close);
    assertEquals(List.of(), tenants.wrong);
    assertTrue(tenants.made.stream().allMatch(Tenants.Front::isClosed));
  }

  // ---- When it is read.

  @Test
  void source_atTheStart_isRead() {
    gives(settings("one"), settings("two"));
    assertEquals(List.of("own", "one", "two"), names(rig(settings("own"))));
  }

  @Test
  void source_onRefresh_isReadAtOnce() {
    Rig rig = rig();
    assertEquals(List.of(), names(rig));
    gives(settings("one"));
    ProvidersChange change = rig.mj.refreshProviders();
    assertEquals(List.of(ProviderId.of("one")), change.added());
    rig.submit();
    assertTrue(rig.mj.refreshProviders().isEmpty());
  }

  @Test
  void source_everyMinute_isRead() {
    Rig rig = rig(settings("own"));
    gives(settings("one"));
    rig.pass(Duration.ofSeconds(59));
    assertEquals(1, reads);
    rig.pass(Duration.ofSeconds(2));
    assertEquals(List.of("own", "one"), names(rig));
    rig.pass(Duration.ofMinutes(10));
    assertTrue(reads >= 11 && reads <= 12, "read " + reads + " times");
  }

  @Test
  void refresh_nothingOrTooLong_isRefused() {
    for (Duration refresh : List.of(Duration.ZERO, Duration.ofDays(2))) {
      List<String> problems =
          assertThrows(
                  ConfigurationException.class,
                  () -> Midjourney.builder().providers(this::read, refresh).build())
              .problems();
      assertTrue(
          problems.get(0).startsWith("midjourney.provider-source.refresh: "), problems::toString);
    }
    assertEquals(0, reads);
  }

  @Test
  void refreshProviders_noSource_changesNothing() {
    Rig rig = Rig.with(builder -> builder.factory(tenants).provider(settings("own").build()));
    rigs.add(rig);
    assertTrue(rig.mj.refreshProviders().isEmpty());
    assertEquals(List.of(), rig.mj.providerProblems());
  }

  // ---- What it gives.

  @Test
  void row_isGone_takesNothingNewAndItsTasksEnd() {
    gives(settings("one"), settings("two"));
    Rig rig = rig();
    Task task = rig.submit();
    assertEquals("one", task.route().orElseThrow().provider().name());
    gives(settings("two"));
    rig.mj.refreshProviders();
    assertEquals("two", rig.submit().route().orElseThrow().provider().name());

    tenants.host("one").forgets("one-1").shows(Rig.done("one-1"));
    rig.pass(Duration.ofMinutes(3));
    assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
  }

  @Test
  void row_newKey_appliesAtOnce() {
    gives(settings("one"));
    Rig rig = rig();
    tenants.revoke("key-of-one");
    gives(settings("one", "another"));
    rig.mj.refreshProviders();
    rig.submit();
    assertEquals("another", tenants.last("one").key());
  }

  @Test
  void row_bad_isReportedAndSkippedAndOthersGoOn() {
    gives(
        settings("one"),
        ProviderSettings.builder("two", "tenant"),
        settings("three").weight(0).concurrent(0),
        ProviderSettings.builder("four", "no-such-type").apiKey("secret-canary"),
        settings("five", "secret-canary").userAgent("cannot be made"),
        settings("six"));
    Rig rig = rig();
    assertEquals(List.of("one", "six"), names(rig));
    List<String> problems = rig.mj.providerProblems();
    assertEquals(
        List.of(
            "midjourney.provider-source.two.api-key",
            "midjourney.provider-source.three.limits.concurrent",
            "midjourney.provider-source.three.weight",
            "midjourney.provider-source.four.type",
            "midjourney.provider-source.five"),
        problems.stream().map(line -> line.substring(0, line.indexOf(": "))).toList());
    assertTrue(
        problems.stream().noneMatch(line -> line.contains("secret-canary")), problems::toString);

    gives(settings("one"), settings("two"));
    rig.mj.refreshProviders();
    assertEquals(List.of("one", "two"), names(rig));
    assertEquals(List.of(), rig.mj.providerProblems());
  }

  @Test
  void row_turnsBad_leavesWhoWasThere() {
    gives(settings("one").weight(3));
    Rig rig = rig();
    gives(settings("one", "another").weight(0));
    assertTrue(rig.mj.refreshProviders().isEmpty());
    assertEquals(1, rig.mj.providerProblems().size());
    assertEquals("key-of-one", tenants.last("one").key());
    rig.submit();
  }

  @Test
  void rows_oneCannotBeMadeIntoSettings_isNamedByItsNumber() {
    List<String> names = Arrays.asList("one", "Not A Name", null, "two");
    Rig rig =
        rig(
            ProviderSource.ofRows(
                () -> names,
                name -> {
                  if (name == null) {
                    throw new IllegalStateException("secret-canary");
                  }
                  return settings(name).build();
                }));
    assertEquals(List.of("one", "two"), names(rig));
    List<String> problems = rig.mj.providerProblems();
    assertEquals(2, problems.size());
    assertTrue(
        problems.get(0).startsWith("midjourney.provider-source.row 2: "), problems::toString);
    assertTrue(problems.get(0).contains("[a-z]"), problems::toString);
    assertEquals(
        "midjourney.provider-source.row 3: cannot be used: java.lang.IllegalStateException",
        problems.get(1));
  }

  @Test
  void row_configuredToo_configurationHoldsAndTheConflictIsReported() {
    gives(settings("own", "another"), settings("one"), settings("one", "twice"));
    Rig rig = rig(settings("own"));
    assertEquals(List.of("own", "one"), names(rig));
    assertEquals("key-of-own", tenants.last("own").key());
    assertEquals("key-of-one", tenants.last("one").key());
    assertEquals(
        List.of(
            "midjourney.provider-source.own: is in the configuration too, which holds",
            "midjourney.provider-source.one: given twice, the first holds"),
        rig.mj.providerProblems());

    rig.mj.reconfigure(List.of());
    assertEquals(List.of("own", "one"), names(rig));
    assertEquals("another", tenants.last("own").key());
  }

  @Test
  void reconfigure_leavesWhatTheSourceGave() {
    gives(settings("one"));
    Rig rig = rig(settings("own"));
    rig.mj.reconfigure(List.of(settings("other").build()));
    assertEquals(List.of("other", "one"), names(rig));
  }

  // ---- When it fails.

  @Test
  void source_throws_keepsWhatWasThere() {
    gives(settings("one"));
    Rig rig = rig();
    fails = true;
    assertTrue(rig.mj.refreshProviders().isEmpty());
    assertEquals(List.of("one"), names(rig));
    assertEquals(
        List.of(
            "midjourney.provider-source: could not be read, what was there stays:"
                + " java.sql.SQLException"),
        rig.mj.providerProblems());
    rig.submit();

    fails = false;
    gives(settings("two"));
    rig.pass(Duration.ofMinutes(2));
    assertEquals(List.of("two"), names(rig));
    assertEquals(List.of(), rig.mj.providerProblems());
  }

  @Test
  void source_givesNull_isAsOneThatThrows() {
    rows = Arrays.asList(settings("one").build(), null);
    Rig rig = rig(settings("own"));
    assertEquals(List.of("own"), names(rig));
    assertEquals(1, rig.mj.providerProblems().size());
  }

  @Test
  void source_throwsAtTheStart_othersServeMeanwhile() {
    fails = true;
    gives(settings("one"));
    Rig rig = rig(settings("own"));
    assertEquals(List.of("own"), names(rig));
    fails = false;
    rig.pass(Duration.ofSeconds(61));
    assertEquals(List.of("own", "one"), names(rig));
  }

  @Test
  void source_throwsAtTheStartAndThereIsNobodyElse_fails() {
    fails = true;
    ConfigurationException wrong =
        assertThrows(
            ConfigurationException.class,
            () -> Midjourney.builder().factory(tenants).providers(this::read).build());
    assertTrue(wrong.problems().get(0).startsWith("midjourney.provider-source: could not be read"));
  }

  @Test
  void f96_whatIsWrong_isSaidOnceAndWithoutSecrets() {
    Logger logger = (Logger) LoggerFactory.getLogger("io.mjrouter");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
    try {
      gives(settings("one"), settings("two", "secret-canary").weight(0));
      Rig rig = rig();
      rig.pass(Duration.ofMinutes(5));
      fails = true;
      rig.pass(Duration.ofMinutes(5));
    } finally {
      logger.setLevel(null);
      logger.detachAppender(lines);
    }
    List<String> warned =
        lines.list.stream()
            .filter(each -> each.getLevel() == Level.WARN)
            .map(ILoggingEvent::getFormattedMessage)
            .filter(line -> line.contains("provider-source"))
            .toList();
    assertEquals(2, warned.size(), warned::toString);
    assertTrue(
        lines.list.stream()
            .noneMatch(each -> each.getFormattedMessage().contains("secret-canary")));
  }
}
