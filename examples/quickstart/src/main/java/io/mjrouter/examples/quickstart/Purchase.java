package io.mjrouter.examples.quickstart;

import io.mjrouter.model.HostTask;
import io.mjrouter.model.Task;
import org.jspecify.annotations.Nullable;

/**
 * What was bought so far, in words: whatever ends the program, its last line says it. Safe for use
 * by many threads.
 */
final class Purchase {

  private enum Stage {
    NOTHING,
    SENDING,
    TAKEN,
    SAVED
  }

  private boolean simulated;
  private Stage stage = Stage.NOTHING;
  private String what = "";
  private String earlier = "";
  private @Nullable Task task;

  /** Only simulated hosts are asked: nothing can be bought. */
  synchronized void simulated() {
    simulated = true;
  }

  /** From now on it may have been bought. */
  synchronized void sending(String what) {
    this.what = what;
    task = null;
    stage = Stage.SENDING;
  }

  /** No host took it. */
  synchronized void refused() {
    stage = Stage.NOTHING;
  }

  /** A host took it. */
  synchronized void taken(Task task) {
    this.task = task;
    stage = Stage.TAKEN;
  }

  /** It is here, in files. */
  synchronized void saved() {
    earlier = "The " + what + " was bought and is saved. ";
    stage = Stage.SAVED;
  }

  /** Whether something may be lost by ending now. */
  synchronized boolean isOpen() {
    return !simulated && (stage == Stage.SENDING || stage == Stage.TAKEN);
  }

  /** How the program ends when it cannot go on from here. */
  synchronized ExitCode exitCode() {
    if (simulated) {
      return ExitCode.NOTHING_BOUGHT;
    }
    return switch (stage) {
      case NOTHING -> earlier.isEmpty() ? ExitCode.NOTHING_BOUGHT : ExitCode.BOUGHT;
      case SENDING -> ExitCode.MAYBE_BOUGHT;
      case TAKEN, SAVED -> ExitCode.BOUGHT;
    };
  }

  /** One or two sentences on what was and what was not bought. */
  synchronized String sentence() {
    if (simulated) {
      return "Nothing was bought: the hosts are simulated.";
    }
    return earlier
        + switch (stage) {
          case NOTHING -> earlier.isEmpty() ? "Nothing was bought." : "Nothing else was bought.";
          case SENDING -> "The " + what + " may have been bought.";
          case TAKEN -> "The " + what + " was bought: " + where() + ".";
          case SAVED -> "Nothing else was bought.";
        };
  }

  private String where() {
    HostTask host = task == null ? null : task.hostTask().orElse(null);
    return host == null ? "the host has it" : host.provider() + " has it as task " + host.id();
  }
}
