package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A button of a finished task.
 *
 * @param customId what a press sends, verbatim; blank for a button that only links to a page
 * @param label the host's text; differs by host and language, often empty
 * @param emoji the host's glyph or the name of one, often empty
 * @param type the host's number for the kind of control; 0 where it gave none
 * @param style the host's number for its colour; 0 where it gave none
 */
public record Button(String customId, String label, String emoji, int type, int style) {

  private static final Pattern GAP = Pattern.compile("[\\s_-]+");

  public Button {
    requireNonNull(customId, "customId");
    requireNonNull(label, "label");
    requireNonNull(emoji, "emoji");
  }

  /** What pressing it does. */
  public ButtonMeaning meaning() {
    return ButtonMeaning.of(customId, label);
  }

  /**
   * Whether a person who writes this text means this button: its meaning ({@code U1}, {@code pan
   * left}), its label, its emoji or its customId; case and the choice of blank, hyphen or
   * underscore do not matter.
   */
  public boolean isCalled(String text) {
    String wanted = normal(text);
    return !wanted.isEmpty()
        && (wanted.equals(normal(meaning().toString()))
            || wanted.equals(normal(label))
            || text.trim().equals(emoji)
            || text.trim().equals(customId));
  }

  private static String normal(String text) {
    return GAP.matcher(text.trim().toLowerCase(Locale.ROOT)).replaceAll(" ");
  }
}
