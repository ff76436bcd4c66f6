package io.mjrouter.examples.quickstart;

/** How the program ends. */
enum ExitCode {
  OK(0, "done"),
  /** A defect of the program or the library. */
  BROKEN(1, "an error in this program; its line says what was bought"),
  USAGE(2, "bad arguments or settings, no key, or a Java that is too old; nothing was bought"),
  NOTHING_BOUGHT(3, "refused or not possible; nothing was bought"),
  MAYBE_BOUGHT(4, "nobody can tell whether the host took it: it may have been bought"),
  BOUGHT(5, "bought, but not all of it is here: it failed, takes too long or cannot be saved");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  int number() {
    return number;
  }

  String meaning() {
    return meaning;
  }
}
