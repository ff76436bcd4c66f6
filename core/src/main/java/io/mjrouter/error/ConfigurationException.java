package io.mjrouter.error;

import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with the configuration, at once. Names properties, never secrets. */
public final class ConfigurationException extends MjException {

  private static final long serialVersionUID = 1;

  private final ArrayList<String> problems;

  public ConfigurationException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = new ArrayList<>(problems);
  }

  /** One line a problem, each beginning with its property. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  @Override
  public Remedy remedy() {
    return Remedy.REPAIR;
  }
}
