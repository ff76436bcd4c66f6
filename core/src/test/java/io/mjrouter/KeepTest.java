package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.ConfigurationException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.event.MjEvent;
import io.mjrouter.event.MjListener;
import io.mjrouter.model.Kept;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.model.Upload;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ImageSink;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.Shards;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a task made outlives the host's links; a place to keep it that fails delays and says so. */
@Timeout(60)
class KeepTest {

  private static final MediaLink GRID = Rig.link("grid.png?sig=1");
  private static final MediaLink ONE = Rig.link("one.png?sig=1");
  private static final MediaLink FILM = MediaLink.video(URI.create("https://cdn.example/film.mp4"));
  private static final byte[] MP4 = {0, 0, 0, 24, 'f', 't', 'y', 'p', 'm', 'p', '4', '2', 7};

  @TempDir private Path directory;

  private final MemoryTaskStore store = new MemoryTaskStore(FakeTime.create());
  private final List<Task> told = Collections.synchronizedList(new ArrayList<>());
  private final ScriptedProvider host =
      ScriptedProvider.named("host").charges("0.05").cannot(Capability.BATCH_FETCH);
  private byte[] png = {};

  @BeforeEach
  void serve() throws IOException {
    png = PicturesTest.grid(4, 4);
    host.serves(GRID.url(), png).serves(ONE.url(), png).serves(FILM.url(), MP4);
    host.thenAccepts("1")
        .shows(Rig.done("1").toBuilder().images(List.of(GRID, ONE)).videos(List.of(FILM)).build());
  }

  private Rig rig(UnaryOperator<MidjourneyBuilder> settings) {
    return Rig.with(
        builder ->
            settings
                .apply(builder.store(store))
                .listener(
                    new MjListener() {
                      @Override
                      public void onFinished(MjEvent.Finished event) {
                        told.add(event.task());
                      }
                    }),
        host);
  }

  private Rig inDirectory() {
    return rig(builder -> builder.images(ImageSettings.defaults().withKeep(directory)));
  }

  private Rig into(ImageSink sink) {
    return rig(builder -> builder.imageSink(sink));
  }

  private static void until(Rig rig, BooleanSupplier holds) {
    while (!holds.getAsBoolean()) {
      assertFalse(Thread.interrupted(), "not within the time of the test");
      rig.pass(Duration.ofSeconds(1));
      Thread.yield();
    }
  }

  private boolean isTold() {
    return !told.isEmpty() && store.finishes().untold(Shards.every(), 0, 10).records().isEmpty();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** Keeps names and bytes, and throws as often as it is told to. */
  private static final class Shelf implements ImageSink {
    private final Map<String, byte[]> kept = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private int failures;

    @Override
    public synchronized URI keep(Task task, String name, String type, InputStream content)
        throws IOException {
      asked.add(name.substring(name.indexOf('-') + 1));
      byte[] bytes = content.readAllBytes();
      if (failures-- > 0) {
        throw new IOException("the bucket is away");
      }
      kept.put(name, bytes);
      types.add(type);
      return URI.create("https://bucket.example/" + name);
    }
  }

  // ---- Kept.

  @Test
  void keep_directory_hasEveryPictureAndVideoBeforeTheEndIsTold() throws Exception {
    try (Rig rig = inDirectory()) {
      Task task = rig.submit();
      CompletableFuture<Task> future = rig.mj.future(task.id());
      until(rig, this::isTold);

      String day = "2026-01-01/";
      assertEquals(
          List.of(
              day + task.id() + "-1.png", day + task.id() + "-2.png", day + task.id() + "-3.mp4"),
          files().stream().map(file -> file.replaceFirst("^.*?/", day)).toList());
      Task seen = told.get(0);
      assertEquals(Kept.KEPT, seen.kept());
      assertEquals(
          List.of(GRID.url(), ONE.url()), seen.images().stream().map(l -> l.url()).toList());
      assertArrayEquals(png, Files.readAllBytes(at(seen.images().get(0))));
      assertArrayEquals(MP4, Files.readAllBytes(at(seen.videos().get(0))));
      assertEquals(seen.images(), future.get().images());
      assertEquals(seen.images(), rig.now(task).images());
      assertEquals(1, told.size());
    }
  }

  private static Path at(MediaLink link) {
    return Path.of(link.kept().orElseThrow());
  }

  @Test
  void keep_whileItLasts_theTaskIsFinalAndPaidButNobodyIsTold() throws Exception {
    Shelf shelf = new Shelf();
    shelf.failures = 3;
    try (Rig rig = into(shelf)) {
      Task task = rig.submit();
      CompletableFuture<Task> future = rig.mj.future(task.id());
      rig.mj.refresh(task.id());
      rig.mj.tick();

      Task now = rig.now(task);
      assertEquals(TaskStatus.SUCCEEDED, now.status());
      assertEquals(Kept.PENDING, now.kept());
      assertEquals("$0.05", now.spent().toString());
      assertFalse(future.isDone());
      assertEquals(new FinishedPage(List.of(), ""), rig.mj.finishedSince("", 10));

      until(rig, this::isTold);
      assertEquals(Kept.KEPT, future.get().kept());
      assertEquals(1, rig.mj.finishedSince("", 10).tasks().size());
    }
  }

  @Test
  void keep_sink_isToldTypeAndNameAndAskedAgainForWhatFailedAlone() {
    Shelf shelf = new Shelf();
    shelf.failures = 2;
    try (Rig rig = into(shelf)) {
      Task task = rig.submit();
      until(rig, this::isTold);

      assertEquals(List.of("1.png", "2.png", "3.mp4", "1.png", "2.png"), shelf.asked);
      assertEquals(List.of("video/mp4", "image/png", "image/png"), shelf.types);
      assertEquals(3, shelf.kept.size());
      assertArrayEquals(png, shelf.kept.get(task.id() + "-2.png"));
      assertEquals(
          Optional.of(URI.create("https://bucket.example/" + task.id() + "-1.png")),
          told.get(0).images().get(0).kept());
    }
  }

  @Test
  void keep_linkThatHasExpired_isAskedForAnew() {
    MediaLink fresh = Rig.link("grid.png?sig=2");
    host.refuses(GRID.url()).serves(fresh.url(), png);
    Shelf shelf = new Shelf();
    try (Rig rig = into(shelf)) {
      Task task = rig.submit();
      rig.mj.refresh(task.id());
      host.forgets("1")
          .shows(
              Rig.done("1").toBuilder().images(List.of(fresh, ONE)).videos(List.of(FILM)).build());
      until(rig, this::isTold);

      assertEquals(Kept.KEPT, told.get(0).kept());
      assertEquals(3, shelf.kept.size());
    }
  }

  @Test
  void save_hostsLinkIsDead_isTakenFromWhereItIsKept() throws Exception {
    try (Rig rig = inDirectory()) {
      Task task = rig.submit();
      until(rig, this::isTold);
      host.refuses(GRID.url()).refuses(FILM.url()).forgets("1");
      Task kept = rig.now(task);

      assertArrayEquals(png, rig.mj.bytes(kept, kept.images().get(0)));
      assertArrayEquals(MP4, Files.readAllBytes(rig.mj.save(kept, directory.resolve("film.mp4"))));
    }
  }

  @Test
  void keep_afterTheRetention_filesAreDeleted() throws IOException {
    try (Rig rig = inDirectory()) {
      rig.submit();
      until(rig, this::isTold);
      rig.time.advance(Duration.ofDays(29));
      rig.mj.tick();
      assertEquals(3, files().size());
      rig.time.advance(Duration.ofDays(3));
      rig.mj.tick();

      assertEquals(List.of(), files());
    }
  }

  // ---- What comes late.

  /** Is told what came late. */
  private static final class Late implements MjListener {
    private final List<Task> heard = Collections.synchronizedList(new ArrayList<>());
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());
    private volatile int failures;

    @Override
    public void onFinished(MjEvent.Finished event) {
      order.add(event.id());
    }

    @Override
    public void onCameLate(MjEvent.CameLate event) {
      if (failures-- > 0) {
        throw new IllegalStateException("the listener's own store is away");
      }
      order.add(event.id());
      heard.add(event.task());
    }
  }

  /** A task that was given up, and that its host finishes now. */
  private Task givenUp(Rig rig) {
    host.thenAccepts("2").shows(Rig.running("2", 50));
    rig.submit();
    Task task = rig.submit();
    until(rig, () -> rig.now(task).status() == TaskStatus.FAILED);
    assertEquals(Kept.NOT_ASKED, rig.now(task).kept());
    host.forgets("2").shows(Rig.done("2").toBuilder().images(List.of(GRID)).build());
    return task;
  }

  private boolean isToldLate(Task task) {
    return store.find(task.id()).orElseThrow().lateTold();
  }

  @Test
  void keep_pictureThatComesLate_isKeptBeforeThatIsTold() {
    Shelf shelf = new Shelf();
    Late late = new Late();
    try (Rig rig = rig(builder -> builder.imageSink(shelf).listener(late))) {
      Task task = givenUp(rig);
      shelf.failures = 1;
      until(rig, () -> isToldLate(task));

      Task heard = late.heard.get(0);
      assertEquals(Kept.KEPT, heard.kept());
      assertTrue(heard.images().get(0).kept().isPresent());
      assertArrayEquals(png, shelf.kept.get(task.id() + "-1.png"));
      assertEquals(TaskStatus.FAILED, rig.now(task).status());
      rig.pass(Duration.ofHours(1));
      assertEquals(1, late.heard.size());
    }
  }

  @Test
  void late_listenerThrows_isToldAgainUntilItReturnsAndNotAfterARestart() {
    Late late = new Late();
    late.failures = 3;
    Task task;
    try (Rig rig = rig(builder -> builder.listener(late))) {
      task = givenUp(rig);
      until(rig, () -> isToldLate(task));
    }
    assertEquals(1, late.heard.size());
    assertEquals(-1, late.failures);
    Late reborn = new Late();
    try (Rig rig = rig(builder -> builder.listener(reborn))) {
      rig.pass(Duration.ofMinutes(10));
    }
    assertEquals(List.of(), reborn.order);
  }

  @Test
  void late_stoppedBeforeItIsKept_isKeptAndToldByTheNextProcess() {
    Shelf shelf = new Shelf();
    Late dead = new Late();
    Task task;
    try (Rig rig = rig(builder -> builder.imageSink(shelf).listener(dead))) {
      task = givenUp(rig);
      shelf.failures = Integer.MAX_VALUE;
      until(rig, () -> rig.now(task).isLate());
      rig.mj.tick();
    }
    assertEquals(List.of(), dead.heard);
    shelf.failures = 0;
    Late reborn = new Late();
    try (Rig rig = rig(builder -> builder.imageSink(shelf).listener(reborn))) {
      until(rig, () -> isToldLate(task));

      assertEquals(List.of(Kept.KEPT), reborn.heard.stream().map(Task::kept).toList());
      assertTrue(shelf.kept.containsKey(task.id() + "-1.png"));
    }
  }

  @Test
  void late_lookIsDueAfterARestart_isMadeAndTold() {
    Late dead = new Late();
    Task task;
    try (Rig rig = rig(builder -> builder.listener(dead))) {
      task = givenUp(rig);
      rig.pass(Duration.ofSeconds(20));
    }
    assertFalse(store.find(task.id()).orElseThrow().task().isLate());
    Late reborn = new Late();
    try (Rig rig = rig(builder -> builder.listener(reborn))) {
      until(rig, () -> isToldLate(task));
    }

    assertEquals(List.of(), dead.heard);
    assertEquals(List.of(task.id() + "-late"), reborn.order);
  }

  @Test
  void keep_upload_isNotKept() {
    Shelf shelf = new Shelf();
    try (Rig rig = into(shelf)) {
      Task task = rig.mj.submit(Upload.of(Rig.png()));
      until(rig, this::isTold);

      assertEquals(Kept.NOT_ASKED, rig.now(task).kept());
      assertEquals(List.of(), shelf.asked);
    }
  }

  // ---- Not kept.

  @Test
  void keep_sinkThatAlwaysFails_delaysForMinutesThenTheHostsLinkIsTold() {
    Shelf shelf = new Shelf();
    shelf.failures = Integer.MAX_VALUE;
    try (Rig rig = into(shelf)) {
      Task task = rig.submit();
      rig.mj.refresh(task.id());
      rig.pass(Duration.ofMinutes(4));
      assertEquals(List.of(), told);
      int tries = shelf.asked.size();
      assertTrue(tries <= 3 * 12, () -> tries + " tries in 4 minutes");
      rig.pass(Duration.ofMinutes(3));
      until(rig, this::isTold);

      assertEquals(Kept.GIVEN_UP, told.get(0).kept());
      assertEquals(List.of(GRID, ONE), told.get(0).images());
      assertEquals(Kept.GIVEN_UP, rig.now(task).kept());
      int all = shelf.asked.size();
      rig.pass(Duration.ofHours(1));
      assertEquals(all, shelf.asked.size());
    }
  }

  @Test
  void keep_onePictureIsGone_theOthersAreKeptAndItSaysSo() {
    host.refuses(ONE.url());
    Shelf shelf = new Shelf();
    try (Rig rig = into(shelf)) {
      rig.submit();
      until(rig, this::isTold);

      assertEquals(Kept.GIVEN_UP, told.get(0).kept());
      assertTrue(told.get(0).images().get(0).kept().isPresent());
      assertFalse(told.get(0).images().get(1).kept().isPresent());
      assertEquals(2, shelf.kept.size());
    }
  }

  @Test
  void keep_sinkThatThrowsAnythingOrReadsHalf_isNotBelieved() {
    List<String> asked = new ArrayList<>();
    ImageSink lazy =
        (task, name, type, content) -> {
          asked.add(name);
          if (asked.size() == 1) {
            throw new AssertionError("a bug of the sink's");
          }
          int unused = content.read();
          return URI.create("https://bucket.example/half");
        };
    try (Rig rig = into(lazy)) {
      rig.submit();
      until(rig, this::isTold);

      assertEquals(Kept.GIVEN_UP, told.get(0).kept());
      assertTrue(told.get(0).images().stream().allMatch(link -> link.kept().isEmpty()));
    }
  }

  @Test
  void keep_sinkIsAway_taskWithoutPicturesIsToldMeanwhile() {
    Shelf shelf = new Shelf();
    shelf.failures = Integer.MAX_VALUE;
    host.thenFails(RejectReason.BAD_PARAMETER);
    try (Rig rig = into(shelf)) {
      rig.mj.refresh(rig.submit().id());
      try {
        rig.submit();
      } catch (SubmissionRefusedException e) {
        until(rig, () -> told.size() == 1);
      }

      assertEquals(TaskStatus.FAILED, told.get(0).status());
    }
  }

  // ---- Restarts.

  @Test
  void keep_stoppedMeanwhile_isKeptUnderTheSameNameAfterTheRestart() {
    Shelf shelf = new Shelf();
    shelf.failures = 1;
    Task task;
    try (Rig rig = into(shelf)) {
      task = rig.submit();
      rig.mj.refresh(task.id());
      rig.mj.tick();
    }
    assertEquals(List.of(), told);
    assertEquals(2, shelf.kept.size());
    try (Rig rig = into(shelf)) {
      until(rig, this::isTold);

      assertEquals(Kept.KEPT, told.get(0).kept());
      assertEquals(
          List.of(task.id() + "-1.png", task.id() + "-2.png", task.id() + "-3.mp4"),
          shelf.kept.keySet().stream().sorted().toList());
    }
  }

  @Test
  void keep_restartedWithoutASink_isGivenUpAndTold() throws Exception {
    Shelf shelf = new Shelf();
    shelf.failures = Integer.MAX_VALUE;
    Task task;
    try (Rig rig = into(shelf)) {
      task = rig.submit();
      rig.mj.refresh(task.id());
    }
    try (Rig rig = rig(builder -> builder)) {
      until(rig, this::isTold);

      assertEquals(Kept.GIVEN_UP, rig.mj.await(task.id()).kept());
    }
  }

  @Test
  void build_directoryAndSink_isRefused() {
    ConfigurationException e =
        assertThrows(
            ConfigurationException.class,
            () ->
                Midjourney.builder()
                    .provider(host)
                    .images(ImageSettings.defaults().withKeep(directory))
                    .imageSink(new Shelf())
                    .build());

    assertEquals(
        List.of("midjourney.images.keep: a directory beside an image sink (expected: one of them)"),
        e.problems());
  }
}
