package io.mjrouter.task;

import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import io.mjrouter.route.DurationModel;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * When to look at a task again: what that takes after each look, once two thousand tasks were
 * learned from. It stands in the package of the plan, which is nobody's but the tracker's.
 *
 * <p>Run: {@code java -cp 'target/quick-classes:target/lib/*' org.openjdk.jmh.Main
 * PollPlanBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PollPlanBenchmark {

  private static final int LEARNED = 2_000;

  /** Log-normal with a median of a minute, 5 % above three. */
  private static final double MEDIAN = 60;

  private static final double SIGMA = Math.log(3) / 1.645;
  private static final int LAST = 180;

  private final SplittableRandom random = new SplittableRandom(1);
  private final PollPlan plan = new PollPlan(PollSettings.defaults());
  private final Habit habit = new Habit(DurationModel.lasting(Mode.FAST, Action.IMAGINE));
  private final Marks half = new Marks();
  private int age;

  /** Learns from tasks whose progress was about even. */
  @Setup
  public void learn() {
    for (int i = 0; i < LEARNED; i++) {
      double end = MEDIAN * Math.exp(SIGMA * random.nextGaussian());
      Marks marks = new Marks();
      for (int percent = 25; percent < 100; percent += 25) {
        marks.note(end * percent / 100, percent);
      }
      habit.ended(seconds(end), marks, 0);
    }
    half.note(LAST / 6.0, 50);
  }

  /** Of a task of which the age alone is known. */
  @Benchmark
  public Duration byAge() {
    return next(null);
  }

  /** Of one whose progress was seen. */
  @Benchmark
  public Duration byProgress() {
    return next(half);
  }

  private Duration next(@Nullable Marks marks) {
    age = (age + 1) % LAST;
    return plan.next(habit.outlook(marks, 0), Duration.ofSeconds(age), plan.leastPrice());
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
