package io.mjrouter.wire.read;

import io.mjrouter.spi.CodeMeaning;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.UnknownReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The one table that decides what an answer without success means.
 *
 * <p>Refused is only what the protocol says is refused for sure; anything else may have been taken
 * and billed. Looked at in this order: an {@code error}, a {@code code}, {@code success: false},
 * and, where there is none of them, none that says why, or no JSON at all, the HTTP status.
 */
final class Refusals {

  private static final String FROM_UPSTREAM = "upstream_error";

  private final Profile profile;

  Refusals(Profile profile) {
    this.profile = profile;
  }

  /**
   * Reads an answer that is no success.
   *
   * @param followUp whether a parent was named, which decides whose absence "not found" means
   */
  Verdict of(Reply reply, boolean followUp, Instant now) {
    Optional<Duration> retryAfter = RetryAfter.of(reply.http(), now);
    return decide(reply, followUp, retryAfter).withRetryAfter(retryAfter);
  }

  /** Whether an object's code or its {@code success} says no. */
  boolean isRefusal(Members members) {
    OptionalInt code = Members.asInt(members.peek("code"));
    CodeMeaning meaning = code.isPresent() ? profile.codes().get(code.getAsInt()) : null;
    return Boolean.FALSE.equals(members.peek("success"))
        || (meaning != null && meaning != CodeMeaning.ACCEPTED);
  }

  private Verdict decide(Reply reply, boolean followUp, Optional<Duration> retryAfter) {
    Members members = reply.members();
    if (reply.hasError()) {
      return byError(reply, Reply.errorText(members) + " " + Reply.description(members), followUp)
          .orElseGet(() -> byStatus(reply, retryAfter));
    }
    OptionalInt code = Members.asInt(members.peek("code"));
    if (code.isPresent()) {
      CodeMeaning meaning = profile.codes().get(code.getAsInt());
      if (meaning != null) {
        return byCode(reply, meaning, followUp, retryAfter);
      }
      String message = message(reply, "code " + code.getAsInt() + " is not known");
      return saysNoByStatus(reply)
          ? byStatus(reply, retryAfter)
          : Verdict.unsure(UnknownReason.UNLISTED_CODE, message);
    }
    if (Boolean.FALSE.equals(members.peek("success"))) {
      return byError(reply, Reply.description(members), followUp)
          .orElseGet(() -> byStatus(reply, retryAfter));
    }
    return byStatus(reply, retryAfter);
  }

  /** What the words of an error say; empty where only the status can tell. */
  private Optional<Verdict> byError(Reply reply, String text, boolean followUp) {
    if (RefusalTexts.isUnsure(text)) {
      return Optional.of(
          Verdict.unsure(UnknownReason.GATEWAY_UNSURE, message(reply, "the gateway is not sure")));
    }
    Optional<RejectReason> reason = RefusalTexts.reason(text).map(r -> forParent(r, followUp));
    if (reason.isEmpty() && text.contains(FROM_UPSTREAM)) {
      return Optional.of(
          Verdict.unsure(UnknownReason.GATEWAY_UNSURE, message(reply, "the gateway is not sure")));
    }
    if (reason.isEmpty() && (reply.status() == 400 || reply.status() == 422)) {
      reason = Optional.of(RejectReason.BAD_PARAMETER);
    }
    return reason.map(r -> Verdict.refused(r, message(reply, hint(r))));
  }

  private Verdict byCode(
      Reply reply, CodeMeaning meaning, boolean followUp, Optional<Duration> retryAfter) {
    Members members = reply.members();
    String text = Reply.description(members) + " " + members.text("result");
    return switch (meaning) {
      case NOT_FOUND -> {
        boolean noInstance =
            !followUp
                || RefusalTexts.reason(text).filter(RejectReason.NO_INSTANCE::equals).isPresent();
        yield refused(reply, noInstance ? RejectReason.NO_INSTANCE : RejectReason.PARENT_NOT_FOUND);
      }
      case BY_TEXT -> byText(reply, text, followUp, retryAfter);
      case TROUBLE ->
          RefusalTexts.reason(text).filter(RejectReason.QUEUE_FULL::equals).isPresent()
              ? refused(reply, RejectReason.QUEUE_FULL)
              : refused(reply, RejectReason.HOST_TROUBLE);
      case QUEUE_FULL -> refused(reply, RejectReason.QUEUE_FULL);
      case CONTENT -> content(reply, members, text);
      case THROTTLED -> refused(reply, RejectReason.THROTTLED);
      case BAD_PARAMETER -> unexplained(reply, retryAfter);
      case UNSURE ->
          Verdict.unsure(UnknownReason.GATEWAY_UNSURE, message(reply, "the gateway is not sure"));
      case ACCEPTED, QUEUED, EXISTED_OR_MODAL ->
          Verdict.unsure(UnknownReason.NO_ID, message(reply, "taken, but without a usable id"));
    };
  }

  private Verdict byText(
      Reply reply, String text, boolean followUp, Optional<Duration> retryAfter) {
    if (RefusalTexts.isUnsure(text)) {
      return Verdict.unsure(
          UnknownReason.GATEWAY_UNSURE, message(reply, "the gateway is not sure"));
    }
    Optional<RejectReason> reason = RefusalTexts.reason(text).map(r -> forParent(r, followUp));
    return reason.map(r -> refused(reply, r)).orElseGet(() -> unexplained(reply, retryAfter));
  }

  /** Refused by a code for anything, without words that say more: the status may. */
  private Verdict unexplained(Reply reply, Optional<Duration> retryAfter) {
    if (reply.status() >= 500) {
      return Verdict.unsure(UnknownReason.SERVER_ERROR, message(reply, "the host failed"));
    }
    return saysNoByStatus(reply)
        ? byStatus(reply, retryAfter)
        : refused(reply, RejectReason.BAD_PARAMETER);
  }

  private Verdict content(Reply reply, Members members, String text) {
    Optional<String> word =
        members.object("properties").word("bannedWord", "banned_word").map(HostWords::safe);
    boolean plan =
        word.isEmpty()
            && RefusalTexts.reason(text).filter(RejectReason.PLAN_LIMIT::equals).isPresent();
    return refused(reply, plan ? RejectReason.PLAN_LIMIT : RejectReason.BANNED_PROMPT)
        .withBannedWord(word);
  }

  /** Without a parent nobody can miss one: the words are about something else. */
  private static RejectReason forParent(RejectReason reason, boolean followUp) {
    boolean aboutParent =
        reason == RejectReason.PARENT_NOT_FOUND || reason == RejectReason.PARENT_NOT_READY;
    return aboutParent && !followUp ? RejectReason.BAD_PARAMETER : reason;
  }

  private static boolean saysNoByStatus(Reply reply) {
    return switch (reply.status()) {
      case 401, 402, 403, 404, 405, 413, 429 -> true;
      default -> false;
    };
  }

  private Verdict byStatus(Reply reply, Optional<Duration> retryAfter) {
    int status = reply.status();
    if (status >= 300 && status < 400) {
      return Verdict.refused(RejectReason.REDIRECTED, redirected(reply));
    }
    Optional<EdgePage> edge = EdgePage.of(reply);
    if (edge.isPresent()) {
      return refused(
          reply, edge.get().isThrottle() ? RejectReason.THROTTLED : RejectReason.EDGE_BLOCKED);
    }
    return switch (status) {
      case 401 -> refused(reply, deniedOr(reply, RejectReason.AUTH));
      case 402 -> refused(reply, RejectReason.NO_MONEY);
      case 403 -> refused(reply, forbidden(reply));
      case 404, 405 -> refused(reply, RejectReason.UNSUPPORTED);
      case 413 -> refused(reply, RejectReason.PAYLOAD_TOO_LARGE);
      case 429 ->
          retryAfter.isPresent() || reply.isJson()
              ? refused(reply, RejectReason.THROTTLED)
              : Verdict.unsure(
                  UnknownReason.BARE_429, message(reply, "too many requests, by whom is unknown"));
      default -> unsureByStatus(reply);
    };
  }

  private Verdict unsureByStatus(Reply reply) {
    int status = reply.status();
    if (status == 408 || status >= 500) {
      return Verdict.unsure(UnknownReason.SERVER_ERROR, message(reply, "the server failed"));
    }
    if (reply.isEmpty()) {
      return Verdict.unsure(UnknownReason.EMPTY_ANSWER, message(reply, "empty answer"));
    }
    if (reply.isJson()) {
      return Verdict.unsure(
          UnknownReason.UNLISTED_CODE, message(reply, "JSON of an unknown shape"));
    }
    return Verdict.unsure(
        UnknownReason.NOT_JSON,
        message(
            reply,
            reply.isPage()
                ? "a page and no JSON; is the base address right, with /mj below it?"
                : "no readable JSON"));
  }

  private RejectReason forbidden(Reply reply) {
    if (reply.isPage()) {
      return RejectReason.EDGE_BLOCKED;
    }
    return deniedOr(reply, reply.isJson() ? RejectReason.FORBIDDEN : RejectReason.AUTH);
  }

  private static RejectReason deniedOr(Reply reply, RejectReason otherwise) {
    return RefusalTexts.reason(reply.words())
        .filter(
            reason ->
                reason == RejectReason.FORBIDDEN
                    || reason == RejectReason.NO_MONEY
                    || reason == RejectReason.AUTH)
        .orElse(otherwise);
  }

  private static String redirected(Reply reply) {
    String host =
        reply
            .http()
            .header("location")
            .flatMap(Links::hostOf)
            .map(name -> "to " + name)
            .orElse("elsewhere on the same host");
    return "HTTP "
        + reply.status()
        + ": redirected "
        + host
        + "; nothing was sent there. Is the base address right?";
  }

  private Verdict refused(Reply reply, RejectReason reason) {
    return Verdict.refused(reason, message(reply, hint(reason)));
  }

  /** What a person could look at. */
  private String hint(RejectReason reason) {
    return switch (reason) {
      case AUTH -> "the key was refused (sent as " + keyHeader() + ")";
      case FORBIDDEN -> "this account may not do that";
      case EDGE_BLOCKED ->
          "stopped at the edge before the host, not for the key; is there a User-Agent it takes?";
      case NO_MONEY -> "no money left on the key or account";
      case PLAN_LIMIT -> "the host's plan does not allow it";
      case NO_CHANNEL -> "the gateway has no channel for it";
      case NO_INSTANCE -> "the host has no account to draw with";
      case QUEUE_FULL -> "the queue is full";
      case THROTTLED -> "too many requests";
      case HOST_TROUBLE -> "the host failed and did not take it";
      case REDIRECTED -> "redirected";
      case UNSUPPORTED -> "the host lacks this; is the base address right, with /mj below it?";
      case PAYLOAD_TOO_LARGE -> "larger than the host takes";
      case BANNED_PROMPT -> "refused for its content";
      case BAD_PARAMETER -> "refused as invalid";
      case PARENT_NOT_FOUND -> "the host does not know the parent";
      case PARENT_NOT_READY -> "the parent is not finished there yet";
    };
  }

  private String keyHeader() {
    return switch (profile.auth()) {
      case BEARER -> "Authorization: Bearer";
      case BARE -> "Authorization without Bearer";
      case MJ_API_SECRET -> "mj-api-secret";
      case BOTH -> "Authorization: Bearer and mj-api-secret";
    };
  }

  private static String message(Reply reply, String hint) {
    String words = reply.words();
    return "HTTP " + reply.status() + ": " + hint + (words.isEmpty() ? "" : ": " + words);
  }
}
