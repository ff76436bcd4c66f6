package io.mjrouter;

import io.mjrouter.model.ProviderId;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.ProviderSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What a source gave: all of it, what of it is used, and what is wrong with the rest. An immutable
 * value.
 *
 * @param found everything
 * @param used what is used, in order; what cannot be used leaves who was there under its name
 * @param problems what is wrong, one line each
 */
record SourceRows(
    List<ProviderSettings> found, Map<ProviderId, ProviderSettings> used, List<String> problems) {

  static final SourceRows NONE = new SourceRows(List.of(), Map.of(), List.of());

  static final String PATH = "midjourney.provider-source";

  static Problems problemsOf(ProviderId id) {
    return Problems.under(PATH).in(id.name());
  }

  List<ProviderSettings> usable() {
    return List.copyOf(used.values());
  }

  /**
   * What the source gives now.
   *
   * @param taken names that are configured elsewhere, where they hold
   * @param against what is wrong with one
   */
  SourceRows then(
      List<ProviderSettings> next,
      Set<ProviderId> taken,
      Function<ProviderSettings, List<String>> against) {
    Map<ProviderId, ProviderSettings> usable = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    Set<ProviderId> names = new HashSet<>();
    for (ProviderSettings row : next) {
      ProviderId id = row.id();
      if (taken.contains(id)) {
        lines.add(PATH + "." + id + ": is in the configuration too, which holds");
      } else if (!names.add(id)) {
        lines.add(PATH + "." + id + ": given twice, the first holds");
      } else {
        List<String> wrong = against.apply(row);
        lines.addAll(wrong);
        ProviderSettings before = used.get(id);
        if (wrong.isEmpty()) {
          usable.put(id, row);
        } else if (before != null) {
          usable.put(id, before);
        }
      }
    }
    return new SourceRows(List.copyOf(next), usable, List.copyOf(lines));
  }
}
