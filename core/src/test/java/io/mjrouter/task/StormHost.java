package io.mjrouter.task;

import io.mjrouter.model.HostStatus;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Mode;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MediaStream;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A host that knows what becomes of its tasks and, until it is calm, tells it badly: it fails,
 * forgets, goes back, doubles and swaps, each as often as its seed says. For one thread.
 */
final class StormHost implements MjProvider {

  /** What really becomes of a task. */
  record Truth(String id, String token, long begun, long ends, HostStatus end, boolean forgotten) {
    boolean isOver(long now) {
      return now - ends >= 0;
    }

    URI picture() {
      return URI.create("https://cdn.example/" + id + ".png");
    }
  }

  /** The ways in which it can misbehave. */
  enum Fault {
    FAILS,
    ABSENT,
    GOES_BACK,
    BARE_SUCCESS,
    ANOTHERS_TOKEN,
    ANOTHERS_ID,
    BLANK_STATE,
    FOREIGN_STATE,
    LONGER_STATE,
    LEAVES_OUT,
    DOUBLES,
    EXTRA_ROWS,
    CANNOT_BATCH
  }

  final Map<String, Truth> truths = new LinkedHashMap<>();
  final Map<Fault, Integer> met = new TreeMap<>();
  final List<Long> calls = new ArrayList<>();
  private final ProviderId id;
  private final ProviderInfo info;
  private final TimeSource time;
  private final Random random;
  private final Map<Fault, Double> chances = new TreeMap<>();
  private boolean calm;

  StormHost(String name, Random random, TimeSource time) {
    id = ProviderId.of(name);
    this.random = random;
    this.time = time;
    Set<Capability> can = EnumSet.of(Capability.IMAGINE);
    if (random.nextInt(3) > 0) {
      can.add(Capability.BATCH_FETCH);
    }
    info =
        new ProviderInfo(
            "storm",
            EnumSet.allOf(Mode.class),
            can,
            PriceList.builder().build(),
            random.nextBoolean(),
            false);
    for (Fault fault : Fault.values()) {
      chances.put(fault, random.nextInt(2) * random.nextDouble() / 3);
    }
  }

  void calm() {
    calm = true;
  }

  private boolean is(Fault fault) {
    boolean now = !calm && random.nextDouble() < chances.get(fault);
    if (now) {
      met.merge(fault, 1, Integer::sum);
    }
    return now;
  }

  @Override
  public ProviderId id() {
    return id;
  }

  @Override
  public ProviderInfo info() {
    return info;
  }

  @Override
  public Reading<TaskSnapshot> fetch(String hostTaskId) {
    calls.add(time.nanoTime());
    return is(Fault.FAILS)
        ? Reading.failed(failure())
        : view(hostTaskId).map(Reading::found).orElseGet(Reading::absent);
  }

  @Override
  public Reading<List<TaskSnapshot>> fetchAll(Collection<String> hostTaskIds) {
    calls.add(time.nanoTime());
    if (is(Fault.FAILS)) {
      return Reading.failed(failure());
    }
    if (is(Fault.CANNOT_BATCH)) {
      return Reading.unsupported(Capability.BATCH_FETCH);
    }
    List<TaskSnapshot> rows = new ArrayList<>();
    for (String task : hostTaskIds) {
      if (!is(Fault.LEAVES_OUT)) {
        view(task).ifPresent(rows::add);
      }
      if (is(Fault.DOUBLES)) {
        view(task).ifPresent(rows::add);
      }
      if (is(Fault.EXTRA_ROWS)) {
        view(any().id()).ifPresent(rows::add);
      }
    }
    Collections.shuffle(rows, random);
    return Reading.found(rows);
  }

  private ReadFailure failure() {
    ReadFailure.Reason[] reasons = ReadFailure.Reason.values();
    ReadFailure failure = ReadFailure.of(reasons[random.nextInt(reasons.length)], "storm");
    return random.nextInt(4) == 0
        ? failure.withRetryAfter(Duration.ofSeconds(random.nextInt(20)))
        : failure;
  }

  private Truth any() {
    List<Truth> all = List.copyOf(truths.values());
    return all.get(random.nextInt(all.size()));
  }

  private Optional<TaskSnapshot> view(String hostTaskId) {
    Truth truth = truths.get(hostTaskId);
    long now = time.nanoTime();
    boolean gone = truth == null || (truth.forgotten() && now - truth.begun() > 60_000_000_000L);
    if (gone || is(Fault.ABSENT)) {
      return Optional.empty();
    }
    return Optional.of(
        is(Fault.ANOTHERS_ID) ? honest(any(), now) : state(truth, shown(truth, now)));
  }

  private TaskSnapshot shown(Truth truth, long now) {
    if (is(Fault.GOES_BACK)) {
      return random.nextBoolean()
          ? TaskSnapshot.builder(truth.id(), HostStatus.SUBMITTED).build()
          : TrackerRig.running(truth.id(), random.nextInt(100));
    }
    return truth.isOver(now) && truth.end() == HostStatus.SUCCESS && is(Fault.BARE_SUCCESS)
        ? TaskSnapshot.builder(truth.id(), HostStatus.SUCCESS).build()
        : honest(truth, now);
  }

  private TaskSnapshot state(Truth truth, TaskSnapshot shown) {
    String state = truth.token();
    if (is(Fault.BLANK_STATE)) {
      state = "";
    } else if (is(Fault.FOREIGN_STATE)) {
      state = "somebody's own words";
    } else if (is(Fault.LONGER_STATE)) {
      state += "::2";
    } else if (is(Fault.ANOTHERS_TOKEN)) {
      Truth other = any();
      return shown.toBuilder()
          .state(other.token())
          .images(List.of(MediaLink.of(other.picture())))
          .build();
    }
    return shown.toBuilder().state(state).build();
  }

  private static TaskSnapshot honest(Truth truth, long now) {
    if (!truth.isOver(now)) {
      double share = (double) (now - truth.begun()) / (truth.ends() - truth.begun());
      return share < 0.2
          ? TaskSnapshot.builder(truth.id(), HostStatus.SUBMITTED).state(truth.token()).build()
          : TaskSnapshot.builder(truth.id(), HostStatus.IN_PROGRESS)
              .progress((int) (share * 100))
              .state(truth.token())
              .build();
    }
    TaskSnapshot.Builder over = TaskSnapshot.builder(truth.id(), truth.end()).state(truth.token());
    return truth.end() == HostStatus.SUCCESS
        ? over.images(List.of(MediaLink.of(truth.picture()))).build()
        : over.build();
  }

  @Override
  public SubmitOutcome submit(SubmitAttempt attempt) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Reading<MediaStream> open(MediaLink link, long maxBytes) {
    return Reading.absent();
  }

  @Override
  public void close() {}
}
