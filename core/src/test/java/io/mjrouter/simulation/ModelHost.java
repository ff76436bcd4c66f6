package io.mjrouter.simulation;

import io.mjrouter.model.Action;
import io.mjrouter.model.Answer;
import io.mjrouter.model.ButtonMeaning;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.Press;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.SubmissionKind;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.Timeouts;
import io.mjrouter.wire.HttpAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A host that keeps true books of what it took and may tell all of it badly. Its ids begin where
 * every other host's begin.
 */
final class ModelHost {

  /** The member of a submission by which its books know whose it is; nothing else reads it. */
  static final String OWNER = "simulated-owner";

  private static final long FIRST_ID = 1_700_000_000_000_001L;
  private static final int MOST_LISTED = 100;
  private static final Duration LAG = Duration.ofSeconds(15);
  private static final Duration FORGETS_AFTER = Duration.ofSeconds(20);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** A condition of the account or the edge that lasts a while. */
  private enum State {
    FINE,
    BAD_KEY,
    EDGE_BLOCK,
    NO_CHANNEL,
    NO_MONEY
  }

  final ProviderId id;
  final boolean strips;
  final boolean refunds;
  final boolean hasList;
  final boolean hasBatch;
  final boolean hasHooks;
  final boolean tellsBalance;
  final int places;
  private final Simulation world;
  private final Chance chance;
  private final Duration lag;
  private final Map<String, Taken> books = new LinkedHashMap<>();
  private State state = State.FINE;
  private long until = Long.MIN_VALUE;
  private long downUntil = Long.MIN_VALUE;
  private long next = FIRST_ID;

  ModelHost(Simulation world, String name) {
    this.world = world;
    id = ProviderId.of(name);
    chance = world.chance.of("host " + name);
    strips = world.weather.has(Fault.STRIPS_STATE) && chance.is(0.5);
    refunds = chance.is(0.3);
    hasList = chance.is(0.6);
    hasBatch = chance.is(0.6);
    hasHooks = chance.is(0.5);
    tellsBalance = chance.is(0.5);
    places = 1 + chance.below(6);
    lag = world.weather.has(Fault.VIEW_LAGS) ? LAG.multipliedBy(chance.below(3)) : Duration.ZERO;
  }

  Set<Capability> capabilities() {
    Set<Capability> can =
        EnumSet.of(
            Capability.IMAGINE,
            Capability.BLEND,
            Capability.DESCRIBE,
            Capability.ACTION,
            Capability.MODAL,
            Capability.CANCEL);
    if (hasList) {
      can.add(Capability.LIST);
      can.add(Capability.RECONCILE);
    }
    if (hasBatch) {
      can.add(Capability.BATCH_FETCH);
    }
    if (hasHooks) {
      can.add(Capability.WEBHOOK);
    }
    if (tellsBalance) {
      can.add(Capability.BALANCE);
    }
    return can;
  }

  /** As it is configured; priced so that every host is somebody's first choice. */
  ProviderSettings settings() {
    PriceList prices =
        PriceList.builder()
            .otherwise(Mode.FAST, new Money(50_000 + id.name().hashCode() % 1_000))
            .otherwise(Mode.RELAX, new Money(20_000 + id.name().hashCode() % 1_000))
            .source("modelled")
            .build();
    return ProviderSettings.builder(id.name(), "modelled")
        .modes(Mode.RELAX, Mode.FAST)
        .prices(prices)
        .concurrent(places)
        .refundsFailures(refunds)
        .timeouts(
            Timeouts.defaults().withSubmit(Duration.ofSeconds(20)).withRead(Duration.ofSeconds(6)))
        .build();
  }

  Collection<Taken> books() {
    return Collections.unmodifiableCollection(books.values());
  }

  @Nullable Taken find(String hostTaskId) {
    return books.get(hostTaskId);
  }

  // ---- What befalls it.

  void goDown(Duration duration) {
    downUntil = now() + duration.toNanos();
  }

  boolean isDown() {
    return !world.weather.isCalm() && now() < downUntil;
  }

  private void become(State worse) {
    state = worse;
    until = now() + chance.between(Duration.ofSeconds(5), MINUTE).toNanos();
  }

  private State state() {
    if (world.weather.isCalm() || now() >= until) {
      state = State.FINE;
    }
    return state;
  }

  private long now() {
    return world.fibres.now();
  }

  // ---- Submissions.

  /** A submission has arrived: it is taken or not, and then answered, well or badly. */
  HttpAnswer take(SubmitAttempt attempt) {
    HttpAnswer refusal = refusal(attempt);
    if (refusal != null) {
      world.note("refuses", id, attempt.token(), refusal.status());
      return garbled(refusal);
    }
    if (attempt.submission().kind() == SubmissionKind.ANSWER) {
      return garbled(answered(attempt));
    }
    if (attempt.submission().kind() == SubmissionKind.IMAGINE && world.weather.is(Fault.EXISTS)) {
      Optional<Taken> other = another();
      if (other.isPresent()) {
        other.get().shared = true;
        world.note("has it already", id, other.get().id, attempt.token());
        return Bodies.exists(other.get().id);
      }
    }
    return garbled(told(entered(attempt)));
  }

  private @Nullable HttpAnswer refusal(SubmitAttempt attempt) {
    if (state() == State.FINE) {
      if (world.weather.is(Fault.BAD_KEY, 0.2)) {
        become(State.BAD_KEY);
      } else if (world.weather.is(Fault.EDGE_BLOCK, 0.3)) {
        become(State.EDGE_BLOCK);
      } else if (world.weather.is(Fault.NO_CHANNEL, 0.3)) {
        become(State.NO_CHANNEL);
      } else if (world.weather.is(Fault.NO_MONEY, 0.3)) {
        become(State.NO_MONEY);
      }
    }
    HttpAnswer lasting =
        switch (state()) {
          case FINE -> null;
          case BAD_KEY -> Bodies.badKey();
          case EDGE_BLOCK -> Bodies.edgeBlock();
          case NO_CHANNEL -> Bodies.noChannel();
          case NO_MONEY -> Bodies.refused(4, "quota_not_enough");
        };
    if (lasting != null) {
      return lasting;
    }
    return momentary(attempt);
  }

  private @Nullable HttpAnswer momentary(SubmitAttempt attempt) {
    if (world.weather.is(Fault.THROTTLED)) {
      return Bodies.throttled(chance.one(List.of("2", "30", "-5", "soon", "99999999999", "")));
    }
    if (world.weather.is(Fault.QUEUE_FULL) || running(Duration.ZERO) > queue()) {
      world.coverage.note(Row.F40);
      return Bodies.refused(23, "队列已满，请稍后尝试");
    }
    if (world.weather.is(Fault.BANNED_WORD, 0.5)) {
      return Bodies.bannedWord();
    }
    if (world.weather.is(Fault.PLAN)) {
      return Bodies.refused(24, "Please upgrade your plan");
    }
    if (attempt.parentId().isPresent()) {
      return aboutParent(attempt);
    }
    return world.weather.is(Fault.NO_INSTANCE) ? Bodies.refused(3, "无可用的账号实例") : null;
  }

  private @Nullable HttpAnswer aboutParent(SubmitAttempt attempt) {
    Taken parent = books.get(attempt.parentId().orElseThrow());
    if (parent == null || isForgotten(parent)) {
      world.coverage.note(Row.F43);
      return Bodies.refused(3, "关联任务不存在或已失效");
    }
    boolean ready =
        attempt.submission().kind() == SubmissionKind.ANSWER
            ? parent.isWaiting()
            : parent.status(now()) == HostStatus.SUCCESS;
    if (!ready || world.weather.is(Fault.PARENT_LAGS)) {
      return Bodies.refused(4, "task_status_not_success");
    }
    return null;
  }

  /** How many are still being drawn after some time. */
  private long running(Duration later) {
    long then = now() + later.toNanos();
    return books.values().stream().filter(t -> !t.isOver(then) && !t.isWaiting()).count();
  }

  private int queue() {
    return 4 * places;
  }

  /** Whether tasks that are stuck leave no room for others, however long one waits. */
  boolean isStuck() {
    return running(Duration.ofHours(1)) > queue();
  }

  /** From here on it is paid for. */
  private Taken entered(SubmitAttempt attempt) {
    boolean window =
        attempt.submission() instanceof Press press
            && press.meaning().window() == ButtonMeaning.Window.ALWAYS;
    Taken taken =
        new Taken(
            Long.toString(next++),
            attempt.token(),
            owner(attempt),
            attempt.submission().action(),
            attempt.mode(),
            attempt.notifyHook(),
            attempt.parentId(),
            now(),
            window);
    books.put(taken.id, taken);
    if (world.hosts().stream().anyMatch(other -> other != this && other.find(taken.id) != null)) {
      world.coverage.note(Row.F51);
    }
    if (!window) {
      begin(taken);
    }
    world.note("takes", id, taken.id, "request", taken.owner, attempt.token());
    world.laws.bought(this, taken, attempt);
    return taken;
  }

  static int owner(SubmitAttempt attempt) {
    return Integer.parseInt(String.valueOf(attempt.extra().get(OWNER)));
  }

  private void begin(Taken taken) {
    Duration queue = chance.between(Duration.ofSeconds(1), Duration.ofSeconds(15));
    Duration drawing = chance.between(Duration.ofSeconds(3), Duration.ofSeconds(60));
    taken.begins = now() + queue.toNanos();
    taken.ends = taken.begins + drawing.toNanos();
    if (world.weather.is(Fault.STUCK, 0.3)) {
      taken.ends = now() + Duration.ofDays(1).toNanos();
    }
    if (world.weather.is(Fault.FAILS)) {
      taken.end = HostStatus.FAILURE;
    }
    if (world.weather.is(Fault.FORGOTTEN, 0.3)) {
      taken.forgotten = true;
    }
    world.fibres.after(Duration.ofNanos(taken.ends - now()), () -> world.callBack(this, taken));
  }

  private HttpAnswer told(Taken taken) {
    if (taken.hasWindow) {
      world.coverage.note(Row.F38);
      return Bodies.window(taken.id);
    }
    if (world.weather.is(Fault.NO_ID)) {
      return Bodies.code(1, "提交成功", chance.one(List.of("null", "\"\"", "0", "[]", "{}")), "");
    }
    if (world.weather.is(Fault.ODD_CODE)) {
      return Bodies.oddCode(taken.id, chance.is(0.5));
    }
    if (chance.is(0.2)) {
      world.coverage.note(Row.F36);
      return Bodies.queued(taken.id, 1 + chance.below(9));
    }
    return Bodies.taken(taken.id);
  }

  private HttpAnswer answered(SubmitAttempt attempt) {
    Taken window = books.get(attempt.parentId().orElseThrow());
    if (window == null || !(attempt.submission() instanceof Answer)) {
      throw new IllegalStateException("no window: " + attempt);
    }
    window.answered = true;
    begin(window);
    world.note("is answered", id, window.id, attempt.token());
    world.laws.answered(this, window, attempt);
    return Bodies.taken(window.id);
  }

  /** What may happen to any answer on its way through servers before and behind the host. */
  private HttpAnswer garbled(HttpAnswer answer) {
    if (world.weather.is(Fault.SERVER_PAGE)) {
      return Bodies.serverPage(chance.one(List.of(500, 502, 504, 520, 522, 524)));
    }
    if (world.weather.is(Fault.BARE_THROTTLE)) {
      return Bodies.bareThrottle();
    }
    if (world.weather.is(Fault.LOGIN_PAGE)) {
      return Bodies.loginPage();
    }
    if (world.weather.is(Fault.EMPTY_ANSWER)) {
      return Bodies.empty();
    }
    return world.weather.is(Fault.UNLISTED_CODE) ? Bodies.unlisted() : answer;
  }

  // ---- Tasks.

  HttpAnswer fetch(String hostTaskId) {
    HttpAnswer refusal = readRefusal();
    if (refusal != null) {
      return refusal;
    }
    Taken taken = books.get(hostTaskId);
    if (taken == null || isForgotten(taken) || world.weather.is(Fault.ABSENT)) {
      return Bodies.notFound(chance.below(4));
    }
    return Bodies.json(200, shown(taken));
  }

  HttpAnswer fetchAll(Collection<String> hostTaskIds) {
    HttpAnswer refusal = readRefusal();
    if (refusal != null) {
      return refusal;
    }
    List<String> rows = new ArrayList<>();
    for (String each : hostTaskIds) {
      Taken taken = books.get(each);
      boolean odd = world.weather.is(Fault.ODD_LIST, 0.3);
      if (taken != null && !isForgotten(taken) && !odd && !world.weather.is(Fault.ABSENT)) {
        rows.add(shown(taken));
      }
      if (odd && chance.is(0.7)) {
        another().ifPresent(other -> rows.add(shown(other)));
      }
      if (odd && taken != null && chance.is(0.3)) {
        rows.add(shown(taken));
        rows.add(shown(taken));
      }
    }
    if (rows.size() == 1 && world.weather.is(Fault.ODD_LIST)) {
      return Bodies.json(200, rows.get(0));
    }
    Collections.reverse(rows);
    return Bodies.list(rows);
  }

  HttpAnswer list() {
    HttpAnswer refusal = readRefusal();
    if (refusal != null) {
      return refusal;
    }
    List<Taken> all = new ArrayList<>(books.values());
    Collections.reverse(all);
    return Bodies.list(
        all.stream()
            .filter(taken -> taken.at <= now() - lag.toNanos() && !isForgotten(taken))
            .limit(MOST_LISTED)
            .map(this::shown)
            .toList());
  }

  HttpAnswer cancel(String hostTaskId) {
    Taken taken = books.get(hostTaskId);
    if (taken == null || taken.isOver(now())) {
      return Bodies.notFound(2);
    }
    taken.cancelled = true;
    taken.ends = now();
    taken.begins = Math.min(taken.begins, now() - 1);
    return Bodies.taken(hostTaskId);
  }

  /** What is left on the account. */
  Money left() {
    return state() == State.NO_MONEY ? Money.ZERO : Money.usd("100");
  }

  /** What it answers to anything free just now, whatever was asked; null: an answer. */
  @Nullable HttpAnswer readRefusal() {
    if (state() == State.BAD_KEY) {
      return Bodies.badKey();
    }
    if (state() == State.EDGE_BLOCK) {
      return Bodies.edgeBlock();
    }
    HttpAnswer garbled = garbled(Bodies.empty());
    return garbled.body().length == 0 && garbled.status() == 200 ? null : garbled;
  }

  private boolean isForgotten(Taken taken) {
    return taken.forgotten && now() - taken.at > FORGETS_AFTER.toNanos();
  }

  private Optional<Taken> another() {
    return books.isEmpty()
        ? Optional.empty()
        : Optional.of(chance.one(List.copyOf(books.values())));
  }

  /** One of its tasks as it is shown now: late, and perhaps wrong. */
  private String shown(Taken taken) {
    Taken other = another().orElse(taken);
    // Without a state nobody could tell, nor with that of a parent, which some hosts hand down.
    if (!strips && !isAbove(other, taken) && world.weather.is(Fault.ANOTHERS, 0.3)) {
      boolean disguised = !chance.is(0.5);
      if (disguised) {
        taken.disguises.add(other);
      }
      return Bodies.task(view(other, now(), disguised ? taken.id : other.id));
    }
    return Bodies.task(view(taken, Math.max(taken.at, now() - lag.toNanos()), taken.id));
  }

  private boolean isAbove(Taken other, Taken taken) {
    Optional<Taken> above = Optional.of(taken);
    while (above.isPresent()) {
      if (above.get() == other) {
        return true;
      }
      above = above.get().parent.map(books::get);
    }
    return false;
  }

  private Bodies.View view(Taken taken, long at, String underId) {
    HostStatus status = taken.status(at);
    int percent = taken.progress(at);
    String raw = status.name();
    if (world.weather.is(Fault.GOES_BACK, 0.5) && status.isFinal()) {
      status = HostStatus.IN_PROGRESS;
      raw = status.name();
      percent = chance.below(100);
    } else if (status == HostStatus.IN_PROGRESS && world.weather.is(Fault.NEW_STATUS)) {
      raw = "PAUSED";
    }
    String progress = percent + "%";
    if (!status.isFinal() && world.weather.is(Fault.ODD_PROGRESS)) {
      progress = chance.one(List.of("Waiting", "(Stopped)", "", "-1%", "null", "1000%"));
    }
    boolean pictured =
        status == HostStatus.SUCCESS
            ? !world.weather.is(Fault.BARE_SUCCESS)
            : status == HostStatus.FAILURE && world.weather.is(Fault.FAILS_WITH_PICTURE);
    return new Bodies.View(
        underId,
        taken.action,
        status,
        raw,
        progress,
        state(taken),
        pictured ? picture(taken) : "",
        status == HostStatus.FAILURE && chance.is(0.5) ? "it failed" : "",
        world.weather.is(Fault.OTHER_MODE) ? "TURBO" : "",
        times(taken, status),
        status == HostStatus.SUCCESS ? buttons(taken) : "");
  }

  private String state(Taken taken) {
    if (strips) {
      world.coverage.note(Row.F57);
    }
    return strips ? "" : taken.token;
  }

  String picture(Taken taken) {
    return "https://cdn.example/" + id + "/" + taken.id + ".png";
  }

  private String times(Taken taken, HostStatus status) {
    long submitted = NodeTime.START.plusNanos(taken.at).toEpochMilli();
    long finished = status.isFinal() ? NodeTime.START.plusNanos(taken.ends).toEpochMilli() : 0;
    if (world.weather.is(Fault.ODD_TIMES)) {
      return "\"submitTime\":" + submitted / 1000 + ",\"finishTime\":\"" + finished / 1000 + "\",";
    }
    if (world.weather.is(Fault.SKEWED)) {
      submitted += MINUTE.toMillis() * 600;
      finished += MINUTE.toMillis() * 600;
    }
    return "\"submitTime\":" + submitted + ",\"finishTime\":" + finished + ",";
  }

  private static String buttons(Taken taken) {
    if (taken.action == Action.DESCRIBE) {
      return "";
    }
    return Bodies.button("MJ::JOB::upsample::1::h" + taken.id, "U1")
        + ","
        + Bodies.button("MJ::JOB::variation::2::h" + taken.id, "V2")
        + ","
        + Bodies.button("MJ::CustomZoom::h" + taken.id, "Custom Zoom");
  }
}
