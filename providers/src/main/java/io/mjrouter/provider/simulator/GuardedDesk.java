package io.mjrouter.provider.simulator;

import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.TaskSnapshot;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The desk behind a lock. Pictures are painted outside it. */
final class GuardedDesk implements HostCalls {

  private final HostTraits traits;
  private final Gallery gallery;
  private final Object lock = new Object();
  private final Desk desk;
  private volatile Condition condition = Condition.WELL;

  GuardedDesk(SimulatedHostBuilder builder, PriceList prices) {
    traits = HostTraits.of(builder.profile);
    gallery = new Gallery(builder.coarseness);
    desk = new Desk(builder, traits, prices);
  }

  void condition(Condition now) {
    condition = now;
  }

  void play(FaultScript faults) {
    synchronized (lock) {
      desk.play(faults);
    }
  }

  Account.Statement statement() {
    synchronized (lock) {
      desk.advance();
      return desk.account().statement();
    }
  }

  @Override
  public Condition condition() {
    return condition;
  }

  @Override
  public boolean hangsUpUnread() {
    synchronized (lock) {
      return desk.hangsUpUnread();
    }
  }

  @Override
  public Money charged() {
    return statement().charged();
  }

  @Override
  public Optional<Money> balance() {
    synchronized (lock) {
      desk.advance();
      return desk.account().balance();
    }
  }

  @Override
  public HostTraits traits() {
    return traits;
  }

  @Override
  public boolean announcesWindow(String taskId) {
    synchronized (lock) {
      return desk.task(taskId)
          .flatMap(SimulatedTask::window)
          .filter(window -> traits.announces(window.kind()))
          .isPresent();
    }
  }

  @Override
  public Reply submit(Order order) {
    synchronized (lock) {
      return desk.submit(order);
    }
  }

  @Override
  public Optional<TaskSnapshot> fetch(String id, Function<String, URI> links) {
    synchronized (lock) {
      desk.advance();
      return desk.task(id).map(task -> snapshot(task, links));
    }
  }

  @Override
  public List<TaskSnapshot> fetchAll(Collection<String> ids, Function<String, URI> links) {
    synchronized (lock) {
      desk.advance();
      List<TaskSnapshot> found = new ArrayList<>();
      for (String id : ids) {
        desk.task(id).ifPresent(task -> found.add(snapshot(task, links)));
      }
      return found;
    }
  }

  @Override
  public List<TaskSnapshot> list(int atMost, Function<String, URI> links) {
    synchronized (lock) {
      desk.advance();
      List<TaskSnapshot> newest = new ArrayList<>();
      for (SimulatedTask task : desk.newest(atMost)) {
        newest.add(snapshot(task, links));
      }
      return newest;
    }
  }

  @Override
  public Optional<String> seed(String id) {
    synchronized (lock) {
      desk.advance();
      return desk.task(id)
          .filter(task -> task.isSuccess(desk.ticks()))
          .filter(task -> task.artwork().filter(made -> !made.pictures().isEmpty()).isPresent())
          .map(Snapshots::seed);
    }
  }

  @Override
  public Optional<Boolean> cancel(String id) {
    synchronized (lock) {
      desk.advance();
      return desk.task(id).map(desk::cancel);
    }
  }

  @Override
  public Optional<Media> media(String name) {
    Optional<Supplier<Media>> exhibit;
    synchronized (lock) {
      desk.advance();
      exhibit = desk.exhibit(name, gallery);
    }
    return exhibit.map(Supplier::get);
  }

  private TaskSnapshot snapshot(SimulatedTask task, Function<String, URI> links) {
    return Snapshots.of(task, desk.ticks(), desk.origin(), traits, links);
  }
}
