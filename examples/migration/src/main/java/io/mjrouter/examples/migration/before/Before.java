package io.mjrouter.examples.migration.before;

import io.mjrouter.examples.migration.shop.Mail;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The shop before. */
@SpringBootApplication
@EnableScheduling
@Import(Mail.class)
public class Before {}
