package io.mjrouter.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small values: ids, money, links, flags, JSON, options. */
class ValuesTest {

  @ParameterizedTest
  @ValueSource(strings = {"1000000000000000", "1320098173412546", "9007199254740991"})
  void taskId_ofSixteenDigits_isOurs(String digits) {
    assertEquals(digits, TaskId.of(digits).toString());
    assertTrue(TaskId.parse(digits).isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0741798445574458",
        "999999999999999",
        "9007199254740992",
        "14001934816969359",
        "-132009817341254",
        "132009817341254x",
        "１３２００９８１７３４１２５４６",
        " 1320098173412546"
      })
  void taskId_ofAnotherForm_isNotOurs(String text) {
    assertEquals(Optional.empty(), TaskId.parse(text));
    assertThrows(IllegalArgumentException.class, () -> TaskId.of(text));
  }

  @Property
  void taskId_drawn_survivesADouble(@ForAll long seed) {
    TaskId id = TaskId.random(new Random(seed));
    assertEquals(id.value(), (long) (double) id.value());
    assertEquals(id, TaskId.of(id.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "0.056, 56000, $0.056",
    "1, 1000000, $1.00",
    "0, 0, $0.00",
    "-0.5, -500000, -$0.50",
    "' 12.345678 ', 12345678, $12.345678",
    "1e2, 100000000, $100.00"
  })
  void money_isExact(String text, long micros, String shown) {
    assertEquals(micros, Money.usd(text).micros());
    assertEquals(shown, Money.usd(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "0.0000001", "1e30", "NaN", "1,5", "1e100000000", "1e-100000000"})
  @Timeout(10)
  void money_thatIsNone_isRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Money.usd(text));
  }

  @Test
  void money_beyondALong_throwsInsteadOfWrapping() {
    Money most = new Money(Long.MAX_VALUE);
    Money one = new Money(1);
    assertThrows(ArithmeticException.class, () -> most.plus(one));
    assertThrows(ArithmeticException.class, () -> most.times(2));
    assertThrows(ArithmeticException.class, () -> new Money(Long.MIN_VALUE).minus(one));
    assertEquals(Money.ZERO, one.minus(one));
    assertEquals(new Money(1), Money.rounded(new BigDecimal("0.0000005")));
    assertEquals(Money.ZERO, Money.rounded(new BigDecimal("0.0000004")));
  }

  @ParameterizedTest
  @CsvSource({
    "https://cdn.example/a.png?ex=67cefb57&is=1&hm=2&, 1741618007",
    "https://cdn.example/a.png?is=1&ex=67CEFB57,       1741618007",
    "https://cdn.example/a.png?hex=67cefb57,           -1",
    "https://cdn.example/a.png?ex=67cefb5,             -1",
    "https://cdn.example/a.png?ex=nothexno,            -1",
    "https://cdn.example/a.png,                        -1"
  })
  void mediaLink_knowsWhenItEnds(String url, long seconds) {
    MediaLink link = MediaLink.of(URI.create(url));
    assertEquals(
        seconds < 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds)),
        link.expires());
    assertEquals(seconds >= 0, link.isExpired(Instant.ofEpochSecond(1741618007)));
    assertFalse(link.isExpired(Instant.ofEpochSecond(1741618006)));
    assertFalse(link.toString().contains("?"), link.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/1.png,       IMAGE",
    "https://a.example/1.MP4?x=1,   VIDEO",
    "https://a.example/1.webm,      VIDEO",
    "https://a.example/1?f=a.mp4,   IMAGE",
    "https://a.example,             IMAGE"
  })
  void mediaLink_isAVideoByItsPath(String url, MediaLink.Kind kind) {
    assertEquals(kind, MediaLink.of(URI.create(url)).kind());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a cat                          |            | a cat",
        "a cat --fast                   | FAST       | a cat",
        "a cat --FAST --v 7             | FAST       | a cat --v 7",
        "--turbo a cat                  | TURBO      | a cat",
        "—relax a cat                   | RELAX      | a cat",
        "a cat –turbo --v 7             | TURBO      | a cat --v 7",
        "a cat ―turbo                   | TURBO      | a cat",
        "a --relax b --fast c --relax   | RELAX FAST | a b c",
        "a cat --faster                 |            | a cat --faster",
        "a --fast-paced cat             |            | a --fast-paced cat",
        "fast—relax cat                 |            | fast—relax cat",
        "a--fast cat                    | FAST       | a cat",
        "a (--fast) cat                 | FAST       | a () cat",
        "a cat --turbo, red             | TURBO      | a cat , red",
        "a cat ---turbo                 | TURBO      | a cat -",
        "a cat --turbo--ar 3:2          | TURBO      | a cat --ar 3:2",
      })
  void promptFlags_areReadAndCut(String prompt, String modes, String rest) {
    PromptFlags flags = PromptFlags.of(prompt);
    assertEquals(
        modes == null ? List.of() : Arrays.stream(modes.split(" ")).map(Mode::valueOf).toList(),
        flags.modes());
    assertEquals(rest, flags.prompt());
  }

  @Test
  void promptFlags_withoutFlags_keepThePromptAsItIs() {
    assertEquals("  a\n cat  ", PromptFlags.of("  a\n cat  ").prompt());
    assertEquals("", PromptFlags.of("--fast").prompt());
  }

  @Test
  void jsonValues_areCopiedDeepAndCannotBeChanged() {
    List<Object> list = new ArrayList<>(Arrays.asList(1, null, "a"));
    Map<String, Object> inner =
        new HashMap<>(Map.of("big", new BigInteger("99999999999999999999")));
    Map<String, Object> source = new HashMap<>();
    source.put("list", list);
    source.put("inner", inner);
    source.put("nothing", null);
    Map<String, ?> copy = JsonValues.copyOf(source);
    list.add("later");
    inner.clear();
    source.clear();
    Map<String, Object> expected = new HashMap<>();
    expected.put("list", Arrays.asList(1, null, "a"));
    expected.put("inner", Map.of("big", new BigInteger("99999999999999999999")));
    expected.put("nothing", null);
    assertEquals(expected, copy);
    assertThrows(UnsupportedOperationException.class, copy::clear);
    assertThrows(UnsupportedOperationException.class, ((List<?>) copy.get("list"))::clear);
    assertThrows(UnsupportedOperationException.class, ((Map<?, ?>) copy.get("inner"))::clear);
  }

  @Test
  void jsonValues_refuseWhatIsNoJson() {
    for (Object wrong : List.of(1.5, 1.5f, 'a', Instant.EPOCH, new int[0], Optional.empty())) {
      Map<String, Object> members = Map.of("x", List.of(wrong));
      assertThrows(IllegalArgumentException.class, () -> JsonValues.copyOf(members));
    }
    Map<String, Object> deep = Map.of();
    for (int i = 0; i < 70; i++) {
      deep = Map.of("x", deep);
    }
    Map<String, Object> tooDeep = deep;
    assertThrows(IllegalArgumentException.class, () -> JsonValues.copyOf(tooDeep));
  }

  @Test
  void submitOptions_keepWhatWasSaid() {
    SubmitOptions options =
        SubmitOptions.builder()
            .modes(Mode.TURBO, Mode.FAST)
            .policy("cheapest")
            .deadline(Duration.ofMinutes(3))
            .maxPrice(Money.usd("0.1"))
            .provider(ProviderId.of("deer"))
            .onUnknown(OnUnknown.RESUBMIT)
            .reference("order-7")
            .tags(Map.of("team", "a"))
            .state("mine\n")
            .extra(Map.of("noStorage", true))
            .build();
    assertEquals(new LinkedHashSet<>(List.of(Mode.TURBO, Mode.FAST)), options.modes());
    assertEquals(Mode.TURBO, options.modes().iterator().next());
    assertEquals(Optional.of("order-7"), options.reference());
    assertEquals("mine\n", options.state());
    assertEquals(options, options.toBuilder().build());
    assertNotEquals(options, options.toBuilder().state("").build());
    assertEquals(SubmitOptions.defaults(), SubmitOptions.builder().build());
  }

  @Test
  void submitOptions_shown_sayHowItIsRoutedAndNotWhatTheCallerWrote() {
    SubmitOptions options =
        SubmitOptions.builder()
            .modes(Mode.FAST)
            .caller("web")
            .reference("order-7")
            .tags(Map.of("team", "secret-canary-1"))
            .state("secret-canary-2")
            .extra(Map.of("x", "secret-canary-3"))
            .build();
    assertEquals(
        "SubmitOptions{modes=[FAST], providers=[], caller=web, reference=order-7}",
        options.toString());
  }

  @Test
  void submitOptions_asMuchExtraAsIsKept_isTaken() {
    Map<String, String> extra = Map.of("x", "x".repeat(16_000));
    assertEquals(extra, SubmitOptions.builder().extra(extra).build().extra());
  }

  @Test
  void submitOptions_outOfRange_areRefused() {
    for (SubmitOptions.Builder wrong :
        List.of(
            SubmitOptions.builder().deadline(Duration.ZERO),
            SubmitOptions.builder().deadline(Duration.ofSeconds(-1)),
            SubmitOptions.builder().deadline(Duration.ofSeconds(Long.MAX_VALUE)),
            SubmitOptions.builder().maxPrice(new Money(-1)),
            SubmitOptions.builder().reference(" "),
            SubmitOptions.builder().reference("x".repeat(256)),
            SubmitOptions.builder().state("x".repeat(4097)),
            SubmitOptions.builder().extra(Map.of("x", "x".repeat(16_384))),
            SubmitOptions.builder().extra(Map.of("x".repeat(16_384), 1)),
            SubmitOptions.builder().extra(Map.of("x", Collections.nCopies(16_384, Map.of()))),
            SubmitOptions.builder().extra(Map.of("x", List.of(Map.of("y", "x".repeat(16_384))))),
            SubmitOptions.builder().extra(Map.of("state", "x")),
            SubmitOptions.builder().extra(Map.of("notifyHook", "x")),
            SubmitOptions.builder().extra(Map.of("mode", "TURBO")),
            SubmitOptions.builder().extra(Map.of("taskId", "1")))) {
      assertThrows(IllegalArgumentException.class, wrong::build);
    }
  }

  @ParameterizedTest
  @CsvSource({"relax, RELAX", "RELAXED, RELAX", "' Fast ', FAST", "turbo, TURBO"})
  void mode_isReadInAnyCase(String text, Mode mode) {
    assertEquals(Optional.of(mode), Mode.parse(text));
  }

  @Test
  void mode_unknown_isEmpty() {
    assertEquals(Optional.empty(), Mode.parse("ludicrous"));
    assertEquals(Optional.empty(), Mode.parse(""));
  }
}
