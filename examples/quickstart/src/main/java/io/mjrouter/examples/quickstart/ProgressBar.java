package io.mjrouter.examples.quickstart;

import io.mjrouter.model.Task;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One line of a terminal, drawn over and over: what, a bar, per cent, status and the time that went
 * by. The time moves even while the host says nothing new, so that nobody takes the wait for a
 * hang.
 */
final class ProgressBar implements Progress {

  private static final int CELLS = 24;
  private static final long TICK_MILLIS = 1000;

  private final PrintStream out;
  private final int columns;
  private final String what;
  private final LongSupplier nanoTime;
  private final long begun;
  private @Nullable Timer ticker;
  private @Nullable Task task;
  private int drawn;

  ProgressBar(PrintStream out, int columns, String what, LongSupplier nanoTime) {
    this.out = out;
    this.columns = columns;
    this.what = what;
    this.nanoTime = nanoTime;
    this.begun = nanoTime.getAsLong();
  }

  /** A bar that draws itself anew each second until it is closed. */
  static ProgressBar started(PrintStream out, int columns, String what) {
    ProgressBar bar = new ProgressBar(out, columns, what, System::nanoTime);
    Timer ticker = new Timer("progress", true);
    ticker.schedule(
        new TimerTask() {
          @Override
          public void run() {
            bar.draw();
          }
        },
        TICK_MILLIS,
        TICK_MILLIS);
    bar.ticker = ticker;
    return bar;
  }

  @Override
  public synchronized void show(Task task) {
    this.task = task;
    draw();
  }

  /** Draws the line as it is now. */
  synchronized void draw() {
    Task now = task;
    if (now == null) {
      return;
    }
    int filled = CELLS * now.progress() / 100;
    String line =
        String.format(
            "%s [%s%s] %3d %%  %s  %s",
            what,
            "#".repeat(filled),
            "-".repeat(CELLS - filled),
            now.progress(),
            Words.clock(Duration.ofNanos(nanoTime.getAsLong() - begun)),
            Words.status(now));
    // The last column stays free: a terminal would wrap there, and \r would not lead back.
    String shown = line.substring(0, Math.min(line.length(), columns - 1));
    out.print("\r" + shown + " ".repeat(Math.max(0, drawn - shown.length())));
    out.flush();
    drawn = shown.length();
  }

  @Override
  public synchronized void close() {
    if (ticker != null) {
      ticker.cancel();
    }
    if (drawn > 0) {
      out.println();
      out.flush();
    }
    task = null;
    drawn = 0;
  }
}
