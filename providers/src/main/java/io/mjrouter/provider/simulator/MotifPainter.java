package io.mjrouter.provider.simulator;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.QuadCurve2D;
import java.awt.geom.Rectangle2D;

/** Paints the thing in the middle, in a square from (-0.5, 0) to (0.5, 1) with the ground at 1. */
final class MotifPainter {

  private final Scene scene;
  private final Graphics2D graphics;
  private final Palette palette;

  private MotifPainter(Scene scene, Graphics2D graphics) {
    this.scene = scene;
    this.graphics = graphics;
    palette = scene.theme().palette();
  }

  static void paint(Scene scene, Graphics2D graphics, double horizon) {
    Motif motif = scene.theme().motif();
    AffineTransform before = graphics.getTransform();
    double x = scene.at(10, -0.2, 0.2);
    double size = motif.isAnimal() ? scene.at(11, 0.34, 0.46) : scene.at(11, 0.26, 0.38);
    double ground = motif == Motif.BOAT ? horizon + scene.at(12, 0.12, 0.2) : 0.955;
    if (motif == Motif.LIGHTHOUSE) {
      ground = horizon + 0.24;
    }
    if (motif.flies()) {
      ground = scene.at(12, 0.38, 0.58);
    }
    graphics.translate(x, ground - size);
    graphics.scale(scene.at(13) < 0.5 ? -size : size, size);
    new MotifPainter(scene, graphics).paint(motif);
    graphics.setTransform(before);
  }

  private void paint(Motif motif) {
    switch (motif) {
      case FOX, CAT, DOG, RABBIT, BEAR, PIG -> new AnimalPainter(scene, graphics).paint(motif);
      case BOAT -> boat();
      case LIGHTHOUSE -> lighthouse();
      case BALLOON -> balloon();
      case CABIN -> cabin();
      case TREE -> tree();
      case FLOWER -> flower();
      case ROCKET -> rocket();
      case BIRDS -> birds();
    }
  }

  private void boat() {
    graphics.setColor(Palette.faded(palette.near, 0.35));
    graphics.fill(new Ellipse2D.Double(-0.46, 0.93, 0.92, 0.09));
    Color paper = Palette.mix(palette.sun, Color.WHITE, 0.5);
    Color shade = Palette.mix(paper, palette.middle, 0.4);
    fill(shade, -0.03, 0.10, -0.30, 0.74, -0.03, 0.74);
    fill(paper, 0.0, 0.02, 0.0, 0.74, 0.34, 0.74);
    fill(Palette.mix(paper, palette.middle, 0.18), 0.0, 0.02, 0.0, 0.74, 0.12, 0.74);
    fill(palette.accent, -0.48, 0.74, 0.48, 0.74, 0.30, 0.98, -0.28, 0.98);
    fill(
        Palette.mix(palette.accent, palette.near, 0.35),
        -0.02,
        0.74,
        0.48,
        0.74,
        0.30,
        0.98,
        0.04,
        0.98);
  }

  private void lighthouse() {
    fill(
        Palette.mix(palette.near, Color.BLACK, 0.1),
        -0.62,
        1.05,
        -0.42,
        0.88,
        -0.12,
        0.80,
        0.2,
        0.82,
        0.42,
        0.92,
        0.66,
        1.05);
    Color wall = Palette.mix(palette.sun, Color.WHITE, 0.4);
    fill(wall, -0.12, 0.84, -0.075, 0.22, 0.075, 0.22, 0.12, 0.84);
    for (int i = 0; i < 3; i++) {
      double top = 0.29 + i * 0.19;
      double half = 0.0795 + (top - 0.22) * 0.073;
      fill(
          palette.accent,
          -half,
          top,
          half,
          top,
          half + 0.007,
          top + 0.095,
          -half - 0.007,
          top + 0.095);
    }
    graphics.setPaint(
        new GradientPaint(
            -0.12f,
            0f,
            Palette.faded(palette.near, 0),
            0.12f,
            0f,
            Palette.faded(palette.near, 0.45)));
    graphics.fill(polygon(-0.12, 0.84, -0.075, 0.22, 0.075, 0.22, 0.12, 0.84));
    graphics.setColor(palette.near);
    graphics.fill(new Rectangle2D.Double(-0.1, 0.2, 0.2, 0.025));
    glow(0, 0.15, 0.5, palette.sun, 0.7);
    graphics.setPaint(
        new GradientPaint(
            0f,
            0.15f,
            Palette.faded(palette.sun, 0.5),
            0.9f,
            0.02f,
            Palette.faded(palette.sun, 0)));
    graphics.fill(polygon(0, 0.14, 1.1, -0.14, 1.1, 0.16, 0, 0.16));
    graphics.setColor(palette.sun);
    graphics.fill(new Rectangle2D.Double(-0.05, 0.11, 0.1, 0.09));
    fill(palette.near, -0.075, 0.11, 0, 0.03, 0.075, 0.11);
  }

  private void balloon() {
    Color light = Palette.mix(palette.accent, Color.WHITE, 0.75);
    Shape clipBefore = graphics.getClip();
    Path2D envelope = new Path2D.Double();
    envelope.moveTo(-0.07, 0.76);
    envelope.curveTo(-0.18, 0.6, -0.36, 0.5, -0.36, 0.3);
    envelope.curveTo(-0.36, 0.08, -0.18, 0, 0, 0);
    envelope.curveTo(0.18, 0, 0.36, 0.08, 0.36, 0.3);
    envelope.curveTo(0.36, 0.5, 0.18, 0.6, 0.07, 0.76);
    envelope.closePath();
    graphics.setColor(palette.accent);
    graphics.fill(envelope);
    graphics.clip(envelope);
    for (int i = 0; i < 3; i++) {
      double half = 0.26 - i * 0.11;
      graphics.setColor(i % 2 == 0 ? light : palette.accent);
      graphics.fill(new Ellipse2D.Double(-half, -0.35, 2 * half, 1.35));
    }
    graphics.setPaint(
        new RadialGradientPaint(
            new Point2D.Double(-0.12, 0.2),
            0.6f,
            new float[] {0f, 0.5f, 1f},
            new Color[] {
              Palette.faded(Color.WHITE, 0.3),
              Palette.faded(palette.near, 0),
              Palette.faded(palette.near, 0.65)
            }));
    graphics.fill(envelope);
    graphics.setClip(clipBefore);
    graphics.setColor(palette.near);
    graphics.setStroke(new BasicStroke(0.008f));
    graphics.draw(new Line2D.Double(-0.07, 0.76, -0.05, 0.88));
    graphics.draw(new Line2D.Double(0.07, 0.76, 0.05, 0.88));
    fill(
        Palette.mix(palette.near, palette.accent, 0.3), -0.06, 0.88, 0.06, 0.88, 0.05, 1, -0.05, 1);
  }

  private void cabin() {
    Color wall = Palette.mix(palette.near, palette.accent, 0.28);
    fill(Palette.mix(palette.near, Color.BLACK, 0.2), 0.2, 0.3, 0.3, 0.3, 0.3, 0.6, 0.2, 0.55);
    fill(wall, -0.38, 0.58, 0.38, 0.58, 0.38, 1.02, -0.38, 1.02);
    fill(Palette.mix(wall, Color.BLACK, 0.3), 0.0, 0.58, 0.38, 0.58, 0.38, 1.02, 0.0, 1.02);
    fill(Palette.mix(palette.near, palette.horizon, 0.35), -0.5, 0.62, 0, 0.2, 0.5, 0.62);
    fill(Palette.mix(palette.near, palette.horizon, 0.2), 0, 0.2, 0.5, 0.62, 0.05, 0.62);
    glow(-0.19, 0.76, 0.3, palette.sun, 0.5);
    graphics.setColor(Palette.mix(palette.sun, palette.accent, 0.25));
    graphics.fill(new Rectangle2D.Double(-0.27, 0.68, 0.16, 0.16));
    graphics.setColor(wall);
    graphics.fill(new Rectangle2D.Double(-0.2, 0.68, 0.02, 0.16));
    graphics.fill(new Rectangle2D.Double(-0.27, 0.75, 0.16, 0.02));
    graphics.setColor(Palette.mix(palette.sun, palette.accent, 0.55));
    graphics.fill(new Rectangle2D.Double(0.1, 0.72, 0.15, 0.3));
    graphics.setColor(Palette.faded(Color.WHITE, 0.16));
    for (int i = 0; i < 5; i++) {
      double r = 0.045 + 0.022 * i;
      graphics.fill(new Ellipse2D.Double(0.25 + 0.05 * i - r, 0.22 - 0.11 * i - r, 2 * r, 2 * r));
    }
  }

  private void tree() {
    Color bark = Palette.mix(palette.near, Color.BLACK, 0.2);
    Path2D trunk = new Path2D.Double();
    trunk.moveTo(-0.1, 1.02);
    trunk.quadTo(-0.03, 0.85, -0.045, 0.5);
    trunk.lineTo(0.045, 0.5);
    trunk.quadTo(0.03, 0.85, 0.11, 1.02);
    trunk.closePath();
    graphics.setColor(bark);
    graphics.fill(trunk);
    for (int i = 0; i < 46; i++) {
      double angle = i * 2.39996;
      double away = Math.sqrt(i / 46.0);
      double r = 0.09 + 0.07 * scene.at(600 + i);
      double x = Math.cos(angle) * away * 0.36;
      double y = 0.34 + Math.sin(angle) * away * 0.26;
      double light = Math.min(1, Math.max(0, 0.75 - (y - 0.1) * 1.1 + 0.25 * scene.at(660 + i)));
      Color leaf =
          Palette.mix(
              Palette.mix(palette.accent, palette.near, 0.6),
              Palette.mix(palette.accent, palette.sun, 0.25),
              light);
      graphics.setColor(Palette.faded(leaf, 0.85));
      graphics.fill(new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r));
    }
  }

  private void flower() {
    graphics.setColor(Palette.mix(new Color(0x3f8f4f), palette.near, 0.35));
    graphics.setStroke(new BasicStroke(0.03f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(new QuadCurve2D.Double(0, 0.35, 0.08, 0.7, 0, 1.04));
    leaf(0.04, 0.78, 0.26, -0.5);
    leaf(0.02, 0.86, 0.26, 3.6);
    int petals = 8 + (int) (scene.at(610) * 5);
    for (int ring = 0; ring < 2; ring++) {
      for (int i = 0; i < petals; i++) {
        AffineTransform before = graphics.getTransform();
        graphics.translate(0, 0.3);
        graphics.rotate(2 * Math.PI * (i + ring * 0.5) / petals);
        double length = 0.3 - ring * 0.07;
        graphics.setPaint(
            new GradientPaint(
                0f,
                0f,
                Palette.mix(palette.accent, palette.near, 0.3 - 0.2 * ring),
                0f,
                (float) -length,
                Palette.mix(palette.accent, Color.WHITE, 0.35 + 0.2 * ring)));
        Path2D petal = new Path2D.Double();
        petal.moveTo(0, 0);
        petal.curveTo(-0.1, -length * 0.5, -0.06, -length, 0, -length);
        petal.curveTo(0.06, -length, 0.1, -length * 0.5, 0, 0);
        graphics.fill(petal);
        graphics.setTransform(before);
      }
    }
    graphics.setPaint(
        new RadialGradientPaint(
            new Point2D.Double(0, 0.29),
            0.09f,
            new float[] {0f, 1f},
            new Color[] {palette.sun, new Color(0xe0a030)}));
    graphics.fill(new Ellipse2D.Double(-0.08, 0.22, 0.16, 0.16));
  }

  private void leaf(double x, double y, double length, double angle) {
    AffineTransform before = graphics.getTransform();
    graphics.translate(x, y);
    graphics.rotate(angle);
    Path2D leaf = new Path2D.Double();
    leaf.moveTo(0, 0);
    leaf.quadTo(length * 0.5, -0.09, length, 0);
    leaf.quadTo(length * 0.5, 0.09, 0, 0);
    graphics.fill(leaf);
    graphics.setTransform(before);
  }

  private void rocket() {
    glow(0, 0.98, 0.34, palette.accent, 0.8);
    fill(palette.accent, -0.1, 0.8, 0, 1.08, 0.1, 0.8);
    fill(palette.sun, -0.05, 0.8, 0, 0.97, 0.05, 0.8);
    fill(Palette.mix(palette.accent, palette.near, 0.3), -0.14, 0.56, -0.27, 0.86, -0.1, 0.8);
    fill(Palette.mix(palette.accent, palette.near, 0.3), 0.14, 0.56, 0.27, 0.86, 0.1, 0.8);
    Path2D hull = new Path2D.Double();
    hull.moveTo(0, 0);
    hull.curveTo(0.17, 0.16, 0.19, 0.5, 0.11, 0.82);
    hull.lineTo(-0.11, 0.82);
    hull.curveTo(-0.19, 0.5, -0.17, 0.16, 0, 0);
    graphics.setPaint(
        new GradientPaint(
            -0.16f, 0f, Color.WHITE, 0.16f, 0f, Palette.mix(Color.WHITE, palette.middle, 0.7)));
    graphics.fill(hull);
    graphics.setColor(palette.near);
    graphics.fill(new Ellipse2D.Double(-0.075, 0.29, 0.15, 0.15));
    graphics.setColor(Palette.mix(palette.horizon, palette.middle, 0.3));
    graphics.fill(new Ellipse2D.Double(-0.055, 0.31, 0.11, 0.11));
  }

  private void birds() {
    graphics.setColor(Palette.mix(palette.near, Color.BLACK, 0.15));
    for (int i = 0; i < 7; i++) {
      double x = (i - 3) * 0.19 + 0.1 * scene.at(620 + i);
      double y = 0.2 + Math.abs(i - 3) * 0.11 + 0.08 * scene.at(630 + i);
      double span = 0.075 + 0.05 * scene.at(640 + i);
      double lift = span * (0.3 + 0.6 * scene.at(650 + i));
      Path2D bird = new Path2D.Double();
      bird.moveTo(x - span, y - lift);
      bird.quadTo(x - span * 0.35, y - lift * 0.7, x, y);
      bird.quadTo(x + span * 0.35, y - lift * 0.7, x + span, y - lift);
      bird.quadTo(x + span * 0.4, y - lift * 0.3, x, y + span * 0.24);
      bird.quadTo(x - span * 0.4, y - lift * 0.3, x - span, y - lift);
      graphics.fill(bird);
    }
  }

  private void glow(double x, double y, double radius, Color colour, double opacity) {
    graphics.setPaint(
        new RadialGradientPaint(
            new Point2D.Double(x, y),
            (float) radius,
            new float[] {0f, 0.4f, 1f},
            new Color[] {
              Palette.faded(colour, opacity),
              Palette.faded(colour, opacity * 0.3),
              Palette.faded(colour, 0)
            }));
    graphics.fill(
        new Arc2D.Double(x - radius, y - radius, 2 * radius, 2 * radius, 0, 360, Arc2D.CHORD));
  }

  private void fill(Color colour, double... points) {
    graphics.setColor(colour);
    graphics.fill(polygon(points));
  }

  private static Path2D polygon(double... points) {
    Path2D polygon = new Path2D.Double();
    polygon.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      polygon.lineTo(points[i], points[i + 1]);
    }
    polygon.closePath();
    return polygon;
  }
}
