package io.mjrouter.examples.quickstart;

import io.mjrouter.Midjourney;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Money;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;

/** What the README shows of a submission that may come twice. */
final class OrderedPicture {

  private OrderedPicture() {}

  static Task order(Midjourney midjourney) {
    var once = SubmitOptions.builder().reference("order-4711").maxPrice(Money.usd("0.10")).build();
    Task grid = midjourney.submit(Imagine.of("a red fox in fresh snow"), once);
    return grid;
  }
}
