package io.mjrouter.examples.benchmarks;

import io.mjrouter.model.Imagine;
import io.mjrouter.model.Submission;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.wire.HttpAnswer;
import io.mjrouter.wire.read.AnswerReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reading what a host answers: to a submission, of a task with its buttons, of a hundred tasks.
 *
 * <p>Run: {@code java -cp 'target/classes:target/lib/*' org.openjdk.jmh.Main AnswerBenchmark -prof
 * gc}
 */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AnswerBenchmark {

  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private static final int MANY = 100;
  private static final long FIRST = 1_768_464_763_141_701L;

  private final AnswerReader reader =
      new AnswerReader(Profile.builder("bench").build(), URI.create("https://host.example"));
  private final Submission fox = Imagine.of("a red fox");
  private final HttpAnswer taken =
      answer("{\"code\":1,\"description\":\"Submit success\",\"result\":\"" + FIRST + "\"}");
  private final HttpAnswer finished = answer(task(FIRST));
  private final List<String> ids =
      IntStream.range(0, MANY).mapToObj(i -> Long.toString(FIRST + i)).toList();
  private final HttpAnswer many =
      answer(
          IntStream.range(0, MANY)
              .mapToObj(i -> task(FIRST + i))
              .collect(Collectors.joining(",", "[", "]")));

  private static HttpAnswer answer(String json) {
    return new HttpAnswer(
        200,
        Map.of("content-type", List.of("application/json")),
        json.getBytes(StandardCharsets.UTF_8));
  }

  private static String task(long id) {
    String buttons =
        IntStream.rangeClosed(1, 4)
            .mapToObj(
                i ->
                    "{\"customId\":\"MJ::JOB::upsample::"
                        + i
                        + "::9f5b2c1e\",\"emoji\":\"\",\"label\":\"U"
                        + i
                        + "\",\"type\":2,\"style\":2}")
            .collect(Collectors.joining(","));
    return "{\"id\":\""
        + id
        + "\",\"action\":\"IMAGINE\",\"prompt\":\"a red fox\",\"promptEn\":\"a red fox\","
        + "\"description\":\"Submit success\",\"status\":\"SUCCESS\",\"progress\":\"100%\","
        + "\"submitTime\":1764072000000,\"startTime\":1764072004000,\"finishTime\":1764072061000,"
        + "\"imageUrl\":\"https://cdn.example/attachments/"
        + id
        + ".png\",\"failReason\":\"\",\"state\":\"t1\",\"buttons\":["
        + buttons
        + "],\"properties\":{\"finalPrompt\":\"a red fox --v 6.1\"}}";
  }

  @Benchmark
  public SubmitOutcome toASubmission() {
    return reader.submitted(fox, taken, NOON);
  }

  @Benchmark
  public Reading<TaskSnapshot> ofATask() {
    return reader.task(ids.get(0), finished, NOON);
  }

  @Benchmark
  public Reading<List<TaskSnapshot>> ofAHundredTasks() {
    return reader.tasks(ids, many, NOON);
  }
}
