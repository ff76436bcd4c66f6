package io.mjrouter.examples.quickstart;

import io.mjrouter.Midjourney;
import io.mjrouter.Quote;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** The main job: a picture from a prompt, its four parts and one of them upscaled, as files. */
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
    if (options.provider().isPresent()) {
      buy(RealHost.named(options.provider().get()));
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
    try (Midjourney midjourney = SimulatedHosts.open()) {
      Counter counter = new Counter(midjourney, surroundings);
      counter.showRoutes();
      String prompt = options.prompt().isEmpty() ? USUAL_PROMPT : options.prompt();
      Imagine imagine = Imagine.of(prompt);
      Quote quote = midjourney.price(imagine, wishes().build());
      draw(midjourney, imagine, quote, OptionalInt.of(options.upscale().orElse(USUAL_PICTURE)));
    }
    out.println("SIMULATED: nothing was bought. --help says how to use a real host.");
  }

  private void buy(RealHost host) {
    try (Midjourney midjourney =
        Midjourney.builder()
            .provider(host.settings(options, surroundings.environment()))
            .build()) {
      if (options.check()) {
        CheckReport.print(midjourney.check(ProviderId.of(host.type())), out);
        return;
      }
      Imagine imagine = Imagine.of(options.prompt());
      Quote quote = midjourney.price(imagine, wishes().build());
      Counter counter = new Counter(midjourney, surroundings);
      counter.show(quote, options.upscale());
      if (!options.yes()) {
        counter.ask();
      }
      draw(midjourney, imagine, quote, options.upscale());
    }
  }

  /** Sends the picture in the quoted mode and no other. */
  private void draw(Midjourney midjourney, Imagine imagine, Quote quote, OptionalInt upscale) {
    PictureFolder folder = PictureFolder.create(options.out(), imagine.prompt());
    try {
      Errand errand = new Errand(midjourney, surroundings, purchase, options.patience());
      Pictures pictures = new Pictures(midjourney, folder, out);
      SubmitOptions exactly = wishes().modes(quote.route().mode()).build();
      Task grid = errand.run("grid", () -> midjourney.submit(imagine, exactly));
      told(grid);
      Path file = pictures.save(grid, "grid");
      purchase.saved();
      pictures.cut(file);
      if (upscale.isPresent()) {
        String button = "U" + upscale.getAsInt();
        Task upscaled = errand.run(button, () -> midjourney.press(grid, button));
        told(upscaled);
        pictures.save(upscaled, button.toLowerCase(java.util.Locale.ROOT));
        purchase.saved();
      }
    } finally {
      folder.removeIfEmpty();
    }
  }

  private SubmitOptions.Builder wishes() {
    SubmitOptions.Builder wishes = SubmitOptions.builder();
    options.mode().ifPresent(wishes::modes);
    options.maxPrice().ifPresent(wishes::maxPrice);
    return wishes;
  }

  private void told(Task task) {
    String where = task.route().map(Object::toString).orElse("?");
    String time =
        task.accepted().isPresent() && task.ended().isPresent()
            ? ", " + Words.length(Duration.between(task.accepted().get(), task.ended().get()))
            : "";
    out.println("  " + where + ", " + cost(task) + time);
  }

  private static String cost(Task task) {
    Optional<Money> price =
        task.attempts().stream()
            .filter(attempt -> attempt.state() == Attempt.State.ACCEPTED)
            .findFirst()
            .flatMap(Attempt::price);
    return price.map(Object::toString).orElse("price unknown");
  }
}
