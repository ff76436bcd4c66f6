package io.mjrouter;

import io.mjrouter.model.ProviderId;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who does the work of a router: threads of its own, or whoever drives it by hand. */
final class Workers {

  private final @Nullable Threads own;
  private final Executor calls;
  private final Function<ProviderId, Executor> hosts;

  private Workers(@Nullable Threads own, Executor calls, Function<ProviderId, Executor> hosts) {
    this.own = own;
    this.calls = calls;
    this.hosts = hosts;
  }

  /** Threads of its own, which end with the engine that they {@link #drive}. */
  static Workers ofItsOwn() {
    Threads threads = Threads.create();
    return new Workers(threads, threads.common(), threads::of);
  }

  /** Nobody but the executor, and whoever calls {@link Midjourney#tick}. */
  static Workers byHand(Executor calls) {
    return new Workers(null, calls, any -> calls);
  }

  /** Runs what must not hold up its caller. */
  Executor calls() {
    return calls;
  }

  /** Runs calls to each provider. */
  Function<ProviderId, Executor> hosts() {
    return hosts;
  }

  /** Begins to do again and again what is due, unless that is done by hand. */
  void drive(Engine engine) {
    if (own == null) {
      return;
    }
    engine.closes(own);
    Thread background = Threads.platform().newThread(engine::run);
    engine.closes(background::interrupt);
    background.start();
  }
}
