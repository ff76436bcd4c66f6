package io.mjrouter.provider.simulator;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.RadialGradientPaint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;

/** Paints a scene: sky, land behind land, and the motif before it. */
final class Landscape {

  private static final double HORIZON = 0.64;

  private final Scene scene;
  private final View view;
  private final Graphics2D graphics;
  private final Palette palette;
  private final double pixel;

  private Landscape(Scene scene, View view, Graphics2D graphics, double scale) {
    this.scene = scene;
    this.view = view;
    this.graphics = graphics;
    palette = scene.theme().palette();
    pixel = 1 / scale;
  }

  /**
   * Paints what a view shows.
   *
   * @param graphics in the units of the world
   * @param scale pixels for a unit
   */
  static void paint(Scene scene, View view, Graphics2D graphics, double scale) {
    new Landscape(scene, view, graphics, scale).paint();
  }

  private void paint() {
    sky();
    stars();
    sun();
    clouds();
    if (scene.theme().motif().flies()) {
      MotifPainter.paint(scene, graphics, HORIZON);
    }
    switch (scene.theme().land()) {
      case MOUNTAINS -> ridges(5, 0.24, 1.5, 5, 0.12);
      case DUNES -> ridges(4, 0.10, 0.8, 2, 0.05);
      case FOREST -> forest();
      case CITY -> city();
      case SEA -> sea();
    }
    if (!scene.theme().motif().flies()) {
      MotifPainter.paint(scene, graphics, HORIZON);
    }
    if (scene.theme().land() != Theme.Land.SEA) {
      ridge(60, 0.985, 0.03, 2.2, 3, Palette.mix(palette.near, Color.BLACK, 0.25), 0);
      grass();
      meadow();
    }
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
    double aspect = 1;
    double x = scene.at(1, -0.34, 0.34) * aspect;
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

  private void glow(double x, double y, double radius, Color colour) {
    if (radius <= 0) {
      return;
    }
    graphics.setPaint(
        new RadialGradientPaint(
            new Point2D.Double(x, y),
            (float) radius,
            new float[] {0f, 0.35f, 1f},
            new Color[] {
              colour,
              Palette.faded(colour, colour.getAlpha() / 255.0 * 0.4),
              Palette.faded(colour, 0)
            }));
    graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
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

  private void ridges(int count, double height, double frequency, int octaves, double spread) {
    for (int i = 0; i < count; i++) {
      double nearness = (i + 0.4) / count;
      double level = HORIZON - 0.02 + i * (0.30 / count) + spread * 0.2;
      double amplitude = height * (1 - 0.55 * nearness);
      ridge(
          30 + 7L * i,
          level,
          amplitude,
          frequency * (1 + 0.35 * i),
          octaves,
          palette.land(nearness),
          0.6);
    }
  }

  /** A line of hills, lighter towards its foot as if mist lay there. */
  private void ridge(
      long key,
      double level,
      double amplitude,
      double frequency,
      int octaves,
      Color colour,
      double mist) {
    double step = Math.max(2 * pixel, 0.003);
    double bottom = view.y() + view.height() + step;
    Path2D line = new Path2D.Double();
    double from = Math.floor(view.x() / step) * step - step;
    line.moveTo(from, bottom);
    for (double x = from; x <= view.x() + view.width() + 2 * step; x += step) {
      line.lineTo(
          x, level - amplitude * (scene.wave(key, x, frequency, octaves, level) - 0.25) * 1.5);
    }
    line.lineTo(view.x() + view.width() + 3 * step, bottom);
    line.closePath();
    Color foot = Palette.mix(colour, palette.horizon, mist * 0.55);
    graphics.setPaint(
        new GradientPaint(
            0f, (float) (level - amplitude), colour, 0f, (float) (level + 0.16), foot));
    graphics.fill(line);
  }

  private void forest() {
    ridges(2, 0.16, 1.3, 4, 0.02);
    for (int i = 0; i < 4; i++) {
      double nearness = 0.35 + 0.2 * i;
      double level = HORIZON + 0.03 + 0.075 * i;
      Color colour = palette.land(nearness);
      double size = 0.07 + 0.035 * i;
      double cell = size * 0.36;
      for (long column = cellOf(view.x() - size, cell);
          column * cell < view.x() + view.width() + size;
          column++) {
        double x = column * cell;
        double lot = scene.at(200 + i, column, x, level, size);
        double ground = level - 0.03 * scene.wave(210 + 5L * i, x, 2, 2, level);
        double tall = size * (0.6 + 0.9 * scene.at(220 + i, column, x, level, size));
        if (lot < 0.8) {
          pine(x + cell * lot, ground, tall, colour);
        }
      }
      ridge(210 + 5L * i, level, 0.04, 2, 2, colour, 0.5);
    }
  }

  private void pine(double x, double ground, double height, Color colour) {
    Path2D tree = new Path2D.Double();
    tree.moveTo(x, ground - height);
    int tiers = 4;
    for (int i = 1; i <= tiers; i++) {
      double y = ground - height + height * i / tiers;
      double half = height * 0.23 * i / tiers + height * 0.02;
      tree.lineTo(x + half, y);
      if (i < tiers) {
        tree.lineTo(x + half * 0.55, y - height * 0.02);
      }
    }
    for (int i = tiers; i >= 1; i--) {
      double y = ground - height + height * i / tiers;
      double half = height * 0.23 * i / tiers + height * 0.02;
      if (i < tiers) {
        tree.lineTo(x - half * 0.55, y - height * 0.02);
      }
      tree.lineTo(x - half, y);
    }
    tree.closePath();
    graphics.setColor(colour);
    graphics.fill(tree);
    graphics.fill(new Rectangle2D.Double(x - height * 0.02, ground - 0.01, height * 0.04, 0.04));
  }

  private void city() {
    ridges(1, 0.1, 1.2, 3, 0);
    for (int i = 0; i < 3; i++) {
      double nearness = 0.3 + 0.28 * i;
      double level = HORIZON + 0.06 + 0.09 * i;
      Color colour = palette.land(nearness);
      double cell = 0.045 + 0.022 * i;
      for (long column = cellOf(view.x() - cell, cell);
          column * cell < view.x() + view.width() + cell;
          column++) {
        tower(i, column, cell, level, colour);
      }
      graphics.setColor(colour);
      graphics.fill(
          new Rectangle2D.Double(
              view.x(), level, view.width(), Math.max(0, view.y() + view.height() - level)));
    }
  }

  private void tower(int row, long column, double cell, double level, Color colour) {
    double x = column * cell;
    double reach = 2 * cell;
    double height =
        0.05 + (0.34 - 0.05 * row) * Math.pow(scene.at(300 + row, column, x, level, reach), 2.2);
    double width = cell * (0.7 + 0.5 * scene.at(310 + row, column, x, level, reach));
    double top = level - height;
    graphics.setPaint(
        new GradientPaint(
            0f,
            (float) top,
            colour,
            0f,
            (float) level,
            Palette.mix(colour, palette.horizon, 0.25)));
    graphics.fill(new Rectangle2D.Double(x, top, width, height + 0.02));
    if (scene.at(320 + row, column, x, level, reach) > 0.62) {
      graphics.fill(
          new Rectangle2D.Double(
              x + width * 0.46, top - height * 0.3, width * 0.08, height * 0.32));
    }
    Color lit =
        Palette.mix(
            palette.sun, palette.accent, scene.at(330 + row, column, x, level, reach) * 0.8);
    double unit = cell / 6;
    for (int floor = 1; floor * 2.1 * unit < height; floor++) {
      for (int window = 0; window < 4; window++) {
        double lot = scene.at(340 + row, Chance.mix(column, floor, window), x, level, reach);
        if (lot > 0.6) {
          graphics.setColor(Palette.faded(lit, 0.25 + 0.65 * lot));
          graphics.fill(
              new Rectangle2D.Double(
                  x + width * (0.14 + 0.2 * window),
                  top + floor * 2.1 * unit - unit,
                  unit * 0.7,
                  unit));
        }
      }
    }
  }

  private void sea() {
    ridge(400, HORIZON + 0.005, 0.12, 1.4, 4, palette.land(0.25), 0.7);
    double bottom = view.y() + view.height();
    if (bottom <= HORIZON) {
      return;
    }
    Color deep = Palette.mix(palette.top, palette.near, 0.55);
    graphics.setPaint(
        new LinearGradientPaint(
            0f,
            (float) HORIZON,
            0f,
            1.3f,
            new float[] {0f, 0.22f, 1f},
            new Color[] {
              Palette.mix(palette.horizon, palette.middle, 0.35), palette.middle, deep
            }));
    graphics.fill(new Rectangle2D.Double(view.x(), HORIZON, view.width(), bottom - HORIZON));
    ripples(bottom);
  }

  private void ripples(double bottom) {
    double sunX = scene.at(1, -0.34, 0.34);
    for (int row = 0; row < 140; row++) {
      double depth = Math.pow(row / 70.0, 1.7);
      double y = HORIZON + 0.006 + depth * 0.62;
      if (y > bottom) {
        return;
      }
      double cell = 0.05 + 0.25 * depth;
      for (long column = cellOf(view.x() - cell, cell);
          column * cell < view.x() + view.width() + cell;
          column++) {
        long item = Chance.mix(row, column);
        double x = column * cell;
        double lot = scene.at(420, item, x, y, 2 * cell);
        double near = Math.exp(-Math.pow((x - sunX) / (0.05 + 0.16 * depth), 2));
        double shine = 0.10 + 0.75 * near;
        graphics.setStroke(
            new BasicStroke(
                (float) (0.0014 + 0.004 * depth), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        Color colour = lot < 0.5 && near < 0.3 ? palette.near : palette.sun;
        graphics.setColor(Palette.faded(colour, shine * (0.3 + 0.6 * lot)));
        double length = cell * (0.2 + 0.5 * lot);
        double start = x + cell * scene.at(421, item, x, y, 2 * cell);
        graphics.draw(new Line2D.Double(start, y, start + length, y));
      }
    }
  }

  private void grass() {
    if (scene.theme().land() == Theme.Land.DUNES || scene.theme().land() == Theme.Land.CITY) {
      return;
    }
    graphics.setColor(Palette.mix(palette.near, Color.BLACK, 0.25));
    double cell = 0.011;
    for (long column = cellOf(view.x() - 0.05, cell);
        column * cell < view.x() + view.width() + 0.05;
        column++) {
      double x = column * cell;
      double lean = scene.at(500, column, x, 0.98, 0.06) - 0.5;
      double tall = 0.015 + 0.04 * Math.pow(scene.at(501, column, x, 0.98, 0.06), 2);
      double foot = 0.985 - 0.03 * (scene.wave(60, x, 2.2, 3, 0.985) - 0.25) * 1.5 + 0.01;
      Path2D blade = new Path2D.Double();
      blade.moveTo(x - 0.003, foot);
      blade.quadTo(x, foot - tall * 0.6, x + lean * 0.06, foot - tall);
      blade.quadTo(x + 0.004, foot - tall * 0.5, x + 0.004, foot);
      blade.closePath();
      graphics.fill(blade);
    }
  }

  /** What lies before the first blades of grass, where a picture was extended downwards. */
  private void meadow() {
    double bottom = view.y() + view.height();
    Color ground = Palette.mix(palette.near, Color.BLACK, 0.25);
    for (int row = 0; 1.06 + row * 0.09 < bottom + 0.05; row++) {
      double level = 1.06 + row * 0.09;
      Color colour = Palette.mix(ground, palette.middle, 0.1 + 0.14 * (row % 3));
      ridge(700 + 5L * row, level, 0.04, 1.7, 3, colour, 0);
      double cell = 0.05;
      for (long column = cellOf(view.x() - cell, cell);
          column * cell < view.x() + view.width() + cell;
          column++) {
        flower(row, column, cell, level + 0.03);
      }
    }
  }

  private void flower(int row, long column, double cell, double level) {
    double x = column * cell;
    double lot = scene.at(800 + row, column, x, level, cell);
    if (lot < 0.45) {
      return;
    }
    double cx = x + cell * scene.at(820 + row, column, x, level, cell);
    double cy = level - 0.01 + 0.09 * scene.at(840 + row, column, x, level, cell);
    double size = 0.004 + 0.006 * lot;
    Color petals = lot > 0.75 ? palette.accent : palette.sun;
    graphics.setColor(Palette.faded(petals, 0.55 + 0.4 * lot));
    for (int i = 0; i < 5; i++) {
      double angle = 2 * Math.PI * i / 5 + lot * 6;
      double px = cx + Math.cos(angle) * size;
      double py = cy + Math.sin(angle) * size * 0.7;
      graphics.fill(new Ellipse2D.Double(px - size * 0.7, py - size * 0.5, size * 1.4, size));
    }
    graphics.setColor(palette.horizon);
    graphics.fill(new Ellipse2D.Double(cx - size * 0.4, cy - size * 0.35, size * 0.8, size * 0.7));
  }

  private static long cellOf(double place, double cell) {
    return (long) Math.floor(place / cell);
  }
}
