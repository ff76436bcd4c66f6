package io.mjrouter.provider.simulator;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;

/** What every part of a landscape is painted with. */
abstract class SceneBrush {

  /** Where sky and land meet. */
  static final double HORIZON = 0.64;

  final Scene scene;
  final View view;
  final Graphics2D graphics;
  final Palette palette;
  final double pixel;

  SceneBrush(Scene scene, View view, Graphics2D graphics, double scale) {
    this.scene = scene;
    this.view = view;
    this.graphics = graphics;
    palette = scene.theme().palette();
    pixel = 1 / scale;
  }

  /** Light that fades away from its middle. */
  final void glow(double x, double y, double radius, Color colour) {
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

  /** A line of hills, lighter towards its foot as if mist lay there. */
  final void ridge(
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

  static long cellOf(double place, double cell) {
    return (long) Math.floor(place / cell);
  }
}
