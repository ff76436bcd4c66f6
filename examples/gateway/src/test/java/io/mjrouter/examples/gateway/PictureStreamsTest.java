package io.mjrouter.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures pass through: however many are looked at, none is held. */
class PictureStreamsTest {

  private static final int SIZE = 8 << 20;

  /** A few for every build. */
  @Test
  void f102_pictures_lookedAtByMore_thanAHostIsAskedAtOnce(@TempDir Path folder) throws Exception {
    assertThat(heapOf(40, folder)).isLessThan(40L * SIZE / 4);
  }

  /** In a quarter of a megabyte for each, buffers at both ends; the pictures have 8 GB. */
  @Test
  @Tag("long")
  void f102_thousandPictures_lookedAtAtOnce_leaveTheHeapFlat(@TempDir Path folder)
      throws Exception {
    long heap = heapOf(1_000, folder);

    System.out.println("1000 streams of 8 MB: " + (heap >> 20) + " MB of heap more than none");
    assertThat(heap).isLessThan(1_000L * (256 << 10));
  }

  /** The heap that so many streams take while all of them stand still in the middle. */
  private static long heapOf(int streams, Path folder) throws Exception {
    try (BigPictures host = new BigPictures(SIZE);
        RunningGateway gateway = RunningGateway.start(folder, over(host))) {
      String id = gateway.submit("/mj/submit/imagine", "{\"prompt\":\"a wide plain\"}");
      gateway.await(id);
      String picture = gateway.get("/mj/task/" + id + "/fetch").json().path("imageUrl").asString();
      long before = heap();
      try (SlowViewers viewers = new SlowViewers(URI.create(picture), streams)) {
        viewers.readSomething();
        long during = heap();
        assertThat(viewers.readAll())
            .hasSize(streams)
            .allSatisfy(bytes -> assertThat(bytes).isGreaterThan(SIZE));
        return during - before;
      }
    }
  }

  private static String[] over(BigPictures host) {
    String provider = "--midjourney.providers.big.";
    return new String[] {
      provider + "type=compatible",
      provider + "base-url=" + host.base(),
      provider + "api-key=sk-of-the-test",
      provider + "modes=fast",
      provider + "balance.enabled=false",
      provider + "timeouts.image=10m",
      "--midjourney.tasks.poll.min=100ms",
      "--midjourney.tasks.poll.max=100ms",
      "--midjourney.store.type=memory"
    };
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
