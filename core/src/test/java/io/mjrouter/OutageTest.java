package io.mjrouter;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A store that is away is said to be so once by whoever asks it, not as often as they ask. */
class OutageTest {

  private final Logger root = (Logger) LoggerFactory.getLogger("io.mjrouter");
  private final Level before = root.getLevel();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final SharedStore shared = new SharedStore(FakeTime.create());
  private final ScriptedProvider host = ScriptedProvider.named("host");

  @BeforeEach
  void listen() {
    lines.start();
    root.addAppender(lines);
    root.setLevel(Level.INFO);
  }

  @AfterEach
  void stop() {
    root.detachAppender(lines);
    root.setLevel(before);
  }

  private List<String> said(Level level) {
    return lines.list.stream()
        .filter(line -> line.getLevel() == level)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Test
  void f75_storeIsAwayForMinutes_eachPartSaysSoOnceAndOnceThatItIsBack() {
    host.thenAccepts("1").shows(Rig.running("1", 10));
    try (Rig rig = Rig.on(shared.seenBy("a"), host)) {
      Task task = rig.submit();
      rig.pass(Duration.ofSeconds(10));
      shared.away = true;
      host.shows(Rig.running("1", 60));
      rig.pass(Duration.ofMinutes(4));
      shared.away = false;
      host.shows(Rig.done("1"));
      rig.pass(Duration.ofMinutes(4));

      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
      Map<String, Long> warned =
          said(Level.WARN).stream().collect(groupingBy(line -> line, counting()));
      assertTrue(
          warned.size() > 5 && warned.values().stream().allMatch(times -> times == 1),
          warned::toString);
      assertEquals(
          warned.keySet().stream().filter(line -> line.contains("once the store")).count(),
          said(Level.INFO).stream().filter(line -> line.contains(" again, after ")).count());
    }
  }

  @Test
  void tick_partsFail_eachIsNamedAndKeepsNoOtherFromItsTurn() {
    boolean[] planted = {true};
    Executor failing =
        work -> {
          if (planted[0]) {
            throw new AssertionError("planted");
          }
          work.run();
        };
    MidjourneyBuilder builder = Midjourney.builder().time(FakeTime.create()).provider(host);
    try (Midjourney mj = HandDriven.build(builder, failing, Duration.ofSeconds(15))) {
      HandDriven.tick(mj);
      planted[0] = false;

      assertEquals(
          List.of(
              "following tasks failed; it goes on",
              "seeing ends through failed; it goes on",
              "keeping in step with the store failed; it goes on"),
          said(Level.ERROR));
    }
  }
}
