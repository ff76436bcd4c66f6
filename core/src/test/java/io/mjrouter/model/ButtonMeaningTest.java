package io.mjrouter.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ButtonMeaningTest {

  private static final String H = "11111111-2222-3333-4444-555555555555";

  @ParameterizedTest
  @CsvSource({
    "MJ::JOB::upsample::1::{h},                          U1,               UPSCALE,     NEVER",
    "MJ::JOB::upsample::4::{h},                          U4,               UPSCALE,     NEVER",
    "MJ::JOB::variation::2::{h},                         V2,               VARIATION,   WITH_REMIX",
    "MJ::JOB::reroll::0::{h}::SOLO,                      REROLL,           REROLL,      WITH_REMIX",
    "MJ::JOB::reroll::0::{h},                            REROLL,           REROLL,      WITH_REMIX",
    "MJ::JOB::high_variation::1::{h}::SOLO,              VARY_STRONG,      VARIATION,   WITH_REMIX",
    "MJ::JOB::low_variation::1::{h}::SOLO,               VARY_SUBTLE,      VARIATION,   WITH_REMIX",
    "MJ::JOB::upsample_v5_2x::1::{h}::SOLO,              UPSCALE_2X,       UPSCALE,     NEVER",
    "MJ::JOB::upsample_v5_4x::1::{h}::SOLO,              UPSCALE_4X,       UPSCALE,     NEVER",
    "MJ::JOB::upsample_v6_2x_subtle::1::{h}::SOLO,       UPSCALE_SUBTLE,   UPSCALE,     NEVER",
    "MJ::JOB::upsample_v6_2x_creative::1::{h}::SOLO,     UPSCALE_CREATIVE, UPSCALE,     NEVER",
    "MJ::JOB::upsample_v6r1_2x_subtle::1::{h}::SOLO,     UPSCALE_SUBTLE,   UPSCALE,     NEVER",
    "MJ::JOB::upsample_v6r1_2x_creative::1::{h}::SOLO,   UPSCALE_CREATIVE, UPSCALE,     NEVER",
    "MJ::JOB::upsample_v7_2x_subtle::1::{h}::SOLO,       UPSCALE_SUBTLE,   UPSCALE,     NEVER",
    "MJ::JOB::upsample_v7_2x_creative::1::{h}::SOLO,     UPSCALE_CREATIVE, UPSCALE,     NEVER",
    "MJ::Outpaint::50::1::{h}::SOLO,                     ZOOM_OUT 2x,      ZOOM,        NEVER",
    "MJ::Outpaint::75::1::{h}::SOLO,                     ZOOM_OUT 1.5x,    ZOOM,        NEVER",
    "MJ::Outpaint::100::1::{h}::SOLO,                    MAKE_SQUARE,      ZOOM,        NEVER",
    "MJ::Outpaint::1::{h}::SOLO,                         ZOOM_OUT,         ZOOM,        NEVER",
    "MJ::CustomZoom::{h},                                CUSTOM_ZOOM,      CUSTOM_ZOOM, ALWAYS",
    "MJ::CustomZoom::1::{h},                             CUSTOM_ZOOM,      CUSTOM_ZOOM, ALWAYS",
    "MJ::JOB::pan_left::1::{h}::SOLO,                    PAN left,         PAN,         WITH_REMIX",
    "MJ::JOB::pan_right::0::{h}::SOLO,                   PAN right,        PAN,         WITH_REMIX",
    "MJ::JOB::pan_up::1::{h}::SOLO,                      PAN up,           PAN,         WITH_REMIX",
    "MJ::JOB::pan_down::1::{h}::SOLO,                    PAN down,         PAN,         WITH_REMIX",
    "MJ::Inpaint::1::{h}::SOLO,                          VARY_REGION,      INPAINT,     ALWAYS",
    "MJ::JOB::animate_high::1::{h}::SOLO,                ANIMATE high,     VIDEO,       WITH_REMIX",
    "MJ::JOB::animate_low::1::{h}::SOLO,                 ANIMATE low,      VIDEO,       WITH_REMIX",
    "MJ::JOB::animate_high_extend::2::{h},               EXTEND_VIDEO high 2, VIDEO,    WITH_REMIX",
    "MJ::JOB::animate_low_extend::1::{h},                EXTEND_VIDEO low 1,  VIDEO,    WITH_REMIX",
    "MJ::JOB::video::1::{h}::low::manual,                ANIMATE_MANUAL,   VIDEO,       ALWAYS",
    "MJ::JOB::video_virtual_upscale::3::{h},             TAKE_VIDEO 3,     VIDEO,       NEVER",
    "MJ::JOB::video_virtual_upscale::1::{h}::SOLO,       TAKE_VIDEO 1,     VIDEO,       NEVER",
    "MJ::BOOKMARK::{h},                                  BOOKMARK,         OTHER,       NEVER",
    "MJ::Job::PicReader::1,                              PICK_PROMPT 1,    PICK_PROMPT, ALWAYS",
    "MJ::Job::PicReader::4,                              PICK_PROMPT 4,    PICK_PROMPT, ALWAYS",
    "MJ::Job::PicReader::all,                            PICK_ALL_PROMPTS, PICK_PROMPT, NEVER",
    "MJ::Picread::Retry,                                 DESCRIBE_AGAIN,   DESCRIBE,    NEVER",
    "MJ::Job::PromptAnalyzer::5,                         PICK_PROMPT 5,    PICK_PROMPT, ALWAYS",
    "MJ::JOB::PromptAnalyzer::1,                         PICK_PROMPT 1,    PICK_PROMPT, ALWAYS",
    "MJ::Job::PromptAnalyzerExtended,                    SHORTEN_DETAILS,  SHORTEN,     NEVER",
    "MJ::CancelJob::ByJobid::{h},                        CANCEL,           OTHER,       NEVER",
    "MJ::Settings::PrivateMode::on,                      SETTINGS,         OTHER,       NEVER",
    "mj::job::UPSAMPLE::1::{h},                          U1,               UPSCALE,     NEVER",
    "MJ::Inpaint::xxx,                                   VARY_REGION,      INPAINT,     ALWAYS",
  })
  void customId_ofEachFamily_isUnderstood(
      String form, String text, Action action, ButtonMeaning.Window window) {
    ButtonMeaning meaning = ButtonMeaning.of(form.replace("{h}", H));
    assertEquals(text, meaning.toString());
    assertEquals(action, meaning.action());
    assertEquals(window, meaning.window());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "MJ",
        "MJ::",
        "MJ::JOB::",
        "MJ::JOB::upsample::5::h",
        "MJ::JOB::upsample::0::h",
        "MJ::JOB::variation",
        "MJ::Job::PicReader::5",
        "MJ::Job::PromptAnalyzer::6",
        "MJ::Picread::Other",
        "MJ::JOB::something_new::1::h",
        "XX::JOB::upsample::1::h"
      })
  void customId_outsideTheGrammar_isUnknown(String customId) {
    assertEquals(ButtonMeaning.Kind.UNKNOWN, ButtonMeaning.of(customId).kind());
    assertEquals(Action.OTHER, ButtonMeaning.of(customId).action());
  }

  @Test
  void customId_blank_isALink() {
    assertEquals(ButtonMeaning.Kind.LINK, ButtonMeaning.of("", "Web").kind());
  }

  @Test
  void outpaintWithoutFactor_isToldByItsLabel() {
    String customId = "MJ::Outpaint::1::" + H + "::SOLO";
    assertEquals("ZOOM_OUT 1.5x", ButtonMeaning.of(customId, "Zoom Out 1.5×").toString());
    assertEquals("ZOOM_OUT 2x", ButtonMeaning.of(customId, "Zoom Out 2x").toString());
  }

  @Property
  void anyText_hasAMeaning(@ForAll String customId, @ForAll String label) {
    assertNotNull(ButtonMeaning.of(customId, label).toString());
    assertNotNull(ButtonMeaning.of("MJ::JOB::" + customId, label).action());
  }

  @Test
  void isCalled_byMeaningLabelEmojiOrCustomId() {
    Button zoom = new Button("MJ::Outpaint::75::1::" + H + "::SOLO", "Zoom Out 1.5x", "🔍", 2, 2);
    for (String name :
        List.of("ZOOM_OUT 1.5x", "zoom out 1.5x", "zoom-out_1.5X", " 🔍 ", zoom.customId())) {
      assertTrue(zoom.isCalled(name), name);
    }
    for (String name : List.of("", " ", "zoom", "ZOOM_OUT", "MJ", "zoom out 2x")) {
      assertFalse(zoom.isCalled(name), name);
    }
  }

  @Test
  void isCalled_ofAButtonWithoutLabel_byMeaningOnly() {
    Button pan = new Button("MJ::JOB::pan_left::1::" + H + "::SOLO", "", "", 2, 2);
    assertTrue(pan.isCalled("pan left"));
    assertFalse(pan.isCalled(""));
    assertEquals("PAN left", pan.meaning().toString());
  }

  @Test
  void change_isSameAsTheButtonOfItsMeaning() {
    TaskId task = TaskId.of("1320098173412546");
    assertTrue(Change.upscale(task, 2).isSameAs(ButtonMeaning.of("MJ::JOB::upsample::2::h")));
    assertFalse(Change.upscale(task, 2).isSameAs(ButtonMeaning.of("MJ::JOB::upsample::1::h")));
    assertFalse(Change.upscale(task, 2).isSameAs(ButtonMeaning.of("MJ::JOB::variation::2::h")));
    assertTrue(Change.variation(task, 3).isSameAs(ButtonMeaning.of("MJ::JOB::variation::3::h")));
    assertTrue(Change.reroll(task).isSameAs(ButtonMeaning.of("MJ::JOB::reroll::0::h")));
  }
}
