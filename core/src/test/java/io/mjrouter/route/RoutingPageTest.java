package io.mjrouter.route;

import static io.mjrouter.route.Routes.IMAGINE;
import static io.mjrouter.route.Routes.NOON;
import static io.mjrouter.route.Routes.offer;
import static io.mjrouter.route.Routes.state;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.docs.Page;
import io.mjrouter.docs.Page.Table;
import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each number of a worked example in docs/routing.md is what the code says. */
class RoutingPageTest {

  private static final Page PAGE = Page.read("routing.md");
  private static final List<Mode> ANY = List.of(Mode.RELAX, Mode.FAST, Mode.TURBO);
  private static final RouterState THREE_HOSTS =
      state(
          offer("comet", false, "fast 0.056", "turbo 0.168"),
          offer("deer", false, "relax 0.02", "fast 0.05"),
          offer("own", true, "fast 0.051"));

  @Test
  void policies_threeHosts_costTimeAndSum() {
    Table table = new Table("route", "price", "cost", "time", "balanced");
    for (Candidate candidate : ranked(Policy.BALANCED)) {
      double seconds = candidate.expected().toNanos() / 1e9 / candidate.chance();
      double sum = candidate.costPerPicture() + Policy.MICROS_A_SECOND * seconds;
      table.row(
          candidate.route().toString(),
          candidate.price().orElseThrow().toString(),
          number("$%.4f", candidate.costPerPicture() / 1e6),
          number("%.1f s", seconds),
          number("$%.4f", sum / 1e6));
    }
    assertShown(table);
  }

  @Test
  void policies_threeHosts_orders() {
    Table table = new Table("policy", "first to last");
    for (Policy policy : List.of(Policy.CHEAPEST, Policy.FASTEST, Policy.BALANCED)) {
      table.row(
          "`" + policy.key() + "`",
          ranked(policy).stream().map(c -> c.route().toString()).collect(Collectors.joining(", ")));
    }
    assertShown(table);
  }

  private static List<Candidate> ranked(Policy policy) {
    return RoutePlan.of(IMAGINE.withModes(ANY), THREE_HOSTS, policy, new Random(1), 0, NOON)
        .candidates();
  }

  @Test
  void durations_prior_meanAndQuantiles() {
    Table table = new Table("picture in", "published", "mean", "half by", "nine of ten by");
    String[] published = {"90 to 300 s", "30 to 120 s", "10 to 40 s"};
    for (Mode mode : Mode.values()) {
      DurationModel model = DurationModel.of(mode, Action.IMAGINE);
      table.row(
          mode.key(),
          published[mode.ordinal()],
          seconds(model.expected(0)),
          seconds(model.quantile(0.5, 0)),
          seconds(model.quantile(0.9, 0)));
    }
    assertShown(table);
  }

  @Test
  void deadline_threeMinutes_chances() {
    Table table = new Table("route knows", "chance within 180 s", "at 0.9");
    DurationModel relax = DurationModel.of(Mode.RELAX, Action.IMAGINE);
    row(table, "relax, nothing learned", relax);
    row(table, "fast, nothing learned", DurationModel.of(Mode.FAST, Action.IMAGINE));
    DurationModel learned = relax;
    for (int i = 0; i < 20; i++) {
      learned = learned.finished(Duration.ofSeconds(70), 0);
    }
    row(table, "relax, 20 pictures of 70 s just now", learned);
    assertShown(table);
  }

  private static void row(Table table, String what, DurationModel model) {
    double chance = model.chanceWithin(Duration.ofMinutes(3), 0);
    table.row(what, number("%.3f", chance), chance >= Filter.CONFIDENCE ? "kept" : "`TOO_SLOW`");
  }

  @Test
  void queue_tenPlaces_fades() {
    Table table = new Table("after", "wait");
    Queue queue = Queue.NONE.told(OptionalInt.of(10), 0);
    for (int minutes : new int[] {0, 10, 30, 60}) {
      long now = TimeUnit.MINUTES.toNanos(minutes);
      table.row(minutes + " min", seconds(Duration.ofNanos(queue.waitNanos(now))));
    }
    assertShown(table);
  }

  @Test
  void health_failuresInARow_ejectAndComeBack() {
    Table table = new Table("what happens", "chance to be accepted", "standing");
    Health health = Health.fresh();
    long now = 0;
    add(table, "nothing yet", health, now);
    for (String which : List.of("first", "second", "third")) {
      health = health.answered("x", Verdict.BAD, now, now);
      add(table, which + " answer lost", health, now);
    }
    now = health.earliest(now);
    add(table, number("%.0f s later", now / 1e9), health, now);
    Health again = health.answered("y", Verdict.BAD, now, now);
    add(
        table,
        number("the trial fails: out for %.0f s", (again.earliest(now) - now) / 1e9),
        again,
        now);
    add(table, "the trial succeeds", health.answered("y", Verdict.GOOD, now, now), now);
    assertShown(table);
  }

  private static void add(Table table, String what, Health health, long now) {
    table.row(
        what, number("%.3f", health.chanceAccepted(now)), "`" + health.standing(now).name() + "`");
  }

  @Test
  void retries_budget_ofTheLastMinute() {
    Table table = new Table("submissions in the last minute", "further attempts");
    for (int submissions : new int[] {1, 50, 60, 100}) {
      RetryBudget budget = RetryBudget.fresh();
      for (int i = 0; i < submissions; i++) {
        budget = budget.submitted(0);
      }
      int further = 0;
      while (budget.allows(0)) {
        budget = budget.retried(0);
        further++;
      }
      table.row(String.valueOf(submissions), String.valueOf(further));
    }
    assertShown(table);
  }

  private static void assertShown(Table table) {
    assertTrue(PAGE.shows(table.toString()), () -> "expected in docs/routing.md:\n" + table);
  }

  private static String seconds(Duration duration) {
    return number("%.1f s", duration.toNanos() / 1e9);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
