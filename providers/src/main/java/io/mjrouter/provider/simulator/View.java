package io.mjrouter.provider.simulator;

/**
 * The part of a scene that a picture shows. A picture fresh from its prompt is one unit high; y
 * grows downwards and x is 0 in the middle.
 */
record View(double x, double y, double width, double height) {

  static View ofAspect(double aspect) {
    return new View(-aspect / 2, 0, aspect, 1);
  }

  double aspect() {
    return width / height;
  }

  /** The same middle, so many times as much to see. */
  View zoomedOut(double factor) {
    double moreWidth = width * (factor - 1);
    double moreHeight = height * (factor - 1);
    return new View(x - moreWidth / 2, y - moreHeight / 2, width + moreWidth, height + moreHeight);
  }

  /** Half as much again on one side, as Midjourney's arrows do. */
  View extended(String direction) {
    return switch (direction) {
      case "left" -> new View(x - width / 2, y, width * 1.5, height);
      case "right" -> new View(x, y, width * 1.5, height);
      case "up" -> new View(x, y - height / 2, width, height * 1.5);
      default -> new View(x, y, width, height * 1.5);
    };
  }

  /** As much more at the shorter sides as makes it a square. */
  View squared() {
    double side = Math.max(width, height);
    return new View(x - (side - width) / 2, y - (side - height) / 2, side, side);
  }

  /** How far a point lies outside; 0 within. */
  double distance(double px, double py) {
    double dx = Math.max(0, Math.max(x - px, px - x - width));
    double dy = Math.max(0, Math.max(y - py, py - y - height));
    return Math.max(dx, dy);
  }
}
