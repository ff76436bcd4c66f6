package io.mjrouter.examples.migration.after;

import io.mjrouter.event.MjEvent;
import io.mjrouter.examples.migration.shop.Mail;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spring.OnMjEvent;
import org.springframework.stereotype.Component;

/** Has customers told. */
@Component
class ReadyCards {

  private final Mail mail;

  ReadyCards(Mail mail) {
    this.mail = mail;
  }

  @OnMjEvent
  void finished(MjEvent.Finished event) {
    if (event.task().status() == TaskStatus.SUCCEEDED) {
      mail.ready(event.task().id().toString());
    }
  }
}
