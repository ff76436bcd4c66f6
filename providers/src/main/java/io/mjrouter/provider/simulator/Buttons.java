package io.mjrouter.provider.simulator;

import io.mjrouter.model.Button;
import java.util.ArrayList;
import java.util.List;

/**
 * The buttons of each stage, in the order and with the customIds that hosts show.
 *
 * <p>Order and members of a grid's and of a description's are those of bodies recorded at
 * midjourney-proxy-plus and new-api hosts; those of an upscale are the template of
 * trueai-org/midjourney-proxy ({@code upscale_buttons.json} at ed32197) with what Discord shows
 * after it.
 */
final class Buttons {

  private static final int COMMAND = 2;
  private static final int GREY = 2;
  private static final int LINK = 5;
  private static final String[] KEYCAPS = {"1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣"};

  private final String job;
  private final List<Button> buttons = new ArrayList<>();

  private Buttons(String job) {
    this.job = job;
  }

  /**
   * The buttons of a finished task.
   *
   * @param job Midjourney's id of the job
   * @param version of the model that drew it
   * @param square whether the picture is as wide as high
   * @param videos how many videos there are
   */
  static List<Button> of(Stage stage, String job, double version, boolean square, int videos) {
    Buttons all = new Buttons(job);
    switch (stage) {
      case GRID -> all.grid();
      case UPSCALED -> all.upscaled(version, square);
      case ENLARGED -> all.animate().links();
      case DESCRIBED -> all.described();
      case SHORTENED -> all.shortened();
      case ANIMATED -> all.animated(videos);
      case VIDEO_FILE -> all.extend().links();
      case FINAL -> {}
    }
    return List.copyOf(all.buttons);
  }

  static String keycap(int number) {
    return KEYCAPS[number - 1];
  }

  private void grid() {
    for (int i = 1; i <= 4; i++) {
      add("MJ::JOB::upsample::" + i + "::" + job, "", "U" + i);
    }
    solo("reroll::0", "🔄", "");
    for (int i = 1; i <= 4; i++) {
      add("MJ::JOB::variation::" + i + "::" + job, "", "V" + i);
    }
  }

  private void upscaled(double version, boolean square) {
    if (version < 6) {
      solo("upsample_v5_2x::1", "upscale_1", "Upscale (2x)");
      solo("upsample_v5_4x::1", "upscale_1", "Upscale (4x)");
    } else if (version < 8) {
      String model = version >= 7 ? "v7" : version > 6 ? "v6r1" : "v6";
      solo("upsample_" + model + "_2x_subtle::1", "upscale_1", "Upscale (Subtle)");
      solo("upsample_" + model + "_2x_creative::1", "upscale_1", "Upscale (Creative)");
    }
    solo("low_variation::1", "🪄", "Vary (Subtle)");
    solo("high_variation::1", "🪄", "Vary (Strong)");
    add("MJ::Inpaint::1::" + job + "::SOLO", "🖌️", "Vary (Region)");
    if (version < 8) {
      add("MJ::Outpaint::50::1::" + job + "::SOLO", "🔍", "Zoom Out 2x");
      add("MJ::Outpaint::75::1::" + job + "::SOLO", "🔍", "Zoom Out 1.5x");
      add("MJ::CustomZoom::" + job, "🔍", "Custom Zoom");
      if (!square) {
        add("MJ::Outpaint::100::1::" + job + "::SOLO", "↔️", "Make Square");
      }
      solo("pan_left::1", "⬅️", "");
      solo("pan_right::1", "➡️", "");
      solo("pan_up::1", "⬆️", "");
      solo("pan_down::1", "⬇️", "");
    }
    animate().links();
  }

  private Buttons animate() {
    solo("animate_high::1", "🎞️", "Animate (High motion)");
    solo("animate_low::1", "🎞️", "Animate (Low motion)");
    return this;
  }

  private Buttons links() {
    add("MJ::BOOKMARK::" + job, "❤️", "");
    buttons.add(new Button("", "Web", "", COMMAND, LINK));
    return this;
  }

  private void described() {
    for (int i = 1; i <= 4; i++) {
      add("MJ::Job::PicReader::" + i, keycap(i), "");
    }
    add("MJ::Picread::Retry", "🔄", "");
    add("MJ::Job::PicReader::all", "🎉", "Imagine all");
  }

  private void shortened() {
    for (int i = 1; i <= 5; i++) {
      add("MJ::Job::PromptAnalyzer::" + i, keycap(i), "");
    }
    add("MJ::Job::PromptAnalyzerExtended", "", "Show Details");
  }

  private void animated(int videos) {
    for (int i = 1; i <= videos; i++) {
      add("MJ::JOB::video_virtual_upscale::" + i + "::" + job, "", "U" + i);
    }
    solo("reroll::0", "🔄", "");
  }

  private Buttons extend() {
    add("MJ::JOB::animate_high_extend::1::" + job, "", "Extend (High motion)");
    add("MJ::JOB::animate_low_extend::1::" + job, "", "Extend (Low motion)");
    return this;
  }

  private void solo(String name, String emoji, String label) {
    add("MJ::JOB::" + name + "::" + job + "::SOLO", emoji, label);
  }

  private void add(String customId, String emoji, String label) {
    buttons.add(new Button(customId, label, emoji, COMMAND, GREY));
  }
}
