package io.mjrouter.provider.simulator;

import io.mjrouter.model.Answer;
import io.mjrouter.model.Blend;
import io.mjrouter.model.ButtonMeaning;
import io.mjrouter.model.Change;
import io.mjrouter.model.Describe;
import io.mjrouter.model.Edits;
import io.mjrouter.model.ImageData;
import io.mjrouter.model.ImageSource;
import io.mjrouter.model.ImageUrl;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Press;
import io.mjrouter.model.Shorten;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SwapFace;
import io.mjrouter.model.Upload;
import io.mjrouter.model.Video;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Decides what a submission makes. Paints nothing. */
final class Studio implements Submission.Visitor<Artwork> {

  private static final double VARIED = 0.4;
  private static final double VARIED_STRONGLY = 0.6;
  private static final double VARIED_SUBTLY = 0.18;

  private final long seed;
  private final Optional<Artwork> parent;
  private final Optional<ButtonMeaning> meaning;
  private final Function<String, Optional<Picture>> library;

  private Studio(
      long seed,
      Optional<Artwork> parent,
      Optional<ButtonMeaning> meaning,
      Function<String, Optional<Picture>> library) {
    this.seed = seed;
    this.parent = parent;
    this.meaning = meaning;
    this.library = library;
  }

  /**
   * What a submission makes.
   *
   * @param seed of the task
   * @param parent what the task it follows up made; for an answer, what the one that showed the
   *     button made
   * @param meaning of the button that was pressed, now or before the window
   * @param library the host's own pictures by their links
   */
  static Artwork make(
      Submission submission,
      long seed,
      Optional<Artwork> parent,
      Optional<ButtonMeaning> meaning,
      Function<String, Optional<Picture>> library) {
    return submission.accept(new Studio(seed, parent, meaning, library));
  }

  /** The text that a window is prefilled with. */
  static String prefill(ButtonMeaning meaning, Artwork parent) {
    return switch (meaning.kind()) {
      case VARY_REGION -> "";
      case CUSTOM_ZOOM -> parent.prompt() + " --zoom 2";
      case PICK_PROMPT -> parent.texts().get(Integer.parseInt(meaning.detail()) - 1);
      default -> parent.prompt();
    };
  }

  @Override
  public Artwork imagine(Imagine imagine) {
    return imagined("IMAGINE", imagine.prompt(), imagine.images());
  }

  @Override
  public Artwork blend(Blend blend) {
    double aspect =
        switch (blend.dimensions()) {
          case PORTRAIT -> 2.0 / 3;
          case SQUARE -> 1;
          case LANDSCAPE -> 1.5;
        };
    return Artwork.grid("BLEND", "", pictures("", aspect, blend.images()));
  }

  @Override
  public Artwork describe(Describe describe) {
    return describing(describe.image());
  }

  @Override
  public Artwork shorten(Shorten shorten) {
    List<String> prompts = Texts.shorten(shorten.prompt());
    return Artwork.text(
        Stage.SHORTENED,
        "SHORTEN",
        shorten.prompt(),
        prompts,
        Texts.shortenAnswer(shorten.prompt(), prompts));
  }

  @Override
  public Artwork press(Press press) {
    return pressed("");
  }

  @Override
  public Artwork change(Change change) {
    return pressed("");
  }

  @Override
  public Artwork answer(Answer answer) {
    Artwork before = requireParent();
    return switch (button().kind()) {
      case VARY_REGION -> repainted(answer, before);
      case CUSTOM_ZOOM -> {
        PromptText prompt = new PromptText(answer.prompt());
        double zoom = prompt.zoom().orElse(0);
        Artwork zoomed = zoomed(Math.min(2, Math.max(1, zoom)));
        yield zoom >= 1 && zoom <= 2
            ? zoomed
            : zoomed.failing("[Invalid parameter] --zoom: a value from 1 to 2 is needed");
      }
      case PICK_PROMPT ->
          imagined(
              "IMAGINE",
              answer.prompt().isBlank() ? prefill(button(), before) : answer.prompt(),
              List.of());
      default -> pressed(answer.prompt());
    };
  }

  @Override
  public Artwork video(Video video) {
    Picture still =
        video.image().isPresent()
            ? ofSource(video.image().get(), video.prompt())
            : requireParent().pictures().get(0);
    Artwork made =
        Artwork.drawn(Stage.ANIMATED, "VIDEO", video.prompt(), List.of(still), 1)
            .withVideos(video.batchSize().orElse(4));
    boolean unreachable = video.image().filter(this::isUnreachable).isPresent();
    return unreachable ? made.failing("Invalid link!") : made;
  }

  @Override
  public Artwork edits(Edits edits) {
    Picture original = ofSource(edits.image(), edits.prompt());
    IntFunction<Picture> cell =
        i -> {
          Scene scene = scene(edits.prompt(), i);
          return edits.mask().isPresent()
              ? original.with(new Picture.Repainted(scene, edits.mask().get(), original.view()))
              : under(edits.image(), 0.5, Picture.of(scene, original.view()));
        };
    Artwork made = Artwork.grid("EDITS", edits.prompt(), four(cell));
    return isUnreachable(edits.image()) ? made.failing("Invalid link!") : made;
  }

  @Override
  public Artwork upload(Upload upload) {
    throw new IllegalStateException("an upload makes no task");
  }

  @Override
  public Artwork swapFace(SwapFace swap) {
    Picture target = ofSource(swap.target(), "");
    View all = target.view();
    View face =
        new View(
            all.x() + all.width() * 0.35,
            all.y() + all.height() * 0.15,
            all.width() * 0.3,
            all.height() * 0.4);
    Picture swapped =
        swap.face() instanceof ImageData photo
            ? target.with(new Picture.Pasted(photo, face, 1, Picture.Shape.ELLIPSE))
            : target;
    return Artwork.drawn(Stage.FINAL, "SWAP_FACE", "", List.of(swapped), 1);
  }

  private Artwork pressed(String newPrompt) {
    Artwork before = requireParent();
    String detail = button().detail();
    String prompt = newPrompt.isBlank() ? before.prompt() : newPrompt;
    return switch (button().kind()) {
      case UPSCALE ->
          Artwork.drawn(
              Stage.UPSCALED, "UPSCALE", before.prompt(), List.of(one(before, detail)), 1);
      case UPSCALE_SUBTLE, UPSCALE_CREATIVE, UPSCALE_2X -> enlarged(before, 2);
      case UPSCALE_4X -> enlarged(before, 4);
      case VARIATION ->
          Artwork.grid("VARIATION", prompt, varied(one(before, detail), newPrompt, VARIED));
      case VARY_STRONG ->
          Artwork.grid(
              "VARIATION", prompt, varied(before.pictures().get(0), newPrompt, VARIED_STRONGLY));
      case VARY_SUBTLE ->
          Artwork.grid(
              "VARIATION", prompt, varied(before.pictures().get(0), newPrompt, VARIED_SUBTLY));
      case REROLL ->
          before.stage() == Stage.ANIMATED ? animated(before) : rerolled(before, newPrompt, prompt);
      case ZOOM_OUT -> zoomed(detail.equals("1.5x") ? 1.5 : 2);
      case MAKE_SQUARE -> extended("ZOOM", before.pictures().get(0).view().squared());
      case PAN -> extended("PAN", before.pictures().get(0).view().extended(detail));
      case ANIMATE, EXTEND_VIDEO, ANIMATE_MANUAL -> animated(before);
      case TAKE_VIDEO ->
          Artwork.drawn(Stage.VIDEO_FILE, "VIDEO", before.prompt(), before.pictures(), 1)
              .withVideos(1);
      case SHORTEN_DETAILS ->
          Artwork.text(
              Stage.SHORTENED, "SHORTEN", before.prompt(), before.texts(), before.answer());
      default -> throw new IllegalStateException("no picture comes of " + button());
    };
  }

  /** Another description of the same picture. */
  static Artwork describedAgain(Describe describe, long seed) {
    return new Studio(seed, Optional.empty(), Optional.empty(), link -> Optional.empty())
        .describing(describe.image());
  }

  private Artwork describing(ImageSource image) {
    List<String> prompts =
        Texts.describe(
            image instanceof ImageData photo ? Photos.decode(photo) : Optional.empty(), seed);
    return Artwork.text(Stage.DESCRIBED, "DESCRIBE", "", prompts, Texts.numbered(prompts));
  }

  private Artwork imagined(String action, String prompt, List<ImageData> images) {
    return Artwork.grid(action, prompt, pictures(prompt, new PromptText(prompt).aspect(), images));
  }

  private List<Picture> pictures(String prompt, double aspect, List<ImageData> images) {
    View view = View.ofAspect(aspect);
    return four(
        i -> {
          Picture picture = Picture.of(scene(prompt, i), view);
          for (ImageData image : images) {
            picture = under(image, 0.45 / images.size(), picture);
          }
          return picture;
        });
  }

  private Artwork rerolled(Artwork before, String newPrompt, String prompt) {
    return Artwork.grid(
        "REROLL",
        prompt,
        four(
            i -> {
              Picture old = before.pictures().get(Math.min(i, before.pictures().size() - 1));
              Scene scene =
                  newPrompt.isBlank()
                      ? Scene.of(Chance.mix(seed, i), old.scene().theme())
                      : scene(prompt, i);
              return new Picture(scene, old.view(), old.layers());
            }));
  }

  private List<Picture> varied(Picture picture, String newPrompt, double strength) {
    return four(
        i -> {
          Picture varied = picture.varied(Chance.mix(seed, i), strength);
          return newPrompt.isBlank()
              ? varied
              : new Picture(
                  new Scene(
                      varied.scene().seed(),
                      Theme.of(new PromptText(newPrompt), seed),
                      varied.scene().changes()),
                  varied.view(),
                  varied.layers());
        });
  }

  private Artwork enlarged(Artwork before, int scale) {
    return Artwork.drawn(Stage.ENLARGED, "UPSCALE", before.prompt(), before.pictures(), scale);
  }

  private Artwork zoomed(double factor) {
    return extended("ZOOM", requireParent().pictures().get(0).view().zoomedOut(factor));
  }

  private Artwork extended(String action, View wider) {
    Artwork before = requireParent();
    Picture picture = before.pictures().get(0);
    return Artwork.grid(
        action, before.prompt(), four(i -> picture.continued(Chance.mix(seed, i), wider)));
  }

  private Artwork repainted(Answer answer, Artwork before) {
    Picture picture = before.pictures().get(0);
    String prompt = answer.prompt().isBlank() ? before.prompt() : answer.prompt();
    ImageData mask = answer.mask().orElseThrow();
    return Artwork.grid(
        "INPAINT",
        prompt,
        four(i -> picture.with(new Picture.Repainted(scene(prompt, i), mask, picture.view()))));
  }

  private static Artwork animated(Artwork before) {
    return Artwork.drawn(
            Stage.ANIMATED, "VIDEO", before.prompt(), before.pictures().subList(0, 1), 1)
        .withVideos(4);
  }

  /** A picture that shows a photograph as it is. */
  static Picture photograph(ImageData photo) {
    View view =
        Photos.decode(photo)
            .map(image -> View.ofAspect((double) image.getWidth() / image.getHeight()))
            .orElse(View.ofAspect(1));
    long own = Chance.hash(photo.bytes());
    return Picture.of(Scene.of(own, Theme.of(new PromptText(""), own)), view)
        .with(new Picture.Pasted(photo, view, 1, Picture.Shape.RECTANGLE));
  }

  private Picture ofSource(ImageSource source, String prompt) {
    if (source instanceof ImageData photo) {
      return photograph(photo);
    }
    Optional<Picture> own = library.apply(source.toWire());
    if (own.isPresent()) {
      return own.get();
    }
    long known = Chance.hash(source.toWire());
    return Picture.of(Scene.of(known, Theme.of(new PromptText(prompt), known)), View.ofAspect(1));
  }

  /** A picture through which a photograph shines. */
  private static Picture under(ImageSource source, double opacity, Picture picture) {
    return source instanceof ImageData photo
        ? picture.with(new Picture.Pasted(photo, picture.view(), opacity, Picture.Shape.RECTANGLE))
        : picture;
  }

  private Scene scene(String prompt, int number) {
    PromptText text = new PromptText(prompt);
    long start = text.seed().map(given -> Chance.mix(given, 0x5eed)).orElse(seed);
    long own = Chance.mix(Chance.hash(text.subject()), start, number);
    return Scene.of(own, Theme.of(text, own));
  }

  private static List<Picture> four(IntFunction<Picture> cell) {
    return IntStream.range(0, 4).mapToObj(cell).toList();
  }

  private static Picture one(Artwork grid, String number) {
    return grid.pictures().get(Integer.parseInt(number) - 1);
  }

  private boolean isUnreachable(ImageSource source) {
    if (!(source instanceof ImageUrl link) || library.apply(link.toWire()).isPresent()) {
      return false;
    }
    String host = link.url().getHost();
    return host.equalsIgnoreCase("localhost")
        || host.startsWith("127.")
        || host.startsWith("10.")
        || host.startsWith("192.168.");
  }

  private Artwork requireParent() {
    return parent.orElseThrow();
  }

  private ButtonMeaning button() {
    return meaning.orElseThrow();
  }
}
