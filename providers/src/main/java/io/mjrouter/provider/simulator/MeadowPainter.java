package io.mjrouter.provider.simulator;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** Paints what lies before the motif: grass, and flowers further down. */
final class MeadowPainter extends SceneBrush {

  MeadowPainter(Scene scene, View view, Graphics2D graphics, double scale) {
    super(scene, view, graphics, scale);
  }

  void paint() {
    ridge(60, 0.985, 0.03, 2.2, 3, Palette.mix(palette.near, Color.BLACK, 0.25), 0);
    grass();
    meadow();
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
}
