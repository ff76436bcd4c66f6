package io.mjrouter.examples.quickstart;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the user wrote on the command line. */
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    usageHelpAutoWidth = true,
    sortOptions = false,
    sortSynopsis = false,
    customSynopsis = "java -jar quickstart.jar [OPTIONS] [PROMPT...]",
    header = "Draws a picture with Midjourney and saves it, with its four parts, as files.",
    description = {
      "",
      "Without --provider it plays: simulated hosts draw on this machine, nothing is bought,"
          + " no key is needed.",
      "With --provider the same command buys one picture at a real host. It shows mode, price and"
          + " usual time first, and asks.",
      ""
    },
    optionListHeading = "%n",
    footerHeading = "%n",
    footer = {
      "Keys come from the environment, never from the command line:",
      "  deerapi DEERAPI_KEY, cometapi COMETAPI_KEY, dataeyes DATAEYES_KEY, yutoai YUTOAI_KEY,",
      "  compatible MJ_API_KEY",
      "",
      "Midjourney's own parameters stand inside the quoted prompt: \"a red fox --ar 3:2\"",
      "",
      "Exit codes:"
    })
final class Options {

  @Parameters(
      arity = "0..*",
      paramLabel = "PROMPT",
      description = "What to draw. Simulated hosts draw a fox when you say nothing.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--provider",
      paramLabel = "HOST",
      description =
          "The real host: deerapi, cometapi, dataeyes, yutoai, or compatible (any host that speaks"
              + " the MJ protocol).")
  private @Nullable String provider;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "The host's address: needed for yutoai and compatible.")
  private @Nullable String baseUrl;

  @Option(
      names = "--profile",
      paramLabel = "FAMILY",
      description = "For compatible: new-api (default), midjourney-proxy, plus or trueai.")
  private @Nullable String profile;

  @Option(
      names = "--demo",
      description =
          "Compare: 12 jobs at simulated hosts that go wrong, through a retry loop and through the"
              + " router. Takes no other options.")
  private boolean demo;

  @Option(
      names = "--check",
      description =
          "Test address, key, modes and balance of the host and stop. Never buys anything.")
  private boolean check;

  @Option(names = "--yes", description = "Buy without asking.")
  private boolean yes;

  @Option(
      names = "--upscale",
      paramLabel = "N",
      converter = OptionTypes.Picture.class,
      description =
          "Also press U1 to U4. Costs extra at a real host; simulated hosts do it anyway (2).")
  private @Nullable Integer upscale;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      converter = OptionTypes.Speed.class,
      description = "relax, fast or turbo. Default: the cheapest, and never turbo unasked.")
  private @Nullable Mode mode;

  @Option(
      names = "--max-price",
      paramLabel = "USD",
      converter = OptionTypes.Dollars.class,
      description = "Buy no picture that costs more, nor one whose price is unknown.")
  private @Nullable Money maxPrice;

  @Option(
      names = "--price",
      paramLabel = "USD",
      converter = OptionTypes.Dollars.class,
      description = "What your host charges for a call, where it publishes no price.")
  private @Nullable Money price;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      converter = OptionTypes.Seconds.class,
      description = "How long to wait for a picture. Default: ${DEFAULT-VALUE}.")
  private int wait = 1200;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the pictures go. Default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("mj-pictures");

  @Option(names = "--debug", description = "Show log and stack traces.")
  private boolean debug;

  private Options() {}

  /**
   * Reads the command line.
   *
   * @return empty when it asked for help or version, which then were printed
   * @throws QuickstartException in one line, when it makes no sense
   */
  static Optional<Options> parse(String[] args, PrintStream out, String version) {
    Options options = new Options();
    CommandLine command = new CommandLine(options);
    command.getCommandSpec().version("mj-router quickstart " + version);
    command.getCommandSpec().usageMessage().footer(footer(command));
    try {
      command.parseArgs(args);
    } catch (ParameterException e) {
      throw new QuickstartException(ExitCode.USAGE, explain(e), e);
    }
    if (command.isUsageHelpRequested()) {
      command.usage(out);
      return Optional.empty();
    }
    if (command.isVersionHelpRequested()) {
      command.printVersionHelp(out);
      return Optional.empty();
    }
    options.checkTogether(requireNonNull(command.getParseResult()));
    return Optional.of(options);
  }

  private static String[] footer(CommandLine command) {
    Stream<String> written = Arrays.stream(command.getCommandSpec().usageMessage().footer());
    Stream<String> codes =
        Arrays.stream(ExitCode.values()).map(code -> "  " + code.number() + "  " + code.meaning());
    return Stream.concat(written, codes).toArray(String[]::new);
  }

  private static String explain(ParameterException e) {
    String advice = "";
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> close = unmatched.getSuggestions();
      advice =
          close.isEmpty()
              ? " (Midjourney's parameters stand inside the quoted prompt)"
              : " (did you mean " + close.get(0) + "?)";
    }
    return firstLine(e.getMessage()) + advice + ". Nothing was bought. See --help.";
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "bad arguments" : message.lines().findFirst().orElse("bad arguments");
  }

  private void checkTogether(ParseResult given) {
    if (demo) {
      refuseBesideDemo(given);
    }
    if (provider == null) {
      refuseWithout("--check", check);
      refuseWithout("--base-url", baseUrl != null);
      refuseWithout("--profile", profile != null);
      refuseWithout("--price", price != null);
      return;
    }
    if (!check && prompt().isEmpty()) {
      throw usage("--provider " + provider + " needs a prompt: say what to draw, in quotes");
    }
    if (prompt().indexOf('\uFFFD') >= 0) {
      throw usage(
          "the prompt has characters that Java cannot read here (expected: a UTF-8 locale, such"
              + " as LC_ALL=C.UTF-8)");
    }
  }

  private void refuseBesideDemo(ParseResult given) {
    if (!words.isEmpty()) {
      throw usage("--demo has its own prompts (expected: none)");
    }
    given.matchedOptions().stream()
        .map(OptionSpec::longestName)
        .filter(name -> !name.equals("--demo") && !name.equals("--debug"))
        .findFirst()
        .ifPresent(
            name -> {
              throw usage("--demo takes no other options (expected: no " + name + ")");
            });
  }

  private static void refuseWithout(String option, boolean used) {
    if (used) {
      throw usage(option + " is about a real host: it needs --provider");
    }
  }

  private static QuickstartException usage(String line) {
    return new QuickstartException(ExitCode.USAGE, line + ". Nothing was bought. See --help.");
  }

  /** The words as one text; empty when there are none. */
  String prompt() {
    return String.join(" ", words).trim();
  }

  Optional<String> provider() {
    return Optional.ofNullable(provider);
  }

  Optional<String> baseUrl() {
    return Optional.ofNullable(baseUrl);
  }

  Optional<String> profile() {
    return Optional.ofNullable(profile);
  }

  boolean demo() {
    return demo;
  }

  boolean check() {
    return check;
  }

  boolean yes() {
    return yes;
  }

  /** Which picture of the grid to upscale, 1 to 4. */
  OptionalInt upscale() {
    return upscale == null ? OptionalInt.empty() : OptionalInt.of(upscale);
  }

  Optional<Mode> mode() {
    return Optional.ofNullable(mode);
  }

  Optional<Money> maxPrice() {
    return Optional.ofNullable(maxPrice);
  }

  Optional<Money> price() {
    return Optional.ofNullable(price);
  }

  Duration patience() {
    return Duration.ofSeconds(wait);
  }

  Path out() {
    return out;
  }

  boolean debug() {
    return debug;
  }
}
