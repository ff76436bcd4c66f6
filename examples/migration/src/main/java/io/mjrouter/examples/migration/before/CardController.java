package io.mjrouter.examples.migration.before;

import io.mjrouter.examples.migration.shop.Card;
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

  private final CardService cards;

  CardController(CardService cards) {
    this.cards = cards;
  }

  @PostMapping
  Card draw(@RequestParam String prompt) {
    return cards.draw(prompt);
  }

  @PostMapping("/{id}/parts/{part}")
  Card enlarge(@PathVariable long id, @PathVariable int part) {
    return cards.enlarge(id, part);
  }

  @GetMapping("/{id}")
  Card look(@PathVariable long id) {
    return cards.look(id);
  }

  @GetMapping(path = "/{id}/picture", produces = MediaType.IMAGE_PNG_VALUE)
  byte[] picture(@PathVariable long id) {
    return cards.picture(id);
  }
}
