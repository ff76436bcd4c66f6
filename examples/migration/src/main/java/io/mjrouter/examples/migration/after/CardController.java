package io.mjrouter.examples.migration.after;

import io.mjrouter.Midjourney;
import io.mjrouter.examples.migration.shop.Card;
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

/** The shop's pages. */
@RestController
@RequestMapping("/cards")
class CardController {

  private final Midjourney midjourney;

  CardController(Midjourney midjourney) {
    this.midjourney = midjourney;
  }

  @PostMapping
  Card draw(@RequestParam String prompt) {
    return card(midjourney.submit(Imagine.of(prompt)));
  }

  @PostMapping("/{id}/parts/{part}")
  Card enlarge(@PathVariable String id, @PathVariable int part) {
    return card(midjourney.press(midjourney.get(TaskId.of(id)), "U" + part));
  }

  @GetMapping("/{id}")
  Card look(@PathVariable String id) {
    return card(midjourney.get(TaskId.of(id)));
  }

  @GetMapping(path = "/{id}/picture", produces = MediaType.IMAGE_PNG_VALUE)
  byte[] picture(@PathVariable String id) {
    return midjourney.bytes(midjourney.get(TaskId.of(id)));
  }

  private static Card card(Task task) {
    Card.Status status =
        switch (task.status()) {
          case SUCCEEDED -> Card.Status.READY;
          case FAILED -> Card.Status.FAILED;
          case PENDING, QUEUED, RUNNING, NEEDS_MODAL -> Card.Status.DRAWING;
        };
    return new Card(task.id().toString(), status, task.progress());
  }
}
