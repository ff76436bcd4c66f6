package io.mjrouter;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Kept;
import io.mjrouter.model.Task;
import io.mjrouter.store.Finishes;
import io.mjrouter.store.TaskRecord;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Some of the tasks that ended.
 *
 * @param tasks in the order in which their ends were stored
 * @param cursor where the next page begins: a text to keep, without a meaning of its own; the same
 *     as before when nothing is left
 */
public record FinishedPage(List<Task> tasks, String cursor) {

  private static final Pattern CURSOR = Pattern.compile("[0-9a-z]{1,13}");
  private static final int DIGITS = 36;

  public FinishedPage {
    tasks = List.copyOf(tasks);
    requireNonNull(cursor, "cursor");
  }

  /** Ends before a task whose pictures are still being kept: it comes whole, and in its turn. */
  static FinishedPage after(Finishes finishes, String cursor, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1 or more)");
    }
    long begin = number(cursor);
    Finishes.Page page = finishes.since(begin, limit);
    int whole = (int) page.records().stream().takeWhile(FinishedPage::isWhole).count();
    if (whole == 0 && !page.records().isEmpty()) {
      return new FinishedPage(List.of(), cursor);
    }
    if (whole < page.records().size()) {
      page = finishes.since(begin, whole);
    }
    return new FinishedPage(
        page.records().stream().map(TaskRecord::task).toList(),
        page.next() == 0 ? "" : Long.toString(page.next(), DIGITS));
  }

  private static boolean isWhole(TaskRecord record) {
    return record.task().kept() != Kept.PENDING;
  }

  private static long number(String cursor) {
    if (cursor.isEmpty()) {
      return 0;
    }
    try {
      if (CURSOR.matcher(cursor).matches()) {
        return Long.parseLong(cursor, DIGITS);
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("cursor: none of ours (expected: that of a page)", e);
    }
    throw new IllegalArgumentException("cursor: none of ours (expected: that of a page)");
  }
}
