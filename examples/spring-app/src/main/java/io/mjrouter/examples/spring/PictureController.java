package io.mjrouter.examples.spring;

import io.mjrouter.Midjourney;
import io.mjrouter.error.MjException;
import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.error.TaskNotFoundException;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.spi.MediaStream;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Draws, tells how far it is, and shows the picture. */
@RestController
@RequestMapping("/pictures")
class PictureController {

  private final Midjourney midjourney;

  PictureController(Midjourney midjourney) {
    this.midjourney = midjourney;
  }

  /**
   * A picture as a page of this application would show it.
   *
   * @param drawnBy host and mode, once a host took it
   */
  record Picture(String id, String status, int progress, String drawnBy, String cost) {
    static Picture of(Task task) {
      return new Picture(
          task.id().toString(),
          task.status().name(),
          task.progress(),
          task.route().map(Object::toString).orElse(""),
          task.spent().toString());
    }
  }

  @PostMapping
  Picture draw(@RequestParam String prompt) {
    return Picture.of(midjourney.submit(Imagine.of(prompt)));
  }

  @GetMapping("/{id}")
  Picture look(@PathVariable String id) {
    return Picture.of(midjourney.get(TaskId.of(id)));
  }

  @GetMapping("/{id}/image")
  ResponseEntity<Resource> image(@PathVariable String id) {
    Task task = midjourney.get(TaskId.of(id));
    if (task.images().isEmpty()) {
      return ResponseEntity.notFound().build();
    }
    MediaStream picture = midjourney.open(task, task.images().get(0));
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(picture.contentType()))
        .body(new InputStreamResource(picture.content()));
  }

  /** A host may have taken it: it is shown like any other, so that nobody buys it again. */
  @ExceptionHandler
  Picture perhapsBought(OutcomeUnknownException unknown) {
    return Picture.of(midjourney.get(unknown.taskId()));
  }

  /** An id that is none, or a prompt without words. */
  @ExceptionHandler
  ProblemDetail mistaken(IllegalArgumentException mistake) {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.BAD_REQUEST, String.valueOf(mistake.getMessage()));
  }

  @ExceptionHandler
  ProblemDetail refused(MjException failure) {
    HttpStatus status =
        failure instanceof TaskNotFoundException ? HttpStatus.NOT_FOUND : HttpStatus.BAD_GATEWAY;
    return ProblemDetail.forStatusAndDetail(status, String.valueOf(failure.getMessage()));
  }
}
