package io.mjrouter.proxy;

import io.mjrouter.Midjourney;
import io.mjrouter.Records;
import io.mjrouter.Submitting;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.wire.read.BadRequestException;
import io.mjrouter.wire.read.IncomingSubmission;
import io.mjrouter.wire.read.RequestReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Takes submissions: reads them, checks them, hands them over, and waits for a while. */
final class Submits {

  private final Midjourney mj;
  private final Destinations destinations;
  private final Idempotency idempotency;
  private final TimeSource time;
  private final Duration wait;
  private final Bodies bodies;

  Submits(Midjourney mj, Destinations destinations, TimeSource time, Duration wait, Bodies bodies) {
    this.mj = mj;
    this.destinations = destinations;
    this.idempotency = new Idempotency(Records.of(mj).store(), time);
    this.time = time;
    this.wait = wait;
    this.bodies = bodies;
  }

  /** A submission with how it is to be done. */
  record Wanted(Submission submission, SubmitOptions options) {}

  /**
   * Takes one. What is refused does not count as one of the client's minute, but for banned
   * prompts.
   *
   * @param early who is told its id if it takes longer than one waits; then it is done on this
   *     thread. Without, the id is returned by then, and a thread of the router goes on with it.
   */
  ProxyReply submit(ProxyRequest request, Target target, Client client, @Nullable Early early) {
    long now = time.nanoTime();
    client.count(now);
    try {
      return counted(request, target, client, early);
    } catch (RuntimeException e) {
      if (!(e instanceof Refusal refusal && refusal.isBanned())) {
        client.giveBack(now);
      }
      throw e;
    }
  }

  private ProxyReply counted(
      ProxyRequest request, Target target, Client client, @Nullable Early early) {
    byte[] body = bodies.read(request);
    Optional<Idempotency.Promise> promise =
        idempotency.of(request.header("Idempotency-Key"), client, target, body);
    Wanted wanted = read(request, target, client, body, promise);
    SubmitReplies replies = new SubmitReplies(client, mj);
    Submitting submitting;
    try {
      submitting = mj.prepare(wanted.submission(), wanted.options());
      if (early == null) {
        submitting.begin();
      }
    } catch (RuntimeException e) {
      throw replies.refusal(e, Optional.empty());
    }
    if (early != null) {
      submitting.run(
          wait, () -> early.give(kept(promise, submitting, undecided(submitting, replies))));
    }
    return kept(promise, submitting, await(submitting, replies));
  }

  /** The reply, unless another submission under the same key was recorded meanwhile. */
  private ProxyReply kept(
      Optional<Idempotency.Promise> promise, Submitting submitting, ProxyReply reply) {
    promise.ifPresent(p -> mj.find(submitting.recorded().join()).ifPresent(p::check));
    return reply;
  }

  /** What a request asks for, with everything checked that can be before it is recorded. */
  Wanted read(
      ProxyRequest request,
      Target target,
      Client client,
      byte[] body,
      Optional<Idempotency.Promise> promise) {
    IncomingSubmission incoming = parse(target.name(), body);
    Optional<Task> parent = parent(incoming, client);
    promise.ifPresent(p -> parent.ifPresent(p::check));
    ModeChoice modes = ModeChoice.of(target.mode(), incoming, parent, client);
    destinations.check(incoming.submission());
    Map<String, String> tags = new HashMap<>();
    incoming
        .notifyHook()
        .ifPresent(
            hook -> {
              tags.put(Tags.HOOK, destinations.checkHook(hook));
              tags.put(Tags.BASE, request.base());
            });
    SubmitOptions.Builder options = options(client).state(incoming.state()).extra(incoming.extra());
    options.modes(modes.modes().toArray(new Mode[0]));
    promise.ifPresent(
        p -> {
          options.reference(p.reference());
          p.mark(tags);
        });
    if (client.settings().allowOverrides()) {
      Overrides.apply(request, client, mj, options);
    }
    try {
      return new Wanted(modes.submission(), client.usual(options.tags(tags).build()));
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static IncomingSubmission parse(String endpoint, byte[] body) {
    try {
      return RequestReader.submission(endpoint, body);
    } catch (BadRequestException e) {
      throw Refusal.invalid(String.valueOf(e.getMessage()));
    }
  }

  /** Another's task is not there; an id that is not of our form is nobody's. */
  private Optional<Task> parent(IncomingSubmission incoming, Client client) {
    return incoming
        .parentId()
        .map(
            id ->
                TaskId.parse(id)
                    .flatMap(mj::find)
                    .filter(task -> task.isFor(client.name()))
                    .orElseThrow(Refusal::noParent));
  }

  private static SubmitOptions.Builder options(Client client) {
    ClientSettings settings = client.settings();
    SubmitOptions.Builder options =
        SubmitOptions.builder().caller(client.name()).providers(settings.providers());
    settings.policy().ifPresent(options::policy);
    settings.deadline().ifPresent(options::deadline);
    settings.maxPrice().ifPresent(options::maxPrice);
    return options;
  }

  private ProxyReply await(Submitting begun, SubmitReplies replies) {
    try {
      Task task = begun.decided().get(wait.toNanos(), TimeUnit.NANOSECONDS);
      return replies.taken(task, begun.lastOutcome());
    } catch (TimeoutException e) {
      return undecided(begun, replies);
    } catch (ExecutionException e) {
      return replies.failed(e.getCause(), begun.lastOutcome());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return undecided(begun, replies);
    }
  }

  /**
   * Nothing was sent before it is recorded: then that is waited for, as long as the store takes.
   * Not even an interrupt hides the id of what may be bought.
   */
  private static ProxyReply undecided(Submitting begun, SubmitReplies replies) {
    try {
      return replies.pending(begun.recorded().join());
    } catch (CompletionException e) {
      return replies.failed(e.getCause(), begun.lastOutcome());
    }
  }
}
