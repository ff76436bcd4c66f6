package io.mjrouter.provider.simulator;

import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.UnknownReason;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Makes of a reply what a client makes of it that reads it over the wire. */
final class Outcomes {

  private Outcomes() {}

  static SubmitOutcome of(Reply reply, HostCalls host, Function<String, URI> links) {
    if (reply.lost() != Fault.NONE) {
      return lost(reply.lost());
    }
    return switch (reply.kind()) {
      case STARTED -> accepted(Acceptance.STARTED, reply);
      case QUEUED -> accepted(Acceptance.QUEUED, reply);
      case EXISTED -> accepted(Acceptance.EXISTED, reply);
      case WINDOW ->
          accepted(
              host.announcesWindow(reply.taskId()) ? Acceptance.NEEDS_MODAL : Acceptance.STARTED,
              reply);
      case UPLOADED ->
          accepted(Acceptance.STARTED, reply, reply.links().stream().map(links).toList());
      case QUEUE_FULL -> refused(RejectReason.QUEUE_FULL, "the queue is full");
      case BANNED ->
          new SubmitOutcome.Rejected(
              RejectReason.BANNED_PROMPT,
              RejectReason.BANNED_PROMPT.mayMove(),
              "the prompt has a banned word",
              Optional.empty(),
              Optional.of(reply.text()));
      case PLAN_LIMIT -> refused(RejectReason.PLAN_LIMIT, reply.text());
      case TROUBLE -> refused(RejectReason.HOST_TROUBLE, "the worker failed");
      case SATURATED -> refused(RejectReason.THROTTLED, "too many requests");
      case RETRY_AFTER ->
          new SubmitOutcome.Rejected(
              RejectReason.THROTTLED,
              RejectReason.THROTTLED.mayMove(),
              "too many requests",
              Optional.of(Reply.RETRY_AFTER),
              Optional.empty());
      case NO_MONEY -> refused(RejectReason.NO_MONEY, "quota_not_enough");
      case BAD_KEY ->
          host.traits().family() == HostTraits.Family.TRUEAI
              ? refused(RejectReason.FORBIDDEN, "the account may not do that")
              : refused(RejectReason.AUTH, "the key is not known");
      case EDGE_BLOCKED -> refused(RejectReason.EDGE_BLOCKED, "error code: 1010");
      case NO_CHANNEL ->
          host.traits().family() == HostTraits.Family.GATEWAY
              ? refused(RejectReason.NO_CHANNEL, "no channel for this model")
              : refused(RejectReason.NO_INSTANCE, "no account to draw with");
      case PARENT_NOT_FOUND -> refused(RejectReason.PARENT_NOT_FOUND, "task_not_found");
      case PARENT_NOT_READY -> refused(RejectReason.PARENT_NOT_READY, "task_status_not_success");
      case BAD_PARAMETER -> refused(RejectReason.BAD_PARAMETER, reply.text());
    };
  }

  private static SubmitOutcome lost(Fault fault) {
    return switch (fault) {
      case BAD_GATEWAY -> unknown(UnknownReason.SERVER_ERROR, "HTTP 502");
      case HTML -> unknown(UnknownReason.NOT_JSON, "a page came instead of JSON");
      case EMPTY -> unknown(UnknownReason.EMPTY_ANSWER, "an empty answer");
      case BARE_429 -> unknown(UnknownReason.BARE_429, "HTTP 429 without a word");
      case LATE_ANSWER, DRIP -> unknown(UnknownReason.TIMED_OUT, "no answer in time");
      default -> unknown(UnknownReason.CONNECTION_LOST, "the connection ended without an answer");
    };
  }

  private static SubmitOutcome unknown(UnknownReason reason, String message) {
    return new SubmitOutcome.Unknown(reason, message);
  }

  private static SubmitOutcome refused(RejectReason reason, String message) {
    return SubmitOutcome.Rejected.of(reason, message);
  }

  private static SubmitOutcome accepted(Acceptance how, Reply reply) {
    return accepted(how, reply, List.of());
  }

  private static SubmitOutcome accepted(Acceptance how, Reply reply, List<URI> uploaded) {
    return new SubmitOutcome.Accepted(
        how,
        reply.taskId(),
        uploaded,
        reply.queue() > 0 ? OptionalInt.of(reply.queue()) : OptionalInt.empty(),
        reply.text(),
        "");
  }
}
