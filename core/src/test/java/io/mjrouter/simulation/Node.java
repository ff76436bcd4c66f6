package io.mjrouter.simulation;

import static java.util.Objects.requireNonNull;

import io.mjrouter.HandDriven;
import io.mjrouter.Midjourney;
import io.mjrouter.MidjourneyBuilder;
import io.mjrouter.WebhookSettings;
import io.mjrouter.error.StoreException;
import io.mjrouter.event.MjProbe;
import io.mjrouter.model.ProviderId;
import io.mjrouter.spi.ProviderSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One process with a router in it: it starts on whatever the store holds, and may die at any step.
 */
final class Node extends Fibres.Owner {

  static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration BEFORE_STARTING_AGAIN = Duration.ofSeconds(1);
  private static final double DEATHS = 0.02;

  final NodeTime time;
  private final Simulation world;
  private final String name;
  private final Map<ProviderId, List<Long>> polls = new HashMap<>();
  private @Nullable Midjourney mj;
  private boolean closing;

  Node(Simulation world, String name) {
    this.world = world;
    this.name = name;
    time = new NodeTime(world.fibres, world.chance.of(name));
  }

  /** Begins to live. */
  void start() {
    world.note("starts", this);
    world.fibres.start(this, this::live);
  }

  private void live() {
    while (mj == null) {
      List<ProviderSettings> known = world.providers();
      try {
        mj = HandDriven.build(settings(), work -> world.fibres.start(this, work), LEASE);
        if (!known.equals(world.providers())) {
          mj.reconfigure(world.providers());
        }
      } catch (StoreException e) {
        world.note("cannot start", this);
        world.fibres.sleep(BEFORE_STARTING_AGAIN);
      }
    }
    while (!closing) {
      Duration rest = Duration.ofSeconds(1);
      try {
        rest = HandDriven.tick(mj);
      } catch (RuntimeException e) {
        world.laws.threw("the background", e);
      }
      world.fibres.sleep(world.pace(rest));
    }
  }

  private MidjourneyBuilder settings() {
    MidjourneyBuilder builder =
        Midjourney.builder()
            .time(time)
            .random(world.chance.of("ids of " + name).generator())
            .store(world.store.seenBy(this))
            .factory(world.factory(this))
            .routing(world.settings.routing())
            .tasks(world.settings.tasks())
            .probe(probe());
    if (world.settings.hooks()) {
      builder.webhooks(WebhookSettings.defaults().withBaseUrl(URI.create("https://app.example")));
    }
    world.providers().forEach(builder::provider);
    return builder;
  }

  private MjProbe probe() {
    return new MjProbe() {
      @Override
      public void polled(ProviderId provider, int tasks) {
        if (!world.fibres.isMarked()) {
          List<Long> all = polls.computeIfAbsent(provider, any -> new ArrayList<>());
          all.add(world.fibres.now());
          world.laws.polled(Node.this, provider, all);
        }
      }
    };
  }

  /** A provider was taken away or comes back: its calls are counted anew. */
  void forgetPolls() {
    polls.clear();
  }

  boolean isUp() {
    return mj != null && !isDead() && !closing;
  }

  Midjourney mj() {
    return requireNonNull(mj, "not started");
  }

  /** Runs something in this process, beside everything else. */
  void run(Runnable work) {
    world.fibres.start(this, work);
  }

  /** A step at which the process may die. */
  void step() {
    if (world.weather.is(Fault.CRASH, DEATHS)) {
      world.crash(this);
    }
    world.fibres.checkAlive(this);
  }

  void pause(Duration duration) {
    world.note("stands still", this, duration);
    world.fibres.freeze(this, duration);
  }

  /** Ends as a process does that is asked to. */
  void shutDown() {
    closing = true;
    world.note("closes", this);
    mj().close();
  }

  @Override
  public String toString() {
    return name;
  }
}
