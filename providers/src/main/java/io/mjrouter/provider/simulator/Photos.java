package io.mjrouter.provider.simulator;

import io.mjrouter.model.ImageData;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Picture files in and out. */
final class Photos {

  private static final int LONGEST_SIDE = 2048;

  private Photos() {}

  /** The pixels of a PNG, JPEG or GIF, thinned out if it is huge; empty for what cannot be read. */
  static Optional<BufferedImage> decode(ImageData image) {
    try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(image.bytes()))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(input, true, true);
        int longest = Math.max(reader.getWidth(0), reader.getHeight(0));
        int step = (longest + LONGEST_SIDE - 1) / LONGEST_SIDE;
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(step, step, 0, 0);
        return Optional.of(reader.read(0, param));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      // Readers of the JDK throw unchecked exceptions for some broken files.
      return Optional.empty();
    }
  }

  static byte[] png(BufferedImage image) {
    return encode(image, "png");
  }

  static byte[] jpeg(BufferedImage image) {
    return encode(image, "jpeg");
  }

  private static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (var output = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(output);
      writer.write(image);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture could not be written to memory", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** The name of a picture's main colour, for describing it. */
  static String colourName(BufferedImage image) {
    long red = 0;
    long green = 0;
    long blue = 0;
    int step = Math.max(1, Math.max(image.getWidth(), image.getHeight()) / 32);
    int count = 0;
    for (int y = 0; y < image.getHeight(); y += step) {
      for (int x = 0; x < image.getWidth(); x += step) {
        int rgb = image.getRGB(x, y);
        red += rgb >> 16 & 0xff;
        green += rgb >> 8 & 0xff;
        blue += rgb & 0xff;
        count++;
      }
    }
    return nameOf((int) (red / count), (int) (green / count), (int) (blue / count));
  }

  private static String nameOf(int red, int green, int blue) {
    float[] hsb = Color.RGBtoHSB(red, green, blue, null);
    if (hsb[1] < 0.15f) {
      return hsb[2] > 0.7f ? "white" : hsb[2] < 0.25f ? "black" : "grey";
    }
    String[] hues = {"red", "orange", "golden", "green", "teal", "blue", "violet", "magenta"};
    float[] ends = {0.03f, 0.11f, 0.18f, 0.42f, 0.53f, 0.7f, 0.8f, 0.95f};
    for (int i = 0; i < hues.length; i++) {
      if (hsb[0] < ends[i]) {
        return hues[i].toLowerCase(Locale.ROOT);
      }
    }
    return "red";
  }
}
