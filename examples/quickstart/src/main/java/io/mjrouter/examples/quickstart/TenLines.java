package io.mjrouter.examples.quickstart;

import static io.mjrouter.model.Mode.FAST;

import io.mjrouter.Midjourney;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Task;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.SimulatorSettings;
import java.nio.file.Path;

/** The program that the README shows. */
public final class TenLines {

  private TenLines() {}

  public static void main(String[] args) throws InterruptedException {
    var hurry = SimulatorSettings.defaults().withSpeed(60);
    var host = ProviderSettings.builder("demo", "simulator").modes(FAST).simulator(hurry).build();
    try (var midjourney = Midjourney.builder().provider(host).build()) {
      Task grid = midjourney.submit(Imagine.of("a red fox in fresh snow"));
      grid = midjourney.await(grid.id());
      Task fox = midjourney.press(grid, "U2");
      fox = midjourney.await(fox.id());
      Path file = midjourney.save(fox, Path.of("fox.png"));
      System.out.println(fox.route().orElseThrow() + " drew " + file + " for " + fox.spent());
    }
  }
}
