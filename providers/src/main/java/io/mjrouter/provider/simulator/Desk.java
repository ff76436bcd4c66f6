package io.mjrouter.provider.simulator;

import io.mjrouter.model.Answer;
import io.mjrouter.model.Button;
import io.mjrouter.model.ButtonMeaning;
import io.mjrouter.model.Change;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.Press;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.Submission;
import io.mjrouter.model.TimeSource;
import io.mjrouter.model.Upload;
import io.mjrouter.model.Video;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes submissions and keeps their tasks. Guarded by the host. */
final class Desk {

  private static final List<String> BANNED = List.of("nude", "gore", "bloodbath", "beheading");

  private final TimeSource time;
  private final Instant origin;
  private final long originNanos;
  private final long seed;
  private final HostTraits traits;
  private final PriceList prices;
  private FaultScript faults;
  private final Pace pace;
  private final boolean remix;
  private final boolean refunds;
  private final Slots slots;
  private final Account account;
  private final Shelf shelf;
  private final Map<String, SimulatedTask> upscales = new HashMap<>();
  private long received;
  private long played;

  Desk(SimulatedHostBuilder builder, HostTraits traits, PriceList prices) {
    time = builder.time;
    origin = time.now();
    originNanos = time.nanoTime();
    seed = builder.seed;
    this.traits = traits;
    this.prices = prices;
    faults = builder.faults;
    pace = new Pace(builder.durations, builder.speed);
    remix = builder.remix;
    refunds = builder.refunds;
    account = new Account(builder.balance);
    shelf = new Shelf(builder.seed);
    slots = new Slots(builder.concurrency, builder.queue, this::ended);
  }

  Account account() {
    return account;
  }

  Instant origin() {
    return origin;
  }

  Instant now() {
    return origin.plusNanos(ticks());
  }

  /** Nanoseconds since the host began. */
  long ticks() {
    return time.nanoTime() - originNanos;
  }

  void advance() {
    slots.advance(ticks());
  }

  Optional<SimulatedTask> task(String id) {
    return shelf.task(id, ticks());
  }

  List<SimulatedTask> newest(int atMost) {
    return shelf.newest(atMost, ticks());
  }

  /** What a name in a link shows; empty where there is nothing to see. */
  Optional<Supplier<Media>> exhibit(String name, Gallery gallery) {
    return shelf.exhibit(name, gallery, ticks());
  }

  boolean cancel(SimulatedTask task) {
    if (task.isCancelled() || task.look(ticks()).status().isFinal()) {
      return false;
    }
    task.cancel(ticks());
    slots.remove(task, ticks());
    if (refunds) {
      account.refund(task.id());
    }
    return true;
  }

  /** Begins another script with the next submission. */
  void play(FaultScript script) {
    faults = script;
    played = received;
  }

  /** Whether the next submission is not even read; if so, that was it. */
  boolean hangsUpUnread() {
    boolean unread = nextFault().kind() == Fault.Kind.LOST_UNTAKEN;
    if (unread) {
      received++;
    }
    return unread;
  }

  private Fault nextFault() {
    return faults.faultOf(received - played, Chance.mix(seed, played));
  }

  Reply submit(Order order) {
    advance();
    Fault fault = nextFault();
    received++;
    if (fault == Fault.OUT_OF_BALANCE) {
      account.empty();
    }
    return switch (fault.kind()) {
      case REFUSAL -> refusal(fault);
      case LOST_UNTAKEN -> Reply.lost(fault);
      case LOST -> take(order, fault).lostBy(fault);
      case AFTERWARDS -> take(order, fault);
    };
  }

  private static Reply refusal(Fault fault) {
    return switch (fault) {
      case QUEUE_FULL -> Reply.refused(Reply.Kind.QUEUE_FULL, "");
      case BANNED -> Reply.refused(Reply.Kind.BANNED, BANNED.get(0));
      case SATURATED -> Reply.refused(Reply.Kind.SATURATED, "");
      case RETRY_AFTER -> Reply.refused(Reply.Kind.RETRY_AFTER, "");
      case QUOTA, OUT_OF_BALANCE -> Reply.refused(Reply.Kind.NO_MONEY, "");
      case BAD_KEY -> Reply.refused(Reply.Kind.BAD_KEY, "");
      case EDGE_BLOCKED -> Reply.refused(Reply.Kind.EDGE_BLOCKED, "");
      case NO_CHANNEL -> Reply.refused(Reply.Kind.NO_CHANNEL, "");
      default -> Reply.refused(Reply.Kind.TROUBLE, "");
    };
  }

  private Reply take(Order order, Fault fault) {
    Submission submission = order.submission();
    Optional<String> banned =
        new PromptText(submission.prompt()).words().stream().filter(BANNED::contains).findFirst();
    if (banned.isPresent()) {
      return Reply.refused(Reply.Kind.BANNED, banned.get());
    }
    if (submission instanceof Upload upload) {
      return upload(order, upload);
    }
    if (submission instanceof Video && order.mode() == Mode.TURBO) {
      return Reply.refused(Reply.Kind.PLAN_LIMIT, "turbo mode is not available for videos");
    }
    if (order.parentId().isEmpty()) {
      return begin(order, fault, Optional.empty(), Optional.empty());
    }
    Optional<SimulatedTask> parent = task(order.parentId().get());
    if (parent.isEmpty()) {
      return Reply.refused(Reply.Kind.PARENT_NOT_FOUND, order.parentId().get());
    }
    if (submission instanceof Answer answer) {
      return answer(order, answer, fault, parent.get());
    }
    if (!parent.get().isSuccess(ticks())) {
      return Reply.refused(Reply.Kind.PARENT_NOT_READY, "");
    }
    return submission instanceof Video
        ? extend(order, fault, parent.get())
        : press(order, fault, parent.get());
  }

  private Reply upload(Order order, Upload upload) {
    Optional<Reply> refused = refusedForMoney(order);
    if (refused.isPresent()) {
      return refused.get();
    }
    List<String> names = shelf.put(upload.images(), now());
    bill(order, "");
    return Reply.uploaded(names);
  }

  private Reply extend(Order order, Fault fault, SimulatedTask parent) {
    Stage stage = parent.artwork().orElseThrow().stage();
    return stage == Stage.ANIMATED || stage == Stage.VIDEO_FILE
        ? begin(order, fault, Optional.of(parent), Optional.empty())
        : Reply.refused(Reply.Kind.BAD_PARAMETER, "taskId is no video");
  }

  private Reply press(Order order, Fault fault, SimulatedTask parent) {
    Optional<Button> button =
        Snapshots.buttons(parent).stream()
            .filter(candidate -> isPressed(candidate, order.submission()))
            .findFirst();
    if (button.isEmpty()) {
      return Reply.refused(Reply.Kind.BAD_PARAMETER, "customId is not on this task");
    }
    ButtonMeaning meaning = button.get().meaning();
    switch (meaning.kind()) {
      case PICK_ALL_PROMPTS, BOOKMARK, CANCEL, SETTINGS, LINK, UNKNOWN -> {
        return Reply.refused(Reply.Kind.BAD_PARAMETER, "button is not supported");
      }
      default -> {}
    }
    String upscale = parent.id() + " " + button.get().customId();
    SimulatedTask existing = upscales.get(upscale);
    if (existing != null && !existing.fails() && !existing.isCancelled()) {
      return Reply.accepted(Reply.Kind.EXISTED, existing.id(), 0, "");
    }
    Reply reply = begin(order, fault, Optional.of(parent), Optional.of(meaning));
    if (traits.namesExisting()
        && meaning.kind() == ButtonMeaning.Kind.UPSCALE
        && reply.kind().isAcceptance()) {
      task(reply.taskId()).ifPresent(task -> upscales.put(upscale, task));
    }
    return reply;
  }

  private static boolean isPressed(Button button, Submission submission) {
    if (submission instanceof Change change) {
      return change.isSameAs(button.meaning());
    }
    return !button.customId().isBlank()
        && submission instanceof Press press
        && press.customId().equals(button.customId());
  }

  private boolean opensWindow(ButtonMeaning meaning, Submission submission) {
    if (submission instanceof Answer) {
      return false;
    }
    return switch (meaning.window()) {
      case NEVER -> false;
      case ALWAYS -> true;
      case WITH_REMIX -> remix || (submission instanceof Press press && press.remix());
    };
  }

  /** Makes a task, or refuses to for want of room or money. */
  private Reply begin(
      Order order, Fault fault, Optional<SimulatedTask> parent, Optional<ButtonMeaning> meaning) {
    Optional<Reply> refused = refusedForRoom().or(() -> refusedForMoney(order));
    if (refused.isPresent()) {
      return refused.get();
    }
    long ordinal = shelf.count();
    SimulatedTask task =
        new SimulatedTask(
            shelf.newId(now()), ordinal, Chance.mix(seed, ordinal), order, fault, ticks(), parent);
    shelf.put(task);
    bill(order, task.id());
    boolean window = meaning.filter(m -> opensWindow(m, order.submission())).isPresent();
    if (window) {
      ButtonMeaning opened = meaning.get();
      task.openWindow(opened);
      String text = Studio.prefill(opened, parent.orElseThrow().artwork().orElseThrow());
      return Reply.accepted(Reply.Kind.WINDOW, task.id(), 0, text);
    }
    return draw(task, order, parent, meaning);
  }

  private Reply answer(Order order, Answer answer, Fault fault, SimulatedTask window) {
    Optional<ButtonMeaning> meaning = window.window();
    if (meaning.isEmpty() || !window.waitsForAnswer()) {
      return Reply.refused(Reply.Kind.BAD_PARAMETER, "no window waits for an answer");
    }
    boolean region = meaning.get().kind() == ButtonMeaning.Kind.VARY_REGION;
    if (region && answer.mask().isEmpty()) {
      return Reply.refused(Reply.Kind.BAD_PARAMETER, "maskBase64 is required");
    }
    Optional<SimulatedTask> shown = window.parent();
    if (traits.newIdForAnswer()) {
      Reply reply = begin(order, fault, shown, meaning);
      if (reply.kind().isAcceptance()) {
        window.markAnswered();
      }
      return reply;
    }
    Optional<Reply> refused = refusedForRoom().or(() -> refusedForMoney(order));
    if (refused.isPresent()) {
      return refused.get();
    }
    bill(order, window.id());
    window.resume(order, fault);
    return draw(window, order, shown, meaning);
  }

  private Reply draw(
      SimulatedTask task,
      Order order,
      Optional<SimulatedTask> parent,
      Optional<ButtonMeaning> meaning) {
    boolean again = meaning.filter(m -> m.kind() == ButtonMeaning.Kind.DESCRIBE_AGAIN).isPresent();
    Artwork artwork =
        again
            ? Studio.describedAgain(Shelf.described(task).orElseThrow(), task.seed())
            : Studio.make(
                order.submission(),
                task.seed(),
                parent.flatMap(SimulatedTask::artwork),
                meaning,
                link -> shelf.ownPicture(link, ticks()));
    task.draw(artwork, pace.nanos(order.mode(), artwork.stage(), Chance.mix(task.seed(), 41)));
    int before = slots.add(task, ticks());
    Reply.Kind kind = before == 0 ? Reply.Kind.STARTED : Reply.Kind.QUEUED;
    return Reply.accepted(kind, task.id(), before, "");
  }

  private void ended(SimulatedTask task) {
    if (refunds && task.fails()) {
      account.refund(task.id());
    }
  }

  private Optional<Reply> refusedForRoom() {
    return slots.isFull()
        ? Optional.of(Reply.refused(Reply.Kind.QUEUE_FULL, ""))
        : Optional.empty();
  }

  private Optional<Reply> refusedForMoney(Order order) {
    return account.canPay(price(order))
        ? Optional.empty()
        : Optional.of(Reply.refused(Reply.Kind.NO_MONEY, ""));
  }

  private Money price(Order order) {
    return prices.price(order.submission().action(), order.mode()).orElseThrow();
  }

  private void bill(Order order, String taskId) {
    account.pay(
        new PaidSubmission(
            taskId, order.state(), order.submission(), order.mode(), price(order), false, now()));
  }
}
