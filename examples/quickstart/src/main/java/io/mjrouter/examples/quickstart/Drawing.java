package io.mjrouter.examples.quickstart;

import static java.util.Objects.requireNonNull;

import io.mjrouter.Midjourney;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One picture from its prompt to its files, with everything told as it happens. */
final class Drawing {

  private final Midjourney midjourney;
  private final Purchase purchase;
  private final Errand errand;
  private final PrintStream out;
  private final List<Task> done = new ArrayList<>();
  private @Nullable Pictures pictures;

  Drawing(Midjourney midjourney, Surroundings surroundings, Purchase purchase, Duration patience) {
    this.midjourney = midjourney;
    this.purchase = purchase;
    errand = new Errand(midjourney, surroundings, purchase, patience);
    out = surroundings.out();
  }

  /** Draws the grid, saves it and cuts it into its four parts. */
  void grid(Imagine imagine, SubmitOptions options, PictureFolder folder) {
    Task grid = errand.run("grid", () -> midjourney.submit(imagine, options));
    tell(grid);
    pictures = new Pictures(midjourney, folder, out);
    Path file = pictures.save(grid, "grid");
    purchase.saved();
    pictures.cut(file);
  }

  /** Upscales one of the four and saves it. */
  void upscale(int picture, SubmitOptions options) {
    String button = "U" + picture;
    Task upscaled = errand.run(button, () -> midjourney.press(done.get(0), button, options));
    tell(upscaled);
    requireNonNull(pictures, "pictures").save(upscaled, button.toLowerCase(Locale.ROOT));
    purchase.saved();
  }

  private void tell(Task task) {
    done.add(task);
    out.println(
        "  drawn by "
            + task.route().map(route -> route.provider().name()).orElse("?")
            + " in mode "
            + task.mode().map(Mode::key).orElse("?")
            + ", "
            + price(task).map(Object::toString).orElse("price unknown")
            + Words.tookOf(task));
  }

  /** What all of it cost; a price that is unknown makes the sum unknown. */
  String cost() {
    return done.stream().anyMatch(task -> price(task).isEmpty())
        ? "price unknown"
        : done.stream().map(Task::spent).reduce(Money.ZERO, Money::plus).toString();
  }

  private static Optional<Money> price(Task task) {
    return task.attempts().stream()
        .filter(attempt -> attempt.state() == Attempt.State.ACCEPTED)
        .findFirst()
        .flatMap(Attempt::price);
  }
}
