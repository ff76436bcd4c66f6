package io.mjrouter.provider.simulator;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Turns pictures into pixels. */
final class Painter {

  private static final int WHITE = 255;

  private Painter() {}

  /** Four pictures side by side, the first two above the others, or one alone. */
  static BufferedImage paint(List<Picture> pictures, int width, int height) {
    BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    if (pictures.size() == 1) {
      paint(pictures.get(0), canvas);
      return canvas;
    }
    for (int i = 0; i < pictures.size(); i++) {
      int x = i % 2 * width / 2;
      int y = i / 2 * height / 2;
      paint(pictures.get(i), canvas.getSubimage(x, y, width / 2, height / 2));
    }
    return canvas;
  }

  /** The unfinished look of a picture: blurred and pale, less so the more is done. */
  static BufferedImage preview(List<Picture> pictures, int width, int height, int percent) {
    int coarse = Math.max(6, 64 - percent / 2);
    BufferedImage small =
        paint(pictures, Math.max(2, width / coarse * 2), Math.max(2, height / coarse * 2));
    BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = smooth(canvas);
    graphics.drawImage(small, 0, 0, width, height, null);
    graphics.setColor(Palette.faded(Color.LIGHT_GRAY, 0.45 * (100 - percent) / 100));
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return canvas;
  }

  private static void paint(Picture picture, BufferedImage canvas) {
    paint(picture.scene(), picture.view(), canvas);
    for (Picture.Layer layer : picture.layers()) {
      if (layer instanceof Picture.Repainted repainted) {
        repaint(repainted, picture.view(), canvas);
      } else if (layer instanceof Picture.Pasted pasted) {
        paste(pasted, picture.view(), canvas);
      }
    }
  }

  private static void paint(Scene scene, View view, BufferedImage canvas) {
    Graphics2D graphics = smooth(canvas);
    double scale = canvas.getHeight() / view.height();
    graphics.scale(canvas.getWidth() / view.width(), scale);
    graphics.translate(-view.x(), -view.y());
    Landscape.paint(scene, view, graphics, scale);
    graphics.dispose();
  }

  private static void repaint(Picture.Repainted layer, View view, BufferedImage canvas) {
    Photos.decode(layer.mask())
        .ifPresent(
            mask -> {
              int width = canvas.getWidth();
              int height = canvas.getHeight();
              BufferedImage other = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
              paint(layer.scene(), view, other);
              BufferedImage where = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
              Graphics2D graphics = smooth(where);
              place(mask, layer.where(), view, where, graphics);
              graphics.dispose();
              blend(canvas, other, where);
            });
  }

  private static void paste(Picture.Pasted layer, View view, BufferedImage canvas) {
    Photos.decode(layer.photo())
        .ifPresent(
            photo -> {
              Graphics2D graphics = smooth(canvas);
              graphics.setComposite(
                  AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) layer.opacity()));
              if (layer.shape() == Picture.Shape.ELLIPSE) {
                Rectangle2D frame = frame(layer.where(), view, canvas);
                graphics.setClip(
                    new Ellipse2D.Double(
                        frame.getX(), frame.getY(), frame.getWidth(), frame.getHeight()));
              }
              place(photo, layer.where(), view, canvas, graphics);
              graphics.dispose();
            });
  }

  private static void place(
      BufferedImage image, View where, View view, BufferedImage canvas, Graphics2D graphics) {
    Rectangle2D frame = frame(where, view, canvas);
    graphics.drawImage(
        image,
        (int) Math.round(frame.getX()),
        (int) Math.round(frame.getY()),
        (int) Math.round(frame.getWidth()),
        (int) Math.round(frame.getHeight()),
        null);
  }

  /** Where a part of the world lies on the canvas. */
  private static Rectangle2D frame(View where, View view, BufferedImage canvas) {
    double scaleX = canvas.getWidth() / view.width();
    double scaleY = canvas.getHeight() / view.height();
    return new Rectangle2D.Double(
        (where.x() - view.x()) * scaleX,
        (where.y() - view.y()) * scaleY,
        where.width() * scaleX,
        where.height() * scaleY);
  }

  private static void blend(BufferedImage canvas, BufferedImage other, BufferedImage mask) {
    for (int y = 0; y < canvas.getHeight(); y++) {
      for (int x = 0; x < canvas.getWidth(); x++) {
        int white = mask.getRGB(x, y) >> 8 & WHITE;
        if (white > 0) {
          canvas.setRGB(x, y, mixed(canvas.getRGB(x, y), other.getRGB(x, y), white));
        }
      }
    }
  }

  private static int mixed(int from, int to, int part) {
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int a = from >> shift & WHITE;
      int b = to >> shift & WHITE;
      mixed |= (a + (b - a) * part / WHITE) << shift;
    }
    return mixed;
  }

  private static Graphics2D smooth(BufferedImage canvas) {
    Graphics2D graphics = canvas.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return graphics;
  }
}
