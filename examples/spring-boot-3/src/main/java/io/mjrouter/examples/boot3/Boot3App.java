package io.mjrouter.examples.boot3;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application. */
@SpringBootApplication
public class Boot3App {

  public static void main(String[] args) {
    SpringApplication.run(Boot3App.class, args);
  }
}
