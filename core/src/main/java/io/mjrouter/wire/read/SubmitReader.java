package io.mjrouter.wire.read;

import io.mjrouter.model.ButtonMeaning;
import io.mjrouter.model.Press;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmissionKind;
import io.mjrouter.spi.CodeMeaning;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.wire.HostIds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The answer to a submission that says it was taken. */
final class SubmitReader {

  private static final Set<String> NO_IDS = Set.of("null", "undefined", "none", "nil", "-1");
  private static final Pattern NO_ID = Pattern.compile("[0_-]+|-\\d+");
  private static final int MOST_JOINED = 16;
  private static final Pattern QUEUE = Pattern.compile("(\\d{1,6})\\s*个任务");

  private final Profile profile;

  SubmitReader(Profile profile) {
    this.profile = profile;
  }

  /** The outcome of an answer that says "taken"; empty for any other. */
  Optional<SubmitOutcome> read(Submission submission, Reply reply) {
    Members members = reply.members();
    if (reply.hasError()) {
      return contradiction(members);
    }
    OptionalInt code = Members.asInt(members.peek("code"));
    CodeMeaning meaning = meaning(reply, members, code);
    if (meaning == null || !isTaken(meaning)) {
      return Optional.empty();
    }
    String words = HostWords.safe(Reply.description(members));
    if (submission.kind() == SubmissionKind.UPLOAD) {
      return Optional.of(uploaded(members, words));
    }
    List<String> ids = ids(members.peek("result"));
    if (ids.isEmpty()) {
      return Optional.of(
          new SubmitOutcome.Unknown(
              UnknownReason.NO_ID, "taken, but without a usable task id: " + words));
    }
    OptionalInt queue = queue(members);
    return Optional.of(
        new SubmitOutcome.Accepted(
            acceptance(meaning, submission, members, queue),
            ids.get(0),
            List.of(),
            queue,
            members.object("properties").text("finalPrompt"),
            ids.size() == 1
                ? words
                : words
                    + " (further tasks: "
                    + String.join(", ", ids.subList(1, ids.size()))
                    + ")"));
  }

  /** An error beside a code that says "taken": nobody knows which of them is true. */
  private Optional<SubmitOutcome> contradiction(Members members) {
    OptionalInt code = Members.asInt(members.peek("code"));
    CodeMeaning meaning = code.isPresent() ? profile.codes().get(code.getAsInt()) : null;
    return meaning != null && isTaken(meaning)
        ? Optional.of(
            new SubmitOutcome.Unknown(
                UnknownReason.UNLISTED_CODE,
                "the answer says both taken and " + HostWords.safe(Reply.errorText(members))))
        : Optional.empty();
  }

  /** A missing code is as good as success where everything else looks like it. */
  private @Nullable CodeMeaning meaning(Reply reply, Members members, OptionalInt code) {
    if (code.isPresent()) {
      return profile.codes().get(code.getAsInt());
    }
    boolean looksTaken =
        reply.isOk()
            && members.peek("code") == null
            && !Boolean.FALSE.equals(members.peek("success"))
            && members.peek("result") != null;
    return looksTaken ? CodeMeaning.ACCEPTED : null;
  }

  private static boolean isTaken(CodeMeaning meaning) {
    return meaning == CodeMeaning.ACCEPTED
        || meaning == CodeMeaning.QUEUED
        || meaning == CodeMeaning.EXISTED_OR_MODAL;
  }

  private Acceptance acceptance(
      CodeMeaning meaning, Submission submission, Members members, OptionalInt queue) {
    if (meaning == CodeMeaning.EXISTED_OR_MODAL) {
      Optional<Acceptance> said = bySigns(members);
      return said.orElseGet(
          () ->
              switch (profile.code21()) {
                case EXISTED -> Acceptance.EXISTED;
                case MODAL -> Acceptance.NEEDS_MODAL;
                case BY_SHAPE -> byKind(submission);
              });
    }
    boolean queued = meaning == CodeMeaning.QUEUED || queue.isPresent();
    return queued ? Acceptance.QUEUED : Acceptance.STARTED;
  }

  /** midjourney-proxy shows the task that exists; plus and trueai open a window. */
  private static Optional<Acceptance> bySigns(Members members) {
    Members properties = members.object("properties");
    String status = properties.text("status").trim();
    if (status.equalsIgnoreCase("MODAL")) {
      return Optional.of(Acceptance.NEEDS_MODAL);
    }
    if (!status.isEmpty() || properties.word("imageUrl").isPresent()) {
      return Optional.of(Acceptance.EXISTED);
    }
    String text = Reply.description(members).toLowerCase(Locale.ROOT);
    if (properties.flag("remix") || text.contains("confirm") || text.contains("窗口")) {
      return Optional.of(Acceptance.NEEDS_MODAL);
    }
    return text.contains("已存在") || text.contains("exist")
        ? Optional.of(Acceptance.EXISTED)
        : Optional.empty();
  }

  private static Acceptance byKind(Submission submission) {
    return switch (submission.kind()) {
      case PRESS ->
          ((Press) submission).meaning().window() == ButtonMeaning.Window.ALWAYS
              ? Acceptance.NEEDS_MODAL
              : Acceptance.UNCLEAR;
      case ANSWER, VIDEO -> Acceptance.UNCLEAR;
      case IMAGINE, BLEND, DESCRIBE, SHORTEN, CHANGE, EDITS, UPLOAD, SWAP_FACE ->
          Acceptance.EXISTED;
    };
  }

  /** The place in the queue; behind new-api it may stand in the text only. */
  private static OptionalInt queue(Members members) {
    OptionalInt number = members.object("properties").integer("numberOfQueues");
    if (number.isPresent()) {
      return number.getAsInt() > 0 ? number : OptionalInt.empty();
    }
    String text = Reply.description(members);
    Matcher waiting = QUEUE.matcher(text);
    return text.contains("排队") && waiting.find()
        ? OptionalInt.of(Integer.parseInt(waiting.group(1)))
        : OptionalInt.empty();
  }

  private static SubmitOutcome uploaded(Members members, String words) {
    Object result = members.peek("result");
    List<@Nullable Object> items = new ArrayList<>();
    Json.array(result).ifPresentOrElse(items::addAll, () -> items.add(result));
    List<URI> links = new ArrayList<>();
    for (Object item : items) {
      String text =
          Json.object(item).isPresent() ? Members.of(item).text("url") : Members.asText(item);
      Links.plain(text).ifPresent(links::add);
    }
    return links.isEmpty()
        ? new SubmitOutcome.Unknown(
            UnknownReason.NO_ID, "taken, but without a usable link: " + words)
        : new SubmitOutcome.Accepted(Acceptance.STARTED, "", links, OptionalInt.empty(), "", words);
  }

  /**
   * The ids in a result: one, or several joined by commas as trueai answers to a press that draws
   * every prompt of a describe. Empty where a part is unusable.
   */
  private static List<String> ids(@Nullable Object result) {
    Object single =
        Json.array(result)
            .filter(array -> array.size() == 1)
            .map(array -> array.get(0))
            .orElse(null);
    String text = idText(single != null ? single : result);
    List<String> ids = new ArrayList<>();
    for (String part : text.split(",", MOST_JOINED + 1)) {
      String id = part.trim();
      if (!isId(id)) {
        return List.of();
      }
      ids.add(id);
    }
    return ids;
  }

  /** The digits of a number as they were written; a fraction or an exponent is no id. */
  private static String idText(@Nullable Object value) {
    if (value instanceof BigDecimal number) {
      return number.scale() > 0 && number.signum() > 0
          ? Members.asWhole(number).map(BigInteger::toString).orElse("")
          : "";
    }
    return value instanceof Boolean ? "" : Members.asText(value);
  }

  private static boolean isId(String text) {
    return HostIds.isUsable(text)
        && !NO_ID.matcher(text).matches()
        && !NO_IDS.contains(text.toLowerCase(Locale.ROOT));
  }
}
