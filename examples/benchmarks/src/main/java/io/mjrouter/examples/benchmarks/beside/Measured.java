package io.mjrouter.examples.benchmarks.beside;

/**
 * What one load on one proxy gave.
 *
 * @param rate requests a second
 * @param median in microseconds, as the client saw it
 * @param p99 in microseconds
 * @param cpu processor time of the proxy for one request, in microseconds
 * @param failed how many were answered with no 2xx or 3xx, or not at all
 */
record Measured(double rate, long median, long p99, double cpu, long failed) {

  private static final String LINE = "measured ";

  /**
   * Reads what load.lua wrote.
   *
   * @param cpuMicros what the proxy used meanwhile
   */
  static Measured read(String output, long cpuMicros) {
    String line =
        output
            .lines()
            .filter(each -> each.startsWith(LINE))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("wrk measured nothing: " + output));
    String[] words = line.substring(LINE.length()).split(" ", -1);
    long requests = Long.parseLong(words[0]);
    double seconds = Long.parseLong(words[1]) / 1e6;
    return new Measured(
        requests / seconds,
        Long.parseLong(words[2]),
        Long.parseLong(words[3]),
        (double) cpuMicros / Math.max(1, requests),
        Long.parseLong(words[4]));
  }
}
