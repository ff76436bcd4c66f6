package io.mjrouter.examples.quickstart;

import io.mjrouter.model.Task;

/**
 * Shows how a task gets on. Safe for use by many threads.
 *
 * <p>Made by {@link #on}: a bar that is drawn over and over on a terminal, else one plain line for
 * each change.
 */
interface Progress extends AutoCloseable {

  /** The task as it stands now. */
  void show(Task task);

  /** Ends the line, if one is open. */
  @Override
  void close();

  /**
   * Begins to show a task.
   *
   * @param what what is drawn, in a word or two
   */
  static Progress on(Surroundings surroundings, String what) {
    return surroundings.terminal()
        ? ProgressBar.started(surroundings.out(), surroundings.columns(), what)
        : new ProgressLines(surroundings.out(), what);
  }
}
