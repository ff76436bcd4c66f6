package io.mjrouter.provider.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.ImageData;
import io.mjrouter.model.TaskSnapshot;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {

  private final Sim sim = Sim.of(Sim.ALL);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a red fox in the snow",
        "a paper boat on calm water at sunrise",
        "a futuristic cityscape at sunset",
        "",
        "猫猫",
        "a lighthouse at night --ar 16:9",
        "tall tree --ar 1:4"
      })
  void picture_sameSeedAndClock_isTheSameToTheByte(String words) {
    String prompt = words + " --v 7";
    Sim again = Sim.coarse(Sim.ALL);
    TaskSnapshot grid = again.grid(prompt);
    Sim other = new Sim(Sim.ALL, host -> host.seed(43).coarseness(4));

    assertArrayEquals(again.file(grid), fileOfASecondHost(prompt));
    assertFalse(Arrays.equals(again.file(grid), other.file(other.grid(prompt))), "another seed");
  }

  private static byte[] fileOfASecondHost(String prompt) {
    Sim second = Sim.coarse(Sim.ALL);
    return second.file(second.grid(prompt));
  }

  @Test
  void grid_cells_areFourDifferentPictures() {
    BufferedImage grid = sim.picture(sim.grid("a red fox in the snow"));
    for (int i = 0; i < 4; i++) {
      for (int j = i + 1; j < 4; j++) {
        assertTrue(Pixels.difference(cell(grid, i), cell(grid, j)) > 1, i + " and " + j);
      }
    }
  }

  @Test
  void grid_promptGivenTwice_isAnotherPictureUnlessItNamesASeed() {
    Sim one = Sim.coarse(Sim.ALL);
    assertFalse(Arrays.equals(one.file(one.grid("a boat")), one.file(one.grid("a boat"))));
    assertArrayEquals(one.file(one.grid("a boat --seed 5")), one.file(one.grid("a boat --seed 5")));
  }

  @Test
  void grid_differentPrompts_areDifferentPictures() {
    Sim coarse = Sim.coarse(Sim.ALL);
    Set<Integer> hashes = new HashSet<>();
    String[] prompts = {"a boat --seed 5", "a cat --seed 5", "two boats --seed 5", "x --seed 5"};
    for (String prompt : prompts) {
      hashes.add(Arrays.hashCode(coarse.file(coarse.grid(prompt))));
    }
    assertEquals(prompts.length, hashes.size());
  }

  @ParameterizedTest
  @CsvSource({"1:1,1024,1024", "3:2,1256,840", "16:9,1368,768", "2:3,840,1256"})
  void grid_aspect_isTheOneOfThePrompt(String aspect, int width, int height) {
    BufferedImage grid = sim.picture(sim.grid("a boat --ar " + aspect));
    assertEquals(width, grid.getWidth(), 8);
    assertEquals(height, grid.getHeight(), 8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void upscale_ofACell_showsTheSameInMoreDetail(int number) {
    TaskSnapshot made = sim.grid("a red fox in the snow --ar 3:2");
    BufferedImage grid = sim.picture(made);
    BufferedImage upscaled = sim.picture(sim.pressed(made, "U" + number));

    assertEquals(grid.getWidth(), upscaled.getWidth());
    BufferedImage small = Pixels.scaled(upscaled, grid.getWidth() / 2, grid.getHeight() / 2);
    assertTrue(Pixels.difference(small, cell(grid, number - 1)) < 2.5);
    assertTrue(Pixels.difference(small, cell(grid, number % 4)) > 3, "as like as any other");
  }

  @Test
  void enlarge_upscaled_hasTwiceThePixels() {
    TaskSnapshot upscaled = sim.pressed(sim.grid("a boat"), "U1");
    BufferedImage before = sim.picture(upscaled);
    BufferedImage after = sim.picture(sim.pressed(upscaled, "UPSCALE_SUBTLE"));
    assertEquals(2 * before.getWidth(), after.getWidth());
    BufferedImage small = Pixels.scaled(after, before.getWidth(), before.getHeight());
    assertTrue(Pixels.difference(small, before) < 2.5);
  }

  @Test
  void variation_ofACell_isSimilarAndNotTheSame() {
    TaskSnapshot made = sim.grid("mountains --seed 3");
    BufferedImage original = cell(sim.picture(made), 1);
    BufferedImage varied = sim.picture(sim.pressed(made, "V2"));
    BufferedImage rerolled = sim.picture(sim.grid("a city at night"));
    for (int i = 0; i < 4; i++) {
      double similar = Pixels.difference(original, cell(varied, i));
      assertTrue(similar > 0.5, "the same: " + similar);
      assertTrue(
          similar < Pixels.difference(original, cell(rerolled, i)), "no more like than any other");
    }
  }

  @Test
  void varySubtle_isMoreSimilarThanVaryStrong() {
    TaskSnapshot upscaled = sim.pressed(sim.grid("mountains and a balloon"), "U1");
    BufferedImage original = Pixels.scaled(sim.picture(upscaled), 512, 512);
    BufferedImage subtle = sim.picture(sim.pressed(upscaled, "VARY_SUBTLE"));
    BufferedImage strong = sim.picture(sim.pressed(upscaled, "VARY_STRONG"));
    double little = 0;
    double much = 0;
    for (int i = 0; i < 4; i++) {
      little += Pixels.difference(original, cell(subtle, i));
      much += Pixels.difference(original, cell(strong, i));
    }
    assertTrue(little < much, little + " and " + much);
  }

  @ParameterizedTest
  @CsvSource({
    "ZOOM_OUT 2x, 0.25, 0.25, 0.5, 0.5",
    "ZOOM_OUT 1.5x, 0.16667, 0.16667, 0.66667, 0.66667",
    "PAN left, 0.33333, 0, 0.66667, 1",
    "PAN right, 0, 0, 0.66667, 1",
    "PAN up, 0, 0.33333, 1, 0.66667",
    "PAN down, 0, 0, 1, 0.66667"
  })
  void zoomAndPan_ofAPicture_keepItAndAddToItsWorld(
      String button, double x, double y, double width, double height) {
    TaskSnapshot upscaled = sim.pressed(sim.grid("a red fox in the woods"), "U1");
    BufferedImage before = sim.picture(upscaled);
    BufferedImage grid = sim.picture(sim.pressed(upscaled, button));
    BufferedImage[] cells = new BufferedImage[4];
    for (int i = 0; i < 4; i++) {
      cells[i] = cell(grid, i);
      int w = cells[i].getWidth();
      int h = cells[i].getHeight();
      BufferedImage kept =
          Pixels.part(
              cells[i],
              (int) Math.ceil(x * w),
              (int) Math.ceil(y * h),
              (int) (width * w),
              (int) (height * h));
      BufferedImage small = Pixels.scaled(before, kept.getWidth(), kept.getHeight());
      assertTrue(Pixels.difference(small, kept) < 4, "the picture changed");
    }
    assertTrue(Pixels.difference(cells[0], cells[1]) > 0.05, "nothing new around it");
  }

  @Test
  void inpaint_masked_changesWhiteAndKeepsBlack() {
    TaskSnapshot upscaled = sim.pressed(sim.grid("a red fox in the woods"), "U1");
    BufferedImage before = Pixels.scaled(sim.picture(upscaled), 512, 512);
    ImageData mask = Pixels.mask(1024, 1024, 0xffffff, 512, 0, 512, 1024);
    TaskSnapshot made = sim.pressed(upscaled, "VARY_REGION", "a city in neon", mask);
    BufferedImage grid = sim.picture(made);

    for (int i = 0; i < 4; i++) {
      BufferedImage after = cell(grid, i);
      BufferedImage left = Pixels.part(after, 0, 0, 252, 512);
      BufferedImage right = Pixels.part(after, 260, 0, 252, 512);
      assertTrue(Pixels.difference(left, Pixels.part(before, 0, 0, 252, 512)) < 2.5, "black");
      assertTrue(Pixels.difference(right, Pixels.part(before, 260, 0, 252, 512)) > 15, "white");
    }
  }

  @Test
  void preview_growing_becomesMoreLikeTheResult() {
    var scene = Scene.of(7, Theme.of(new PromptText("a lighthouse"), 7));
    var picture = java.util.List.of(Picture.of(scene, View.ofAspect(1)));
    BufferedImage finished = Painter.paint(picture, 256, 256);
    double early = Pixels.difference(finished, Painter.preview(picture, 256, 256, 10));
    double late = Pixels.difference(finished, Painter.preview(picture, 256, 256, 90));
    assertTrue(late < early, late + " and " + early);
    assertTrue(late > 1, "finished before its time");
  }

  private static BufferedImage cell(BufferedImage grid, int number) {
    int width = grid.getWidth() / 2;
    int height = grid.getHeight() / 2;
    return Pixels.part(grid, number % 2 * width, number / 2 * height, width, height);
  }
}
