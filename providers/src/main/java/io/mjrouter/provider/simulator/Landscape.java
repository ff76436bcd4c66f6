package io.mjrouter.provider.simulator;

import java.awt.Graphics2D;

/** Paints a scene from back to front. */
final class Landscape {

  private Landscape() {}

  /**
   * Paints what a view shows.
   *
   * @param graphics in the units of the world
   * @param scale pixels for a unit
   */
  static void paint(Scene scene, View view, Graphics2D graphics, double scale) {
    boolean flies = scene.theme().motif().flies();
    new SkyPainter(scene, view, graphics, scale).paint();
    if (flies) {
      MotifPainter.paint(scene, graphics, SceneBrush.HORIZON);
    }
    new LandPainter(scene, view, graphics, scale).paint();
    if (!flies) {
      MotifPainter.paint(scene, graphics, SceneBrush.HORIZON);
    }
    if (scene.theme().land() != Theme.Land.SEA) {
      new MeadowPainter(scene, view, graphics, scale).paint();
    }
  }
}
