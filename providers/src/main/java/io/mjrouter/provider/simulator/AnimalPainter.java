package io.mjrouter.provider.simulator;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** Paints an animal that sits and looks at the viewer, in the square of {@link MotifPainter}. */
final class AnimalPainter {

  private static final Color DARK = new Color(0x2a1c18);

  private final Scene scene;
  private final Graphics2D graphics;

  AnimalPainter(Scene scene, Graphics2D graphics) {
    this.scene = scene;
    this.graphics = graphics;
  }

  void paint(Motif motif) {
    Palette palette = scene.theme().palette();
    Color light = Palette.mix(new Color(motif.fur), palette.sun, 0.22);
    Color fur = Palette.mix(new Color(motif.fur), palette.middle, 0.12);
    Color shade = Palette.mix(new Color(motif.fur), palette.near, 0.45);
    Color chest = Palette.mix(new Color(motif.chest), palette.horizon, 0.15);
    graphics.setColor(Palette.faded(Color.BLACK, 0.25));
    graphics.fill(new Ellipse2D.Double(-0.38, 0.95, 0.8, 0.09));
    tail(motif, fur, shade, chest);
    ears(motif, fur, shade, chest);
    body(light, shade, chest);
    head(motif, light, fur, chest);
    face(motif, chest);
  }

  private void tail(Motif motif, Color fur, Color shade, Color chest) {
    if (motif == Motif.RABBIT || motif == Motif.BEAR || motif == Motif.PIG) {
      return;
    }
    boolean bushy = motif == Motif.FOX;
    double wide = bushy ? 0.16 : 0.07;
    Path2D tail = new Path2D.Double();
    tail.moveTo(0.1, 0.98);
    tail.curveTo(0.42, 1.02, 0.56, 0.86, 0.47, 0.6);
    tail.curveTo(0.45 - wide * 0.2, 0.52, 0.42 - wide * 0.6, 0.6, 0.43 - wide, 0.68);
    tail.curveTo(0.42 - wide, 0.82, 0.3, 0.88, 0.1, 0.86);
    tail.closePath();
    graphics.setPaint(new GradientPaint(0.1f, 0.9f, shade, 0.5f, 0.6f, fur));
    graphics.fill(tail);
    if (bushy) {
      Path2D tip = new Path2D.Double();
      tip.moveTo(0.475, 0.62);
      tip.curveTo(0.45, 0.5, 0.36, 0.56, 0.325, 0.7);
      tip.curveTo(0.37, 0.66, 0.43, 0.7, 0.488, 0.68);
      tip.closePath();
      graphics.setColor(chest);
      graphics.fill(tip);
    }
  }

  private void ears(Motif motif, Color fur, Color shade, Color chest) {
    for (int side = -1; side <= 1; side += 2) {
      switch (motif) {
        case RABBIT -> {
          ellipse(shade, side * 0.1, 0.06, 0.062, 0.18);
          ellipse(chest, side * 0.1, 0.08, 0.032, 0.13);
        }
        case BEAR -> {
          ellipse(shade, side * 0.19, 0.16, 0.085, 0.085);
          ellipse(chest, side * 0.19, 0.165, 0.045, 0.045);
        }
        case DOG -> {
          Path2D ear = new Path2D.Double();
          ear.moveTo(side * 0.12, 0.15);
          ear.curveTo(side * 0.3, 0.1, side * 0.36, 0.3, side * 0.3, 0.44);
          ear.curveTo(side * 0.26, 0.48, side * 0.2, 0.4, side * 0.18, 0.3);
          ear.closePath();
          graphics.setColor(shade);
          graphics.fill(ear);
        }
        default -> {
          pointed(fur, side, 0.25, 0.20, motif == Motif.PIG ? 0.09 : 0.0, 0.05);
          pointed(
              motif == Motif.FOX ? DARK : chest,
              side,
              0.21,
              0.195,
              motif == Motif.PIG ? 0.13 : 0.07,
              0.1);
        }
      }
    }
  }

  private void pointed(
      Color colour, int side, double outer, double tipX, double tipY, double inner) {
    Path2D ear = new Path2D.Double();
    ear.moveTo(side * outer, 0.27);
    ear.quadTo(side * (outer + 0.01), 0.12, side * tipX, tipY);
    ear.quadTo(side * (inner + 0.07), 0.08, side * inner, 0.19);
    ear.closePath();
    graphics.setColor(colour);
    graphics.fill(ear);
  }

  private void body(Color light, Color shade, Color chest) {
    Path2D body = new Path2D.Double();
    body.moveTo(-0.2, 0.99);
    body.curveTo(-0.36, 0.97, -0.3, 0.7, -0.17, 0.5);
    body.curveTo(-0.13, 0.42, 0.13, 0.42, 0.17, 0.5);
    body.curveTo(0.3, 0.7, 0.36, 0.97, 0.2, 0.99);
    body.closePath();
    graphics.setPaint(new GradientPaint(-0.25f, 0.5f, light, 0.28f, 0.95f, shade));
    graphics.fill(body);
    Path2D bib = new Path2D.Double();
    bib.moveTo(-0.11, 0.46);
    bib.curveTo(-0.16, 0.65, -0.06, 0.8, 0, 0.86);
    bib.curveTo(0.06, 0.8, 0.16, 0.65, 0.11, 0.46);
    bib.closePath();
    graphics.setColor(chest);
    graphics.fill(bib);
    for (int side = -1; side <= 1; side += 2) {
      ellipse(Palette.mix(light, shade, 0.4), side * 0.085, 0.86, 0.062, 0.135);
      ellipse(Palette.mix(chest, shade, 0.25), side * 0.085, 0.975, 0.075, 0.032);
    }
  }

  private void head(Motif motif, Color light, Color fur, Color chest) {
    Path2D head = new Path2D.Double();
    if (motif == Motif.FOX) {
      head.moveTo(-0.25, 0.22);
      head.curveTo(-0.12, 0.12, 0.12, 0.12, 0.25, 0.22);
      head.curveTo(0.33, 0.34, 0.22, 0.4, 0.13, 0.44);
      head.curveTo(0.06, 0.52, -0.06, 0.52, -0.13, 0.44);
      head.curveTo(-0.22, 0.4, -0.33, 0.34, -0.25, 0.22);
    } else {
      head.append(new Ellipse2D.Double(-0.26, 0.12, 0.52, 0.41), false);
    }
    graphics.setPaint(new GradientPaint(-0.2f, 0.15f, light, 0.25f, 0.5f, fur));
    graphics.fill(head);
    if (motif == Motif.FOX) {
      for (int side = -1; side <= 1; side += 2) {
        Path2D cheek = new Path2D.Double();
        cheek.moveTo(0, 0.42);
        cheek.curveTo(side * 0.05, 0.34, side * 0.16, 0.3, side * 0.285, 0.3);
        cheek.curveTo(side * 0.26, 0.38, side * 0.2, 0.4, side * 0.13, 0.44);
        cheek.curveTo(side * 0.08, 0.49, side * 0.04, 0.5, 0, 0.5);
        cheek.closePath();
        graphics.setColor(chest);
        graphics.fill(cheek);
      }
    } else if (motif != Motif.PIG) {
      ellipse(chest, 0, 0.41, 0.13, 0.095);
    }
  }

  private void face(Motif motif, Color chest) {
    for (int side = -1; side <= 1; side += 2) {
      ellipse(DARK, side * 0.105, 0.305, 0.03, 0.037);
      ellipse(Color.WHITE, side * 0.105 + 0.01, 0.293, 0.01, 0.011);
    }
    if (motif == Motif.PIG) {
      ellipse(Palette.mix(chest, new Color(0xe07a86), 0.6), 0, 0.405, 0.095, 0.065);
      ellipse(DARK, -0.035, 0.405, 0.014, 0.024);
      ellipse(DARK, 0.035, 0.405, 0.014, 0.024);
    } else {
      double nose = motif == Motif.FOX ? 0.47 : 0.385;
      ellipse(DARK, 0, nose, 0.037, 0.027);
    }
  }

  private void ellipse(Color colour, double x, double y, double rx, double ry) {
    graphics.setColor(colour);
    graphics.fill(new Ellipse2D.Double(x - rx, y - ry, 2 * rx, 2 * ry));
  }
}
