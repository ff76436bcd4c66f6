package io.mjrouter.provider.simulator;

import io.mjrouter.model.Describe;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.ImageData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Everything the host keeps: its tasks and uploads, under their names. Guarded by the host. */
final class Shelf {

  private static final String IMAGE_PATH = "/mj/image/";
  private static final long LOWEST_ID = 1_000_000_000_000_000L;
  private static final long HIGHEST_ID = (1L << 53) - 1;

  private final long seed;
  private final Map<String, SimulatedTask> tasks = new HashMap<>();
  private final List<SimulatedTask> inOrder = new ArrayList<>();
  private final Map<String, ImageData> uploads = new HashMap<>();
  private long named;

  Shelf(long seed) {
    this.seed = seed;
  }

  void put(SimulatedTask task) {
    tasks.put(task.id(), task);
    inOrder.add(task);
  }

  /** Keeps pictures; returns their names. */
  List<String> put(List<ImageData> images, Instant now) {
    List<String> names = new ArrayList<>();
    String id = newId(now);
    for (ImageData image : images) {
      String name = "u" + id + "-" + (names.size() + 1);
      uploads.put(name, image);
      names.add(name);
    }
    return names;
  }

  /** How many tasks there ever were. */
  long count() {
    return inOrder.size();
  }

  /** A task that was not forgotten. */
  Optional<SimulatedTask> task(String id, long ticks) {
    return Optional.ofNullable(tasks.get(id)).filter(task -> !task.isForgotten(ticks));
  }

  List<SimulatedTask> newest(int atMost, long ticks) {
    List<SimulatedTask> newest = new ArrayList<>();
    for (int i = inOrder.size() - 1; i >= 0 && newest.size() < atMost; i--) {
      if (!inOrder.get(i).isForgotten(ticks)) {
        newest.add(inOrder.get(i));
      }
    }
    return newest;
  }

  /** What a name in a link shows; empty where there is nothing to see. */
  Optional<Supplier<Media>> exhibit(String name, Gallery gallery, long ticks) {
    ImageData upload = uploads.get(name);
    if (upload != null) {
      return Optional.of(() -> Media.of(upload));
    }
    int dot = name.indexOf('.');
    return task(dot < 0 ? name : name.substring(0, dot), ticks)
        .flatMap(task -> exhibit(task, gallery, ticks));
  }

  private Optional<Supplier<Media>> exhibit(SimulatedTask task, Gallery gallery, long ticks) {
    SimulatedTask.Look look = task.look(ticks);
    boolean shown = look.status() == HostStatus.SUCCESS || look.status() == HostStatus.IN_PROGRESS;
    if (!shown || task.fault() == Fault.NO_IMAGE) {
      return Optional.empty();
    }
    Artwork artwork = task.artwork().orElseThrow();
    if (artwork.stage() == Stage.DESCRIBED) {
      return described(task)
          .flatMap(
              describe ->
                  describe.image() instanceof ImageData photo
                      ? Optional.of(() -> Media.of(photo))
                      : Optional.empty());
    }
    return artwork.pictures().isEmpty()
        ? Optional.empty()
        : Optional.of(() -> gallery.show(task.id(), artwork, look.progress()));
  }

  /** The describe that a task repeats, or is. */
  static Optional<Describe> described(SimulatedTask task) {
    return task.submission() instanceof Describe describe
        ? Optional.of(describe)
        : task.parent().flatMap(Shelf::described);
  }

  /** The picture behind one of this host's own links. */
  Optional<Picture> ownPicture(String link, long ticks) {
    int path = link.indexOf(IMAGE_PATH);
    if (path < 0) {
      return Optional.empty();
    }
    String name = link.substring(path + IMAGE_PATH.length()).replaceFirst("[.?#].*", "");
    ImageData upload = uploads.get(name);
    if (upload != null) {
      return Optional.of(Studio.photograph(upload));
    }
    return task(name, ticks)
        .filter(task -> task.isSuccess(ticks))
        .flatMap(SimulatedTask::artwork)
        .flatMap(artwork -> artwork.pictures().stream().findFirst());
  }

  /** Milliseconds and three digits, as midjourney-proxy makes them. */
  String newId(Instant now) {
    long id = now.toEpochMilli() * 1000 + Chance.index(Chance.mix(seed, named++, 31), 1000);
    if (id < LOWEST_ID || id > HIGHEST_ID) {
      id = LOWEST_ID + Math.floorMod(id, HIGHEST_ID - LOWEST_ID);
    }
    while (tasks.containsKey(Long.toString(id))) {
      id++;
    }
    return Long.toString(id);
  }
}
