package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mjrouter.event.MjEvent;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.testing.ScriptedProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * What the caller gave comes back to the byte; what we gave the host in its place is never seen.
 */
class StateTest {

  private static final String STATE = "  \u0000\n\"{'a':1}\" 状态 \ud83e\udd8a ".repeat(20);
  private static final Map<String, String> TAGS = Map.of("工单 no", " \t\u00e9 ", "empty", "");
  private static final WebhookSettings HOOKS =
      WebhookSettings.defaults().withBaseUrl(URI.create("https://app.example"));

  private final Logger root = (Logger) LoggerFactory.getLogger("io.mjrouter");
  private final Level before = root.getLevel();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final ScriptedProvider host =
      ScriptedProvider.named("host").charges("0.05").cannot(Capability.BATCH_FETCH);

  @BeforeEach
  void listen() {
    lines.start();
    root.addAppender(lines);
    root.setLevel(Level.TRACE);
  }

  @AfterEach
  void stop() {
    root.detachAppender(lines);
    root.setLevel(before);
  }

  /** A host that gives back all that it was given. */
  private TaskSnapshot echo(String id, HostStatus status) {
    SubmitAttempt sent = host.attempts().get(host.submits() - 1);
    return Rig.done(id).toBuilder()
        .status(status)
        .state(sent.token())
        .properties(Map.of("notifyHook", sent.notifyHook().orElseThrow().toString(), "kept", 1))
        .extra(Map.of("notifyHook", sent.notifyHook().orElseThrow().toString(), "too", 2))
        .build();
  }

  @Test
  void lifeOfTasks_stateAndTagsComeBackAndNoMarkIsSeen() {
    host.thenAccepts("1").thenFails(UnknownReason.TIMED_OUT);
    List<String> secrets = new ArrayList<>();
    List<Object> seen = new ArrayList<>();
    try (Rig rig = Rig.with(builder -> builder.webhooks(HOOKS), host)) {
      SubmitOptions.Builder options = SubmitOptions.builder().state(STATE).tags(TAGS);
      Task task = rig.submit(Rig.FOX, options);
      host.forgets("1").shows(echo("1", HostStatus.IN_PROGRESS), echo("1", HostStatus.SUCCESS));
      rig.pass(Duration.ofMinutes(2));
      Task failed = rig.mj.get(rig.unknown(Rig.FOX, options));
      host.shows(echo("2", HostStatus.FAILURE));
      rig.pass(Duration.ofHours(2));

      seen.addAll(List.of(rig.now(task), rig.now(failed)));
      rig.events().stream().map(MjEvent::task).forEach(seen::add);
      seen.addAll(rig.events());
      host.attempts()
          .forEach(
              attempt -> {
                assertFalse(attempt.token().contains(STATE.strip()));
                secrets.add(attempt.token().substring("mjr-".length()));
                String hook = attempt.notifyHook().orElseThrow().toString();
                secrets.add(hook.substring(hook.lastIndexOf('-') + 1));
              });
    }

    assertEquals(4, secrets.size());
    assertTrue(seen.size() > 15, () -> seen.size() + " things to look at");
    List<Task> tasks = seen.stream().filter(Task.class::isInstance).map(Task.class::cast).toList();
    for (Task each : tasks) {
      assertEquals(STATE, each.state());
      assertEquals(TAGS, each.tags());
    }
    List<String> texts =
        Stream.of(
                seen.stream().map(Object::toString),
                tasks.stream().map(each -> each.attempts().toString()),
                tasks.stream().flatMap(each -> each.snapshot().stream()).flatMap(StateTest::all),
                lines.list.stream().map(ILoggingEvent::getFormattedMessage),
                lines.list.stream().map(line -> line.getMDCPropertyMap().toString()))
            .flatMap(all -> all)
            .toList();
    assertTrue(texts.toString().contains("kept"), "the host's own properties stay");
    assertTrue(texts.toString().contains("too"), "and its other members");
    for (String secret : secrets) {
      assertEquals(List.of(), texts.stream().filter(text -> text.contains(secret)).toList());
    }
  }

  private static Stream<String> all(TaskSnapshot snapshot) {
    return Stream.of(
        snapshot.state(), snapshot.properties().toString(), snapshot.extra().toString());
  }
}
