package io.mjrouter.spi;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody who mistyped a name may have meant. */
public final class NearestName {

  private NearestName() {}

  /**
   * What was probably meant: the known name with the fewest wrong letters, if those are at most a
   * third of it.
   */
  public static Optional<String> of(String typed, Collection<String> known) {
    String text = typed.strip().toLowerCase(Locale.ROOT);
    String nearest = "";
    int fewest = Integer.MAX_VALUE;
    for (String name : known) {
      int wrong = distance(text, name.toLowerCase(Locale.ROOT));
      if (wrong < fewest) {
        fewest = wrong;
        nearest = name;
      }
    }
    return fewest <= Math.max(1, nearest.length() / 3) ? Optional.of(nearest) : Optional.empty();
  }

  /** {@code "; did you mean NAME?"}, or nothing. */
  public static String hint(String typed, Collection<String> known) {
    return of(typed, known).map(name -> "; did you mean " + name + "?").orElse("");
  }

  /** Levenshtein's: how many letters must be added, removed or replaced. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
