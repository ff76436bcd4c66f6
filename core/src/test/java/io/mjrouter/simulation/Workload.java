package io.mjrouter.simulation;

import io.mjrouter.ProviderSummary;
import io.mjrouter.RouteSummary;
import io.mjrouter.error.MjException;
import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.model.Answer;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.Blend;
import io.mjrouter.model.Button;
import io.mjrouter.model.Describe;
import io.mjrouter.model.ImageData;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.OnUnknown;
import io.mjrouter.model.Press;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.store.TaskRecord;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** People who want pictures, and whatever befalls the machines they use. */
final class Workload {

  private static final ImageData PICTURE =
      ImageData.of(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});

  /** What a host's account lacks is looked for again after half an hour at most. */
  private static final int TRIES = 125;

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(15);

  private final Simulation world;
  private final Chance chance;
  private final List<Wait> waits = new ArrayList<>();
  private long stormEnds;
  private int using;
  private int retries;
  private int losses;

  /** Somebody who waits for a task in a process. */
  private record Wait(Node node, TaskId task, CompletableFuture<Task> future) {}

  Workload(Simulation world, Chance chance) {
    this.world = world;
    this.chance = chance;
  }

  // ---- The storm.

  void begin(Duration storm) {
    stormEnds = world.fibres.now() + storm.toNanos();
    next();
  }

  private void next() {
    world.fibres.after(
        chance.between(Duration.ofMillis(50), Duration.ofMillis(2_500)),
        () -> {
          if (world.fibres.now() < stormEnds && !world.weather.isCalm()) {
            somethingHappens();
            step();
            next();
          }
        });
  }

  private void step() {
    List<Node> up = world.up();
    if (up.isEmpty()) {
      return;
    }
    Node node = chance.one(up);
    int draw = chance.below(100);
    if (draw < 45) {
      ask(node, fresh());
    } else if (draw < 60) {
      followUp(node);
    } else if (draw < 70) {
      answerWindow(node);
    } else if (draw < 80) {
      askAgain(node);
    } else {
      look(node, draw);
    }
  }

  private Request fresh() {
    int number = world.requests().size();
    Submission submission =
        switch (chance.below(10)) {
          case 0 -> Blend.of(PICTURE, PICTURE);
          case 1 -> Describe.of(PICTURE);
          default -> Imagine.of("fox " + number);
        };
    return add(submission, Optional.empty());
  }

  private Request add(Submission submission, Optional<Request> parent) {
    int number = world.requests().size();
    SubmitOptions.Builder options = SubmitOptions.builder().extra(Map.of(ModelHost.OWNER, number));
    if (chance.is(0.5)) {
      options.reference("key-" + number);
    }
    if (chance.is(0.1)) {
      options.onUnknown(OnUnknown.RESUBMIT);
    }
    if (chance.is(0.3)) {
      options.modes(chance.one(List.of(Mode.values())));
    }
    return world.add(new Request(number, submission, options.build(), parent));
  }

  private void followUp(Node node) {
    List<TaskRecord> done =
        world.records().stream().filter(r -> !r.task().buttons().isEmpty()).toList();
    if (!done.isEmpty()) {
      Task parent = chance.one(done).task();
      Button button = chance.one(parent.buttons());
      ask(node, add(Press.of(parent.id(), button), Optional.empty()));
    }
  }

  private void answerWindow(Node node) {
    List<TaskRecord> all = world.records();
    List<TaskRecord> open =
        all.stream().filter(r -> r.task().status() == TaskStatus.NEEDS_MODAL).toList();
    List<TaskRecord> old = all.stream().filter(r -> r.answer().isPresent()).toList();
    if (!old.isEmpty() && chance.is(0.2)) {
      world.coverage.note(Row.F39);
      ask(node, add(Answer.of(chance.one(old).id(), "once more"), Optional.empty()));
    } else if (!open.isEmpty()) {
      ask(node, add(Answer.of(chance.one(open).id(), "wider"), Optional.empty()));
    }
  }

  /** The same key once more, and at times with other words. */
  private void askAgain(Node node) {
    List<Request> keyed = world.requests().stream().filter(Request::hasReference).toList();
    if (keyed.isEmpty()) {
      return;
    }
    Request request = chance.one(keyed);
    // A call that finds the first one in the same process waits for it outside virtual time.
    if (request.under.contains(node)) {
      return;
    }
    if (!request.under.isEmpty()) {
      world.coverage.note(Row.F74);
    }
    ask(node, request);
  }

  private void look(Node node, int draw) {
    List<TaskRecord> all = world.records();
    if (all.isEmpty()) {
      return;
    }
    TaskId id = chance.one(all).id();
    attempt(
        node,
        mj -> {
          world.fibres.mark(true);
          switch (draw % 5) {
            case 0 -> mj.mj().cancel(id);
            case 1 -> mj.mj().refresh(id);
            case 2 -> mj.mj().unresolved();
            case 3 -> mj.mj().providers();
            default -> await(node, id);
          }
        });
  }

  // ---- One call.

  private void ask(Node node, Request request) {
    request.under.add(node);
    node.run(
        () -> {
          try {
            world.note("asks", node, request);
            Task task = node.mj().submit(request.submission, request.options);
            world.laws.shown(request, task);
            retried(request);
            await(node, task.id());
          } catch (OutcomeUnknownException e) {
            request.tasks.add(e.taskId());
            retried(request);
          } catch (NoRouteException e) {
            world.laws.refused(e.taskId(), e.getMessage());
            e.retryAfter().ifPresent(wait -> world.coverage.note(Row.F72));
          } catch (SubmissionRefusedException e) {
            if (!e.reason().equals("REFERENCE_REUSED")) {
              world.laws.refused(e.taskId(), e.getMessage());
            }
          } catch (MjException e) {
            world.note("fails", node, request, e.getClass().getSimpleName());
          } catch (RuntimeException e) {
            thrown(node, e);
          } finally {
            request.under.remove(node);
          }
        });
  }

  private void retried(Request request) {
    if (request.orphaned) {
      world.coverage.note(Row.F62);
    }
  }

  private void attempt(Node node, Consumer<Node> what) {
    node.run(
        () -> {
          try {
            what.accept(node);
          } catch (MjException e) {
            world.note("fails", node, e.getClass().getSimpleName());
          } catch (RuntimeException e) {
            thrown(node, e);
          }
        });
  }

  private void thrown(Node node, RuntimeException e) {
    boolean closed = !node.isUp() && e instanceof IllegalStateException;
    if (!closed) {
      world.laws.threw("a call", e);
    }
  }

  private void await(Node node, TaskId id) {
    CompletableFuture<Task> future = node.mj().future(id);
    world.note("waits", node, id);
    waits.add(new Wait(node, id, future));
  }

  /** Whoever waits in a process that lives is told of each end. */
  void checkWaits() {
    for (Wait wait : waits) {
      TaskRecord record = world.record(wait.task);
      boolean over =
          record != null
              && (record.task().status().isFinal()
                  || record.task().status() == TaskStatus.NEEDS_MODAL);
      if (wait.node.isUp() && over && !wait.future.isDone()) {
        throw new AssertionError("law 4: " + wait.node + " waits for ever: " + record);
      }
    }
  }

  // ---- What befalls the machines.

  private void somethingHappens() {
    List<Node> up = world.up();
    if (!up.isEmpty()) {
      Node node = chance.one(up);
      if (world.weather.is(Fault.CRASH, 0.5)) {
        world.crash(node);
      } else if (world.weather.is(Fault.PAUSE, 0.5)) {
        node.pause(chance.between(Duration.ofSeconds(1), Duration.ofSeconds(60)));
      } else if (world.weather.is(Fault.SHUTDOWN, 0.3)) {
        node.run(
            () -> {
              node.shutDown();
              world.fibres.kill(node);
              world.replace(node);
            });
      } else if (world.weather.is(Fault.WALL_JUMPS)) {
        node.time.jump(Duration.ofHours(chance.below(49) - 24));
      }
    }
    befallStore();
    befallHosts();
  }

  private void befallStore() {
    if (world.weather.is(Fault.STORE_AWAY, 0.3)) {
      world.note("store away");
      world.store.goAway(chance.between(Duration.ofSeconds(1), Duration.ofSeconds(20)));
    }
    if (losses == 0 && world.weather.is(Fault.STORE_LOSES, 0.1)) {
      losses++;
      Duration last =
          chance.is(0.2)
              ? Duration.ofDays(1)
              : chance.between(Duration.ZERO, Duration.ofSeconds(2));
      world.note("store loses", last);
      world.store.lose(last);
    }
  }

  private void befallHosts() {
    if (world.weather.is(Fault.OUTAGE, 0.2)) {
      world.note("outage");
      Duration outage = chance.between(Duration.ofSeconds(5), Duration.ofSeconds(60));
      boolean all = chance.is(0.5);
      world.hosts().stream().filter(h -> all || chance.is(0.5)).forEach(h -> h.goDown(outage));
    }
    List<ProviderSettings> now = new ArrayList<>(world.providers());
    if (world.weather.is(Fault.CHANGED, 0.5)) {
      int which = chance.below(now.size());
      now.set(which, changed(now.get(which)));
      reconfigure(now);
    } else if (world.weather.is(Fault.REMOVED, 0.3)) {
      List<ProviderSettings> all = world.hosts().stream().map(ModelHost::settings).toList();
      reconfigure(now.size() > 1 ? now.subList(1, now.size()) : all);
    }
  }

  private ProviderSettings changed(ProviderSettings before) {
    ModelHost host = world.host(before.id());
    ProviderSettings usual = host.settings();
    return ProviderSettings.builder(host.id.name(), usual.type())
        .modes(usual.modes().toArray(Mode[]::new))
        .prices(usual.prices())
        .refundsFailures(host.refunds)
        .timeouts(usual.timeouts())
        .drain(chance.is(0.2))
        .concurrent(1 + chance.below(8))
        .apiKey("another key " + chance.below(5))
        .build();
  }

  private void reconfigure(List<ProviderSettings> now) {
    world.configured(List.copyOf(now));
    world.note("configured", world.providers());
    for (Node node : world.up()) {
      attempt(
          node,
          any -> {
            node.mj().reconfigure(world.providers());
            node.forgetPolls();
          });
    }
  }

  /** A process is about to die: whoever called it calls another, if they have a key. */
  void orphan(Node node) {
    for (Request request : world.requests()) {
      if (!request.under.remove(node)) {
        continue;
      }
      noteWhere(request);
      if (request.hasReference()) {
        request.orphaned = true;
        retries++;
        world.fibres.after(
            chance.between(Duration.ofSeconds(1), Duration.ofSeconds(30)), () -> retry(request));
      }
    }
  }

  /** Whether somebody whose process died is about to call another. */
  boolean isRetrying() {
    return retries > 0;
  }

  private void retry(Request request) {
    retries--;
    List<Node> up = world.up();
    if (!up.isEmpty()) {
      Node node = chance.one(up);
      if (!request.under.contains(node)) {
        ask(node, request);
      }
    }
  }

  private void noteWhere(Request request) {
    for (TaskRecord record : world.records()) {
      for (Attempt attempt : record.task().attempts()) {
        if (attempt.state() == Attempt.State.INTENT && isOf(record, request)) {
          boolean taken =
              request.bought.stream().anyMatch(each -> each.token.equals(attempt.token()));
          world.coverage.note(taken ? Row.F61 : Row.F60);
        }
      }
    }
  }

  private static boolean isOf(TaskRecord record, Request request) {
    return Optional.ofNullable(record.options().extra().get(ModelHost.OWNER))
        .map(String::valueOf)
        .equals(Optional.of(Integer.toString(request.number)));
  }

  /** A host calls back, if it was told where. */
  void callBack(ModelHost host, Taken taken) {
    if (taken.hook.isEmpty()) {
      return;
    }
    String path = taken.hook.get().getPath();
    String part = path.substring(path.lastIndexOf('/') + 1);
    call(part, taken.id);
    if (world.weather.is(Fault.HOOK_TWICE)) {
      call(part, taken.id);
    }
    if (world.weather.is(Fault.HOOK_FORGED)) {
      call(part.substring(0, part.length() - 1) + "0", taken.id);
      if (!host.strips) {
        call(part, chance.one(List.copyOf(host.books())).id);
      }
    }
  }

  private void call(String part, String hostTaskId) {
    String body = "{\"id\":\"%s\",\"status\":\"SUCCESS\"}".formatted(hostTaskId);
    world.fibres.after(
        chance.between(Duration.ofMillis(10), Duration.ofSeconds(5)),
        () -> {
          List<Node> up = world.up();
          if (!up.isEmpty()) {
            attempt(
                chance.one(up),
                node ->
                    node.mj()
                        .webhook(
                            part, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))));
          }
        });
  }

  // ---- Afterwards.

  /** Everything is as it was meant to be. */
  void end() {
    reconfigure(world.hosts().stream().map(ModelHost::settings).toList());
  }

  /** Every process can use every host again that has room, for all that it can do at once. */
  void useEveryHost() {
    Map<String, String> closed = new LinkedHashMap<>();
    for (Node node : world.up()) {
      for (ProviderSummary provider : node.mj().providers()) {
        boolean free = provider.load().submits() == 0;
        boolean empty = provider.routes().stream().allMatch(route -> route.tasks() == 0);
        if (!free || !empty) {
          closed.put(node + " " + provider.id(), provider.load() + " " + provider.routes());
        }
      }
    }
    if (!closed.isEmpty()) {
      throw new AssertionError("law 6: places are not given back: " + closed);
    }
    if (world.settings.routing().dailySpend().isPresent()) {
      return;
    }
    for (Node node : world.up()) {
      world.hosts().stream().filter(host -> !host.isStuck()).forEach(host -> use(node, host));
    }
  }

  /** Whether somebody still tries to use a host. */
  boolean isUsing() {
    return using > 0;
  }

  private void use(Node node, ModelHost host) {
    using++;
    attempt(
        node,
        any -> {
          String why = "";
          for (int i = 0; i < TRIES; i++) {
            try {
              Request request = add(Imagine.of("a last fox"), Optional.empty());
              node.mj()
                  .submit(
                      request.submission,
                      request.options.toBuilder().modes().provider(host.id).build());
              using--;
              return;
            } catch (MjException e) {
              why = e.getMessage();
              world.fibres.sleep(BETWEEN_TRIES);
            }
          }
          List<RouteSummary> routes =
              node.mj().providers().stream()
                  .filter(p -> p.id().equals(host.id))
                  .flatMap(p -> p.routes().stream())
                  .toList();
          throw new AssertionError(
              "law 4: " + node + " cannot use " + host.id + " again: " + why + " " + routes);
        });
  }
}
