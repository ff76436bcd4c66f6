package io.mjrouter.examples.migration.before;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Asks the host how the tasks stand. */
@Component
class SyncJob {

  private final CardService cards;

  SyncJob(CardService cards) {
    this.cards = cards;
  }

  @Scheduled(fixedDelayString = "${app.midjourney.sync}")
  void run() {
    cards.sync();
  }
}
