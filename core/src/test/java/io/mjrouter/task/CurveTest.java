package io.mjrouter.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CurveTest {

  private static final Curve CURVE = Curve.of(new double[] {1, 2, 4}, new double[] {0, 3, 4});

  @Test
  void upTo_anyPlace_isOnTheLines() {
    assertEquals(0, CURVE.upTo(-1));
    assertEquals(0, CURVE.upTo(0.5));
    assertEquals(1.5, CURVE.upTo(1.5));
    assertEquals(3, CURVE.upTo(2));
    assertEquals(3.5, CURVE.upTo(3));
    assertEquals(4, CURVE.upTo(100));
    assertEquals(4, CURVE.total());
  }

  @Test
  void area_anyPlace_isThatBelowTheLines() {
    double sum = 0;
    double step = 1e-3;
    for (int i = 0; i < 6_000; i++) {
      assertEquals(sum, CURVE.area(i * step), 1e-4);
      sum += step * (CURVE.upTo(i * step) + CURVE.upTo((i + 1) * step)) / 2;
    }
    assertEquals(0, CURVE.area(-3));
  }
}
