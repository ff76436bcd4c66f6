package io.mjrouter;

import static io.mjrouter.spi.SubmitOutcome.Acceptance.NEEDS_MODAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.SubmitOutcome.Accepted;
import io.mjrouter.testing.ScriptedProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One line for each submit and each end; never a prompt, a picture or a state at INFO. */
class TaskLinesTest {

  private final Logger root = (Logger) LoggerFactory.getLogger("io.mjrouter");
  private final Level before = root.getLevel();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    root.addAppender(lines);
    root.setLevel(Level.DEBUG);
  }

  @AfterEach
  void stop() {
    root.detachAppender(lines);
    root.setLevel(before);
  }

  private List<String> infos() {
    return lines.list.stream()
        .filter(line -> line.getLevel() == Level.INFO)
        .filter(line -> line.getLoggerName().equals("io.mjrouter.tasks"))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Test
  void submitAndEnd_areOneLineEach() {
    ScriptedProvider full =
        ScriptedProvider.named("full").charges("0.01").thenFails(RejectReason.AUTH);
    ScriptedProvider host =
        ScriptedProvider.named("host")
            .charges("0.05")
            .cannot(Capability.RECONCILE)
            .thenAccepts("1")
            .shows(Rig.done("1"));
    try (Rig rig = Rig.of(full, host)) {
      Task task =
          rig.submit(
              Imagine.of("a canary prompt").withImages(Rig.png()),
              SubmitOptions.builder().state("a canary state").caller("web"));
      rig.pass(Duration.ofMinutes(1));

      List<String> infos = infos();
      assertEquals(2, infos.size(), infos::toString);
      assertTrue(
          infos
              .get(0)
              .matches(
                  "submit task="
                      + task.id()
                      + " client=web provider=host mode=relax action=imagine outcome=ACCEPTED"
                      + " price=\\$0\\.05 ms=\\d+ attempts=2 after=full/relax:REJECTED:AUTH"),
          infos.get(0));
      assertTrue(
          infos
              .get(1)
              .matches(
                  "end task="
                      + task.id()
                      + " client=web provider=host mode=relax action=imagine outcome=SUCCEEDED"
                      + " spent=\\$0\\.05 ms=\\d+ attempts=2"),
          infos.get(1));
      assertTrue(
          lines.list.stream()
              .filter(line -> line.getFormattedMessage().contains("canary"))
              .allMatch(line -> line.getLevel() == Level.DEBUG));
      String all = lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList().toString();
      assertTrue(all.contains("a canary prompt"));
      assertFalse(all.contains("canary state"));
      assertFalse(all.contains("iVBORw0KGgo"));
    }
  }

  @Test
  void nobodyAsked_submitSaysWhyBeforeTheEnd() {
    ScriptedProvider fast = ScriptedProvider.named("fast").offers(Mode.FAST);
    ScriptedProvider full = ScriptedProvider.named("full").offers(Mode.RELAX);
    try (Rig rig = Rig.of(fast, full)) {
      rig.mj.drain(full.id(), true);
      assertThrows(
          NoRouteException.class,
          () -> rig.submit(Rig.FOX, SubmitOptions.builder().modes(Mode.RELAX)));

      assertLines("outcome=NO_ROUTE:MODE_NOT_ALLOWED,DRAINED", "outcome=FAILED:REFUSED");
    }
  }

  @Test
  void refusedBeforeAnybodyIsAsked_submitSaysWhyBeforeTheEnd() {
    try (Rig rig = Rig.of(ScriptedProvider.named("host"))) {
      assertThrows(
          SubmissionRefusedException.class, () -> rig.mj.submit(Imagine.of("--fast --relax")));

      assertLines("outcome=REFUSED:BAD_PARAMETER", "outcome=FAILED:REFUSED");
    }
  }

  @Test
  void refusedByTheHost_submitSaysWhyBeforeTheEnd() {
    ScriptedProvider host = ScriptedProvider.named("host").thenFails(RejectReason.BANNED_PROMPT);
    try (Rig rig = Rig.of(host)) {
      assertThrows(SubmissionRefusedException.class, rig::submit);

      assertLines("outcome=REJECTED:BANNED_PROMPT", "outcome=FAILED:REFUSED");
    }
  }

  @Test
  void finishedAsItIsTaken_submitComesBeforeTheEnd() {
    ScriptedProvider host = ScriptedProvider.named("host");
    URI link = URI.create("https://cdn.example/up.png");
    host.then(new Accepted(Acceptance.STARTED, "", List.of(link), OptionalInt.empty(), "", ""));
    try (Rig rig = Rig.of(host)) {
      rig.mj.upload(Rig.png());

      assertLines("outcome=ACCEPTED", "outcome=SUCCEEDED");
    }
  }

  private void assertLines(String submit, String end) {
    List<String> infos = infos();
    assertEquals(2, infos.size(), infos::toString);
    assertTrue(infos.get(0).startsWith("submit "), infos.get(0));
    assertTrue(infos.get(0).contains(" " + submit + " "), infos.get(0));
    assertTrue(infos.get(1).startsWith("end "), infos.get(1));
    assertTrue(infos.get(1).contains(" " + end + " "), infos.get(1));
  }

  @Test
  void anyLine_ofATask_carriesItsIdInTheContext() {
    ScriptedProvider host = ScriptedProvider.named("host").thenAccepts(NEEDS_MODAL, "1");
    try (Rig rig = Rig.of(host.thenAccepts("1"))) {
      Task task = rig.submit();
      rig.mj.answer(task, "a hat");
      rig.pass(Duration.ofHours(2));

      assertEquals(3, infos().size(), () -> infos().toString());
      assertNull(MDC.get("mjTask"));
      assertEquals(
          List.of(task.id().toString()),
          lines.list.stream()
              .filter(line -> line.getFormattedMessage().contains("task="))
              .map(line -> line.getMDCPropertyMap().get("mjTask"))
              .distinct()
              .toList());
    }
  }

  @Test
  void start_unknownPricesAndLostAnswers_areWarnedOfOnceForAllNamingTheProperties() {
    ScriptedProvider host =
        ScriptedProvider.named("host").charges(PriceList.unknown()).cannot(Capability.LIST);
    ScriptedProvider other =
        ScriptedProvider.named("other").charges(PriceList.unknown()).cannot(Capability.LIST);
    try (Rig rig = Rig.of(host, other, ScriptedProvider.named("good").charges("0.05"))) {
      rig.submit();
      List<String> warnings =
          lines.list.stream()
              .filter(line -> line.getLevel() == Level.WARN)
              .map(ILoggingEvent::getFormattedMessage)
              .toList();

      assertEquals(2, warnings.size(), warnings::toString);
      assertTrue(
          warnings
              .get(0)
              .endsWith(
                  "; set midjourney.providers.host.prices.default,"
                      + " midjourney.providers.other.prices.default"),
          warnings::toString);
      assertTrue(
          warnings
              .get(1)
              .startsWith("providers [host, other]: a submission whose answer is lost cannot"),
          warnings::toString);
    }
  }

  @Test
  void begin_inTheBackground_hasTheContextOfWhoeverBegan() throws Exception {
    try (Rig rig = Rig.of(ScriptedProvider.named("host"))) {
      MDC.put("mjRequest", "order-7");
      try {
        rig.mj.begin(Imagine.of("a red fox"), SubmitOptions.defaults()).decided().get();
        assertEquals("order-7", MDC.get("mjRequest"));
      } finally {
        MDC.remove("mjRequest");
      }
    }
    ILoggingEvent submit =
        lines.list.stream()
            .filter(line -> line.getFormattedMessage().startsWith("submit task="))
            .findFirst()
            .orElseThrow();
    assertEquals("order-7", submit.getMDCPropertyMap().get("mjRequest"));
  }
}
