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
 * @param modes what the flags ask for, in the order of the text, each once; empty: none
 * @param prompt the text without the flags
 */
public record PromptFlags(List<Mode> modes, String prompt) {

  private static final Pattern FLAG =
      Pattern.compile(
          "(?<!\\S)(?:--|\\u2014)(relax|fast|turbo)(?!\\S)\\s*", Pattern.CASE_INSENSITIVE);

  public PromptFlags {
    modes = List.copyOf(modes);
    requireNonNull(prompt, "prompt");
  }

  /** Reads a prompt; a prompt without flags is kept as it is. */
  public static PromptFlags of(String prompt) {
    Matcher flag = FLAG.matcher(prompt);
    Set<Mode> modes = new LinkedHashSet<>();
    StringBuilder rest = new StringBuilder();
    while (flag.find()) {
      Mode.parse(flag.group(1)).ifPresent(modes::add);
      flag.appendReplacement(rest, "");
    }
    flag.appendTail(rest);
    return modes.isEmpty()
        ? new PromptFlags(List.of(), prompt)
        : new PromptFlags(List.copyOf(modes), rest.toString().strip());
  }
}
