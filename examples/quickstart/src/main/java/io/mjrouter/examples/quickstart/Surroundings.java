package io.mjrouter.examples.quickstart;

import io.mjrouter.task.TaskSettings;
import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Map;

/**
 * Everything outside of the program that it may use.
 *
 * @param in where answers of a person come from
 * @param out what was done
 * @param err what went wrong
 * @param environment the environment's variables, keys among them
 * @param terminal whether a person sits before {@code in} and {@code out}
 * @param columns how wide the terminal is
 * @param interruption how Ctrl-C is noticed
 * @param tasks how often a real host is asked about a picture
 */
record Surroundings(
    BufferedReader in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean terminal,
    int columns,
    Interruption interruption,
    TaskSettings tasks) {

  private static final int USUAL_WIDTH = 80;

  static Surroundings ofProcess() {
    Map<String, String> environment = System.getenv();
    return new Surroundings(
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())),
        System.out,
        System.err,
        environment,
        isTerminal(environment),
        columns(environment),
        Interruption.ofProcess(System.err),
        TaskSettings.defaults());
  }

  /** A terminal that can move its cursor back to the beginning of the line. */
  private static boolean isTerminal(Map<String, String> environment) {
    String term = environment.getOrDefault("TERM", "dumb");
    return !term.isEmpty() && !"dumb".equals(term) && hasConsole();
  }

  /** From JDK 22 on there is a console even without a terminal; {@code isTerminal} came with it. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean hasConsole() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  private static int columns(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : USUAL_WIDTH;
  }
}
