package io.mjrouter.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job without a key and without a server. */
class PlayTest {

  @TempDir private Path folder;

  @Test
  void play_piped_drawsCutsUpscalesAndSaves() throws IOException {
    TestRun.Result result = new TestRun().run("--out", folder.toString(), "a red fox");

    assertEquals("", result.err());
    assertEquals(ExitCode.OK, result.exitCode());
    assertEquals(
        Map.of(
            "grid.png", "1024x1024",
            "grid-1.png", "512x512",
            "grid-2.png", "512x512",
            "grid-3.png", "512x512",
            "grid-4.png", "512x512",
            "u2.png", "1024x1024"),
        pictures(folder.resolve("a-red-fox")));
    assertTrue(result.out().chars().noneMatch(c -> c < ' ' && c != '\n'), result.out());
  }

  @Test
  void play_output_namesRouteCostFilesAndThatItIsSimulated() {
    TestRun.Result result = new TestRun().run("--out", folder.toString(), "a red fox");

    List<String> lines = result.outLines();
    assertTrue(lines.get(0).startsWith("SIMULATED: "), result.out());
    assertTrue(
        lines
            .get(lines.size() - 1)
            .startsWith("SIMULATED: $0.03 at these hosts' prices; nothing was bought."),
        result.out());
    assertTrue(lines.contains("  sim-deer   relax  $0.02"), result.out());
    assertTrue(lines.contains("grid: 100 %, done"), result.out());
    assertTrue(
        lines.stream().anyMatch(l -> l.startsWith("  drawn by sim-deer in mode relax, $0.02, ")),
        result.out());
    assertTrue(
        lines.stream().anyMatch(l -> l.startsWith("  drawn by sim-deer in mode relax, $0.01, ")),
        result.out());
    for (String file : List.of("grid.png", "grid-1.png", "grid-4.png", "u2.png")) {
      assertTrue(
          result.out().contains("  " + folder.resolve("a-red-fox").resolve(file) + "  "), file);
    }
  }

  @Test
  void play_terminal_drawsABar() {
    TestRun.Result result = new TestRun().terminal("").run("--out", folder.toString(), "a red fox");

    assertEquals(ExitCode.OK, result.exitCode(), result.err());
    assertTrue(result.out().contains("\rgrid [########################] 100 %"), result.out());
    assertTrue(result.out().contains("\rU2 [########################] 100 %"), result.out());
  }

  @Test
  void play_turboOnRequest_isDearerAndNeverByItself() {
    TestRun.Result result =
        new TestRun()
            .run("--out", folder.toString(), "--mode", "turbo", "--upscale", "4", "an owl");

    assertEquals(ExitCode.OK, result.exitCode(), result.err());
    assertTrue(result.out().contains("  drawn by sim-deer in mode turbo, $0.15, "), result.out());
    assertTrue(Files.exists(folder.resolve("an-owl/u4.png")));
  }

  @Test
  void play_nothingCheapEnough_saysSoAndLeavesNoFolder() {
    TestRun.Result result =
        new TestRun().run("--out", folder.toString(), "--max-price", "0.001", "a red fox");

    assertEquals(ExitCode.NOTHING_BOUGHT, result.exitCode());
    assertEquals(1, result.errLines().size(), result.err());
    assertTrue(
        result
            .err()
            .contains("Nothing was bought: the hosts are simulated. Allow more with --max-price"),
        result.err());
    assertTrue(Files.notExists(folder.resolve("a-red-fox")));
  }

  @Test
  void play_placeThatCannotBeWritten_isSaidBeforeAnythingIsDrawn() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    TestRun.Result result = new TestRun().run("--out", file.toString(), "a red fox");

    assertEquals(ExitCode.NOTHING_BOUGHT, result.exitCode());
    assertEquals(
        List.of(
            "quickstart: "
                + file
                + " is a file, not a folder. Nothing was bought: the hosts are simulated."
                + " Make room or choose another --out."),
        result.errLines());
  }

  private static Map<String, String> pictures(Path folder) throws IOException {
    Map<String, String> sizes = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        BufferedImage picture = ImageIO.read(file.toFile());
        sizes.put(file.getFileName().toString(), picture.getWidth() + "x" + picture.getHeight());
      }
    }
    return sizes;
  }
}
