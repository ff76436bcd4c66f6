package io.mjrouter.examples.benchmarks;

import feign.Feign;
import feign.Headers;
import feign.Param;
import feign.RequestLine;
import feign.Retryer;
import feign.hc5.ApacheHttp5Client;
import feign.jackson3.Jackson3Decoder;
import feign.jackson3.Jackson3Encoder;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TimeSource;
import io.mjrouter.provider.compatible.CompatibleFactory;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ProviderContext;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One call to a host by an adapter of ours, beside Feign and Jackson as they come on the same
 * transport. What ours has more: one deadline for the whole exchange, a bounded answer, whether
 * bytes left, no secret in any log, and an answer that is understood.
 *
 * <p>Run: {@code java -cp 'target/classes:target/lib/*' org.openjdk.jmh.Main ProviderCallBenchmark
 * -prof gc}
 */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ProviderCallBenchmark {

  private static final String TASK = "4823075519306647";

  private static final String TAKEN =
      """
      {"code":1,"description":"Submit success","result":"1768464763141701",\
      "properties":{"discordChannelId":"1118138338562560102"}}""";

  private static final String SEEN =
      """
      {"id":"4823075519306647","action":"IMAGINE","prompt":"a lighthouse in a snow storm",\
      "promptEn":"a lighthouse in a snow storm","description":"Submit success",\
      "status":"IN_PROGRESS","progress":"31%","submitTime":1764072000000,\
      "startTime":1764072004000,"finishTime":0,"imageUrl":"","failReason":"","state":"1768464763141701",\
      "buttons":[],"properties":{"finalPrompt":"a lighthouse in a snow storm"}}""";

  /** What is written by hand today. */
  interface Bare {
    @RequestLine("POST /mj-fast/mj/submit/imagine")
    @Headers({"Content-Type: application/json", "Authorization: Bearer sk-bench"})
    Map<String, Object> imagine(Map<String, Object> body);

    @RequestLine("GET /mj-fast/mj/task/{id}/fetch")
    @Headers("Authorization: Bearer sk-bench")
    Map<String, Object> fetch(@Param("id") String id);
  }

  private final SubmitAttempt attempt =
      SubmitAttempt.of(Imagine.of("a lighthouse in a snow storm"), Mode.FAST).withToken("t1");
  private final Map<String, Object> body =
      Map.of(
          "botType",
          "MID_JOURNEY",
          "prompt",
          "a lighthouse in a snow storm",
          "base64Array",
          List.of(),
          "state",
          "t1");

  private final CannedHost submits = host(TAKEN);
  private final CannedHost fetches = host(SEEN);
  private final MjProvider submitting = provider(submits);
  private final MjProvider fetching = provider(fetches);
  private final Bare bareSubmitting = bare(submits);
  private final Bare bareFetching = bare(fetches);

  private static CannedHost host(String answer) {
    try {
      return new CannedHost(answer);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MjProvider provider(CannedHost host) {
    return new CompatibleFactory()
        .create(
            ProviderSettings.builder("bench", "compatible")
                .baseUrl(host.base().toString())
                .apiKey("sk-bench")
                .build(),
            new ProviderContext(TimeSource.system(), new SplittableRandom(1)));
  }

  private static Bare bare(CannedHost host) {
    return Feign.builder()
        .client(new ApacheHttp5Client())
        .encoder(new Jackson3Encoder())
        .decoder(new Jackson3Decoder())
        .retryer(Retryer.NEVER_RETRY)
        .target(Bare.class, host.base().toString());
  }

  /** Both must understand the answers, or nothing is compared. */
  @Setup
  public void check() {
    boolean taken = submitting.submit(attempt) instanceof SubmitOutcome.Accepted;
    boolean seen = fetching.fetch(TASK) instanceof Reading.Found;
    if (!taken || !seen) {
      throw new IllegalStateException("not understood");
    }
  }

  @TearDown
  public void close() throws IOException {
    submitting.close();
    fetching.close();
    submits.close();
    fetches.close();
  }

  @Benchmark
  public SubmitOutcome submit() {
    return submitting.submit(attempt);
  }

  @Benchmark
  public Map<String, Object> submitByFeignAlone() {
    return bareSubmitting.imagine(body);
  }

  @Benchmark
  public Reading<TaskSnapshot> fetch() {
    return fetching.fetch(TASK);
  }

  @Benchmark
  public Map<String, Object> fetchByFeignAlone() {
    return bareFetching.fetch(TASK);
  }
}
