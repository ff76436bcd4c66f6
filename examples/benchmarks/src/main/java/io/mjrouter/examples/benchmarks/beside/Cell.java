package io.mjrouter.examples.benchmarks.beside;

import com.google.common.base.Ascii;
import java.util.Arrays;
import java.util.List;

/**
 * One kind of load.
 *
 * @param connections how many ask at once, each again as soon as it is answered
 */
record Cell(Call call, int connections) {

  /** What is asked, in the order in which it is measured. */
  enum Call {
    FETCH("fetch"),
    SUBMIT("submit"),
    /** Again, of who remembers tasks: with all on the heap that were submitted before. */
    FETCH_FULL("fetch among all tasks");

    private final String text;

    Call(String text) {
      this.text = text;
    }

    /** As it is written on the command line. */
    String option() {
      return Ascii.toLowerCase(name()).replace('_', '-');
    }

    @Override
    public String toString() {
      return text;
    }
  }

  static final Cell FETCH_8 = new Cell(Call.FETCH, 8);
  static final Cell FETCH_64 = new Cell(Call.FETCH, 64);
  static final Cell SUBMIT_64 = new Cell(Call.SUBMIT, 64);

  static final List<Cell> ALL =
      Arrays.stream(Call.values()).flatMap(call -> of(call).stream()).toList();

  /** The loads of one call. */
  static List<Cell> of(Call call) {
    return List.of(new Cell(call, 8), most(call));
  }

  /** The largest load of a call. */
  static Cell most(Call call) {
    return new Cell(call, 64);
  }

  /**
   * The load that warms up for both loads of a call: with more at once, what is compiled would wait
   * behind as many threads.
   */
  static Cell warming(Call call) {
    return new Cell(call, 4);
  }

  @Override
  public String toString() {
    return call + ", " + connections;
  }
}
