package io.mjrouter.store;

import static java.util.Objects.requireNonNull;

import io.mjrouter.spi.Problems;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How a database keeps tasks: {@code midjourney.store}.
 *
 * @param schema who makes the tables
 * @param tablePrefix what their names begin with, so that they can stand beside others
 * @param retention how long a task is kept after it came to rest; sums of money are kept for good
 */
public record StoreSettings(SchemaMode schema, String tablePrefix, Duration retention) {

  private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_]{0,19}");

  private static final StoreSettings DEFAULTS =
      new StoreSettings(SchemaMode.CREATE, "mjr_", Duration.ofDays(30));

  /** What is done about the tables at start. */
  public enum SchemaMode {
    /** They are made, and brought to this version's state. */
    CREATE,
    /** They must be there in this version's state. */
    VALIDATE,
    /** Nothing is looked at. */
    NONE
  }

  public StoreSettings {
    requireNonNull(schema, "schema");
    requireNonNull(tablePrefix, "tablePrefix");
    requireNonNull(retention, "retention");
  }

  public static StoreSettings defaults() {
    return DEFAULTS;
  }

  public StoreSettings withSchema(SchemaMode schema) {
    return new StoreSettings(schema, tablePrefix, retention);
  }

  public StoreSettings withTablePrefix(String tablePrefix) {
    return new StoreSettings(schema, tablePrefix, retention);
  }

  public StoreSettings withRetention(Duration retention) {
    return new StoreSettings(schema, tablePrefix, retention);
  }

  /** Reports everything that cannot be. */
  public void validate(Problems problems) {
    if (!PREFIX.matcher(tablePrefix).matches()) {
      problems.add(
          "table-prefix",
          tablePrefix + " (expected: 1 to 20 of a-z, 0-9 and _, beginning with a letter)");
    }
    if (retention.isNegative() || retention.isZero()) {
      problems.add("retention", retention + " (expected: more than nothing)");
    }
  }
}
