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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.BiConsumer;

/** Every way to read an answer or a request, with what must hold for each. */
final class AllReadings {

  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  private static final String ID = "1320098173412546";
  private static final List<Submission> SUBMISSIONS =
      List.of(
          Imagine.of("a red fox"),
          Press.of(TaskId.of(ID), "MJ::JOB::reroll::0::h::SOLO"),
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

  private static final List<BiConsumer<AnswerReader, HttpAnswer>> READINGS = readings();

  private AllReadings() {}

  /** How many ways there are. */
  static int count() {
    return READINGS.size();
  }

  /** Reads in one way. */
  static void one(int which, AnswerReader reader, HttpAnswer answer) {
    READINGS.get(which).accept(reader, answer);
  }

  /** Reads in every way. */
  static void of(AnswerReader reader, HttpAnswer answer) {
    READINGS.forEach(reading -> reading.accept(reader, answer));
  }

  private static List<BiConsumer<AnswerReader, HttpAnswer>> readings() {
    List<BiConsumer<AnswerReader, HttpAnswer>> readings = new ArrayList<>();
    SUBMISSIONS.forEach(
        submission -> readings.add((reader, answer) -> submit(reader, submission, answer)));
    readings.add((r, answer) -> Described.reading(r.task(ID, answer, NOW), Described::task));
    readings.add(
        (r, answer) -> Described.reading(r.tasks(List.of(ID), answer, NOW), Described::tasks));
    readings.add((r, answer) -> Described.reading(r.list(answer, NOW), Described::tasks));
    readings.add((r, answer) -> Described.reading(r.consoleTasks(answer, NOW), Described::tasks));
    readings.add((r, answer) -> Described.reading(r.seed(answer, NOW), seed -> seed));
    readings.add((r, answer) -> Described.reading(r.cancelled(answer, NOW), Object::toString));
    readings.add((r, answer) -> r.notified(answer.body()).ifPresent(Described::fields));
    readings.add(
        (r, answer) ->
            check(!r.failure(answer, NOW).message().contains("\n"), "a message of several lines"));
    for (BalanceProbe.Endpoint endpoint : BalanceProbe.Endpoint.values()) {
      readings.add(
          (r, answer) ->
              Described.reading(
                  r.balance(BalanceProbe.of(endpoint), List.of(answer, answer), NOW),
                  Described::balance));
    }
    PATHS.forEach(path -> readings.add((reader, answer) -> request(path, answer.body())));
    readings.add((reader, answer) -> ids(answer.body()));
    return List.copyOf(readings);
  }

  private static void submit(AnswerReader reader, Submission submission, HttpAnswer answer) {
    SubmitOutcome outcome = reader.submitted(submission, answer, NOW);
    check(!outcome.message().contains("\n"), "a message of several lines");
    if (outcome instanceof SubmitOutcome.Accepted accepted) {
      boolean task = accepted.hostTaskId().matches("[0-9A-Za-z_-]{1,64}");
      boolean upload = submission instanceof Upload && !accepted.uploaded().isEmpty();
      check(task || upload, "accepted without an id");
    }
  }

  private static void request(String path, byte[] body) {
    try {
      IncomingSubmission read = RequestReader.submission(path, body);
      check(
          read.parentId().isPresent() == read.submission().parent().isPresent(),
          "a parent without an id");
    } catch (BadRequestException e) {
      check(e.code() == 4, "an odd code");
    }
  }

  private static void ids(byte[] body) {
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
