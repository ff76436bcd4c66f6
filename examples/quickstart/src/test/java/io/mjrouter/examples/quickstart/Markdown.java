package io.mjrouter.examples.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the repository, taken apart.
 *
 * @param path where it is
 * @param blocks its fenced blocks, in order
 * @param prose its other lines, in order
 */
record Markdown(Path path, List<Block> blocks, List<String> prose) {

  /** The repository's root, seen from this module, where its tests run. */
  static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");

  /**
   * A fenced block.
   *
   * @param language the word after the fence; empty where there is none
   * @param text the lines between the fences, each with its end
   */
  record Block(String language, String text) {}

  static Markdown read(String name) {
    Path path = ROOT.resolve(name);
    List<Block> blocks = new ArrayList<>();
    List<String> prose = new ArrayList<>();
    StringBuilder open = null;
    String language = "";
    for (String line : lines(path)) {
      if (!line.startsWith("```")) {
        if (open == null) {
          prose.add(line);
        } else {
          open.append(line).append('\n');
        }
      } else if (open == null) {
        language = line.substring(3).trim();
        open = new StringBuilder();
      } else {
        blocks.add(new Block(language, open.toString()));
        open = null;
      }
    }
    if (open != null) {
      throw new IllegalStateException(path + ": a block is not closed");
    }
    return new Markdown(path, List.copyOf(blocks), List.copyOf(prose));
  }

  List<String> blocksIn(String language) {
    return blocks.stream().filter(b -> b.language().equals(language)).map(Block::text).toList();
  }

  /** The marks of the headings, such as {@code ##}, in order. */
  List<String> headingLevels() {
    return prose.stream()
        .filter(line -> line.matches("#+ .*"))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .toList();
  }

  /** The rows of every table, cells trimmed, rules left out. */
  List<List<String>> rows() {
    return prose.stream()
        .filter(line -> line.startsWith("|") && !line.matches("[|: -]+"))
        .map(
            line ->
                List.of(line.substring(1).split("\\s*\\|\\s*")).stream().map(String::trim).toList())
        .toList();
  }

  /** The first words in code font of the table that has such a first heading cell. */
  List<String> firstColumn(String heading) {
    List<String> found = new ArrayList<>();
    boolean inside = false;
    for (String line : prose) {
      if (line.startsWith("| " + heading + " |")) {
        inside = true;
      } else if (!line.startsWith("|")) {
        inside = false;
      } else if (inside && line.startsWith("| `")) {
        found.add(line.substring(3, line.indexOf('`', 3)));
      }
    }
    return List.copyOf(found);
  }

  /** The addresses within the repository that the page links to. */
  List<String> localLinks() {
    List<String> links = new ArrayList<>();
    for (String line : prose) {
      Matcher matcher = LINK.matcher(line);
      while (matcher.find()) {
        if (!matcher.group(1).contains(":")) {
          links.add(matcher.group(1));
        }
      }
    }
    return List.copyOf(links);
  }

  boolean contains(String text) {
    return String.join("\n", prose).contains(text);
  }

  private static List<String> lines(Path path) {
    try {
      return Files.readAllLines(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
