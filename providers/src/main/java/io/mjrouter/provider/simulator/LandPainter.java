package io.mjrouter.provider.simulator;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Paints the land between the horizon and the motif. */
final class LandPainter extends SceneBrush {

  LandPainter(Scene scene, View view, Graphics2D graphics, double scale) {
    super(scene, view, graphics, scale);
  }

  void paint() {
    switch (scene.theme().land()) {
      case MOUNTAINS -> ridges(5, 0.24, 1.5, 5, 0.12);
      case DUNES -> ridges(4, 0.10, 0.8, 2, 0.05);
      case FOREST -> forest();
      case CITY -> city();
      case SEA -> sea();
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
        graphics.draw(new java.awt.geom.Line2D.Double(start, y, start + length, y));
      }
    }
  }
}
