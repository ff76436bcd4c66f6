package io.mjrouter.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDataTest {

  @ParameterizedTest
  @CsvSource({
    "89504e470d0a1a0a,         image/png",
    "ffd8ffe0,                 image/jpeg",
    "524946460000000057454250, image/webp",
    "474946383961,             image/gif"
  })
  void bytes_areKnownByHowTheyBegin(String hex, String mediaType) {
    byte[] bytes = java.util.HexFormat.of().parseHex(hex);
    ImageData image = ImageData.of(bytes);
    assertEquals(mediaType, image.mediaType());
    assertEquals(bytes.length, image.size());
    assertArrayEquals(bytes, image.bytes());
    assertEquals(
        "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(bytes),
        image.toWire());
  }

  @Test
  void bytesOfAnotherKind_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> ImageData.of(new byte[0]));
    assertThrows(IllegalArgumentException.class, () -> ImageData.of(new byte[] {1, 2, 3}));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "data:image/png;base64,",
        "data:image/png;base64,!!",
        "data:image/png,AAAA",
        "data:text/html;base64,AAAA",
        "https://a.example/1.png",
        "iVBORw0KGgo="
      })
  void textOfAnotherForm_isRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> ImageData.parse(text));
  }

  @Test
  void brokenLines_areSaidInWords() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> ImageData.parse("data:image/png;base64,iVBO\nRw0KGgo="))
            .getMessage();
    assertEquals("image: broken base64 (line breaks; expected: none)", message);
  }

  @Test
  void dataUri_isKeptVerbatim() {
    String uri = "DATA:IMAGE/PNG;BASE64,iVBORw0KGgo=";
    ImageData image = ImageData.parse(uri);
    assertEquals(uri, image.toWire());
    assertEquals("image/png", image.mediaType());
    assertTrue(image.isPng());
  }

  @Test
  void png_isToldByItsBytesNotItsName() {
    assertFalse(ImageData.parse("data:image/png;base64,/9j/AAAA").isPng());
    assertTrue(ImageData.parse("data:image/jpeg;base64,iVBORw0KGgo=").isPng());
  }

  @Test
  void pngSize_isReadFromTheHeader() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(300, 70, BufferedImage.TYPE_INT_RGB), "png", file);
    assertEquals(
        Optional.of(new ImageData.Dimension(300, 70)), ImageData.of(file.toByteArray()).pngSize());
    assertEquals(Optional.empty(), ImageData.parse("data:image/png;base64,iVBORw0KGgo=").pngSize());
    assertEquals(Optional.empty(), ImageData.parse("data:image/png;base64,/9j/AAAA").pngSize());
  }

  @Test
  void toString_showsNoContent() {
    ImageData image = ImageData.parse("data:image/png;base64,iVBORw0KGgo=");
    assertEquals("image/png of 8 bytes", image.toString());
  }

  @Test
  void file_isRead(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("a.png"), new byte[] {-119, 80, 78, 71, 13, 10, 26, 10});
    assertEquals(ImageData.parse("data:image/png;base64,iVBORw0KGgo="), ImageData.read(file));
  }

  @Property
  void anyText_isReadOrRefused(@ForAll String text) {
    for (String uri : new String[] {text, "data:image/png;base64," + text}) {
      try {
        assertEquals(uri, ImageData.parse(uri).toWire());
      } catch (IllegalArgumentException e) {
        assertFalse(e.getMessage().isBlank());
      }
    }
  }
}
