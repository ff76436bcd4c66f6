package io.mjrouter.provider.simulator;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The thing in the middle of a picture. */
enum Motif {
  FOX(Theme.Land.FOREST, 0xd9622b, 0xfff3e4),
  CAT(Theme.Land.FOREST, 0x4a4a55, 0xe8e4e0),
  DOG(Theme.Land.MOUNTAINS, 0x9a6a3f, 0xf3e3cd),
  RABBIT(Theme.Land.FOREST, 0xcdbfae, 0xffffff),
  BEAR(Theme.Land.FOREST, 0x5d3d28, 0xc9a27a),
  PIG(Theme.Land.MOUNTAINS, 0xef9fa6, 0xffd5d3),
  BOAT(Theme.Land.SEA, 0, 0),
  LIGHTHOUSE(Theme.Land.SEA, 0, 0),
  BALLOON(null, 0, 0),
  CABIN(null, 0, 0),
  TREE(null, 0, 0),
  FLOWER(Theme.Land.FOREST, 0, 0),
  ROCKET(Theme.Land.DUNES, 0, 0),
  BIRDS(null, 0, 0);

  private static final Map<String, Motif> OTHER_WORDS =
      Map.ofEntries(
          entry("kitten", CAT),
          entry("kitty", CAT),
          entry("猫", CAT),
          entry("猫猫", CAT),
          entry("puppy", DOG),
          entry("wolf", DOG),
          entry("bunny", RABBIT),
          entry("hare", RABBIT),
          entry("panda", BEAR),
          entry("pork", PIG),
          entry("ship", BOAT),
          entry("sail", BOAT),
          entry("house", CABIN),
          entry("hut", CABIN),
          entry("cottage", CABIN),
          entry("castle", LIGHTHOUSE),
          entry("tower", LIGHTHOUSE),
          entry("oak", TREE),
          entry("rose", FLOWER),
          entry("tulip", FLOWER),
          entry("sunflower", FLOWER),
          entry("spaceship", ROCKET),
          entry("astronaut", ROCKET),
          entry("bird", BIRDS),
          entry("crane", BIRDS),
          entry("cranes", BIRDS),
          entry("dragon", BIRDS));

  private static final Motif[] LOTS = {BALLOON, CABIN, TREE, BIRDS};

  private final Theme.@Nullable Land home;
  final int fur;
  final int chest;

  Motif(Theme.@Nullable Land home, int fur, int chest) {
    this.home = home;
    this.fur = fur;
    this.chest = chest;
  }

  /** What a word means, in the singular or with an s. */
  static Optional<Motif> of(String word) {
    if (OTHER_WORDS.containsKey(word)) {
      return Optional.of(OTHER_WORDS.get(word));
    }
    String name = word.toUpperCase(Locale.ROOT);
    for (Motif motif : values()) {
      String own = motif.name();
      if (name.equals(own) || name.equals(own + "S") || name.equals(own + "ES")) {
        return Optional.of(motif);
      }
    }
    return Optional.empty();
  }

  static Motif byLot(long lot) {
    return LOTS[Chance.index(lot, LOTS.length)];
  }

  /** Where it usually stands. */
  Optional<Theme.Land> home() {
    return Optional.ofNullable(home);
  }

  boolean isAnimal() {
    return fur != 0;
  }

  /** Whether it hangs in the air. */
  boolean flies() {
    return this == BALLOON || this == BIRDS;
  }
}
