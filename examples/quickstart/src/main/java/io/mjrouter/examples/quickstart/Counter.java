package io.mjrouter.examples.quickstart;

import io.mjrouter.Midjourney;
import io.mjrouter.ProviderSummary;
import io.mjrouter.Quote;
import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Where prices are shown, and the buyer is asked. */
final class Counter {

  private final Midjourney midjourney;
  private final Surroundings surroundings;
  private final PrintStream out;

  Counter(Midjourney midjourney, Surroundings surroundings) {
    this.midjourney = midjourney;
    this.surroundings = surroundings;
    out = surroundings.out();
  }

  /** Prints what a grid costs everywhere, cheapest first. */
  void showRoutes() {
    record Line(String provider, Mode mode, Money price) {}
    out.println("A grid costs, cheapest first (turbo only with --mode turbo):");
    midjourney.providers().stream()
        .flatMap(
            provider ->
                provider.info().modes().stream()
                    .flatMap(
                        mode ->
                            provider.info().prices().price(Action.IMAGINE, mode).stream()
                                .map(price -> new Line(provider.id().name(), mode, price))))
        .sorted(Comparator.comparing(Line::price))
        .forEach(
            line ->
                out.printf(
                    Locale.ROOT,
                    "  %-10s %-6s %s%n",
                    line.provider(),
                    line.mode().key(),
                    line.price()));
  }

  /**
   * Prints what is about to be sent where, and for how much.
   *
   * @throws QuickstartException when an upscale would break the limit after the grid is bought
   */
  void show(Quote quote, OptionalInt upscale, Optional<Money> limit) {
    out.println(
        quote.route().provider()
            + ", mode "
            + quote.route().mode().key()
            + ": "
            + price(quote.price(), quote)
            + ", usually about "
            + Words.about(quote.usual())
            + ".");
    if (upscale.isEmpty()) {
      return;
    }
    Optional<Money> more = prices(quote).price(Action.UPSCALE, quote.route().mode());
    String button = "U" + upscale.getAsInt();
    out.println("Then " + button + ": " + price(more, quote) + " more.");
    if (limit.isPresent() && more.filter(m -> m.compareTo(limit.get()) <= 0).isEmpty()) {
      throw new QuickstartException(
          ExitCode.NOTHING_BOUGHT,
          button
              + (more.isPresent() ? " costs more than --max-price" : " has no known price")
              + ". Nothing was bought. Change --max-price, or leave --upscale out.");
    }
  }

  /** Asks whether to buy; anything but yes ends the program. */
  void ask() {
    if (!surroundings.terminal()) {
      throw new QuickstartException(
          ExitCode.NOTHING_BOUGHT,
          "There is no terminal to ask whether to buy: add --yes to buy without a question."
              + " Nothing was bought.");
    }
    out.print("Buy it? [y/N] ");
    out.flush();
    String answer = answer().strip().toLowerCase(Locale.ROOT);
    if (!answer.equals("y") && !answer.equals("yes")) {
      throw new QuickstartException(
          ExitCode.NOTHING_BOUGHT, "Not bought, as you said. Nothing was bought.");
    }
  }

  private String answer() {
    try {
      String line = surroundings.in().readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String price(Optional<Money> price, Quote quote) {
    return price
        .map(money -> money + source(prices(quote)))
        .orElse("price unknown (the host publishes none; --price USD tells it)");
  }

  private static String source(PriceList prices) {
    return prices.source().isEmpty() ? "" : " (" + prices.source() + ")";
  }

  private PriceList prices(Quote quote) {
    return midjourney.providers().stream()
        .filter(provider -> provider.id().equals(quote.route().provider()))
        .map(ProviderSummary::info)
        .map(info -> info.prices())
        .findFirst()
        .orElse(PriceList.unknown());
  }
}
