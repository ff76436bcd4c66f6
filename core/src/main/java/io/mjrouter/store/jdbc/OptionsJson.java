package io.mjrouter.store.jdbc;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.OnUnknown;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.SubmitOptions;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a task is to be done, as it is stored. */
record OptionsJson(
    @Nullable List<Mode> modes,
    @Nullable String policy,
    @Nullable Duration deadline,
    @Nullable Long maxPrice,
    @Nullable List<String> providers,
    @Nullable OnUnknown onUnknown,
    @Nullable String caller,
    @Nullable String reference,
    @Nullable Map<String, String> tags,
    @Nullable String state,
    @Nullable Map<String, @Nullable Object> extra) {

  static OptionsJson of(SubmitOptions it) {
    return new OptionsJson(
        List.copyOf(it.modes()),
        it.policy().orElse(null),
        it.deadline().orElse(null),
        it.maxPrice().map(Money::micros).orElse(null),
        it.providers().stream().map(ProviderId::name).toList(),
        it.onUnknown().orElse(null),
        it.caller(),
        it.reference().orElse(null),
        it.tags(),
        it.state(),
        it.extra());
  }

  SubmitOptions toModel() {
    SubmitOptions.Builder builder = SubmitOptions.builder();
    builder.modes(RecordJson.list(modes).toArray(Mode[]::new));
    if (policy != null) {
      builder.policy(policy);
    }
    if (deadline != null) {
      builder.deadline(deadline);
    }
    if (maxPrice != null) {
      builder.maxPrice(new Money(maxPrice));
    }
    Set<ProviderId> named = new LinkedHashSet<>();
    RecordJson.list(providers).forEach(name -> named.add(ProviderId.of(name)));
    builder.providers(named);
    if (onUnknown != null) {
      builder.onUnknown(onUnknown);
    }
    if (caller != null) {
      builder.caller(caller);
    }
    if (reference != null) {
      builder.reference(reference);
    }
    return builder
        .tags(RecordJson.map(tags))
        .state(RecordJson.text(state))
        .extra(RecordJson.map(extra))
        .build();
  }
}
