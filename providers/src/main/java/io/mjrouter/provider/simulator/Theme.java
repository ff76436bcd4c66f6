package io.mjrouter.provider.simulator;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the words of a prompt say about a picture: land, colours and the thing in the middle. Words
 * that say nothing known are drawn by lot, the same for the same words.
 */
record Theme(Land land, Palette palette, Motif motif) {

  /** What the world looks like. */
  enum Land {
    MOUNTAINS,
    SEA,
    CITY,
    FOREST,
    DUNES
  }

  private static final Map<String, Land> LANDS =
      Map.ofEntries(
          entry("sea", Land.SEA),
          entry("ocean", Land.SEA),
          entry("lake", Land.SEA),
          entry("river", Land.SEA),
          entry("water", Land.SEA),
          entry("beach", Land.SEA),
          entry("boat", Land.SEA),
          entry("ship", Land.SEA),
          entry("lighthouse", Land.SEA),
          entry("island", Land.SEA),
          entry("city", Land.CITY),
          entry("cityscape", Land.CITY),
          entry("town", Land.CITY),
          entry("street", Land.CITY),
          entry("skyline", Land.CITY),
          entry("cyberpunk", Land.CITY),
          entry("futuristic", Land.CITY),
          entry("forest", Land.FOREST),
          entry("wood", Land.FOREST),
          entry("woods", Land.FOREST),
          entry("jungle", Land.FOREST),
          entry("garden", Land.FOREST),
          entry("fox", Land.FOREST),
          entry("bear", Land.FOREST),
          entry("desert", Land.DUNES),
          entry("dune", Land.DUNES),
          entry("dunes", Land.DUNES),
          entry("sand", Land.DUNES),
          entry("mars", Land.DUNES),
          entry("mountain", Land.MOUNTAINS),
          entry("mountains", Land.MOUNTAINS),
          entry("valley", Land.MOUNTAINS),
          entry("hills", Land.MOUNTAINS),
          entry("snow", Land.MOUNTAINS));

  private static final Map<String, List<Palette>> PALETTES =
      Map.ofEntries(
          entry("night", List.of(Palette.NIGHT, Palette.AURORA)),
          entry("moon", List.of(Palette.NIGHT)),
          entry("star", List.of(Palette.NIGHT)),
          entry("stars", List.of(Palette.NIGHT)),
          entry("space", List.of(Palette.NIGHT, Palette.AURORA)),
          entry("galaxy", List.of(Palette.AURORA, Palette.NIGHT)),
          entry("aurora", List.of(Palette.AURORA)),
          entry("cyberpunk", List.of(Palette.NEON)),
          entry("neon", List.of(Palette.NEON)),
          entry("futuristic", List.of(Palette.NEON, Palette.SUNSET)),
          entry("sunset", List.of(Palette.SUNSET, Palette.CRIMSON)),
          entry("sunrise", List.of(Palette.BLOSSOM, Palette.GOLD)),
          entry("dawn", List.of(Palette.BLOSSOM, Palette.GOLD)),
          entry("dusk", List.of(Palette.SUNSET, Palette.NEON)),
          entry("autumn", List.of(Palette.GOLD)),
          entry("golden", List.of(Palette.GOLD)),
          entry("gold", List.of(Palette.GOLD)),
          entry("snow", List.of(Palette.SNOW)),
          entry("snowy", List.of(Palette.SNOW)),
          entry("winter", List.of(Palette.SNOW)),
          entry("ice", List.of(Palette.SNOW, Palette.AURORA)),
          entry("desert", List.of(Palette.SAND)),
          entry("mars", List.of(Palette.CRIMSON)),
          entry("pink", List.of(Palette.BLOSSOM)),
          entry("spring", List.of(Palette.BLOSSOM)),
          entry("sea", List.of(Palette.TEAL, Palette.DAY)),
          entry("ocean", List.of(Palette.TEAL, Palette.DAY)),
          entry("green", List.of(Palette.TEAL)),
          entry("summer", List.of(Palette.DAY)),
          entry("blue", List.of(Palette.DAY)),
          entry("paper", List.of(Palette.BLOSSOM, Palette.TEAL)));

  /** Reads a prompt's words for one of its pictures. */
  static Theme of(PromptText prompt, long seed) {
    List<String> words = prompt.words();
    long lot = Chance.hash(String.join(" ", words));
    Motif motif =
        words.stream()
            .flatMap(word -> Motif.of(word).stream())
            .findFirst()
            .orElseGet(() -> Motif.byLot(Chance.mix(lot, 1)));
    Land land =
        first(words, LANDS)
            .orElseGet(
                () ->
                    motif
                        .home()
                        .orElse(
                            Land.values()[Chance.index(Chance.mix(lot, 2), Land.values().length)]));
    List<Palette> palettes =
        first(words, PALETTES)
            .orElseGet(
                () ->
                    List.of(Palette.byLot(Chance.mix(lot, 3)), Palette.byLot(Chance.mix(lot, 4))));
    return new Theme(land, palettes.get(Chance.index(Chance.mix(seed, 5), palettes.size())), motif);
  }

  private static <T> Optional<T> first(List<String> words, Map<String, T> meanings) {
    return words.stream().filter(meanings::containsKey).map(meanings::get).findFirst();
  }
}
