package io.mjrouter.examples.benchmarks.beside;

import io.mjrouter.examples.benchmarks.beside.Cell.Call;
import java.util.List;

/**
 * A program that is put between clients and hosts.
 *
 * @param command what starts it
 * @param warms whether it becomes faster as it runs
 * @param calls what it can be asked
 */
record Proxy(String name, int port, List<String> command, boolean warms, List<Call> calls) {

  /** One of machine code. */
  static Proxy compiled(String name, int port, List<String> command) {
    return new Proxy(name, port, command, false, List.of(Call.FETCH, Call.SUBMIT));
  }

  /** One that is compiled while it runs. */
  static Proxy warming(String name, int port, List<String> command) {
    return new Proxy(name, port, command, true, List.of(Call.FETCH, Call.SUBMIT));
  }

  /** One that is compiled while it runs, and remembers tasks. */
  static Proxy remembering(String name, int port, List<String> command) {
    return new Proxy(name, port, command, true, List.of(Call.values()));
  }

  /** One that is compiled while it runs, and takes submissions alone, as Portkey does. */
  static Proxy submitting(String name, int port, List<String> command) {
    return new Proxy(name, port, command, true, List.of(Call.SUBMIT));
  }

  /** Whether it keeps what was submitted; the stub host ends none of it. */
  boolean remembers() {
    return calls.contains(Call.FETCH_FULL);
  }

  /** What load.lua is told to send: Portkey forwards the paths of other protocols alone. */
  String load(Call call) {
    return call != Call.SUBMIT
        ? "fetch"
        : name.equals(Proxies.PORTKEY) ? Proxies.PORTKEY : "submit";
  }

  /**
   * Where it is sent.
   *
   * @param task the task that is asked for
   */
  String url(Call call, String task) {
    String path =
        switch (load(call)) {
          case "fetch" -> "/mj/task/" + task + "/fetch";
          case Proxies.PORTKEY -> "/v1/images/generations";
          default -> "/mj/submit/imagine";
        };
    return "http://127.0.0.1:" + port + path;
  }
}
