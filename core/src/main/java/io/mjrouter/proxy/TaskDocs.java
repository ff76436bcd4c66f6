package io.mjrouter.proxy;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Decision;
import io.mjrouter.model.Failure;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.Route;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.task.Unresolved;
import io.mjrouter.wire.write.AnswerStyle;
import io.mjrouter.wire.write.AnswerWriter;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tasks as an operator sees them: with hosts and money, without anything secret. */
final class TaskDocs {

  private static final AnswerWriter WRITER = new AnswerWriter(AnswerStyle.full());

  private TaskDocs() {}

  /** What a list shows of a task. */
  static Map<String, @Nullable Object> summary(Task task) {
    return new Doc()
        .put("id", task.id().toString())
        .put("client", task.caller())
        .put("reference", task.reference())
        .put("kind", task.kind())
        .put("action", task.action().key())
        .put("parent", task.parent().map(TaskId::toString))
        .put("prompt", task.prompt())
        .put("status", task.status())
        .put("failure", task.failure().map(TaskDocs::failure))
        .put("progress", task.progress())
        .put("provider", task.route().map(route -> route.provider().name()))
        .put("mode", task.mode().map(Mode::key))
        .put("hostTask", task.hostTask().map(HostTask::id))
        .put("attempts", task.attempts().size())
        .put("spent", task.spent())
        .put("created", task.created())
        .put("accepted", task.accepted())
        .put("ended", task.ended())
        .members();
  }

  private static Doc failure(Failure failure) {
    return new Doc()
        .put("reason", failure.reason())
        .put("fault", failure.fault())
        .put("detail", failure.detail());
  }

  /** Everything that is remembered. */
  static Map<String, @Nullable Object> whole(TaskRecord record) {
    Task task = record.task();
    return new Doc()
        .put("task", summary(task))
        .put("decision", task.decision().map(TaskDocs::decision))
        .put("attempts", task.attempts().stream().map(TaskDocs::attempt).toList())
        .put("hostAnswer", task.snapshot().map(TaskDocs::hostAnswer))
        .put("timeline", timeline(task))
        .put("money", money(task))
        .members();
  }

  static List<Map<String, @Nullable Object>> decision(Decision decision) {
    return decision.entries().stream()
        .map(
            entry ->
                route(entry.route())
                    .put("reason", entry.reason())
                    .put("price", entry.price())
                    .put("expectedSeconds", entry.expected())
                    .put("chance", entry.chance())
                    .members())
        .toList();
  }

  private static Doc route(Route route) {
    return new Doc().put("provider", route.provider().name()).put("mode", route.mode().key());
  }

  private static Map<String, @Nullable Object> attempt(Attempt attempt) {
    return route(attempt.route())
        .put("number", attempt.number())
        .put("state", attempt.state())
        .put("reason", attempt.reason())
        .put("detail", attempt.detail())
        .put("price", attempt.price())
        .put("charge", attempt.charge())
        .put("started", attempt.started())
        .put("ended", attempt.ended())
        .members();
  }

  /** An attempt that somebody may have to look into, and whose it is. */
  static Map<String, @Nullable Object> unresolved(Unresolved each) {
    Task task = each.task();
    return new Doc()
        .put("task", task.id().toString())
        .put("client", task.caller())
        .put("reference", task.reference())
        .put("status", task.status())
        .put("attempt", attempt(each.attempt()))
        .put("expires", each.expires())
        .members();
  }

  /** What the host said last, but for what would let somebody else speak or look for it. */
  private static Map<String, @Nullable Object> hostAnswer(TaskSnapshot seen) {
    TaskSnapshot redacted =
        seen.toBuilder()
            .state("")
            .images(withoutQueries(seen.images()))
            .videos(withoutQueries(seen.videos()))
            .properties(withoutHook(seen.properties()))
            .extra(withoutHook(seen.extra()))
            .build();
    return WRITER.members(redacted);
  }

  private static List<MediaLink> withoutQueries(List<MediaLink> links) {
    return links.stream().map(link -> MediaLink.of(URI.create(link.toString()))).toList();
  }

  private static Map<String, @Nullable Object> withoutHook(Map<String, @Nullable Object> given) {
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(given);
    rest.remove("notifyHook");
    rest.values().removeIf(value -> value instanceof String text && text.contains("://"));
    return rest;
  }

  /** One moment of a task. */
  private record Moment(Instant at, String what) {}

  private static List<Map<String, @Nullable Object>> timeline(Task task) {
    List<Moment> moments = new ArrayList<>();
    moments.add(new Moment(task.created(), "recorded"));
    for (Attempt attempt : task.attempts()) {
      String where = "attempt " + attempt.number() + " at " + attempt.route();
      moments.add(new Moment(attempt.started(), where));
      attempt.ended().ifPresent(at -> moments.add(new Moment(at, where + ": " + attempt.state())));
    }
    task.accepted().ifPresent(at -> moments.add(new Moment(at, "accepted")));
    task.ended().ifPresent(at -> moments.add(new Moment(at, "ended: " + task.status())));
    return moments.stream()
        .sorted(Comparator.comparing(Moment::at))
        .map(moment -> new Doc().put("at", moment.at()).put("what", moment.what()).members())
        .toList();
  }

  private static Doc money(Task task) {
    Doc money = new Doc().put("spent", task.spent());
    for (ChargeState state : ChargeState.values()) {
      Optional<Money> sum =
          task.attempts().stream()
              .filter(attempt -> attempt.charge() == state)
              .flatMap(attempt -> attempt.price().stream())
              .reduce(Money::plus);
      money.put(state.name().toLowerCase(Locale.ROOT), sum.orElse(Money.ZERO));
    }
    return money;
  }
}
