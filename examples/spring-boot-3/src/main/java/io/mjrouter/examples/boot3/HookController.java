package io.mjrouter.examples.boot3;

import io.mjrouter.Midjourney;
import java.io.InputStream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where hosts call: no login and no CSRF token, since they have none. */
@RestController
class HookController {

  private final Midjourney midjourney;

  HookController(Midjourney midjourney) {
    this.midjourney = midjourney;
  }

  @PostMapping("/mjr/hooks/{part}")
  ResponseEntity<Void> hook(@PathVariable String part, InputStream body) {
    return ResponseEntity.status(midjourney.webhook(part, body).status()).build();
  }
}
