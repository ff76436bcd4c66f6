package io.mjrouter.examples.quickstart;

import io.mjrouter.model.Task;
import java.io.PrintStream;

/** One line for each change, without any control character: for files and pipes. */
final class ProgressLines implements Progress {

  private final PrintStream out;
  private final String what;
  private String last = "";

  ProgressLines(PrintStream out, String what) {
    this.out = out;
    this.what = what;
  }

  @Override
  public synchronized void show(Task task) {
    String line = what + ": " + Words.standing(task);
    if (!line.equals(last)) {
      last = line;
      out.println(line);
      out.flush();
    }
  }

  @Override
  public void close() {
    out.flush();
  }
}
