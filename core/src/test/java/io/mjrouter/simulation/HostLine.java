package io.mjrouter.simulation;

import io.mjrouter.model.Balance;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MediaStream;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.wire.HttpAnswer;
import io.mjrouter.wire.read.AnswerReader;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The line between one process and one host, with all that may befall a call on it. Answers are
 * bytes, and are read by the real reader.
 */
final class HostLine implements MjProvider {

  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration CONNECT = Duration.ofSeconds(3);

  private final Simulation world;
  private final Node node;
  private final ModelHost host;
  private final ProviderSettings settings;
  private final AnswerReader reader;
  private final Chance chance;

  HostLine(Simulation world, Node node, ModelHost host, ProviderSettings settings) {
    this.world = world;
    this.node = node;
    this.host = host;
    this.settings = settings;
    chance = world.lines;
    reader =
        new AnswerReader(
            Profile.builder("modelled").build(), URI.create("https://" + host.id + ".example"));
  }

  @Override
  public ProviderId id() {
    return host.id;
  }

  @Override
  public ProviderInfo info() {
    return new ProviderInfo(
        "modelled",
        settings.modes(),
        host.capabilities(),
        settings.prices(),
        settings.refundsFailures().orElse(false),
        false);
  }

  // ---- Submissions.

  /** An answer on its way. */
  private static final class Exchange {
    private @Nullable HttpAnswer answer;
  }

  @Override
  public SubmitOutcome submit(SubmitAttempt attempt) {
    node.step();
    SubmitOutcome notSent = notSent();
    if (notSent != null) {
      return notSent;
    }
    world.note("sends", node, host.id, "request", ModelHost.owner(attempt), attempt.token());
    world.laws.sending(host, attempt);
    SubmitOutcome outcome = exchanged(attempt);
    if (world.weather.is(Fault.ADAPTER_BREAKS)) {
      world.laws.outcome(attempt, unknown(UnknownReason.CONNECTION_LOST));
      throw broken();
    }
    world.note("answers", host.id, attempt.token(), outcome.getClass().getSimpleName());
    world.laws.outcome(attempt, outcome);
    return outcome;
  }

  private SubmitOutcome exchanged(SubmitAttempt attempt) {
    Exchange exchange = new Exchange();
    Duration there = latency();
    Duration timeout = attempt.timeout();
    if (world.weather.is(Fault.LATE, 0.5)) {
      there = timeout.plus(latency());
    }
    if (!world.weather.is(Fault.BODY_CUT)) {
      world.fibres.after(there, () -> exchange.answer = host.take(attempt));
    }
    Duration back = lost() ? NEVER : latency();
    Duration wait = there.plus(back);
    boolean inTime = wait.compareTo(timeout) < 0;
    try {
      world.interruptible();
      world.fibres.sleepUnlessInterrupted(inTime ? wait : timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unknown(UnknownReason.CONNECTION_LOST);
    }
    node.step();
    if (!inTime || exchange.answer == null) {
      return unknown(inTime ? UnknownReason.CONNECTION_LOST : UnknownReason.TIMED_OUT);
    }
    if (world.weather.is(Fault.NO_HTTP)) {
      return unknown(UnknownReason.NOT_HTTP);
    }
    return reader.submitted(attempt.submission(), cut(exchange.answer), node.time.now());
  }

  private SubmitOutcome unknown(UnknownReason reason) {
    return new SubmitOutcome.Unknown(reason, "simulated");
  }

  private Error broken() {
    world.note("breaks", host.id);
    if (chance.is(0.5)) {
      throw new IllegalStateException("simulated");
    }
    return chance.is(0.5) ? new StackOverflowError("simulated") : new LinkageError("simulated");
  }

  private @Nullable SubmitOutcome notSent() {
    if (host.isDown() || world.weather.is(Fault.REFUSED_CONNECTION)) {
      return notSent(NotSentReason.CONNECT_REFUSED, latency());
    }
    if (world.weather.is(Fault.NO_ADDRESS)) {
      return notSent(NotSentReason.DNS, latency());
    }
    if (world.weather.is(Fault.NO_CONNECTION)) {
      return notSent(NotSentReason.CONNECT_TIMEOUT, CONNECT);
    }
    return world.weather.is(Fault.NO_HANDSHAKE) ? notSent(NotSentReason.TLS, latency()) : null;
  }

  private SubmitOutcome notSent(NotSentReason reason, Duration after) {
    world.fibres.sleep(after);
    return new SubmitOutcome.NotSent(reason, "simulated");
  }

  private boolean lost() {
    return world.weather.is(Fault.ANSWER_LOST) || world.weather.is(Fault.ANSWER_STALLS);
  }

  private Duration latency() {
    boolean slow = world.weather.is(Fault.SLOW);
    return chance.between(Duration.ofMillis(20), Duration.ofMillis(slow ? 9_000 : 400));
  }

  private HttpAnswer cut(HttpAnswer answer) {
    if (answer.body().length == 0 || !world.weather.is(Fault.ANSWER_CUT)) {
      return answer;
    }
    byte[] part = Arrays.copyOf(answer.body(), chance.below(answer.body().length));
    return new HttpAnswer(answer.status(), answer.headers(), part);
  }

  // ---- Free calls.

  @Override
  public Reading<TaskSnapshot> fetch(String hostTaskId) {
    Reading<TaskSnapshot> reading =
        read(
            () -> host.fetch(hostTaskId),
            answer -> reader.task(hostTaskId, answer, node.time.now()));
    reading.value().ifPresent(shown -> world.laws.seen(node, host, shown));
    return reading;
  }

  @Override
  public Reading<List<TaskSnapshot>> fetchAll(Collection<String> hostTaskIds) {
    if (!host.hasBatch) {
      return Reading.unsupported(Capability.BATCH_FETCH);
    }
    Reading<List<TaskSnapshot>> reading =
        read(
            () -> host.fetchAll(hostTaskIds),
            answer -> reader.tasks(hostTaskIds, answer, node.time.now()));
    reading.value().ifPresent(all -> all.forEach(shown -> world.laws.seen(node, host, shown)));
    return reading;
  }

  @Override
  public Reading<List<TaskSnapshot>> list() {
    return host.hasList
        ? read(host::list, answer -> reader.list(answer, node.time.now()))
        : Reading.unsupported(Capability.LIST);
  }

  @Override
  public Reading<Boolean> cancel(String hostTaskId) {
    return read(() -> host.cancel(hostTaskId), answer -> reader.cancelled(answer, node.time.now()));
  }

  @Override
  public Reading<Balance> balance() {
    if (!host.tellsBalance) {
      return Reading.unsupported(Capability.BALANCE);
    }
    return read(
        () -> host.readRefusal() == null ? Bodies.empty() : Bodies.bareThrottle(),
        answer ->
            answer.status() == 200
                ? Reading.found(Balance.of(host.left(), node.time.now()))
                : Reading.failed(reader.failure(answer, node.time.now())));
  }

  private <T> Reading<T> read(
      Supplier<HttpAnswer> question, Function<HttpAnswer, Reading<T>> meaning) {
    node.step();
    boolean down = host.isDown() || world.weather.is(Fault.REFUSED_CONNECTION);
    boolean lost = !down && lost();
    try {
      world.fibres.sleepUnlessInterrupted(lost ? settings.timeouts().read() : latency());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reading.failed(ReadFailure.Reason.UNREACHABLE, "interrupted");
    }
    node.step();
    if (down || lost) {
      return Reading.failed(
          down ? ReadFailure.Reason.UNREACHABLE : ReadFailure.Reason.TIMED_OUT, "simulated");
    }
    HttpAnswer answer = question.get();
    if (world.weather.is(Fault.ADAPTER_BREAKS)) {
      throw broken();
    }
    return meaning.apply(cut(answer));
  }

  @Override
  public Reading<MediaStream> open(MediaLink link, long maxBytes) {
    return Reading.absent();
  }

  @Override
  public void close() {}
}
