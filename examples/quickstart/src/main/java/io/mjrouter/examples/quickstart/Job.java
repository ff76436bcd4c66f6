package io.mjrouter.examples.quickstart;

import io.mjrouter.Midjourney;
import io.mjrouter.Quote;
import io.mjrouter.examples.quickstart.demo.Demo;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.SubmitOptions;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.OptionalInt;

/**
 * What the command line asks for: a game on simulated hosts, a comparison on them, a check, or a
 * real picture.
 */
final class Job {

  private static final String USUAL_PROMPT = "a red fox in fresh snow";
  private static final int USUAL_PICTURE = 2;

  private final Options options;
  private final Surroundings surroundings;
  private final Purchase purchase;
  private final PrintStream out;

  Job(Options options, Surroundings surroundings, Purchase purchase) {
    this.options = options;
    this.surroundings = surroundings;
    this.purchase = purchase;
    out = surroundings.out();
  }

  void run() {
    if (options.demo()) {
      demonstrate();
    } else if (options.provider().isPresent()) {
      ask(RealHost.named(options.provider().get()));
    } else {
      play();
    }
  }

  private void play() {
    purchase.simulated();
    out.println(
        "SIMULATED: these hosts draw on this machine, "
            + SimulatedHosts.SPEED
            + " times faster than real ones. Nothing is bought.");
    String prompt = options.prompt().isEmpty() ? USUAL_PROMPT : options.prompt();
    PictureFolder folder = PictureFolder.create(options.out(), prompt);
    try (Midjourney midjourney = SimulatedHosts.open()) {
      Imagine imagine = Imagine.of(prompt);
      Quote quote = midjourney.price(imagine, wishes().build());
      new Counter(midjourney, surroundings).showRoutes();
      Drawing drawing = new Drawing(midjourney, surroundings, purchase, options.patience());
      drawing.grid(imagine, exactly(quote), folder);
      drawing.upscale(options.upscale().orElse(USUAL_PICTURE), SubmitOptions.defaults());
      out.println(
          "SIMULATED: "
              + drawing.cost()
              + " at these hosts' prices; nothing was bought. --help says how to use a real host.");
    } finally {
      folder.removeIfEmpty();
    }
  }

  private void demonstrate() {
    purchase.simulated();
    try {
      Demo.run(out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QuickstartException(purchase.exitCode(), "Interrupted. " + purchase.sentence(), e);
    } catch (UncheckedIOException e) {
      throw new QuickstartException(
          purchase.exitCode(),
          "The hosts cannot be started: "
              + FailureLine.sentence(String.valueOf(e.getMessage()))
              + " "
              + purchase.sentence(),
          e);
    }
  }

  private void ask(RealHost host) {
    try (Midjourney midjourney =
        Midjourney.builder()
            .provider(host.settings(options, surroundings.environment()))
            .tasks(surroundings.tasks())
            .build()) {
      if (options.check()) {
        CheckReport.print(midjourney.check(ProviderId.of(host.type())), out);
      } else {
        buy(midjourney);
      }
    }
  }

  private void buy(Midjourney midjourney) {
    PictureFolder folder = PictureFolder.create(options.out(), options.prompt());
    try {
      Imagine imagine = Imagine.of(options.prompt());
      Quote quote = midjourney.price(imagine, wishes().build());
      Counter counter = new Counter(midjourney, surroundings);
      counter.show(quote, options.upscale(), options.maxPrice());
      if (!options.yes()) {
        counter.ask();
      }
      Drawing drawing = new Drawing(midjourney, surroundings, purchase, options.patience());
      drawing.grid(imagine, exactly(quote), folder);
      OptionalInt upscale = options.upscale();
      if (upscale.isPresent()) {
        drawing.upscale(upscale.getAsInt(), maxPrice().build());
      }
      out.println("Bought: " + drawing.cost() + ".");
    } finally {
      folder.removeIfEmpty();
    }
  }

  private SubmitOptions.Builder wishes() {
    SubmitOptions.Builder wishes = maxPrice();
    options.mode().ifPresent(wishes::modes);
    return wishes;
  }

  private SubmitOptions.Builder maxPrice() {
    SubmitOptions.Builder wishes = SubmitOptions.builder();
    options.maxPrice().ifPresent(wishes::maxPrice);
    return wishes;
  }

  /** The quoted mode at the quoted provider and nothing else. */
  private SubmitOptions exactly(Quote quote) {
    return wishes().modes(quote.route().mode()).provider(quote.route().provider()).build();
  }
}
