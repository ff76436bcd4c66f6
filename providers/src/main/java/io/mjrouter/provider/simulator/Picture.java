package io.mjrouter.provider.simulator;

import com.google.common.collect.ImmutableList;
import io.mjrouter.model.ImageData;
import java.util.List;

/**
 * One picture, not painted yet: a view of a scene, and what was put over it, in that order.
 *
 * <p>Since nothing is fixed in pixels, the same picture can be painted in any size, and seen from
 * further away.
 */
record Picture(Scene scene, View view, List<Layer> layers) {

  /** Something over a scene. */
  sealed interface Layer {}

  /** Another scene wherever a mask, laid over a part of the world, is white. */
  record Repainted(Scene scene, ImageData mask, View where) implements Layer {}

  /** A photograph that covers a part of the world. */
  record Pasted(ImageData photo, View where, double opacity, Shape shape) implements Layer {}

  /** The outline of a photograph. */
  enum Shape {
    RECTANGLE,
    ELLIPSE
  }

  Picture {
    layers = List.copyOf(layers);
  }

  static Picture of(Scene scene, View view) {
    return new Picture(scene, view, List.of());
  }

  Picture seenThrough(View otherView) {
    return new Picture(scene, otherView, layers);
  }

  Picture with(Layer layer) {
    return new Picture(
        scene, view, ImmutableList.<Layer>builder().addAll(layers).add(layer).build());
  }

  /** A picture like this one. */
  Picture varied(long seed, double strength) {
    return new Picture(scene.varied(seed, strength), view, layers);
  }

  /** The same picture, and more of its world around it. */
  Picture continued(long seed, View wider) {
    return new Picture(scene.continued(seed, view), wider, layers);
  }
}
