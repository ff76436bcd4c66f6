package io.mjrouter.provider.simulator;

import io.mjrouter.model.ImageData;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Pictures for tests. */
final class Pixels {

  private Pixels() {}

  /** One colour all over. */
  static ImageData png(int width, int height, int rgb) {
    return mask(width, height, rgb, 0, 0, width, height);
  }

  /** One colour within a rectangle, black around it. */
  static ImageData mask(int width, int height, int rgb, int x, int y, int w, int h) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(rgb));
    graphics.fillRect(x, y, w, h);
    graphics.dispose();
    return ImageData.of(Photos.png(image));
  }

  /** The mean difference of two equally large parts, per channel, from 0 to 255. */
  static double difference(BufferedImage a, BufferedImage b) {
    if (a.getWidth() != b.getWidth() || a.getHeight() != b.getHeight()) {
      throw new IllegalArgumentException("pictures of different sizes");
    }
    long sum = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        for (int shift = 0; shift <= 16; shift += 8) {
          sum += Math.abs((a.getRGB(x, y) >> shift & 0xff) - (b.getRGB(x, y) >> shift & 0xff));
        }
      }
    }
    return sum / (3.0 * a.getWidth() * a.getHeight());
  }

  static BufferedImage part(BufferedImage image, int x, int y, int width, int height) {
    return image.getSubimage(x, y, width, height);
  }

  static BufferedImage scaled(BufferedImage image, int width, int height) {
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        java.awt.RenderingHints.KEY_INTERPOLATION,
        java.awt.RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return scaled;
  }
}
