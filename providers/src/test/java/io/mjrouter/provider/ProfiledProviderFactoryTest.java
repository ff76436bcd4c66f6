package io.mjrouter.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.Midjourney;
import io.mjrouter.MidjourneyBuilder;
import io.mjrouter.error.ConfigurationException;
import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.TimeSource;
import io.mjrouter.provider.compatible.CompatibleFactory;
import io.mjrouter.spi.BalanceProbe.Endpoint;
import io.mjrouter.spi.BalanceSettings;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ModeSignal;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.ProviderContext;
import io.mjrouter.spi.ProviderFactory;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.Secret;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfiledProviderFactoryTest {

  private static final String KEY = "sk-secret-canary-7Qx";

  private static List<String> problems(ProviderFactory factory, ProviderSettings settings) {
    Problems problems = Problems.under("midjourney").in("providers").in("acme");
    factory.validate(settings, problems);
    return problems.lines();
  }

  private static List<String> problems(Profile profile, ProviderSettings settings) {
    return problems(new ProfiledProviderFactory(profile, variable -> null), settings);
  }

  private static ProviderSettings.Builder comet() {
    return ProviderSettings.builder("acme", "cometapi").apiKey(KEY);
  }

  private static ProviderSettings.Builder compatible() {
    return ProviderSettings.builder("acme", "compatible")
        .apiKey(KEY)
        .baseUrl("https://api.acme.example/mj");
  }

  /** One mistake each, at the property that a user has to change. */
  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("api-key: missing", b -> ProviderSettings.builder("acme", "cometapi")),
        mistake("api-key: blank", b -> b.apiKey("")),
        mistake("api-key: blank", b -> b.apiKey("  ")),
        mistake("api-key: a placeholder", b -> b.apiKey("${COMETAPI_KEY}")),
        mistake("api-key: holds blanks", b -> b.apiKey(KEY + "\n")),
        mistake("api-key: holds blanks", b -> b.apiKey(KEY + " x")),
        mistake("api-key: holds blanks", b -> b.apiKey(KEY + "\u0007")),
        mistake("api-key: holds blanks", b -> b.apiKey(KEY + "\u00e9")),
        mistake("api-key: begins with 'Bearer'", b -> b.apiKey("Bearer " + KEY)),
        mistake("base-url: blank", b -> b.baseUrl(" ")),
        mistake("base-url: holds a query", b -> b.baseUrl("https://x.example/mj?key=" + KEY)),
        mistake("base-url: http would show", b -> b.baseUrl("http://api.cometapi.com")),
        mistake("weight: 0", b -> b.weight(0)),
        mistake("limits.concurrent: 0", b -> b.concurrent(0)),
        mistake("limits.per-minute: -1", b -> b.perMinute(-1)),
        mistake("limits.daily-spend: -$0.01", b -> b.dailySpend(Money.usd("-0.01"))),
        mistake("money.usd: 0", b -> b.usdPerUnit(BigDecimal.ZERO)),
        mistake("http.user-agent: blank", b -> b.userAgent(" ")),
        mistake("http.user-agent: blank or", b -> b.userAgent("me\r\nX: y")),
        mistake("http.headers.X-A: holds line", b -> b.headers(Map.of("X-A", "b\r\nX-B: c"))),
        mistake("http.headers: a name", b -> b.headers(Map.of("X A", "b"))),
        mistake("http.headers.User-agent: set", b -> b.headers(Map.of("User-agent", ""))),
        mistake("http.headers.authorization: set", b -> b.headers(Map.of("authorization", KEY))),
        mistake("http.bare-path-mode: 'slow'", b -> b.barePathMode("slow")),
        mistake(
            "http.mode-prefixes.fast: not understood",
            b -> b.modePrefixes(Map.of(Mode.FAST, "mj-fast"))),
        mistake(
            "http.mode-prefixes.fast: not understood",
            b -> b.modePrefixes(Map.of(Mode.FAST, "/mj-fast/mj"))),
        mistake(
            "http.mode-prefixes.fast: the same as that of relax",
            b -> b.modePrefixes(Map.of(Mode.FAST, ""))),
        mistake("http.proxy: not understood", b -> b.proxy("proxy.example")),
        mistake("http.proxy: not understood", b -> b.proxy("http://u:" + KEY + "@p.example:1")),
        mistake("http.proxy: not understood", b -> b.proxy("proxy.example:70000")),
        mistake("profile.compatible: only for", b -> b.profile("new-api")),
        mistake(
            "profile.capabilities: seed both",
            b -> b.addCapabilities(Capability.SEED).removeCapabilities(Capability.SEED)),
        mistake(
            "profile.capabilities: reconcile without list",
            b -> b.addCapabilities(Capability.RECONCILE)),
        mistake(
            "balance.access-token: missing",
            b -> b.balance(BalanceSettings.defaults().withEndpoint(Endpoint.USER_SELF)),
            "balance.user-id: missing"),
        mistake(
            "balance.access-token: holds",
            b ->
                b.balance(
                    BalanceSettings.defaults().withAccessToken(Secret.of(KEY + "\r\n"), "7"))),
        mistake(
            "balance.user-id: not understood",
            b ->
                b.balance(
                    BalanceSettings.defaults().withAccessToken(Secret.of(KEY), "7\r\nX: y"))));
  }

  private static Arguments mistake(
      String line, UnaryOperator<ProviderSettings.Builder> change, String... more) {
    return Arguments.of(line, change, more);
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("mistakes")
  void validate_oneMistake_isReportedAtItsPropertyWithoutTheSecret(
      String line, UnaryOperator<ProviderSettings.Builder> change, String[] more) {
    List<String> lines = problems(KnownProfiles.cometApi(), change.apply(comet()).build());

    assertEquals(1 + more.length, lines.size(), () -> "" + lines);
    assertTrue(lines.get(0).startsWith("midjourney.providers.acme." + line), () -> "" + lines);
    for (int i = 0; i < more.length; i++) {
      assertTrue(lines.get(i + 1).startsWith("midjourney.providers.acme." + more[i]));
    }
    assertFalse(lines.toString().contains("canary"), () -> "" + lines);
  }

  @Test
  void validate_manyMistakes_areReportedAtOnce() {
    List<String> lines =
        problems(
            new CompatibleFactory(),
            ProviderSettings.builder("acme", "compatible")
                .weight(-1)
                .userAgent("")
                .proxy("x")
                .profile("newapi")
                .build());

    assertEquals(
        List.of(
            "midjourney.providers.acme.profile.compatible: 'newapi' (expected: new-api,"
                + " midjourney-proxy, plus, trueai; did you mean new-api?)",
            "midjourney.providers.acme.weight: -1 (expected: 1 or more)",
            "midjourney.providers.acme.api-key: missing (expected: the host's key)",
            "midjourney.providers.acme.base-url: missing (expected: the host's address, such as"
                + " https://api.example.com)",
            "midjourney.providers.acme.http.user-agent: blank or with characters that no header"
                + " takes (expected: such as my-app/1.0)",
            "midjourney.providers.acme.http.proxy: not understood (expected: host:port)"),
        lines);
  }

  @ParameterizedTest
  @ValueSource(strings = {"deerapi", "simulator"})
  void build_limitsOutOfRange_areEachReportedOnce(String type) {
    MidjourneyBuilder builder =
        Midjourney.builder()
            .provider(
                ProviderSettings.builder("acme", type)
                    .apiKey(KEY)
                    .concurrent(0)
                    .perMinute(0)
                    .weight(0)
                    .build());

    ConfigurationException thrown = assertThrows(ConfigurationException.class, builder::build);

    assertEquals(
        List.of(
            "midjourney.providers.acme.limits.concurrent: 0 (expected: 1 or more)",
            "midjourney.providers.acme.limits.per-minute: 0 (expected: 1 or more)",
            "midjourney.providers.acme.weight: 0 (expected: 1 or more)"),
        thrown.problems());
  }

  @ParameterizedTest
  @ValueSource(strings = {"yutoai", "compatible"})
  void validate_noBaseUrlWhereEachUserHasAnother_isReported(String type) {
    ProviderFactory factory =
        type.equals("compatible")
            ? new CompatibleFactory()
            : new ProfiledProviderFactory(KnownProfiles.yutoAi());
    List<String> lines =
        problems(factory, ProviderSettings.builder("acme", type).apiKey(KEY).build());

    assertEquals(1, lines.size());
    assertTrue(lines.get(0).contains("acme.base-url: missing"), () -> "" + lines);
  }

  @Test
  void validate_modeThatTheHostLacks_namesThoseItHas() {
    assertEquals(
        List.of(
            "midjourney.providers.acme.modes: turbo, which yutoai does not offer (expected: relax,"
                + " fast)"),
        problems(
            KnownProfiles.yutoAi(),
            ProviderSettings.builder("acme", "yutoai")
                .apiKey(KEY)
                .baseUrl("https://api.yuto.example")
                .modes(Mode.TURBO)
                .build()));
  }

  @Test
  void validate_modeInTheAddressThatTheHostLacks_isReportedThere() {
    assertEquals(
        List.of(
            "midjourney.providers.acme.base-url: asks for turbo, which yutoai does not offer"
                + " (expected: relax, fast)"),
        problems(
            KnownProfiles.yutoAi(),
            ProviderSettings.builder("acme", "yutoai")
                .apiKey(KEY)
                .baseUrl("https://api.yuto.example/mj-turbo/mj")
                .build()));
  }

  @Test
  void validate_prefixesAtAHostWithoutAny_mustBeGiven() {
    ProviderSettings.Builder byPrefix =
        ProviderSettings.builder("acme", "dataeyes").apiKey(KEY).modeBy(ModeSignal.PREFIX);

    assertEquals(
        List.of(
            "midjourney.providers.acme.http.mode-prefixes.fast: missing (expected: such as"
                + " /mj-fast)"),
        problems(KnownProfiles.dataEyes(), byPrefix.modes(Mode.FAST).build()));
    assertEquals(
        List.of(),
        problems(
            KnownProfiles.dataEyes(),
            byPrefix.modePrefixes(Map.of(Mode.FAST, "/mj-fast")).build()));
  }

  @Test
  void validate_cometsBalanceElsewhere_isRefused() {
    assertEquals(
        List.of(
            "midjourney.providers.acme.balance.endpoint: comet-quota is CometAPI's alone"
                + " (expected: auto)"),
        problems(
            KnownProfiles.deerApi(),
            ProviderSettings.builder("acme", "deerapi")
                .apiKey(KEY)
                .balance(BalanceSettings.defaults().withEndpoint(Endpoint.COMET_QUOTA))
                .build()));
  }

  @Test
  void validate_keyInTheEnvironment_isFoundAndChecked() {
    ProviderSettings settings = ProviderSettings.builder("acme", "deerapi").build();

    assertEquals(
        List.of(),
        problems(
            new ProfiledProviderFactory(KnownProfiles.deerApi(), Map.of("DEERAPI_KEY", KEY)::get),
            settings));
    assertEquals(
        List.of(
            "midjourney.providers.acme.api-key: missing (expected: the host's key here or in the"
                + " environment variable DEERAPI_KEY)"),
        problems(KnownProfiles.deerApi(), settings));
    List<String> lines =
        problems(
            new ProfiledProviderFactory(
                KnownProfiles.deerApi(), Map.of("DEERAPI_KEY", KEY + "\n")::get),
            settings);
    assertTrue(
        lines.get(0).contains("api-key: environment variable DEERAPI_KEY: holds blanks"),
        () -> "" + lines);
    assertFalse(lines.get(0).contains("canary"));
  }

  @Test
  void validate_workerOfOnesOwn_needsNoKey() {
    ProviderSettings.Builder own =
        ProviderSettings.builder("acme", "compatible")
            .profile("midjourney-proxy")
            .baseUrl("localhost:8080/mj");

    assertEquals(List.of(), problems(new CompatibleFactory(), own.build()));
    assertEquals(1, problems(new CompatibleFactory(), own.apiKey("").build()).size());
  }

  @Test
  void validate_disabledProvider_needsNoKey() {
    assertEquals(
        List.of(),
        problems(
            KnownProfiles.deerApi(),
            ProviderSettings.builder("acme", "deerapi").enabled(false).build()));
  }

  @Test
  void create_settingsWithProblems_isRefusedWithoutTheSecret() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> create(KnownProfiles.cometApi(), comet().apiKey(KEY + "\n").build()));

    assertTrue(refused.getMessage().startsWith("acme.api-key: holds"), refused.getMessage());
    assertFalse(refused.getMessage().contains("canary"), refused.getMessage());
  }

  @Test
  void create_plainSettings_isTheType() {
    try (MjProvider provider = create(KnownProfiles.cometApi(), comet().build())) {
      ProviderInfo info = provider.info();

      assertEquals("acme", provider.id().name());
      assertEquals("cometapi", info.type());
      assertEquals(Set.of(Mode.RELAX, Mode.FAST, Mode.TURBO), info.modes());
      assertEquals(KnownProfiles.cometApi().capabilities(), info.capabilities());
      assertEquals(Optional.of(Money.usd("0.056")), info.prices().price(Action.IMAGINE, Mode.FAST));
      assertEquals(Optional.empty(), info.prices().price(Action.IMAGINE, Mode.RELAX));
      assertEquals(Optional.empty(), info.prices().price(Action.VIDEO, Mode.FAST));
      assertFalse(info.refundsFailures());
      assertFalse(info.simulated());
    }
  }

  @Test
  void create_ownSettings_beatTheType() {
    ProviderSettings settings =
        comet()
            .modes(Mode.FAST)
            .prices(PriceList.builder().otherwise(Mode.FAST, Money.usd("0.4")).build())
            .usdPerUnit(new BigDecimal("0.14"))
            .refundsFailures(true)
            .addCapabilities(Capability.SEED)
            .removeCapabilities(Capability.VIDEO)
            .build();
    try (MjProvider provider = create(KnownProfiles.cometApi(), settings)) {
      ProviderInfo info = provider.info();

      assertEquals(Set.of(Mode.FAST), info.modes());
      assertEquals(Optional.of(Money.usd("0.056")), info.prices().price(Action.UPSCALE, Mode.FAST));
      assertTrue(info.refundsFailures());
      assertTrue(info.can(Capability.SEED));
      assertFalse(info.can(Capability.VIDEO));
    }
  }

  @Test
  void create_modeInTheAddress_restrictsToItUnlessModesAreSet() {
    ProviderSettings.Builder relax = comet().baseUrl("https://api.cometapi.com/mj-relax/mj");
    try (MjProvider provider = create(KnownProfiles.cometApi(), relax.build())) {
      assertEquals(Set.of(Mode.RELAX), provider.info().modes());
    }
    ProviderSettings explicit = relax.modes(Mode.FAST).build();
    try (MjProvider provider = create(KnownProfiles.cometApi(), explicit)) {
      assertEquals(Set.of(Mode.FAST), provider.info().modes());
    }
  }

  @Test
  void create_compatible_isItsOwnTypeAndSpeaksTheFamily() {
    MjProvider provider =
        new CompatibleFactory().create(compatible().profile("trueai").build(), context());

    assertEquals("compatible", provider.info().type());
    assertEquals(KnownProfiles.trueAi().capabilities(), provider.info().capabilities());
    provider.close();
  }

  @Test
  void services_everyType_isRegisteredOnce() {
    List<String> types =
        ServiceLoader.load(ProviderFactory.class).stream()
            .map(found -> found.get().type())
            .filter(type -> !type.equals("simulator"))
            .sorted()
            .toList();

    assertEquals(List.of("cometapi", "compatible", "dataeyes", "deerapi", "yutoai"), types);
    assertEquals(types.size(), new TreeSet<>(types).size());
  }

  static MjProvider create(Profile profile, ProviderSettings settings) {
    return new ProfiledProviderFactory(profile, variable -> null).create(settings, context());
  }

  private static ProviderContext context() {
    return new ProviderContext(TimeSource.system(), new Random(1));
  }
}
