package io.mjrouter.examples.quickstart;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/**
 * Where the program begins on any Java since 8: it starts {@code Quickstart}, or says in one line
 * why it cannot.
 */
public final class Launcher {

  private static final int OLDEST = 17;
  private static final int CANNOT_RUN = 2;
  private static final String PROGRAM = "io.mjrouter.examples.quickstart.Quickstart";

  private Launcher() {}

  public static void main(String[] args) throws Throwable {
    Optional<String> refusal =
        refusal(System.getProperty("java.specification.version"), System.getProperty("java.home"));
    if (refusal.isPresent()) {
      System.err.println(refusal.get());
      System.exit(CANNOT_RUN);
    }
    try {
      start(args);
    } catch (NoClassDefFoundError e) {
      System.err.println(
          "quickstart.jar needs the folder lib beside it, with all libraries (missing: "
              + e.getMessage()
              + "). Nothing was bought. Build both with: mvn -q -Pquick package");
      System.exit(CANNOT_RUN);
    }
  }

  private static void start(String[] args) throws Throwable {
    try {
      Class.forName(PROGRAM).getMethod("main", String[].class).invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Why this Java cannot run the program; empty where it can. */
  static Optional<String> refusal(String specification, String home) {
    String feature = specification.startsWith("1.") ? specification.substring(2) : specification;
    if (Integer.parseInt(feature) >= OLDEST) {
      return Optional.empty();
    }
    return Optional.of(
        "mj-router needs Java "
            + OLDEST
            + " or later, and this is Java "
            + feature
            + " ("
            + home
            + "). Nothing was bought. Start it with a newer one: /path/to/jdk-17/bin/java -jar ...");
  }
}
