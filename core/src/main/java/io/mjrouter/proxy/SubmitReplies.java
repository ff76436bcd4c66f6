package io.mjrouter.proxy;

import io.mjrouter.Midjourney;
import io.mjrouter.error.MjException;
import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.error.Remedy;
import io.mjrouter.error.StoreException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.error.TaskNotFoundException;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.Decision;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Money;
import io.mjrouter.model.SubmissionKind;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.SubmitOutcome.Accepted;
import io.mjrouter.spi.SubmitOutcome.Rejected;
import io.mjrouter.wire.write.AnswerStyle;
import io.mjrouter.wire.write.AnswerWriter;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told of its submission. */
final class SubmitReplies {

  private static final Logger LOG = LoggerFactory.getLogger(SubmitReplies.class);
  private static final AnswerWriter WRITER = new AnswerWriter(AnswerStyle.full());
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration MOST = Duration.ofMinutes(10);
  private static final int ACCEPTED = 1;
  private static final int MODAL = 21;
  private static final int QUEUED = 22;

  private final Client client;
  private final Midjourney mj;

  SubmitReplies(Client client, Midjourney mj) {
    this.client = client;
    this.mj = mj;
  }

  // ---- Taken.

  /**
   * A host took it.
   *
   * @param last what the host answered; empty where an earlier call submitted it
   */
  ProxyReply taken(Task decided, Optional<SubmitOutcome> last) {
    Optional<Accepted> accepted =
        last.filter(outcome -> outcome instanceof Accepted).map(outcome -> (Accepted) outcome);
    Task task =
        accepted.filter(a -> a.how() == Acceptance.UNCLEAR).isPresent()
            ? lookedAt(decided)
            : decided;
    if (task.kind() == SubmissionKind.UPLOAD) {
      List<URI> links = task.images().stream().map(MediaLink::url).toList();
      return routed(task.id(), "accepted", ProxyReply.json(200, WRITER.uploaded("success", links)));
    }
    if (task.status() == TaskStatus.NEEDS_MODAL) {
      String prompt = task.snapshot().map(seen -> seen.finalPrompt()).orElse("");
      Map<String, Object> properties = new LinkedHashMap<>();
      properties.put("finalPrompt", prompt);
      properties.put("remix", true);
      return routed(
          task.id(), "modal", reply(MODAL, "Waiting for window confirm", task.id(), properties));
    }
    if (accepted.filter(a -> a.how() == Acceptance.QUEUED).isPresent()) {
      return queued(task.id(), accepted.get());
    }
    return routed(task.id(), "accepted", reply(ACCEPTED, "Submit success", task.id(), Map.of()));
  }

  /** What a host's 21 means shows in the task alone. */
  private Task lookedAt(Task task) {
    try {
      return mj.refresh(task.id());
    } catch (MjException | IllegalStateException e) {
      LOG.debug("task {}: not looked at: {}", task.id(), e.getMessage());
      return task;
    }
  }

  /** Whatever hinders it, the id of what may be bought is told: this only adds to that. */
  private Optional<Task> shown(TaskId id) {
    try {
      return mj.find(id);
    } catch (RuntimeException e) {
      LOG.warn("task {}: its route is not told: {}", id, e.toString());
      return Optional.empty();
    }
  }

  private ProxyReply queued(TaskId id, Accepted accepted) {
    int code = client.is(Compat.CODE1) ? ACCEPTED : QUEUED;
    if (accepted.queue().isEmpty()) {
      return routed(id, "queued", reply(code, "In queue", id, Map.of()));
    }
    int before = accepted.queue().getAsInt();
    return routed(
        id,
        "queued",
        reply(code, "In queue, " + before + " before it", id, Map.of("numberOfQueues", before)));
  }

  /** It is recorded, and nobody took it yet. */
  ProxyReply pending(TaskId id) {
    return routed(id, "pending", reply(ACCEPTED, "Submit success", id, Map.of()));
  }

  private static ProxyReply reply(
      int code, String description, TaskId id, Map<String, ?> properties) {
    return ProxyReply.json(200, WRITER.submitted(code, description, id.toString(), properties));
  }

  private ProxyReply routed(TaskId id, String outcome, ProxyReply reply) {
    if (!client.settings().exposeRouting()) {
      return reply;
    }
    shown(id)
        .ifPresent(
            task -> {
              List<Attempt> attempts = task.attempts();
              attempts.stream()
                  .reduce((a, b) -> b)
                  .ifPresent(
                      attempt -> {
                        reply.with("X-MJ-Provider", attempt.route().provider().name());
                        reply.with("X-MJ-Mode", attempt.route().mode().key());
                        attempt
                            .price()
                            .map(Money::toUsd)
                            .ifPresent(
                                usd ->
                                    reply.with(
                                        "X-MJ-Price", usd.stripTrailingZeros().toPlainString()));
                      });
              reply.with("X-MJ-Attempts", Integer.toString(attempts.size()));
            });
    return reply.with("X-MJ-Outcome", outcome);
  }

  // ---- Not taken.

  /** It failed, or nobody can tell; the latter is no refusal. */
  ProxyReply failed(@Nullable Throwable cause, Optional<SubmitOutcome> last) {
    if (cause instanceof OutcomeUnknownException unknown) {
      TaskId id = unknown.taskId();
      return routed(id, "unknown", reply(ACCEPTED, "Submit success", id, Map.of()));
    }
    throw told(refusal(cause, last), cause);
  }

  private Refusal told(Refusal refusal, @Nullable Throwable cause) {
    if (!client.settings().exposeRouting()) {
      return refusal;
    }
    if (cause instanceof NoRouteException none) {
      refusal.with("X-MJ-Attempts", Integer.toString(none.attempts().size()));
      return refusal.with("X-MJ-Outcome", "no-route");
    }
    return refusal.with("X-MJ-Outcome", "refused");
  }

  Refusal refusal(@Nullable Throwable cause, Optional<SubmitOutcome> last) {
    if (cause instanceof Refusal refusal) {
      return refusal;
    }
    if (cause instanceof SubmissionRefusedException refused) {
      return refused(refused);
    }
    if (cause instanceof NoRouteException none) {
      return noRoute(none, last);
    }
    if (cause instanceof TaskNotFoundException) {
      return Refusal.noParent();
    }
    if (cause instanceof IllegalArgumentException wrong) {
      return Refusal.invalid(String.valueOf(wrong.getMessage()));
    }
    if (cause instanceof StoreException || cause instanceof IllegalStateException) {
      LOG.warn("a submission was not taken: {}", cause.getMessage());
      return Refusal.notNow("not taken just now; nothing was bought", SOON);
    }
    LOG.error("a submission failed", cause);
    return Refusal.of(500, Refusal.FAILURE, "internal failure");
  }

  private static Refusal refused(SubmissionRefusedException refused) {
    String words = refused.detail();
    return switch (refused.reason()) {
      case "BANNED_PROMPT" ->
          Refusal.of(
              200,
              Refusal.BANNED,
              words.isBlank() ? "banned prompt detected" : words,
              refused.bannedWord().map(word -> Map.of("bannedWord", word)).orElse(Map.of()));
      case "PARENT_NOT_FOUND", "ORIGIN_UNAVAILABLE" -> Refusal.noParent();
      case "PARENT_NOT_READY" -> Refusal.invalid("task_status_not_success");
      case "MODE_NOT_ALLOWED" -> Refusal.of(403, Refusal.INVALID, words);
      case "REFERENCE_REUSED" -> Idempotency.reused();
      default -> Refusal.invalid(words.isBlank() ? refused.reason() : words);
    };
  }

  private Refusal noRoute(NoRouteException none, Optional<SubmitOutcome> last) {
    boolean tooLarge =
        !none.attempts().isEmpty()
            && none.attempts().stream()
                .allMatch(a -> a.reason().equals(RejectReason.PAYLOAD_TOO_LARGE.name()));
    if (tooLarge) {
      return Refusal.of(413, Refusal.INVALID, "no host takes a body of this size");
    }
    if (none.attempts().isEmpty() && none.decision().filter(Decision::isCapped).isPresent()) {
      Refusal capped = Refusal.of(402, Refusal.INVALID, "quota_not_enough");
      return none.retryAfter().map(capped::retryAfter).orElse(capped);
    }
    return Refusal.notNow(words(none), retryAfter(none, last));
  }

  private String words(NoRouteException none) {
    if (client.settings().exposeRouting()) {
      return String.valueOf(none.getMessage());
    }
    return switch (none.remedy()) {
      case GIVE_UP -> "no host takes this; nothing was bought";
      case REPAIR -> "no host can take this until the operator acts; nothing was bought";
      default -> "no route is free just now; nothing was bought";
    };
  }

  private static Duration retryAfter(NoRouteException none, Optional<SubmitOutcome> last) {
    Optional<Duration> hosts =
        last.filter(outcome -> outcome instanceof Rejected)
            .flatMap(outcome -> ((Rejected) outcome).retryAfter());
    Duration unsaid = none.remedy() == Remedy.TRY_LATER ? SOON : MOST;
    Duration wait = none.retryAfter().or(() -> hosts).orElse(unsaid);
    return wait.compareTo(MOST) > 0 ? MOST : wait;
  }
}
