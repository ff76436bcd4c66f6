package io.mjrouter;

import io.mjrouter.error.MediaUnavailableException;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Cuts a finished grid into its four pictures, here, without a second purchase. They are what the
 * buttons U1 to U4 would give in the grid's own resolution: left top, right top, left bottom, right
 * bottom.
 */
public final class Grid {

  /** More than Midjourney draws; what a hostile file may make us unpack is bounded. */
  private static final long MOST_PIXELS = 100_000_000;

  private Grid() {}

  /**
   * Cuts a PNG, JPEG or GIF picture.
   *
   * @return four PNG files, in the order of U1 to U4
   * @throws MediaUnavailableException when the picture cannot be read; the JDK reads no WebP
   */
  public static List<byte[]> cut(byte[] picture) {
    BufferedImage grid = read(picture);
    int width = grid.getWidth() / 2;
    int height = grid.getHeight() / 2;
    if (width == 0 || height == 0) {
      throw new MediaUnavailableException(
          "grid: " + grid.getWidth() + "x" + grid.getHeight() + " (expected: at least 2x2)");
    }
    int right = grid.getWidth() - width;
    int bottom = grid.getHeight() - height;
    return List.of(
        png(grid, 0, 0, width, height),
        png(grid, right, 0, width, height),
        png(grid, 0, bottom, width, height),
        png(grid, right, bottom, width, height));
  }

  /**
   * Cuts a picture file. The four lie beside it: {@code fox.png} gives {@code fox-1.png} to {@code
   * fox-4.png}; files of that name are replaced.
   */
  public static List<Path> cut(Path picture) {
    try {
      String name = String.valueOf(picture.getFileName());
      int dot = name.lastIndexOf('.');
      String stem = dot > 0 ? name.substring(0, dot) : name;
      List<Path> files = new ArrayList<>();
      for (byte[] part : cut(Files.readAllBytes(picture))) {
        Path file = picture.resolveSibling(stem + "-" + (files.size() + 1) + ".png");
        files.add(Files.write(file, part));
      }
      return List.copyOf(files);
    } catch (IOException e) {
      throw new MediaUnavailableException("grid: " + picture + " cannot be read or cut", e);
    }
  }

  private static BufferedImage read(byte[] picture) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new MediaUnavailableException("grid: no picture (expected: PNG, JPEG or GIF)");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MOST_PIXELS) {
          throw new MediaUnavailableException(
              "grid: " + pixels + " pixels (expected: at most " + MOST_PIXELS + ")");
        }
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new MediaUnavailableException("grid: cannot be read", e);
    }
  }

  private static byte[] png(BufferedImage grid, int x, int y, int width, int height) {
    int type =
        grid.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    BufferedImage part = new BufferedImage(width, height, type);
    Graphics2D graphics = part.createGraphics();
    try {
      graphics.drawImage(grid.getSubimage(x, y, width, height), 0, 0, null);
    } finally {
      graphics.dispose();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(part, "png", out);
    } catch (IOException e) {
      throw new MediaUnavailableException("grid: cannot be written", e);
    }
    return out.toByteArray();
  }
}
