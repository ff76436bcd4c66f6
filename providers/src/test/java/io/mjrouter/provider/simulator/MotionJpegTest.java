package io.mjrouter.provider.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class MotionJpegTest {

  private final byte[] film =
      MotionJpeg.film(
          Picture.of(Scene.of(3, Theme.of(new PromptText("a boat"), 3)), View.ofAspect(16.0 / 9)),
          1);

  @Test
  void boxes_ofTheFile_addUpAndStandInOrder() {
    List<String> names = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(film);
    int at = 0;
    while (at < film.length) {
      names.add(new String(film, at + 4, 4, StandardCharsets.US_ASCII));
      at += bytes.getInt(at);
    }
    assertEquals(film.length, at);
    assertEquals(List.of("ftyp", "mdat", "moov"), names);
  }

  @Test
  void samples_byTheirTables_areJpegsOfTheTracksSize() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(film);
    int sizes = find("stsz");
    int count = bytes.getInt(sizes + 12);
    int offset = bytes.getInt(find("stco") + 12);
    int track = find("tkhd");
    int width = bytes.getInt(track + 80) >> 16;
    int height = bytes.getInt(track + 84) >> 16;
    assertEquals(24, count);
    assertEquals(640, width);
    assertEquals(360, height);
    for (int i = 0; i < count; i++) {
      int size = bytes.getInt(sizes + 16 + 4 * i);
      BufferedImage frame = ImageIO.read(new ByteArrayInputStream(film, offset, size));
      assertNotNull(frame, "frame " + i);
      assertEquals(width, frame.getWidth());
      assertEquals(height, frame.getHeight());
      offset += size;
    }
    assertEquals("moov", new String(film, offset + 4, 4, StandardCharsets.US_ASCII));
  }

  @Test
  void duration_ofEveryHeader_isTwoSeconds() {
    ByteBuffer bytes = ByteBuffer.wrap(film);
    for (String header : List.of("mvhd", "mdhd")) {
      int at = find(header);
      assertEquals(2 * bytes.getInt(at + 16), bytes.getInt(at + 20), header);
    }
  }

  /** Where a box's name stands. */
  private int find(String name) {
    String text = new String(film, StandardCharsets.ISO_8859_1);
    int at = text.lastIndexOf(name);
    assertTrue(at > 0, name);
    return at;
  }
}
