package io.mjrouter.examples.boot3;

import io.mjrouter.Midjourney;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The application's pages. */
@RestController
@RequestMapping("/cards")
class CardController {

  private final Midjourney midjourney;

  CardController(Midjourney midjourney) {
    this.midjourney = midjourney;
  }

  record Card(String id, String status) {
    static Card of(Task task) {
      return new Card(task.id().toString(), task.status().name());
    }
  }

  @PostMapping
  Card draw(@RequestParam String prompt) {
    return Card.of(midjourney.submit(Imagine.of(prompt)));
  }

  @GetMapping("/{id}")
  Card look(@PathVariable String id) {
    return Card.of(midjourney.get(TaskId.of(id)));
  }

  @GetMapping(path = "/{id}/picture", produces = MediaType.IMAGE_PNG_VALUE)
  byte[] picture(@PathVariable String id) {
    return midjourney.bytes(midjourney.get(TaskId.of(id)));
  }
}
