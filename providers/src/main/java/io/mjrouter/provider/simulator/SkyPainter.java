package io.mjrouter.provider.simulator;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;

/** Paints the sky: its colours, stars, sun or moon, and clouds. */
final class SkyPainter extends SceneBrush {

  SkyPainter(Scene scene, View view, Graphics2D graphics, double scale) {
    super(scene, view, graphics, scale);
  }

  void paint() {
    sky();
    stars();
    sun();
    clouds();
  }

  private void sky() {
    Color high = Palette.mix(palette.top, Color.BLACK, 0.35);
    float[] stops = {0f, 0.48f, 0.74f, 1f};
    Color[] colours = {high, palette.top, palette.middle, palette.horizon};
    graphics.setPaint(
        new LinearGradientPaint(0f, -1f, 0f, (float) HORIZON + 0.04f, stops, colours));
    graphics.fill(new Rectangle2D.Double(view.x(), view.y(), view.width(), view.height()));
  }

  private void stars() {
    if (palette.stars == 0) {
      return;
    }
    double cell = 0.045;
    for (long row = cellOf(Math.min(view.y(), HORIZON), cell);
        row * cell < Math.min(HORIZON, view.y() + view.height());
        row++) {
      for (long column = cellOf(view.x(), cell);
          column * cell < view.x() + view.width();
          column++) {
        long item = Chance.mix(row, column);
        double x = column * cell;
        double y = row * cell;
        double bright = scene.at(70, item, x, y, cell);
        if (bright < palette.stars * 0.55) {
          double size = 0.0008 + 0.0026 * Math.pow(scene.at(71, item, x, y, cell), 6);
          double fade = Math.min(1, Math.max(0, (HORIZON - 0.1 - y) * 2.2));
          graphics.setColor(Palette.faded(palette.sun, (0.35 + bright) * fade));
          double dx = x + cell * scene.at(72, item, x, y, cell);
          double dy = y + cell * scene.at(73, item, x, y, cell);
          graphics.fill(new Ellipse2D.Double(dx - size, dy - size, 2 * size, 2 * size));
        }
      }
    }
  }

  private void sun() {
    double x = scene.at(1, -0.34, 0.34);
    double y = scene.at(2, 0.16, 0.46);
    double radius = scene.at(3, 0.05, 0.12);
    glow(x, y, radius * 5.5, Palette.faded(palette.sun, 0.55));
    glow(x, y, radius * 2.2, Palette.faded(palette.sun, 0.6));
    graphics.setColor(palette.sun);
    graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    if (palette.stars >= 0.9) {
      graphics.setColor(Palette.faded(palette.middle, 0.16));
      for (int i = 0; i < 5; i++) {
        double r = radius * scene.at(80 + i, 0.1, 0.26);
        double cx = x + radius * scene.at(90 + i, -0.6, 0.6);
        double cy = y + radius * scene.at(100 + i, -0.6, 0.6);
        graphics.fill(new Ellipse2D.Double(cx - r, cy - r, 2 * r, 2 * r));
      }
    }
  }

  private void clouds() {
    double cell = 0.42;
    for (long column = cellOf(view.x() - 1, cell);
        column * cell < view.x() + view.width() + 1;
        column++) {
      for (long row = 0; row < 3; row++) {
        long item = Chance.mix(row, column);
        double x = column * cell;
        double y = 0.1 + 0.16 * row;
        if (scene.at(20, item, x, y, 0.6) < 0.5) {
          continue;
        }
        double cx = x + cell * scene.at(21, item, x, y, 0.6);
        double cy = y + 0.1 * scene.at(22, item, x, y, 0.6);
        double width = 0.16 + 0.3 * scene.at(23, item, x, y, 0.6);
        cloud(item, cx, cy, width);
      }
    }
  }

  private void cloud(long item, double x, double y, double width) {
    Color colour = Palette.mix(palette.horizon, palette.sun, 0.5);
    for (int i = 0; i < 5; i++) {
      double dx = (Chance.unit(Chance.mix(item, i)) - 0.5) * width;
      double dy = (Chance.unit(Chance.mix(item, i, 1)) - 0.5) * 0.03;
      double w = width * (0.35 + 0.4 * Chance.unit(Chance.mix(item, i, 2)));
      AffineTransform before = graphics.getTransform();
      graphics.translate(x + dx, y + dy);
      graphics.scale(1, 0.11);
      glow(0, 0, w, Palette.faded(colour, 0.26));
      graphics.setTransform(before);
    }
  }
}
