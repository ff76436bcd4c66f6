package io.mjrouter.examples.quickstart.demo;

import java.util.Optional;

/** Somebody who gets pictures drawn. For one thread. */
interface Contender extends AutoCloseable {

  /** Draws one and returns its link; empty where there is none. */
  Optional<String> draw(String prompt) throws InterruptedException;

  @Override
  void close();
}
