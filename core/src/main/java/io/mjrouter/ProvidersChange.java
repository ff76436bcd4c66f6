package io.mjrouter;

import io.mjrouter.model.ProviderId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the providers while the router runs. An immutable value without secrets.
 *
 * @param added those that are asked from now on
 * @param removed those that take nothing new; their tasks are followed to their ends
 * @param changed those that stay, with the properties that are other than before, such as {@code
 *     api-key}
 */
public record ProvidersChange(
    List<ProviderId> added, List<ProviderId> removed, Map<ProviderId, List<String>> changed) {

  public ProvidersChange {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    Map<ProviderId, List<String>> copy = new LinkedHashMap<>();
    changed.forEach((id, properties) -> copy.put(id, List.copyOf(properties)));
    changed = Collections.unmodifiableMap(copy);
  }

  static ProvidersChange none() {
    return new ProvidersChange(List.of(), List.of(), Map.of());
  }

  public boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
  }

  /** One line for people. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    if (!added.isEmpty()) {
      parts.add("added " + added);
    }
    if (!removed.isEmpty()) {
      parts.add("removed " + removed);
    }
    changed.forEach((id, properties) -> parts.add("changed " + id + " " + properties));
    return parts.isEmpty() ? "nothing changed" : String.join("; ", parts);
  }
}
