package io.mjrouter.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OptionsTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void parse_nothing_playsWithDefaults() {
    Options options = parse().orElseThrow();

    assertEquals("", options.prompt());
    assertEquals(Optional.empty(), options.provider());
    assertEquals(OptionalInt.empty(), options.upscale());
    assertEquals(Path.of("mj-pictures"), options.out());
    assertEquals(Duration.ofMinutes(20), options.patience());
  }

  @Test
  void parse_everything_isRead() {
    Options options =
        parse(
                "--provider",
                "compatible",
                "--base-url=https://api.acme.example",
                "--profile",
                "plus",
                "--mode",
                "FAST",
                "--max-price",
                "$0.10",
                "--price",
                "0.056",
                "--upscale",
                "U3",
                "--out",
                "elsewhere",
                "--wait",
                "90",
                "--yes",
                "a",
                "red",
                "fox --ar 3:2")
            .orElseThrow();

    assertEquals("a red fox --ar 3:2", options.prompt());
    assertEquals(Optional.of("compatible"), options.provider());
    assertEquals(Optional.of("https://api.acme.example"), options.baseUrl());
    assertEquals(Optional.of("plus"), options.profile());
    assertEquals(Optional.of(Mode.FAST), options.mode());
    assertEquals(Optional.of(Money.usd("0.10")), options.maxPrice());
    assertEquals(Optional.of(Money.usd("0.056")), options.price());
    assertEquals(OptionalInt.of(3), options.upscale());
    assertEquals(Path.of("elsewhere"), options.out());
    assertEquals(Duration.ofSeconds(90), options.patience());
    assertTrue(options.yes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--provder deerapi fox               | did you mean --provider?",
        "a fox --ar 3:2                      | inside the quoted prompt",
        "--upscale 5 fox                     | '5' (expected: 1 to 4)",
        "--mode slow fox                     | 'slow' (expected: relax, fast or turbo)",
        "--max-price cheap fox               | 'cheap' (expected: dollars, such as 0.056)",
        "--max-price -1 fox                  | --max-price",
        "--wait 0 fox                        | '0' (expected: seconds, such as 300)",
        "--provider                          | --provider",
        "--provider deerapi                  | needs a prompt",
        "--check                             | it needs --provider",
        "--base-url https://x.example fox    | it needs --provider",
        "--profile plus fox                  | it needs --provider",
        "--price 0.1 fox                     | it needs --provider",
        "--demo a fox                        | --demo has its own prompts",
        "--demo --mode fast                  | expected: no --mode",
        "--demo --provider deerapi           | expected: no --provider",
        "--provider deerapi a\uFFFDb         | UTF-8 locale"
      })
  void parse_badArguments_sayOneLineAndThatNothingWasBought(String arguments, String expected) {
    var failure = assertThrows(QuickstartException.class, () -> parse(arguments.trim().split(" ")));

    FailureLine line = FailureLine.of(failure, new Purchase());
    assertEquals(ExitCode.USAGE, line.exitCode());
    assertTrue(line.text().contains(expected), line.text());
    assertTrue(line.text().contains("Nothing was bought. See --help."), line.text());
    assertEquals(1, line.text().lines().count());
  }

  @ParameterizedTest
  @EnumSource(ExitCode.class)
  void help_namesEveryExitCode(ExitCode code) {
    assertEquals(Optional.empty(), parse("--help"));

    assertTrue(written().contains("  " + code.number() + "  " + code.meaning()), written());
  }

  @ParameterizedTest
  @EnumSource(RealHost.class)
  void help_namesEveryHostAndItsKey(RealHost host) {
    parse("--help");

    assertTrue(written().contains(host.type() + " " + host.keyVariable()), written());
  }

  @Test
  void parse_demo_takesDebugAlone() {
    assertTrue(parse("--demo", "--debug").orElseThrow().demo());
    assertFalse(parse("a fox").orElseThrow().demo());
  }

  @Test
  void version_isPrinted() {
    assertEquals(Optional.empty(), parse("--version"));

    assertEquals("mj-router quickstart 1.2.3" + System.lineSeparator(), written());
  }

  private Optional<Options> parse(String... arguments) {
    return Options.parse(arguments, out, "1.2.3");
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
