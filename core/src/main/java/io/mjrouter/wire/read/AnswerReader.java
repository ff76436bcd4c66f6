package io.mjrouter.wire.read;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Balance;
import io.mjrouter.model.Submission;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.BalanceProbe;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.wire.HostIds;
import io.mjrouter.wire.HttpAnswer;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a host's answers mean, by its profile. One reader serves one provider.
 *
 * <p>Nothing that a host may send makes it throw: whatever is not understood is a typed outcome or
 * reading. No text of a host appears in a message but shortened and without links' queries and
 * anything that looks like a key. Immutable and safe for use by many threads.
 *
 * <p>The time handed in is only needed to understand a {@code Retry-After} that is a date.
 */
public final class AnswerReader {

  private static final List<String> ID = List.of("id");
  private static final List<String> CONSOLE_ID = List.of("mj_id");
  private static final Pattern SEED = Pattern.compile("\\d{1,20}");
  private static final String[] WRAPPERS = {
    "data", "result", "list", "items", "content", "records"
  };

  private final Refusals refusals;
  private final SubmitReader submits;
  private final TaskReader tasks;
  private final TaskLists lists;

  /**
   * A reader for one provider.
   *
   * @param profile the host's dialect
   * @param base the base address in use, without {@code /mj} and without a slash at its end: what
   *     links without a host are made absolute with
   */
  public AnswerReader(Profile profile, URI base) {
    requireNonNull(base, "base");
    refusals = new Refusals(profile);
    submits = new SubmitReader(profile);
    tasks = new TaskReader(profile, base);
    lists = new TaskLists(tasks);
  }

  /** What became of a submission. Accepted always carries an id, or the links of an upload. */
  public SubmitOutcome submitted(Submission submission, HttpAnswer answer, Instant now) {
    Reply reply = Reply.unambiguous(answer);
    return submits
        .read(submission, reply)
        .orElseGet(() -> refusals.of(reply, submission.parent().isPresent(), now).toOutcome());
  }

  /**
   * Where one task stands. Absent in each of the four spellings that hosts have for it: nothing at
   * all, a 404, new-api's {@code task_no_found}, an empty list. A task that names another id than
   * the one asked for is a failure, never delivered.
   */
  public Reading<TaskSnapshot> task(String askedId, HttpAnswer answer, Instant now) {
    Reply reply = Reply.of(answer);
    if (!reply.isOk()) {
      return isNotFound(reply, now) ? Reading.absent() : Reading.failed(failure(reply, now));
    }
    if (reply.isEmpty() || (reply.isJson() && reply.json() == null)) {
      return Reading.absent();
    }
    Optional<List<@Nullable Object>> array = Json.array(reply.json());
    if (array.isPresent()) {
      List<TaskSnapshot> found = lists.matching(List.of(askedId), array.get());
      return found.isEmpty() ? Reading.absent() : Reading.found(found.get(0));
    }
    Optional<Map<String, @Nullable Object>> object =
        Json.object(reply.json()).filter(TaskReader::isTask);
    if (object.isEmpty()) {
      return isNotFound(reply, now) ? Reading.absent() : Reading.failed(failure(reply, now));
    }
    return asked(askedId, object.get());
  }

  private Reading<TaskSnapshot> asked(String askedId, Map<String, @Nullable Object> object) {
    try {
      TaskSnapshot task = tasks.read(object, ID, askedId);
      return task.id().isEmpty() || task.id().equals(askedId)
          ? Reading.found(task)
          : Reading.failed(
              ReadFailure.Reason.MISMATCHED,
              "asked for task " + askedId + ", answered with task " + HostWords.safe(task.id()));
    } catch (IllegalArgumentException e) {
      return Reading.failed(ReadFailure.Reason.GARBLED, "a task that cannot be read");
    }
  }

  /**
   * Where many tasks stand: those that were asked for and found, each once, in no order of
   * importance. Whatever the host adds is left out, and an item that cannot be read spoils only
   * itself.
   */
  public Reading<List<TaskSnapshot>> tasks(
      Collection<String> askedIds, HttpAnswer answer, Instant now) {
    return list(Capability.BATCH_FETCH, answer, now, items -> lists.matching(askedIds, items));
  }

  /** The account's recent tasks; items without an id are left out. */
  public Reading<List<TaskSnapshot>> list(HttpAnswer answer, Instant now) {
    return list(Capability.LIST, answer, now, items -> lists.all(items, ID));
  }

  /** The account's recent tasks as new-api's console shows them, {@code GET /api/mj/self}. */
  public Reading<List<TaskSnapshot>> consoleTasks(HttpAnswer answer, Instant now) {
    return list(Capability.LIST, answer, now, items -> lists.all(items, CONSOLE_ID));
  }

  private Reading<List<TaskSnapshot>> list(
      Capability capability, HttpAnswer answer, Instant now, TaskLists.Choice choice) {
    Reply reply = Reply.of(answer);
    Optional<List<@Nullable Object>> items = reply.isOk() ? items(reply) : Optional.empty();
    return items.isPresent()
        ? Reading.found(choice.of(items.get()))
        : unsupportedOrFailed(capability, reply, now);
  }

  /** The items of a bare array, of a page around one, or the one task that came instead. */
  private Optional<List<@Nullable Object>> items(Reply reply) {
    Object value = reply.json();
    for (int depth = 0; depth < 3; depth++) {
      if (Json.array(value).isPresent()) {
        return Json.array(value);
      }
      Members page = Members.of(value);
      if (depth == 0 && Json.object(value).filter(TaskReader::isTask).isPresent()) {
        return Optional.of(List.of(requireNonNull(value)));
      }
      value = saysNo(reply) ? null : page.value(WRAPPERS);
    }
    boolean nothing = reply.isJson() && reply.json() == null;
    return nothing ? Optional.of(List.of()) : Optional.empty();
  }

  /** An empty list beside a refusal does not mean that the tasks are gone. */
  private boolean saysNo(Reply reply) {
    return reply.hasError() || refusals.isRefusal(reply.members());
  }

  /** The seed of a picture; absent where the host knows the task or the seed not. */
  public Reading<String> seed(HttpAnswer answer, Instant now) {
    Reply reply = Reply.of(answer);
    String seed = reply.members().text("result", "seed").trim();
    boolean success = reply.isOk() && !reply.hasError() && isCodeOne(reply);
    if (success) {
      return SEED.matcher(seed).matches() ? Reading.found(seed) : Reading.absent();
    }
    return isNotFound(reply, now)
        ? Reading.absent()
        : unsupportedOrFailed(Capability.SEED, reply, now);
  }

  /** Whether the host said that it stopped the task; trueai says nothing, whatever it did. */
  public Reading<Boolean> cancelled(HttpAnswer answer, Instant now) {
    Reply reply = Reply.of(answer);
    if (reply.isOk() && !reply.hasError() && (reply.isEmpty() || isCodeOne(reply))) {
      return Reading.found(!reply.isEmpty());
    }
    return isNotFound(reply, now)
        ? Reading.absent()
        : unsupportedOrFailed(Capability.CANCEL, reply, now);
  }

  /**
   * What is left on the account. Values that mean "no limit" are {@link Balance#unlimited}, never a
   * number; what cannot be known is a failure, never zero.
   *
   * @param probe how it was asked
   * @param answers one answer; for {@link BalanceProbe.Endpoint#BILLING} that of the subscription
   *     and that of the usage
   */
  public Reading<Balance> balance(BalanceProbe probe, List<HttpAnswer> answers, Instant now) {
    return new BalanceReader(refusals).read(probe, answers, now);
  }

  /** The task in a webhook's body; empty where there is none with an id. */
  public Optional<TaskSnapshot> notified(byte[] body) {
    return Json.answer(body, "")
        .flatMap(document -> Json.object(document.value()))
        .filter(TaskReader::isTask)
        .flatMap(object -> lists.one(object, ID))
        .filter(task -> HostIds.isUsable(task.id()));
  }

  /** An answer to a free call that is no success. */
  public ReadFailure failure(HttpAnswer answer, Instant now) {
    return failure(Reply.of(answer), now);
  }

  private ReadFailure failure(Reply reply, Instant now) {
    return refusals.of(reply, true, now).toFailure();
  }

  private <T> Reading<T> unsupportedOrFailed(Capability capability, Reply reply, Instant now) {
    Verdict verdict = refusals.of(reply, true, now);
    boolean lacking =
        verdict.is(RejectReason.UNSUPPORTED)
            || verdict.is(RejectReason.NO_CHANNEL)
            || (reply.isOk() && reply.isPage() && capability != Capability.BATCH_FETCH);
    return lacking ? Reading.unsupported(capability) : Reading.failed(verdict.toFailure());
  }

  private static boolean isCodeOne(Reply reply) {
    return Members.asInt(reply.members().peek("code")).orElse(0) == 1;
  }

  /** Whether an answer says that there is no such task. A page of a server says nothing of it. */
  private boolean isNotFound(Reply reply, Instant now) {
    if (reply.status() == 404 && (reply.isEmpty() || reply.isJson())) {
      return !RefusalTexts.reason(reply.words())
          .filter(RejectReason.UNSUPPORTED::equals)
          .isPresent();
    }
    return reply.isJson() && refusals.of(reply, true, now).is(RejectReason.PARENT_NOT_FOUND);
  }
}
