package io.mjrouter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mjrouter.event.Deliveries;
import io.mjrouter.event.Probes;
import io.mjrouter.ledger.Token;
import io.mjrouter.model.TimeSource;
import io.mjrouter.route.RouterState;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.Secret;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.SparingStore;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.submit.Accounts;
import io.mjrouter.submit.Board;
import io.mjrouter.submit.HookAddresses;
import io.mjrouter.submit.Journal;
import io.mjrouter.submit.Roster;
import io.mjrouter.submit.Submitter;
import io.mjrouter.submit.Tenure;
import io.mjrouter.submit.Upkeep;
import io.mjrouter.task.Endings;
import io.mjrouter.task.OtherNodes;
import io.mjrouter.task.Tracker;
import io.mjrouter.task.Waiters;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the parts of one router from what a {@link MidjourneyBuilder} collected and checked, each
 * from those it stands on, and tells them of each other. Used once, by one thread.
 */
final class Wiring {

  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

  private final MidjourneyBuilder chosen;
  private final Reconfiguration fleet;
  private final RouterState first;
  private final SourceReader source;
  private final Roster roster;
  private final TaskStore store;
  private final TimeSource time;
  private final RandomGenerator random;
  private final ZoneId zone;
  private final Probes told;

  /**
   * Makes nothing yet that would have to be closed.
   *
   * @param first the providers as they stand at first
   */
  Wiring(MidjourneyBuilder chosen, Reconfiguration fleet, RouterState first, SourceReader source) {
    this.chosen = chosen;
    this.fleet = fleet;
    this.first = first;
    this.source = source;
    roster = fleet.roster();
    time = chosen.time;
    random = chosen.random;
    zone = chosen.zone();
    told = new Probes(chosen.probes);
    store = chosen.store == null ? new MemoryTaskStore(time) : chosen.store;
  }

  /** The router, at work. */
  Midjourney wire() {
    // First, since it may fail, and no thread is left behind then.
    HookAddresses hooks = hooks();
    Workers workers = chosen.calls == null ? Workers.ofItsOwn() : Workers.byHand(chosen.calls);
    Memory memory = memory(workers);
    Board board = board(memory.tenure());
    Submitter submitter = submitter(memory.journal(), board, hooks);
    Background background = background(memory, board, submitter, workers);
    tellOfChanges(memory.journal(), board, background);
    tellOfOtherProviders(memory, board, background);
    Engine engine = engine(memory, board, submitter, background, hooks, workers);
    told.opened(board.gauges());
    closeWith(engine, submitter);
    workers.drive(engine);
    return new Midjourney(engine);
  }

  // ---- Where hosts call back.

  private HookAddresses hooks() {
    if (chosen.webhooks.baseUrl().isPresent()
        && roster.offers().stream().noneMatch(offer -> offer.info().can(Capability.WEBHOOK))) {
      LOG.warn(
          "midjourney.webhooks.base-url is set, and no provider calls back;"
              + " where one does, add capability webhook to its profile");
    }
    return chosen
        .webhooks
        .prefix()
        .map(prefix -> HookAddresses.below(prefix, hookKey()))
        .orElseGet(HookAddresses::none);
  }

  private byte[] hookKey() {
    return chosen
        .webhooks
        .secret()
        .map(Secret::reveal)
        .orElseGet(() -> store.shared().common("webhooks.secret", Token.random(random)))
        .getBytes(UTF_8);
  }

  // ---- What is remembered.

  private Memory memory(Workers workers) {
    Optional<SparingStore> sparing =
        store instanceof MemoryTaskStore
            ? Optional.empty()
            : Optional.of(new SparingStore(store, time, workers.calls()));
    TaskStore remembers = sparing.isPresent() ? sparing.get() : store;
    Tenure tenure = new Tenure(remembers.leases(), Token.random(random), chosen.lease, time);
    tenure.renewWhenDue();
    return new Memory(remembers, sparing, tenure, new Journal(remembers, time, zone, tenure));
  }

  private Board board(Tenure tenure) {
    Board board = new Board(first, time, random);
    tenure.watchPlace(place -> board.change(state -> state.sharedBy(place)));
    return board;
  }

  // ---- What is done.

  private Submitter submitter(Journal journal, Board board, HookAddresses hooks) {
    return new Submitter(
        journal, roster, board, hooks, chosen.routing, chosen.policies, time, random, told);
  }

  private Background background(Memory memory, Board board, Submitter submitter, Workers workers) {
    Tracker tracker =
        new Tracker(
            memory.journal(),
            memory.tenure(),
            roster.with(Providers::withoutRepeats),
            chosen.tasks,
            chosen.routing.submitDeadline(),
            time,
            random,
            workers.calls(),
            workers.hosts(),
            submitter.resubmitter(workers.calls()),
            board,
            told);
    return new Background(
        tracker,
        new Waiters(memory.journal(), time, Threads.orHere(workers.calls())),
        new Accounts(roster, board, time, random, workers.hosts(), tracker::shown),
        new Upkeep(memory.store(), board, zone, submitter::recordLate, time, workers.calls()));
  }

  // ---- Who is told.

  /** Of tasks that changed, or were lost to another node, and of routes that changed. */
  private void tellOfChanges(Journal journal, Board board, Background background) {
    journal.watch(background.tracker()::changed);
    journal.watch(board::changed);
    journal.watch(background.accounts()::changed);
    // Last: whoever is told that a task ended finds its place free.
    journal.wake(background.waiters()::changed);
    journal.watchLost(background.tracker()::lost);
    journal.watchLost(board::lost);
    journal.watchLost(background.waiters()::lost);
    journal.compare((before, after) -> told.changed(before.map(TaskRecord::task), after.task()));
    board.watchRoutes(told::routesChanged);
  }

  private void tellOfOtherProviders(Memory memory, Board board, Background background) {
    fleet.tells(
        new Reconfiguration.Parts(
            board,
            background.accounts(),
            background.upkeep(),
            background.tracker(),
            memory.store()));
  }

  // ---- What drives it all, and ends it.

  private Engine engine(
      Memory memory,
      Board board,
      Submitter submitter,
      Background background,
      HookAddresses hooks,
      Workers workers) {
    Journal journal = memory.journal();
    Tenure tenure = memory.tenure();
    Executor calls = workers.calls();
    Renewal renewal = new Renewal(roster, background.tracker()::shown);
    Pictures pictures = Pictures.of(chosen.images, chosen.sink, roster, renewal, time, calls);
    Deliveries deliveries = new Deliveries(chosen.listeners, Threads.platform(), time);
    return new Engine(
        new Engine.Parts(
            memory,
            board,
            submitter,
            background,
            fleet,
            source,
            new OtherNodes(journal, tenure, background.waiters(), board, time, calls),
            new Reminders(time, calls),
            new Webhooks(hooks, background.tracker(), told, time),
            renewal,
            pictures,
            deliveries,
            new Endings(journal, tenure, deliveries, pictures.keeper(), time, calls),
            calls,
            time,
            random));
  }

  /** What is closed with the engine, the last named first. */
  private void closeWith(Engine engine, Submitter submitter) {
    engine.closes(told::closed);
    if (chosen.store == null) {
      engine.closes(store);
    }
    engine.closes(submitter::recordLate);
    engine.closes(fleet);
  }
}
