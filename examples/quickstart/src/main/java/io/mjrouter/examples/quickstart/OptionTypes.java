package io.mjrouter.examples.quickstart;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the values of options are read. */
final class OptionTypes {

  private OptionTypes() {}

  /** Reads 1 to 4, or U1 to U4. */
  static final class Picture implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("[Uu]?[1-4]")) {
        throw new TypeConversionException("'" + text + "' (expected: 1 to 4)");
      }
      return text.charAt(text.length() - 1) - '0';
    }
  }

  /** Reads a mode in any case. */
  static final class Speed implements ITypeConverter<Mode> {
    @Override
    public Mode convert(String text) {
      return Mode.parse(text)
          .orElseThrow(
              () -> new TypeConversionException("'" + text + "' (expected: relax, fast or turbo)"));
    }
  }

  /** Reads an amount such as 0.056 or $0.056. */
  static final class Dollars implements ITypeConverter<Money> {
    @Override
    public Money convert(String text) {
      if (!text.matches("\\$?\\d{1,6}(\\.\\d{1,6})?")) {
        throw new TypeConversionException("'" + text + "' (expected: dollars, such as 0.056)");
      }
      return Money.usd(text.replace("$", ""));
    }
  }

  /** Reads a number of seconds. */
  static final class Seconds implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("[1-9]\\d{0,5}")) {
        throw new TypeConversionException("'" + text + "' (expected: seconds, such as 300)");
      }
      return Integer.valueOf(text);
    }
  }
}
