package io.mjrouter.wire.read;

import io.mjrouter.model.ImageData;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Press;
import io.mjrouter.model.Submission;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.Upload;
import io.mjrouter.spi.BalanceProbe;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.wire.HttpAnswer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Reads one answer in every way there is, and checks what must hold for each. */
final class AllReadings {

  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  private static final List<Submission> SUBMISSIONS =
      List.of(
          Imagine.of("a red fox"),
          Press.of(TaskId.of("1320098173412546"), "MJ::JOB::reroll::0::h::SOLO"),
          Upload.of(ImageData.of(Base64.getDecoder().decode("iVBORw0KGgo="))));
  private static final List<String> PATHS =
      List.of(
          "submit/imagine",
          "submit/blend",
          "submit/describe",
          "submit/action",
          "submit/change",
          "submit/simple-change",
          "submit/modal",
          "submit/video",
          "submit/edits",
          "submit/upload-discord-images",
          "insight-face/swap");

  private AllReadings() {}

  static void of(AnswerReader reader, HttpAnswer answer) {
    for (Submission submission : SUBMISSIONS) {
      SubmitOutcome outcome = reader.submitted(submission, answer, NOW);
      check(!outcome.message().contains("\n"), "a message of more than one line");
      if (outcome instanceof SubmitOutcome.Accepted accepted) {
        check(
            accepted.hostTaskId().matches("[0-9A-Za-z_-]{1,64}")
                || (!accepted.uploaded().isEmpty() && submission instanceof Upload),
            "accepted without an id");
      }
    }
    Described.reading(reader.task("1320098173412546", answer, NOW), Described::task);
    Described.reading(reader.tasks(List.of("1320098173412546"), answer, NOW), Described::tasks);
    Described.reading(reader.list(answer, NOW), Described::tasks);
    Described.reading(reader.consoleTasks(answer, NOW), Described::tasks);
    Described.reading(reader.seed(answer, NOW), seed -> seed);
    Described.reading(reader.cancelled(answer, NOW), said -> said.toString());
    for (BalanceProbe.Endpoint endpoint : BalanceProbe.Endpoint.values()) {
      Described.reading(
          reader.balance(BalanceProbe.newApi(endpoint), List.of(answer, answer), NOW),
          Described::balance);
    }
    reader.notified(answer.body()).ifPresent(Described::fields);
    check(!reader.failure(answer, NOW).message().contains("\n"), "a message of several lines");
    requests(answer.body());
  }

  private static void requests(byte[] body) {
    for (String path : PATHS) {
      try {
        check(!RequestReader.submission(path, body).toString().isEmpty(), "no text");
      } catch (BadRequestException e) {
        check(e.code() == 4, "an odd code");
      }
    }
    try {
      check(RequestReader.ids(body).size() <= 10_000, "too many ids");
    } catch (BadRequestException e) {
      check(e.code() == 4, "an odd code");
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
