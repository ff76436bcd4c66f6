package io.mjrouter.provider.simulator;

import io.mjrouter.model.Money;
import io.mjrouter.model.TaskSnapshot;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What can be asked of a host that is there, whoever carries the question. Links of pictures are
 * made from their names by a function of whoever asks.
 */
interface HostCalls {

  Condition condition();

  HostTraits traits();

  /** Whether the next submission is not even read; if so, that was it. */
  boolean hangsUpUnread();

  Reply submit(Order order);

  /** Whether the answer to the press said that a window waits. */
  boolean announcesWindow(String taskId);

  /** Where a task stands; empty when the host does not know it. May name another task's id. */
  Optional<TaskSnapshot> fetch(String id, Function<String, URI> links);

  List<TaskSnapshot> fetchAll(Collection<String> ids, Function<String, URI> links);

  /** The newest tasks first, as many as {@link HostTraits#listed} at most in one answer. */
  List<TaskSnapshot> list(int atMost, Function<String, URI> links);

  /** The seed of a finished picture; empty where there is none or the task is not known. */
  Optional<String> seed(String id);

  /** Stops a task; false when it was over already; empty when it is not known. */
  Optional<Boolean> cancel(String id);

  /** A picture or video by its name; empty where there is none. */
  Optional<Media> media(String name);

  /** What is left on the account; empty when there is no end of it. */
  Optional<Money> balance();

  /** What was billed less what was given back. */
  Money charged();
}
