package io.mjrouter.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mjrouter.task.PollSettings;
import io.mjrouter.task.TaskSettings;
import io.mjrouter.testing.Canary;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The program as a function. Whatever it says, it tells no secret. */
final class TestRun {

  private final Map<String, String> environment = new HashMap<>();
  private String typed = "";
  private boolean terminal;
  private Interruption interruption = purchase -> () -> {};

  /**
   * How a run ended and what it wrote.
   *
   * @param exitCode how it ended
   * @param out the standard output
   * @param err the standard error
   */
  record Result(ExitCode exitCode, String out, String err) {
    List<String> outLines() {
      return out.lines().toList();
    }

    List<String> errLines() {
      return err.lines().toList();
    }
  }

  TestRun environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** On a terminal, where a person types this. */
  TestRun terminal(String typed) {
    this.terminal = true;
    this.typed = typed;
    return this;
  }

  TestRun interruption(Interruption interruption) {
    this.interruption = interruption;
    return this;
  }

  Result run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            new BufferedReader(new StringReader(typed)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.copyOf(environment),
            terminal,
            80,
            interruption,
            inAHurry());
    ExitCode exitCode = Quickstart.run(arguments, surroundings);
    Result result =
        new Result(
            exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    assertFalse(Canary.isIn(result.out() + result.err()), "a secret came out");
    return result;
  }

  private static TaskSettings inAHurry() {
    return TaskSettings.defaults()
        .withPoll(
            PollSettings.defaults()
                .withMin(Duration.ofMillis(20))
                .withMax(Duration.ofMillis(40))
                .withPerSecond(200));
  }
}
