package io.mjrouter.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A page of {@code docs/} with worked examples in it, as tables that a test makes anew. */
public final class Page {

  private final String text;

  private Page(String text) {
    this.text = text;
  }

  /** Reads a page; tests run in the folder of their module. */
  public static Page read(String name) {
    try {
      return new Page(Files.readString(Path.of("../docs").resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether these lines stand in the page, one right after the other. */
  public boolean shows(String lines) {
    return ("\n" + text).contains("\n" + lines);
  }

  /** A table as it stands in a page. */
  public static final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... head) {
      row(head);
      rows.add(Arrays.stream(head).map(any -> "---").toList());
    }

    public Table row(String... cells) {
      rows.add(List.of(cells));
      return this;
    }

    @Override
    public String toString() {
      return rows.stream()
          .map(row -> "| " + String.join(" | ", row) + " |\n")
          .collect(Collectors.joining());
    }
  }
}
