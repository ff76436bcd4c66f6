package io.mjrouter.provider.simulator;

import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import java.util.Map;

/**
 * What a simulated host charges where neither profile nor configuration has a price.
 *
 * <p>The figures are those of a public reseller's list (MaxAPI, also xfusionai) for relax, fast and
 * turbo: a grid 0.015, 0.04, 0.108; upscale, describe, shorten and face swap 0.01. Opening the
 * windows of Vary Region and Custom Zoom costs nothing, as at new-api, where the answer is billed.
 * A video costs eight grids, an upload 0.01.
 */
final class Prices {

  private static final Map<Mode, Money> GRID =
      Map.of(
          Mode.RELAX, Money.usd("0.015"),
          Mode.FAST, Money.usd("0.04"),
          Mode.TURBO, Money.usd("0.108"));

  private static final Money SMALL = Money.usd("0.01");

  private Prices() {}

  /** A list with a price for everything. */
  static PriceList complete(PriceList known) {
    PriceList.Builder all =
        PriceList.builder()
            .source(known.source().isEmpty() ? "simulated" : known.source() + "; rest simulated");
    for (Mode mode : Mode.values()) {
      for (Action action : Action.values()) {
        all.price(action, mode, known.price(action, mode).orElseGet(() -> usual(action, mode)));
      }
    }
    return all.build();
  }

  private static Money usual(Action action, Mode mode) {
    Money grid = GRID.getOrDefault(mode, SMALL);
    return switch (action) {
      case UPSCALE, DESCRIBE, SHORTEN, SWAP_FACE, UPLOAD -> SMALL;
      case INPAINT, CUSTOM_ZOOM -> Money.ZERO;
      case VIDEO -> grid.times(8);
      case IMAGINE, VARIATION, REROLL, ZOOM, PAN, MODAL, BLEND, PICK_PROMPT, EDITS, OTHER -> grid;
    };
  }
}
