package io.mjrouter.provider.simulator;

import io.mjrouter.model.Money;
import io.mjrouter.model.TaskSnapshot;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A host whose settings changed: what is new goes by the new ones, and the tasks that it had before
 * go on as they began, with what follows them up.
 */
record Succession(HostCalls now, HostCalls before) implements HostCalls {

  @Override
  public Condition condition() {
    return now.condition();
  }

  @Override
  public HostTraits traits() {
    return now.traits();
  }

  @Override
  public boolean hangsUpUnread() {
    return now.hangsUpUnread();
  }

  @Override
  public Reply submit(Order order) {
    return order.parentId().filter(this::isOfBefore).isPresent()
        ? before.submit(order)
        : now.submit(order);
  }

  private boolean isOfBefore(String taskId) {
    return before.fetch(taskId, URI::create).isPresent();
  }

  @Override
  public boolean announcesWindow(String taskId) {
    return now.announcesWindow(taskId) || before.announcesWindow(taskId);
  }

  @Override
  public Optional<TaskSnapshot> fetch(String id, Function<String, URI> links) {
    return now.fetch(id, links).or(() -> before.fetch(id, links));
  }

  @Override
  public List<TaskSnapshot> fetchAll(Collection<String> ids, Function<String, URI> links) {
    return both(now.fetchAll(ids, links), before.fetchAll(ids, links)).toList();
  }

  @Override
  public List<TaskSnapshot> list(int atMost, Function<String, URI> links) {
    return both(now.list(atMost, links), before.list(atMost, links)).limit(atMost).toList();
  }

  private static Stream<TaskSnapshot> both(List<TaskSnapshot> newer, List<TaskSnapshot> older) {
    return Stream.concat(newer.stream(), older.stream());
  }

  @Override
  public Optional<String> seed(String id) {
    return now.seed(id).or(() -> before.seed(id));
  }

  @Override
  public Optional<Boolean> cancel(String id) {
    return now.cancel(id).or(() -> before.cancel(id));
  }

  @Override
  public Optional<Media> media(String name) {
    return now.media(name).or(() -> before.media(name));
  }

  @Override
  public Optional<Money> balance() {
    return now.balance();
  }

  @Override
  public Money charged() {
    return now.charged().plus(before.charged());
  }
}
