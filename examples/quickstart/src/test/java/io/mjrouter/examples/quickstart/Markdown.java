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

  /** The first cell of every row of every table, trimmed, in order. */
  List<String> firstCells() {
    return prose.stream()
        .filter(line -> line.startsWith("|"))
        .map(line -> line.split("\\|", -1)[1].trim())
        .toList();
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

  private static List<String> lines(Path path) {
    try {
      return Files.readAllLines(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
