package io.mjrouter.proxy;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.mjrouter.event.MjEvent;
import io.mjrouter.event.MjListener;
import io.mjrouter.event.MjProbe;
import io.mjrouter.event.MjProbe.HookSent;
import io.mjrouter.event.TellAgain;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.Extensions;
import io.mjrouter.spi.WebhookSender;
import io.mjrouter.store.ShortMemory;
import io.mjrouter.wire.write.AnswerStyle;
import io.mjrouter.wire.write.AnswerWriter;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the webhooks that clients gave with their submissions: when the status changes, at each ten
 * per cent of progress, and at the end, in order for each task, signed with the client's secret.
 *
 * <p>Each is repeated until the receiver answers with a status below 300: steps on the way for some
 * seconds, the end for a day and a half, after a restart too where the store is durable. Register
 * it as a listener of the router whose proxy it serves. A client whose receivers do not answer
 * holds up its own webhooks alone. Safe for use by many threads.
 */
public final class ClientHooks implements MjListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ClientHooks.class);
  private static final AnswerWriter WRITER = new AnswerWriter(AnswerStyle.full());
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration AGAIN = Duration.ofSeconds(30);
  private static final Duration IDLE = Duration.ofSeconds(30);

  /**
   * A task that nothing was told of for so long is forgotten: another node sees it through. One
   * whose end is still being delivered is told of again and again.
   */
  private static final Duration QUIET = Duration.ofHours(2);

  /** So many of one client's receivers may let us wait at once, before the next has to wait. */
  private static final int SHARE = 8;

  private final ProxySettings settings;
  private final Destinations destinations;
  private final WebhookSender sender;
  private final TimeSource time;
  private final Later later;
  private final Shares shares = new Shares(SHARE);
  private final MjProbe probe;
  private final Map<String, HookSignature> signatures = new HashMap<>();
  private final ShortMemory<HookLine> lines;
  private volatile Predicate<TaskId> ended = id -> false;

  /** Runs work after a while, on another thread. */
  interface Later extends AutoCloseable {
    void run(Runnable work, Duration in);

    @Override
    void close();
  }

  ClientHooks(
      ProxySettings settings,
      WebhookSender.Factory senders,
      TimeSource time,
      Later later,
      MjProbe probe) {
    this.settings = settings;
    this.destinations = Destinations.of(settings);
    this.sender = senders.create(destinations::allows);
    this.time = time;
    this.later = later;
    this.probe = probe;
    this.lines = ShortMemory.ofUsed(time, QUIET);
    settings
        .clients()
        .forEach(
            (name, client) ->
                client
                    .webhookSecret()
                    .ifPresent(secret -> signatures.put(name, new HookSignature(secret))));
  }

  /** With what is on the class path to send with, such as mj-router-providers. */
  public static ClientHooks create(ProxySettings settings) {
    return create(settings, new MjProbe() {});
  }

  /**
   * The same, told to a probe.
   *
   * @throws IllegalStateException when nothing on the class path can send
   */
  public static ClientHooks create(ProxySettings settings, MjProbe probe) {
    WebhookSender.Factory senders =
        Extensions.of(WebhookSender.Factory.class).stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no WebhookSender (expected: mj-router-providers on the class path)"));
    Threads threads = new Threads(settings.clients().size());
    return new ClientHooks(settings, senders, TimeSource.system(), threads, probe);
  }

  /**
   * Has steps that came late looked up: what a receiver did not take at once is told only as long
   * as its task goes on. Where several nodes share a store, another one may have told the end.
   *
   * @param ended whether a task has ended, as the store has it
   */
  public ClientHooks lookingUp(Predicate<TaskId> ended) {
    this.ended = requireNonNull(ended, "ended");
    return this;
  }

  // ---- What happens.

  @Override
  public void onAccepted(MjEvent.Accepted event) {
    passing(event);
  }

  @Override
  public void onProgressed(MjEvent.Progressed event) {
    passing(event);
  }

  @Override
  public void onNeedsModal(MjEvent.NeedsModal event) {
    passing(event);
  }

  private void passing(MjEvent event) {
    Task task = event.task();
    if (hook(task).isPresent() && !task.status().isFinal()) {
      offer(event, false);
    }
  }

  /**
   * The end is told again until the receiver had it.
   *
   * @throws TellAgain while it has not
   */
  @Override
  public void onFinished(MjEvent.Finished event) {
    TaskId id = event.task().id();
    if (hook(event.task()).isEmpty()) {
      return;
    }
    HookLine line = offer(event, true);
    if (!line.isOver()) {
      throw new TellAgain(AGAIN);
    }
    lines.drop(id, line);
  }

  private HookLine offer(MjEvent event, boolean last) {
    Task task = event.task();
    HookLine line = lines.findOr(task.id(), HookLine::new);
    URI url = URI.create(hook(task).orElseThrow());
    byte[] body = WRITER.task(TaskFace.of(task, base(task)));
    String like = last ? "end" : task.status() + " " + task.progress() / 10;
    long now = time.nanoTime();
    if (line.offer(new HookMessage(event.id(), task.id(), url, body, last, now), like)) {
      run(task.caller(), line, Duration.ZERO);
    }
    return line;
  }

  private static Optional<String> hook(Task task) {
    return Optional.ofNullable(task.tags().get(Tags.HOOK));
  }

  private String base(Task task) {
    return settings.base().orElseGet(() -> task.tags().getOrDefault(Tags.BASE, ""));
  }

  /** Of how many tasks it is known here what was told. */
  int remembered() {
    return lines.size();
  }

  // ---- Sending.

  private void run(String caller, HookLine line, Duration in) {
    try {
      later.run(() -> shares.run(caller, () -> send(caller, line)), in);
    } catch (RejectedExecutionException e) {
      LOG.debug("closed: what was not delivered is told after the next start");
    }
  }

  private void send(String caller, HookLine line) {
    HookMessage message = line.first();
    if (message == null) {
      return;
    }
    boolean late = line.isLate() || message.isStale(time.nanoTime());
    if (late && !message.isLast() && hasEnded(message.task())) {
      LOG.debug("webhook {}: not sent, since its task has ended", message.id());
      next(caller, line, HookSent.SKIPPED);
      return;
    }
    HookSent result = post(caller, message);
    if (result == HookSent.FAILED && !line.isOvertaken()) {
      line.failed();
      Optional<Duration> pause = message.failed();
      if (pause.isPresent()) {
        run(caller, line, pause.get());
        probe.hookSent(HookSent.FAILED);
        return;
      }
    }
    next(caller, line, settled(message, result));
  }

  /** What a call came to that is not made again. */
  private static HookSent settled(HookMessage message, HookSent result) {
    if (result != HookSent.FAILED && result != HookSent.GIVEN_UP) {
      return result;
    }
    if (message.isLast()) {
      LOG.warn("webhook {}: given up", message.id());
      return HookSent.GIVEN_UP;
    }
    LOG.debug("webhook {}: a step that nobody took is skipped", message.id());
    return HookSent.SKIPPED;
  }

  private void next(String caller, HookLine line, HookSent result) {
    if (line.done()) {
      run(caller, line, Duration.ZERO);
    }
    probe.hookSent(result);
  }

  private boolean hasEnded(TaskId id) {
    try {
      return ended.test(id);
    } catch (RuntimeException e) {
      LOG.debug("task {}: not looked up", id, e);
      return false;
    }
  }

  /** Whatever goes wrong is a failure of this call: its line is never left as if it were sent. */
  private HookSent post(String caller, HookMessage message) {
    try {
      int status = sender.post(message.url(), headers(caller, message), message.body(), PATIENCE);
      if (status >= 200 && status < 300) {
        return HookSent.DELIVERED;
      }
      LOG.debug("webhook {}: answered with {}", message.id(), status);
      return status == 410 ? HookSent.GIVEN_UP : HookSent.FAILED;
    } catch (WebhookSender.ForbiddenException e) {
      LOG.warn("webhook {}: {}", message.id(), e.getMessage());
      return HookSent.REFUSED;
    } catch (IOException | RuntimeException e) {
      LOG.debug("webhook {}: not delivered: {}", message.id(), e.getClass().getName());
      return HookSent.FAILED;
    } catch (Error e) {
      LOG.error("webhook {}: not delivered", message.id(), e);
      return HookSent.FAILED;
    }
  }

  private Map<String, String> headers(String caller, HookMessage message) {
    Map<String, String> headers = new LinkedHashMap<>();
    long seconds = time.now().getEpochSecond();
    headers.put("webhook-id", message.id());
    headers.put("webhook-timestamp", Long.toString(seconds));
    HookSignature signature = signatures.get(caller);
    if (signature != null) {
      headers.put("webhook-signature", signature.sign(message.id(), seconds, message.body()));
    }
    return headers;
  }

  /** Sends nothing more; what was not delivered is told after the next start. */
  @Override
  public void close() {
    later.close();
    sender.close();
  }

  /** Threads of our own, that keep no process alive, and none of them for long. */
  static final class Threads implements Later {
    private final ScheduledThreadPoolExecutor executor;

    /** As many as these clients may hold, and those that are configured no more. */
    Threads(int clients) {
      executor =
          new ScheduledThreadPoolExecutor(
              SHARE * (clients + 1),
              new ThreadFactoryBuilder().setDaemon(true).setNameFormat("mj-hooks-%d").build());
      executor.setRemoveOnCancelPolicy(true);
      executor.setKeepAliveTime(IDLE.toNanos(), TimeUnit.NANOSECONDS);
      executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public void run(Runnable work, Duration in) {
      var unused = executor.schedule(work, in.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
      executor.shutdownNow();
    }
  }
}
