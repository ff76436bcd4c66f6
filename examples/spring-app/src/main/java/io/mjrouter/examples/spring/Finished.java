package io.mjrouter.examples.spring;

import io.mjrouter.event.MjEvent;
import io.mjrouter.spring.OnMjEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Where an application does what it does with a finished picture. It needs no polling job. */
@Component
class Finished {

  private static final Logger LOG = LoggerFactory.getLogger(Finished.class);

  /** Told until it returns, after a restart too: the store is a database. */
  @OnMjEvent
  void finished(MjEvent.Finished event) {
    LOG.info("{} ended as {}", event.task().id(), event.task().status());
  }
}
