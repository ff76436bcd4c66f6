package io.mjrouter.examples.migration.after;

import io.mjrouter.examples.migration.shop.Mail;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The shop after. */
@SpringBootApplication
@Import(Mail.class)
public class After {}
