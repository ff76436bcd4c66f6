package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mode flags in a prompt: {@code --relax}, {@code --fast}, {@code --turbo}.
 *
 * <p>Also those that lean on other text: some hosts look for them anywhere, and a flag that is
 * overlooked here would be drawn, and paid for, in a mode that nobody allowed. And those whose two
 * dashes a phone or a word processor made one: on their way out they are made two again.
 *
 * @param modes what the flags ask for, in the order of the text, each once; empty: none
 * @param prompt the text without the flags
 */
public record PromptFlags(List<Mode> modes, String prompt) {

  private static final String WORD = "(?:relax|fast|turbo)(?!\\w|-\\w)";

  private static final Pattern FLAG =
      Pattern.compile(
          "(?<!\\S)(?:--|[\\u2013-\\u2015])" + WORD + "\\s*|--" + WORD, Pattern.CASE_INSENSITIVE);

  public PromptFlags {
    modes = List.copyOf(modes);
    requireNonNull(prompt, "prompt");
  }

  /** Reads a prompt; a prompt without flags is kept as it is. */
  public static PromptFlags of(String prompt) {
    Matcher flag = FLAG.matcher(prompt);
    if (!flag.find()) {
      return new PromptFlags(List.of(), prompt);
    }
    Set<Mode> modes = new LinkedHashSet<>();
    StringBuilder rest = new StringBuilder();
    do {
      String word = flag.group().replaceAll("[^A-Za-z]", "");
      Mode.parse(word).ifPresent(modes::add);
      flag.appendReplacement(rest, "");
    } while (flag.find());
    flag.appendTail(rest);
    return new PromptFlags(List.copyOf(modes), rest.toString().strip());
  }
}
