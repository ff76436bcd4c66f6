package io.mjrouter.wire.read;

import io.mjrouter.model.Balance;
import io.mjrouter.model.Button;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.SubmitOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Readings as short texts, so that a test can say in one line what it expects. */
final class Described {

  private Described() {}

  static String outcome(SubmitOutcome outcome) {
    return outcome.accept(
        new SubmitOutcome.Visitor<>() {
          @Override
          public String accepted(SubmitOutcome.Accepted accepted) {
            return "Accepted "
                + accepted.how()
                + (accepted.hostTaskId().isEmpty() ? "" : " " + accepted.hostTaskId())
                + (accepted.uploaded().isEmpty() ? "" : " links=" + accepted.uploaded().size())
                + (accepted.queue().isEmpty() ? "" : " queue=" + accepted.queue().getAsInt())
                + (accepted.finalPrompt().isEmpty() ? "" : " prompt=" + accepted.finalPrompt());
          }

          @Override
          public String rejected(SubmitOutcome.Rejected rejected) {
            return "Rejected "
                + rejected.reason()
                + (rejected.mayMove() ? " may move" : "")
                + rejected.bannedWord().map(word -> " word=" + word).orElse("")
                + rejected.retryAfter().map(wait -> " wait=" + wait.toSeconds()).orElse("");
          }

          @Override
          public String notSent(SubmitOutcome.NotSent notSent) {
            return "NotSent " + notSent.reason();
          }

          @Override
          public String unknown(SubmitOutcome.Unknown unknown) {
            return "Unknown " + unknown.reason();
          }
        });
  }

  static <T> String reading(Reading<T> reading, Function<? super T, String> found) {
    return reading.fold(
        found,
        failure ->
            "Failed "
                + failure.reason()
                + failure.retryAfter().map(wait -> " wait=" + wait.toSeconds()).orElse(""),
        other -> other.toString().replaceAll("\\[(?:capability=)?(\\w*)]", " $1").trim());
  }

  static String task(TaskSnapshot task) {
    return task.status()
        + " "
        + (task.id().isEmpty() ? "-" : task.id())
        + (task.progress().isEmpty() ? "" : " " + task.progress().getAsInt() + "%")
        + (task.rawAction().isEmpty() ? "" : " " + task.rawAction())
        + count(" images", task.images())
        + count(" videos", task.videos())
        + count(" buttons", task.buttons())
        + count(" texts", task.texts())
        + task.effectiveMode().map(mode -> " " + mode.key()).orElse("")
        + (task.failReason().isEmpty() ? "" : " " + task.fault());
  }

  private static String count(String name, List<?> items) {
    return items.isEmpty() ? "" : name + "=" + items.size();
  }

  static String tasks(List<TaskSnapshot> tasks) {
    return tasks.stream().map(Described::task).toList().toString();
  }

  static String balance(Balance balance) {
    return balance.unlimited() ? "unlimited" : String.valueOf(balance.remaining().orElse(null));
  }

  /** Every field of a snapshot by name, so that two can be compared. */
  static Map<String, Object> fields(TaskSnapshot task) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", task.id());
    fields.put("status", task.status());
    fields.put("rawStatus", task.rawStatus());
    fields.put("rawAction", task.rawAction());
    fields.put("progress", task.progress());
    fields.put("rawProgress", task.rawProgress());
    fields.put("prompt", task.prompt());
    fields.put("promptEn", task.promptEn());
    fields.put("finalPrompt", task.finalPrompt());
    fields.put("description", task.description());
    fields.put("state", task.state());
    fields.put("failReason", task.failReason());
    fields.put("fault", task.fault());
    fields.put("submitted", task.submitted());
    fields.put("started", task.started());
    fields.put("finished", task.finished());
    fields.put("images", task.images().stream().map(MediaLink::url).toList());
    fields.put("videos", task.videos().stream().map(MediaLink::url).toList());
    fields.put("buttons", List.<Button>copyOf(task.buttons()));
    fields.put("texts", task.texts());
    fields.put("effectiveMode", task.effectiveMode());
    fields.put("seed", task.seed());
    fields.put("width", task.width());
    fields.put("height", task.height());
    fields.put("properties", task.properties());
    fields.put("extra", task.extra());
    return fields;
  }
}
