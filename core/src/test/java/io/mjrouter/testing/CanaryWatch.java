package io.mjrouter.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Reads everything that any test of a module logs or prints, and fails the test after which a
 * {@link Canary} was found there.
 *
 * <p>Our own lines are read at every level, whether they are written or not, those of libraries
 * from INFO on; stack traces included. What a thread says after the last test fails the run as a
 * whole. JUnit finds it by itself where {@code junit-platform.properties} lets it.
 */
public final class CanaryWatch
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

  /** Asked for while no class runs yet: whoever comes while SLF4J begins is given a stand-in. */
  private static final LoggerContext CONTEXT = (LoggerContext) LoggerFactory.getILoggerFactory();

  private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();
  private static final Sieve SIEVE = new Sieve();

  @Override
  public void beforeAll(ExtensionContext context) {
    context.getRoot().getStore(Namespace.create(CanaryWatch.class)).getOrComputeIfAbsent(Run.class);
    listen();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    listen();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    check();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    check();
  }

  /** Spring Boot begins logging anew with every application, and forgets who listens. */
  private static void listen() {
    if (!CONTEXT.getTurboFilterList().contains(SIEVE)) {
      SIEVE.setContext(CONTEXT);
      SIEVE.start();
      CONTEXT.addTurboFilter(SIEVE);
    }
  }

  private static void check() {
    List<String> found = new ArrayList<>();
    for (String line = FOUND.poll(); line != null; line = FOUND.poll()) {
      found.add(line);
    }
    if (!found.isEmpty()) {
      throw new AssertionError("a secret came out: " + String.join("; ", found));
    }
  }

  /** Says where, and not what: the report of a test is a log, too. */
  private static void read(String where, String text) {
    if (Canary.isIn(text)) {
      FOUND.add(where);
    }
  }

  /** From the first test of a module to its last. */
  static final class Run implements AutoCloseable {
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    Run() {
      System.setOut(listeningTo(out, "System.out"));
      System.setErr(listeningTo(err, "System.err"));
    }

    private static PrintStream listeningTo(PrintStream stream, String name) {
      return new PrintStream(new Ear(stream, name), true, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
      System.setOut(out);
      System.setErr(err);
      check();
    }
  }

  /** Passes on what is printed, and reads each write. */
  private static final class Ear extends FilterOutputStream {
    private final String name;

    Ear(OutputStream out, String name) {
      super(out);
      this.name = name;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      read(name, new String(bytes, from, length, StandardCharsets.UTF_8));
      out.write(bytes, from, length);
    }
  }

  /** Sees every call of a logger before its level is looked at. */
  private static final class Sieve extends TurboFilter {
    @Override
    public FilterReply decide(
        @Nullable Marker marker,
        Logger logger,
        Level level,
        @Nullable String format,
        Object @Nullable [] params,
        @Nullable Throwable thrown) {
      boolean ours = logger.getName().startsWith("io.mjrouter");
      if (format != null && (ours || level.isGreaterOrEqual(Level.INFO))) {
        var message = MessageFormatter.arrayFormat(format, params, thrown);
        Throwable cause = thrown == null ? message.getThrowable() : thrown;
        read(logger.getName(), message.getMessage());
        if (cause != null) {
          read(logger.getName(), ThrowableProxyUtil.asString(new ThrowableProxy(cause)));
        }
      }
      return FilterReply.NEUTRAL;
    }
  }
}
