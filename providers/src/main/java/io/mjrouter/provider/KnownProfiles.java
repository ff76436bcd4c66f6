package io.mjrouter.provider;

import static io.mjrouter.spi.Capability.ACTION;
import static io.mjrouter.spi.Capability.BALANCE;
import static io.mjrouter.spi.Capability.BATCH_FETCH;
import static io.mjrouter.spi.Capability.BLEND;
import static io.mjrouter.spi.Capability.CANCEL;
import static io.mjrouter.spi.Capability.CHANGE;
import static io.mjrouter.spi.Capability.DESCRIBE;
import static io.mjrouter.spi.Capability.EDITS;
import static io.mjrouter.spi.Capability.IMAGE;
import static io.mjrouter.spi.Capability.IMAGINE;
import static io.mjrouter.spi.Capability.LIST;
import static io.mjrouter.spi.Capability.RECONCILE;
import static io.mjrouter.spi.Capability.RETEXTURE;
import static io.mjrouter.spi.Capability.SEED;
import static io.mjrouter.spi.Capability.SHORTEN;
import static io.mjrouter.spi.Capability.SWAP_FACE;
import static io.mjrouter.spi.Capability.UPLOAD;
import static io.mjrouter.spi.Capability.VIDEO;
import static io.mjrouter.spi.Capability.WEBHOOK;

import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.SubmissionKind;
import io.mjrouter.spi.AuthScheme;
import io.mjrouter.spi.BalanceProbe;
import io.mjrouter.spi.Code21;
import io.mjrouter.spi.ImageRule;
import io.mjrouter.spi.ModeSignal;
import io.mjrouter.spi.Profile;
import java.math.BigDecimal;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The dialects we know, each with the page or source it was read from.
 *
 * <p>A capability that a host's page does not document is absent here; {@code
 * profile.capabilities.add} adds it. A price is here only where the host itself publishes it. No
 * host's page promises the money back for a task that failed, so {@code refunds-failures} is true
 * only where the source was read.
 */
public final class KnownProfiles {

  private static final Map<Mode, String> FAST_AND_TURBO =
      Map.of(Mode.RELAX, "", Mode.FAST, "/mj-fast", Mode.TURBO, "/mj-turbo");

  private KnownProfiles() {}

  /**
   * CometAPI, {@code api.cometapi.com}.
   *
   * <p>From "Create a Midjourney imagine task" and "MidJourney API quick start" of
   * apidoc.cometapi.com: {@code Authorization: Bearer}; the bare path is relax, {@code /mj-fast}
   * and {@code /mj-turbo} stand before it. Its examples send {@code accountFilter.modes ["FAST"]}
   * on the bare path and do not say what is billed then, so the prefix is the one signal. Picture
   * links lead to its own {@code /mj/image/{id}}. Fetch-by-condition, notifyHook (with an
   * account-wide one behind it), video and edits are on the pages beside these.
   *
   * <p>The balance is asked at an origin of its own with the key as a query parameter ("Account
   * balance query API", doc-1018094): dollars; a key without limit shows -1 (999999999 in the 2025
   * edition).
   *
   * <p>Prices from its model pages {@code mj_fast_*} and {@code mj_turbo_*}, read in 2026; upscales
   * are rounded there ("about 0.06"). It names no price for relax, describe, windows, video and
   * edits.
   */
  public static Profile cometApi() {
    PriceList.Builder prices =
        PriceList.builder().source("model pages mj_fast_* and mj_turbo_* of cometapi.com, 2026");
    for (Action action :
        List.of(
            Action.IMAGINE,
            Action.VARIATION,
            Action.REROLL,
            Action.BLEND,
            Action.PAN,
            Action.ZOOM)) {
      prices.price(action, Mode.FAST, Money.usd("0.056"));
      prices.price(action, Mode.TURBO, Money.usd("0.168"));
    }
    prices.price(Action.SHORTEN, Mode.TURBO, Money.usd("0.168"));
    prices.price(Action.UPSCALE, Mode.FAST, Money.usd("0.06"));
    prices.price(Action.UPSCALE, Mode.TURBO, Money.usd("0.17"));
    return gateway("cometapi")
        .baseUrl(URI.create("https://api.cometapi.com"))
        .keyVariable("COMETAPI_KEY")
        .modePrefixes(FAST_AND_TURBO)
        .barePathMode(Mode.RELAX)
        .add(VIDEO, EDITS, BATCH_FETCH, IMAGE, WEBHOOK, BALANCE)
        .balanceProbes(
            new BalanceProbe(
                BalanceProbe.Endpoint.COMET_QUOTA,
                Optional.of(URI.create("https://query.cometapi.com")),
                BigDecimal.ONE,
                Set.of(BigDecimal.valueOf(-1), BigDecimal.valueOf(999_999_999))))
        .prices(prices.build())
        .build();
  }

  /**
   * DeerAPI, {@code api.deerapi.com}.
   *
   * <p>From its quick start "理解核心概念": as {@link #cometApi()} in address, modes and examples; blend,
   * describe, video and edits are named as further entries. No page on balance or prices was found;
   * its errors look like new-api's, so the balance is tried in new-api's two ways.
   */
  public static Profile deerApi() {
    return gateway("deerapi")
        .baseUrl(URI.create("https://api.deerapi.com"))
        .keyVariable("DEERAPI_KEY")
        .modePrefixes(FAST_AND_TURBO)
        .barePathMode(Mode.RELAX)
        .add(VIDEO, EDITS, IMAGE, BALANCE)
        .balanceProbes(newApiBalance())
        .build();
  }

  /**
   * DataEyes, {@code cloud.dataeyes.ai}.
   *
   * <p>From its reference v1.0 of 2026-06-15: {@code Authorization: Bearer}; Cloudflare refuses any
   * call without a User-Agent (403, {@code error code: 1010}); the mode goes into {@code
   * accountFilter.modes}, and what the path draws in without it is not said; {@code imageUrl} shows
   * {@code www.yourdomain.com} and readers are told to use {@code /mj/image/{taskId}}; code 21 is a
   * task that exists. It documents imagine, the buttons of a grid, fetch and image, nothing else.
   * The balance is tried in new-api's ways: its queued answer with code 1 shows such a gateway.
   */
  public static Profile dataEyes() {
    return gateway("dataeyes")
        .baseUrl(URI.create("https://cloud.dataeyes.ai"))
        .keyVariable("DATAEYES_KEY")
        .demandsUserAgent(true)
        .modeSignal(ModeSignal.ACCOUNT_FILTER)
        .modePrefixes(Map.of())
        .imageRule(ImageRule.VIA_IMAGE_ENDPOINT)
        .placeholderHosts("www.yourdomain.com")
        .code21(Code21.EXISTED)
        .capabilities(EnumSet.of(IMAGINE, ACTION, IMAGE, BALANCE))
        .balanceProbes(newApiBalance())
        .build();
  }

  /**
   * yutoai; every customer has an address of their own.
   *
   * <p>From its guide "Midjourney接入向导" (docs.yutoai.net, doc-6172523): {@code Authorization:
   * Bearer}; fast by {@code /mj-fast} and relax by {@code /mj-relax} (its curl lines say {@code
   * /fast}, which gateways of this family take as well); the bare path draws as the token is set.
   * Ids in {@code result} are JSON numbers in every example. Its imagine always carries {@code
   * base64Array} and its modal {@code maskBase64} and {@code prompt}, even empty. An extended video
   * names its parent {@code task_id} and its index as text (api-323778153). The same site documents
   * new-api's {@code /api/user/self}, so the balance is tried in new-api's ways.
   */
  public static Profile yutoAi() {
    return gateway("yutoai")
        .keyVariable("YUTOAI_KEY")
        .modes(EnumSet.of(Mode.RELAX, Mode.FAST))
        .modePrefixes(Map.of(Mode.RELAX, "/mj-relax", Mode.FAST, "/mj-fast"))
        .add(SHORTEN, VIDEO, BALANCE)
        .alwaysSend(SubmissionKind.IMAGINE, "base64Array", List.of())
        .alwaysSend(SubmissionKind.ANSWER, "prompt", "")
        .alwaysSend(SubmissionKind.ANSWER, "maskBase64", "")
        .videoParentMember("task_id")
        .videoIndexAsText(true)
        .balanceProbes(newApiBalance())
        .build();
  }

  /**
   * Any gateway made of new-api, the most common one.
   *
   * <p>From Calcium-Ion/new-api at ef8ae4db (April 2025) and later files of QuantumNous/new-api
   * (relay/mjproxy_handler.go, controller/midjourney.go, router/relay-router.go): any segment
   * before {@code /mj} is taken as a mode and, in the stock build, only some forks act on it, so
   * what the bare path draws in is not known. It drops notifyHook and accountFilter unless its
   * operator allows them. A failed task is paid back by its poller. Video and edits came after
   * April 2025; an older build refuses them unpaid.
   *
   * <p>Its default price list (Midjourney.md at ef8ae4db) is not here: every operator changes it
   * and multiplies it by a group's ratio, so it is nobody's price.
   *
   * <p>With {@code balance.access-token} and {@code balance.user-id} the account's tasks can be
   * listed, and so an unknown outcome be resolved.
   */
  public static Profile newApi() {
    return gateway("new-api")
        .add(SHORTEN, CHANGE, VIDEO, EDITS, UPLOAD, SWAP_FACE)
        .add(BATCH_FETCH, SEED, IMAGE, BALANCE)
        .balanceProbes(newApiBalance())
        .refundsFailures(true)
        .build();
  }

  /**
   * novicezk/midjourney-proxy run by oneself, at 0be95a9.
   *
   * <p>From its source and docs/api.md: {@code mj-api-secret}, and only where one is configured;
   * change instead of action, so that a simple press is sent as a change; no windows; no modes: the
   * Discord account's own is used, called fast here until {@code http.bare-path-mode} says
   * otherwise; code 21 is an upscale that exists; some builds refuse {@code botType} (Dooy's web
   * client, issue 243). It lists its tasks and echoes our token, so an unknown outcome can be
   * resolved.
   */
  public static Profile midjourneyProxy() {
    return worker("midjourney-proxy")
        .modes(EnumSet.of(Mode.FAST))
        .modePrefixes(Map.of(Mode.FAST, ""))
        .code21(Code21.EXISTED)
        .sendsBotType(false)
        .capabilities(EnumSet.of(IMAGINE, BLEND, DESCRIBE, CHANGE))
        .add(BATCH_FETCH, LIST, RECONCILE, WEBHOOK)
        .build();
  }

  /**
   * litter-coder/midjourney-proxy-plus run by oneself, at cd7ca8f.
   *
   * <p>From its docs (the source is closed): {@code mj-api-secret}; the mode in {@code
   * accountFilter.modes}; code 21 is a window that waits.
   */
  public static Profile plus() {
    return worker("plus")
        .modeSignal(ModeSignal.ACCOUNT_FILTER)
        .modePrefixes(Map.of())
        .code21(Code21.MODAL)
        .add(SHORTEN, CHANGE, UPLOAD, SWAP_FACE)
        .add(BATCH_FETCH, LIST, RECONCILE, SEED, CANCEL, WEBHOOK)
        .build();
  }

  /**
   * trueai-org/midjourney-proxy run by oneself, at ed32197 (v11.10.3).
   *
   * <p>From its source: {@code mj-api-secret} and nothing beside it, since it compares the whole
   * text of {@code Authorization} with the key wherever that header exists; the three prefixes; the
   * bare path leaves the choice to the account; code 21 is a window that waits; change is gone.
   */
  public static Profile trueAi() {
    return worker("trueai")
        .code21(Code21.MODAL)
        .add(SHORTEN, VIDEO, EDITS, RETEXTURE, UPLOAD, SWAP_FACE)
        .add(BATCH_FETCH, LIST, RECONCILE, SEED, CANCEL, WEBHOOK)
        .build();
  }

  /** The families that type {@code compatible} can be told to speak. */
  public static List<Profile> families() {
    return List.of(newApi(), midjourneyProxy(), plus(), trueAi());
  }

  /** A profile by its name, such as {@code deerapi} or {@code new-api}. */
  public static Optional<Profile> byName(String name) {
    return switch (name) {
      case "cometapi" -> Optional.of(cometApi());
      case "deerapi" -> Optional.of(deerApi());
      case "dataeyes" -> Optional.of(dataEyes());
      case "yutoai" -> Optional.of(yutoAi());
      default -> families().stream().filter(family -> family.name().equals(name)).findFirst();
    };
  }

  /** Imagine, blend, describe, action and modal, as every gateway has them. */
  private static Profile.Builder gateway(String name) {
    return Profile.builder(name).userAgent(UserAgent.DEFAULT);
  }

  private static Profile.Builder worker(String name) {
    return Profile.builder(name).userAgent(UserAgent.DEFAULT).auth(AuthScheme.MJ_API_SECRET);
  }

  private static BalanceProbe[] newApiBalance() {
    return new BalanceProbe[] {
      BalanceProbe.of(BalanceProbe.Endpoint.TOKEN_USAGE),
      BalanceProbe.of(BalanceProbe.Endpoint.BILLING)
    };
  }
}
