package io.mjrouter.examples.benchmarks.beside;

import java.util.List;

/**
 * One kind of load.
 *
 * @param connections how many ask at once, each again as soon as it is answered
 */
record Cell(Call call, int connections) {

  /** What is asked. */
  enum Call {
    SUBMIT,
    FETCH
  }

  static final Cell SUBMIT_8 = new Cell(Call.SUBMIT, 8);
  static final Cell SUBMIT_64 = new Cell(Call.SUBMIT, 64);
  static final Cell FETCH_8 = new Cell(Call.FETCH, 8);
  static final Cell FETCH_64 = new Cell(Call.FETCH, 64);

  static final List<Cell> ALL = List.of(SUBMIT_8, SUBMIT_64, FETCH_8, FETCH_64);

  /**
   * The load that warms up for both loads of a call: with more at once, what is compiled would wait
   * behind as many threads.
   */
  static Cell warming(Call call) {
    return new Cell(call, 4);
  }

  @Override
  public String toString() {
    return (call == Call.SUBMIT ? "submit" : "fetch") + ", " + connections;
  }
}
