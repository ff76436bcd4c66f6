package io.mjrouter.examples.migration.shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells customers. */
@Component
public class Mail {

  private static final Logger LOG = LoggerFactory.getLogger(Mail.class);

  /** Their card can be looked at. */
  public void ready(String card) {
    LOG.info("card {} is ready", card);
  }
}
