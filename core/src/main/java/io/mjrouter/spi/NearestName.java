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

  /** How many letters must be added, removed, replaced, or swapped with the next. */
  private static int distance(String a, String b) {
    int[] earlier = new int[b.length() + 1];
    int[] before = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] oldest = earlier;
      earlier = before;
      before = row;
      row = oldest;
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(before[j - 1] + same, 1 + Math.min(before[j], row[j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], earlier[j - 2] + 1);
        }
      }
    }
    return row[b.length()];
  }
}
