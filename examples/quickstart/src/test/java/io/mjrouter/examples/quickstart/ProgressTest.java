package io.mjrouter.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Imagine;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final AtomicLong nanos = new AtomicLong(5);

  @Test
  void lines_eachChangeOnce_withoutControlCharacters() {
    try (Progress progress = new ProgressLines(out, "grid")) {
      progress.show(task(TaskStatus.QUEUED, 0));
      progress.show(task(TaskStatus.QUEUED, 0));
      progress.show(task(TaskStatus.RUNNING, 40));
      progress.show(task(TaskStatus.SUCCEEDED, 100));
    }

    assertEquals(
        """
        grid: 0 %, queued
        grid: 40 %, drawing
        grid: 100 %, done
        """
            .replace("\n", System.lineSeparator()),
        written());
  }

  @Test
  void bar_movesOnItsLine_andEndsItOnce() {
    try (ProgressBar progress = new ProgressBar(out, 60, "grid", nanos::get)) {
      progress.show(task(TaskStatus.QUEUED, 0));
      nanos.addAndGet(Duration.ofSeconds(65).toNanos());
      progress.draw();
      progress.show(task(TaskStatus.SUCCEEDED, 100));
    }

    String[] drawn = written().split("\r");
    assertEquals("", drawn[0]);
    assertEquals("grid [------------------------]   0 %  0:00  queued", drawn[1].stripTrailing());
    assertEquals("grid [------------------------]   0 %  1:05  queued", drawn[2].stripTrailing());
    assertEquals("grid [########################] 100 %  1:05  done", drawn[3].stripTrailing());
    assertEquals(
        drawn[2].length(),
        drawn[3].stripTrailing().length() + 2,
        "the shorter line must cover the longer");
    assertTrue(written().endsWith(System.lineSeparator()));
    assertEquals(1, written().chars().filter(c -> c == '\n').count());
  }

  @Test
  void bar_narrowTerminal_neverWraps() {
    try (ProgressBar progress = new ProgressBar(out, 20, "grid", nanos::get)) {
      progress.show(task(TaskStatus.RUNNING, 50));
    }

    assertEquals("\rgrid [############-", written().stripTrailing());
  }

  @Test
  void bar_beforeAnythingIsKnown_drawsNothing() {
    try (ProgressBar progress = new ProgressBar(out, 80, "grid", nanos::get)) {
      progress.draw();
    }

    assertEquals("", written());
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Task task(TaskStatus status, int progress) {
    return Task.claimed(
            new TaskId(1_000_000_000_000_001L),
            Imagine.of("a fox"),
            SubmitOptions.defaults(),
            Instant.EPOCH)
        .toBuilder()
        .status(status)
        .progress(progress)
        .build();
  }
}
