package io.mjrouter.examples.migration.before;

import io.mjrouter.examples.migration.before.MidjourneyApi.Button;
import io.mjrouter.examples.migration.before.MidjourneyApi.HostTask;
import io.mjrouter.examples.migration.shop.Card;
import io.mjrouter.examples.migration.shop.Mail;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Submits, and turns what the host says into what the shop shows. */
@Service
class CardService {

  private final MidjourneyApi api;
  private final CardTable table;
  private final PictureStore pictures;
  private final Mail mail;

  CardService(MidjourneyApi api, CardTable table, PictureStore pictures, Mail mail) {
    this.api = api;
    this.table = table;
    this.pictures = pictures;
    this.mail = mail;
  }

  Card draw(String prompt) {
    return table.insert(api.imagine(prompt)).card();
  }

  Card enlarge(long id, int part) {
    CardTable.Row grid = table.find(id).orElseThrow();
    String customId =
        grid.buttons()
            .lines()
            .filter(line -> line.startsWith("U" + part + " "))
            .map(line -> line.substring(line.indexOf(' ') + 1))
            .findFirst()
            .orElseThrow();
    return table.insert(api.press(grid.taskId(), customId)).card();
  }

  Card look(long id) {
    return table.find(id).orElseThrow().card();
  }

  byte[] picture(long id) {
    return pictures.read(id);
  }

  void sync() {
    table.drawing().forEach(row -> take(api.fetch(row.taskId())));
  }

  void take(HostTask task) {
    CardTable.Row row = table.findByTask(task.id()).orElseThrow();
    Card.Status status = status(task.status());
    if (status == Card.Status.READY && task.imageUrl() != null) {
      pictures.fetch(row.id(), task.imageUrl());
    }
    table.update(row.id(), status, percent(task.progress()), buttons(task.buttons()));
    if (status == Card.Status.READY) {
      mail.ready(String.valueOf(row.id()));
    }
  }

  private static Card.Status status(@Nullable String status) {
    return switch (String.valueOf(status)) {
      case "SUCCESS" -> Card.Status.READY;
      case "FAILURE", "CANCEL" -> Card.Status.FAILED;
      default -> Card.Status.DRAWING;
    };
  }

  private static int percent(@Nullable String progress) {
    String digits = progress == null ? "" : progress.replaceAll("\\D", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private static String buttons(@Nullable List<Button> buttons) {
    return buttons == null
        ? ""
        : buttons.stream()
            .filter(button -> button.label() != null && !button.label().isEmpty())
            .map(button -> button.label() + " " + button.customId())
            .collect(Collectors.joining("\n"));
  }
}
