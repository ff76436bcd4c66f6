package io.mjrouter.provider.simulator;

import java.awt.Color;

/** Colours that go together: sky from top to horizon, sun or moon, the nearest land, one accent. */
enum Palette {
  SUNSET(0x1f1f57, 0xa8416f, 0xffb173, 0xfff1cf, 0x1c1238, 0xff6b4a, 0.15),
  GOLD(0x3f6296, 0xe8a263, 0xffdf9d, 0xfff9e3, 0x3a2416, 0xd9512c, 0),
  NIGHT(0x040820, 0x122455, 0x4a62a8, 0xf5f2dc, 0x040716, 0xf2c14e, 1),
  TEAL(0x0d4a5c, 0x2a8f8b, 0xbfe8c5, 0xfdf6d8, 0x06232c, 0xee6c4d, 0),
  AURORA(0x050d26, 0x0d3556, 0x2f8f8a, 0xeafff4, 0x020916, 0x9df5c5, 0.9),
  BLOSSOM(0x5e5291, 0xd98bb0, 0xffd9c7, 0xfff6ee, 0x38234f, 0xff7f93, 0.1),
  DAY(0x2b78bd, 0x83bfe6, 0xeaf4ee, 0xfffce9, 0x1d4a3d, 0xe4572e, 0),
  SNOW(0x5f83ad, 0xafc8e0, 0xf6f2ea, 0xffffff, 0x2f4c6b, 0xc8553d, 0),
  CRIMSON(0x260a20, 0x8c1c3f, 0xff8260, 0xffe4c4, 0x170510, 0xffc145, 0.3),
  SAND(0x3c6a99, 0xe0b790, 0xffe9c4, 0xfffaea, 0x8a4326, 0x2c6e7f, 0),
  NEON(0x0b0630, 0x5b1a78, 0xff5fa2, 0xffd6f2, 0x0a0524, 0x2de2e6, 0.5);

  final Color top;
  final Color middle;
  final Color horizon;
  final Color sun;
  final Color near;
  final Color accent;

  /** How many stars show, from 0 to 1. */
  final double stars;

  Palette(int top, int middle, int horizon, int sun, int near, int accent, double stars) {
    this.top = new Color(top);
    this.middle = new Color(middle);
    this.horizon = new Color(horizon);
    this.sun = new Color(sun);
    this.near = new Color(near);
    this.accent = new Color(accent);
    this.stars = stars;
  }

  static Palette byLot(long lot) {
    return values()[Chance.index(lot, values().length)];
  }

  /** The colour of land between the horizon (0) and the viewer (1). */
  Color land(double nearness) {
    return mix(mix(middle, horizon, 0.55), near, nearness);
  }

  static Color mix(Color from, Color to, double part) {
    double p = Math.min(1, Math.max(0, part));
    return new Color(
        (int) Math.round(from.getRed() + (to.getRed() - from.getRed()) * p),
        (int) Math.round(from.getGreen() + (to.getGreen() - from.getGreen()) * p),
        (int) Math.round(from.getBlue() + (to.getBlue() - from.getBlue()) * p));
  }

  static Color faded(Color color, double opacity) {
    int alpha = (int) Math.round(255 * Math.min(1, Math.max(0, opacity)));
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }
}
