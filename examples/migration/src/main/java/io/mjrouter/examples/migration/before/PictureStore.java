package io.mjrouter.examples.migration.before;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Keeps pictures, since the host's links die. */
@Component
class PictureStore {

  private final Path directory;

  PictureStore(@Value("${app.pictures}") Path directory) {
    this.directory = directory;
  }

  void fetch(long card, String url) {
    try (InputStream in = URI.create(url).toURL().openStream()) {
      Files.createDirectories(directory);
      Files.copy(in, file(card), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("card " + card + " was not kept", e);
    }
  }

  byte[] read(long card) {
    try {
      return Files.readAllBytes(file(card));
    } catch (IOException e) {
      throw new UncheckedIOException("card " + card + " has no picture", e);
    }
  }

  private Path file(long card) {
    return directory.resolve(card + ".png");
  }
}
