package io.mjrouter.spring;

import io.mjrouter.spi.NearestName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The names that a binding looked for, and those that are there although it did not. */
final class BoundNames {

  /**
   * A name that nobody looked for.
   *
   * @param name up to the first element that is not known
   * @param siblings the elements that are known in its place
   * @param isAtTop whether it stands right below {@code midjourney}
   * @param isBranch whether something stands below it
   * @param isExact whether it is written as it is meant; variables of the environment are not
   * @param origin where it is written
   */
  record Unknown(
      ConfigurationPropertyName name,
      List<String> siblings,
      boolean isAtTop,
      boolean isBranch,
      boolean isExact,
      @Nullable Origin origin) {

    String element() {
      return name.getLastElement(Form.ORIGINAL);
    }

    /** Whether it can be nothing but a mistake, such as a branch with a letter wrong. */
    boolean isCertain() {
      return isExact && (!isAtTop || (isBranch && NearestName.of(element(), siblings).isPresent()));
    }
  }

  private final Set<ConfigurationPropertyName> tried = new HashSet<>();
  private final Set<ConfigurationPropertyName> failed = new HashSet<>();

  void tried(ConfigurationPropertyName name) {
    tried.add(name);
  }

  /** What stands below this one was not looked for. */
  void failed(ConfigurationPropertyName name) {
    failed.add(name);
  }

  /** Each name once, in the order of the sources. */
  List<Unknown> unknown(Iterable<ConfigurationPropertySource> sources) {
    Map<ConfigurationPropertyName, Unknown> unknown = new LinkedHashMap<>();
    for (ConfigurationPropertySource source : sources) {
      if (source instanceof IterableConfigurationPropertySource iterable) {
        boolean exact = !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource);
        iterable.stream()
            .filter(StrictBinding.ROOT::isAncestorOf)
            .filter(name -> !isKnown(name, exact))
            .map(name -> unknown(name, exact, source))
            .forEach(each -> unknown.putIfAbsent(each.name(), each));
      }
    }
    return List.copyOf(unknown.values());
  }

  private boolean isKnown(ConfigurationPropertyName name, boolean exact) {
    return tried.contains(name)
        || failed.stream().anyMatch(branch -> branch.isAncestorOf(name))
        || (!exact && tried.stream().anyMatch(known -> flat(known).equals(flat(name))));
  }

  /** In the environment a dash cannot be told from a dot. */
  private static String flat(ConfigurationPropertyName name) {
    return name.toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private Unknown unknown(
      ConfigurationPropertyName name, boolean exact, ConfigurationPropertySource source) {
    ConfigurationPropertyName base = name.getParent();
    while (!tried.contains(base) && !base.equals(StrictBinding.ROOT)) {
      base = base.getParent();
    }
    ConfigurationPropertyName branch = base;
    List<String> siblings = new ArrayList<>();
    tried.stream()
        .filter(branch::isParentOf)
        .map(known -> known.getLastElement(Form.DASHED))
        .sorted()
        .forEach(siblings::add);
    ConfigurationProperty property = source.getConfigurationProperty(name);
    ConfigurationPropertyName unknown = name.chop(branch.getNumberOfElements() + 1);
    return new Unknown(
        unknown,
        siblings,
        branch.equals(StrictBinding.ROOT),
        unknown.isAncestorOf(name),
        exact,
        property == null ? null : property.getOrigin());
  }
}
