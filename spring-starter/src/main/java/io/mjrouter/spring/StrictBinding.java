package io.mjrouter.spring;

import io.mjrouter.spi.NearestName;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Watches how {@code midjourney.*} becomes {@link MidjourneyProperties}: what is wrong is collected
 * rather than thrown, so that it is reported together with what only the core can find.
 *
 * <p>A property that is not known is a problem below the known branches, and below one that is a
 * known branch but for a few letters. Else it is only warned about at the top, since applications
 * have properties of their own there. Values are not shown.
 */
final class StrictBinding implements ConfigurationPropertiesBindHandlerAdvisor {

  private static final Logger LOG = LoggerFactory.getLogger(StrictBinding.class);

  static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("midjourney");

  private static final Pattern BARE_NUMBER = Pattern.compile("[+-]?\\d+");

  private volatile List<String> problems = List.of();

  /** What was found wrong, in the form of {@link io.mjrouter.spi.Problems#lines}. */
  List<String> problems() {
    return problems;
  }

  @Override
  public BindHandler apply(BindHandler handler) {
    return new Watch(handler);
  }

  /** Watches one binding; those of others pass through. */
  private final class Watch extends AbstractBindHandler {

    private final BoundNames names = new BoundNames();
    private final BindingProblems found = new BindingProblems();

    Watch(BindHandler parent) {
      super(parent);
    }

    @Override
    public <T> @Nullable Bindable<T> onStart(
        ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
      if (isOurs(name)) {
        names.tried(name);
      }
      return super.onStart(name, target, context);
    }

    @Override
    public @Nullable Object onSuccess(
        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
      if (isOurs(name)) {
        found.unresolved(name, result);
        if (result instanceof Duration time && !time.isZero() && isBareNumber(name, context)) {
          found.withoutUnit(name);
        }
      }
      return super.onSuccess(name, target, context, result);
    }

    @Override
    public @Nullable Object onFailure(
        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error)
        throws Exception {
      if (!isOurs(name)) {
        return super.onFailure(name, target, context, error);
      }
      names.failed(name);
      found.refused(name, target, context.getConfigurationProperty(), error);
      return null;
    }

    @Override
    public void onFinish(
        ConfigurationPropertyName name,
        Bindable<?> target,
        BindContext context,
        @Nullable Object result)
        throws Exception {
      super.onFinish(name, target, context, result);
      if (name.equals(ROOT)) {
        names.unknown(context.getSources()).forEach(this::tell);
        problems = found.lines();
      }
    }

    private void tell(BoundNames.Unknown unknown) {
      String hint = NearestName.hint(unknown.element(), unknown.siblings());
      if (unknown.isCertain()) {
        found.unknown(unknown, hint);
      } else if (!unknown.isAtTop() || !hint.isEmpty()) {
        LOG.warn("{} is not known to mj-router, and not used{}", unknown.name(), hint);
      } else {
        LOG.warn("{} is not known to mj-router", unknown.name());
      }
    }
  }

  /** Whether a value, with its placeholders filled in, is digits alone. */
  private static boolean isBareNumber(ConfigurationPropertyName name, BindContext context) {
    return context
        .getBinder()
        .bind(name, Bindable.of(String.class))
        .map(text -> BARE_NUMBER.matcher(text.strip()).matches())
        .orElse(false);
  }

  private static boolean isOurs(ConfigurationPropertyName name) {
    return ROOT.equals(name) || ROOT.isAncestorOf(name);
  }
}
