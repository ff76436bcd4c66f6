package io.mjrouter.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/**
 * What a router's background caught and went on after: no law allows any, but for the end of its
 * process.
 */
final class BackgroundErrors implements AutoCloseable {

  private final Logger engine = (Logger) LoggerFactory.getLogger("io.mjrouter.Engine");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  private BackgroundErrors() {}

  static BackgroundErrors watched() {
    BackgroundErrors errors = new BackgroundErrors();
    errors.lines.start();
    errors.engine.addAppender(errors.lines);
    errors.engine.setLevel(Level.ERROR);
    errors.engine.setAdditive(false);
    return errors;
  }

  void demandNone() {
    for (ILoggingEvent line : lines.list) {
      Throwable cause =
          line.getThrowableProxy() instanceof ThrowableProxy proxy ? proxy.getThrowable() : null;
      if (!(cause instanceof Fibres.Gone)) {
        throw new AssertionError("law 7: the background failed; " + cause, cause);
      }
    }
  }

  @Override
  public void close() {
    engine.setAdditive(true);
    engine.setLevel(null);
    engine.detachAppender(lines);
  }
}
