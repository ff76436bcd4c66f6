package io.mjrouter.examples.migration.before;

import io.mjrouter.examples.migration.before.MidjourneyApi.HostTask;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where the host calls when a task changes. */
@RestController
class NotifyController {

  private final CardService cards;

  NotifyController(CardService cards) {
    this.cards = cards;
  }

  @PostMapping("/midjourney/notify")
  void changed(@RequestBody HostTask task) {
    cards.take(task);
  }
}
