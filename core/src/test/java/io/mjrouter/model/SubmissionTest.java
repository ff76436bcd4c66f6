package io.mjrouter.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known before paying. */
class SubmissionTest {

  private static final TaskId TASK = TaskId.of("1320098173412546");
  private static final ImageData PNG = ImageData.parse("data:image/png;base64,iVBORw0KGgo=");
  private static final ImageData JPEG = ImageData.of(new byte[] {(byte) 0xff, (byte) 0xd8, -1, 0});
  private static final ImageUrl LINK = ImageUrl.of("https://a.example/1.png");

  private static final String LONG = "x".repeat(8193);

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("imagine without prompt", "prompt", () -> Imagine.of(" \n")),
        mistake("shorten without prompt", "prompt", () -> Shorten.of("")),
        mistake("edits without prompt", "prompt", () -> Edits.of("", PNG)),
        mistake("retexture without prompt", "prompt", () -> Edits.retexture(" ", PNG)),
        mistake("blend of one", "images: 1", () -> Blend.of(PNG)),
        mistake("blend of six", "images: 6", () -> Blend.of(PNG, PNG, PNG, PNG, PNG, PNG)),
        mistake("upload of nothing", "images", Upload::of),
        mistake("prompt nobody sees", "prompt", () -> Imagine.of("\u00a0\u3000\u200b\uFEFF")),
        mistake("imagine at length", "prompt: 8193", () -> Imagine.of(LONG)),
        mistake("shorten at length", "prompt: 8193", () -> Shorten.of(LONG)),
        mistake("edits at length", "prompt: 8193", () -> Edits.of(LONG, PNG)),
        mistake("answer at length", "prompt: 8193", () -> Answer.of(TASK, LONG)),
        mistake("video at length", "prompt: 8193", () -> Video.from(PNG).prompt(LONG).build()),
        mistake("link at length", "link", () -> ImageUrl.of("https://a.example/" + LONG)),
        mistake("odd language", "language", () -> Describe.of(PNG).withLanguage(LONG)),
        mistake("press of blank", "customId", () -> Press.of(TASK, " ")),
        mistake("press of two lines", "customId", () -> Press.of(TASK, "MJ::a\r\nb")),
        mistake("press of too much", "customId", () -> Press.of(TASK, "x".repeat(513))),
        mistake("press of a link", "button", () -> Press.of(TASK, new Button("", "Web", "", 2, 5))),
        mistake("change to 0", "index: 0", () -> Change.upscale(TASK, 0)),
        mistake("change to 5", "index: 5", () -> Change.variation(TASK, 5)),
        mistake("mask of JPEG", "mask", () -> Answer.of(TASK, "x").withMask(JPEG)),
        mistake("mask of JPEG for edits", "mask", () -> Edits.of("x", PNG).withMask(JPEG)),
        mistake("video to extend 4", "index: 4", () -> Video.extend(TASK, 4).build()),
        mistake("video to extend -1", "index: -1", () -> Video.extend(TASK, -1).build()),
        mistake("three videos", "batchSize: 3", () -> Video.from(PNG).batchSize(3).build()),
        mistake("loop with an end", "loop", () -> Video.from(PNG).loop(true).endImage(PNG).build()),
        mistake("odd video type", "videoType", () -> Video.from(PNG).videoType("a b\"").build()),
        mistake("link without host", "link", () -> ImageUrl.of("https:///x.png")),
        mistake("link with a blank", "link", () -> ImageUrl.of("https://a.example/a b.png")),
        mistake("link to a file", "link", () -> ImageUrl.of("file:///etc/passwd")),
        mistake("link with a password", "link", () -> ImageUrl.of("https://u:p@a.example/1")));
  }

  private static Arguments mistake(String name, String names, Executable mistake) {
    return Arguments.of(Named.of(name, mistake), names);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistake_isRefusedAndNamed(Executable mistake, String names) {
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, mistake);
    assertTrue(refused.getMessage().contains(names), refused.getMessage());
  }

  @Test
  void promptAsLongAsIsTaken_isKept() {
    String prompt = "x".repeat(8192);
    assertEquals(prompt, Imagine.of(prompt).prompt());
  }

  @Test
  void eachKind_saysWhatItIs() {
    List<Submission> all =
        List.of(
            Imagine.of("x"),
            Blend.of(PNG, PNG),
            Describe.of(LINK),
            Shorten.of("x"),
            Press.of(TASK, "MJ::JOB::pan_up::1::h::SOLO"),
            Change.reroll(TASK),
            Answer.of(TASK, ""),
            Video.from(LINK).build(),
            Edits.of("x", LINK),
            Upload.of(PNG),
            new SwapFace(PNG, LINK));
    assertEquals(List.of(SubmissionKind.values()), all.stream().map(Submission::kind).toList());
    assertEquals(
        List.of(
            Action.IMAGINE,
            Action.BLEND,
            Action.DESCRIBE,
            Action.SHORTEN,
            Action.PAN,
            Action.REROLL,
            Action.MODAL,
            Action.VIDEO,
            Action.EDITS,
            Action.UPLOAD,
            Action.SWAP_FACE),
        all.stream().map(Submission::action).toList());
    assertEquals(
        List.of(SubmissionKind.PRESS, SubmissionKind.CHANGE, SubmissionKind.ANSWER),
        all.stream().filter(s -> s.parent().isPresent()).map(Submission::kind).toList());
    assertEquals(Optional.of(TASK), Video.extend(TASK, 0).build().parent());
  }

  @ParameterizedTest
  @CsvSource({
    "1320098173412546 U2,     UPSCALE,   2",
    "1320098173412546 u1,     UPSCALE,   1",
    "'1320098173412546  v4 ', VARIATION, 4",
    "1320098173412546 R,      REROLL,    1",
    "1320098173412546 r,      REROLL,    1"
  })
  void simpleChange_isParsed(String content, Change.Kind kind, int index) {
    assertEquals(new Change(TASK, kind, index), Change.parse(content));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1320098173412546",
        "1320098173412546 U",
        "1320098173412546 U0",
        "1320098173412546 U5",
        "1320098173412546 U12",
        "1320098173412546 W1",
        "1320098173412546 R1",
        "1320098173412546 U 1",
        "abc U1"
      })
  void simpleChange_ofAnotherForm_isRefused(String content) {
    assertThrows(IllegalArgumentException.class, () -> Change.parse(content));
  }

  @Test
  void linkThatCannotBeRead_isNotQuoted() {
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> ImageUrl.of("https://a.example/a b.png?sig=canary"));

    assertEquals(
        "image link: not usable (expected: http(s)://host/... without user information)",
        thrown.getMessage());
    assertEquals(null, thrown.getCause());
  }

  @ParameterizedTest
  @CsvSource({
    "MJ::JOB::upsample::2::uuid, UPSCALE, 2",
    "MJ::JOB::variation::4::uuid, VARIATION, 4",
    "MJ::JOB::reroll::0::uuid::SOLO, REROLL, 1"
  })
  void change_ofAPress_isTheSamePressTheOldWay(String customId, Change.Kind kind, int index) {
    Press press = Press.of(TASK, customId);

    Change change = Change.of(press).orElseThrow();

    assertEquals(new Change(TASK, kind, index), change);
    assertTrue(change.isSameAs(press.meaning()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"MJ::JOB::upsample::5::uuid", "MJ::Inpaint::1::uuid::SOLO", "other"})
  void change_ofAnyOtherPress_isNone(String customId) {
    assertEquals(Optional.empty(), Change.of(Press.of(TASK, customId)));
  }

  @Test
  void picturesOfACaller_doNotChangeLater() {
    List<ImageData> pictures = new java.util.ArrayList<>(List.of(PNG, PNG));
    Imagine imagine = new Imagine("x", pictures, Optional.empty());
    Blend blend = new Blend(pictures, Blend.Dimensions.SQUARE, Optional.empty());
    Upload upload = new Upload(pictures);
    pictures.clear();
    assertEquals(2, imagine.images().size());
    assertEquals(2, blend.images().size());
    assertEquals(2, upload.images().size());
  }
}
