package io.mjrouter.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What development environments complete and explain. */
class MetadataTest {

  private static final String OF_TYPES = "/META-INF/spring/configuration-metadata/";

  private record Property(String name, String description) {}

  private static List<Property> properties() throws IOException {
    List<Property> all = new ArrayList<>(read("/META-INF/spring-configuration-metadata.json", ""));
    all.addAll(
        read(
            OF_TYPES + ProviderProperties.class.getName() + ".json", "midjourney.providers.NAME."));
    all.addAll(
        read(
            OF_TYPES + ProxyProperties.Client.class.getName() + ".json",
            "midjourney.proxy.clients.NAME."));
    return all;
  }

  private static List<Property> read(String resource, String prefix) throws IOException {
    try (InputStream in = MetadataTest.class.getResourceAsStream(resource)) {
      assertThat(in).as(resource).isNotNull();
      List<Property> found = new ArrayList<>();
      for (JsonNode property : JsonMapper.shared().readTree(in).get("properties")) {
        found.add(
            new Property(
                prefix + property.get("name").asString(),
                property.path("description").asString("")));
      }
      return found;
    }
  }

  @Test
  void everyProperty_hasADescription() throws IOException {
    List<Property> properties = properties();
    assertThat(properties).hasSizeGreaterThan(90);
    assertThat(properties)
        .allSatisfy(p -> assertThat(p.description()).as(p.name()).isNotBlank().endsWith("."));
  }

  @Test
  void switchOfTheHealth_isKnown() throws IOException {
    assertThat(properties())
        .extracting(Property::name)
        .contains("management.health.midjourney.enabled");
  }

  /** What the tables of settings name. */
  @Test
  void everyPropertyOfTheReadme_isKnown() throws IOException {
    TreeSet<String> known = new TreeSet<>();
    properties().forEach(property -> known.add(property.name()));
    List<String> named = new ArrayList<>();
    String readme = Files.readString(Path.of("../README.md"));
    int begin = readme.indexOf("\n## Settings\n");
    String settings = readme.substring(begin, readme.indexOf("\n## ", begin + 4));
    for (String row : settings.lines().toList()) {
      Matcher property = Pattern.compile("^\\|[^|]*\\| `([a-z.-]+)`").matcher(row);
      if (property.find()) {
        named.add(property.group(1));
      }
    }
    assertThat(named).hasSizeGreaterThan(40);
    assertThat(named).allSatisfy(name -> assertThat(known).as(name).anyMatch(isNamed(name)));
  }

  /** A property, or the beginning of some, with {@code midjourney.} before it or without. */
  private static Predicate<String> isNamed(String name) {
    String own = name.replaceFirst("^midjourney\\.", "");
    return each ->
        each.equals("midjourney." + own)
            || each.startsWith("midjourney." + own + ".")
            || each.equals("midjourney.providers.NAME." + own)
            || each.startsWith("midjourney.providers.NAME." + own + ".")
            || each.equals("midjourney.proxy.clients.NAME." + own);
  }

  /** What the pages name in code font, or set in an example. */
  @Test
  void everyPropertyOfTheDocs_isKnown() throws IOException {
    TreeSet<String> known = new TreeSet<>();
    properties().forEach(property -> known.add(property.name()));
    List<String> named = new ArrayList<>();
    try (Stream<Path> pages = Files.list(Path.of("../docs"))) {
      for (Path page : pages.filter(each -> each.toString().endsWith(".md")).toList()) {
        named.addAll(properties(Files.readString(page)));
      }
    }
    named.addAll(inYaml(Files.readString(Path.of("../README.md"))));
    assertThat(named).hasSizeGreaterThan(30);
    assertThat(named).allSatisfy(name -> assertThat(known).as(name).anyMatch(isNamed(name)));
  }

  private static final Pattern IN_CODE =
      Pattern.compile(
          "`((?:midjourney|routing|tasks|store|proxy|images|webhooks|limits|balance|timeouts|http|money"
              + "|profile|provider-source|simulator)\\.[a-z][A-Za-z.-]*)(?:: [^`]*)?`");
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  private static List<String> properties(String page) {
    List<String> named = new ArrayList<>(inYaml(page));
    Matcher code = IN_CODE.matcher(page);
    while (code.find()) {
      named.add(code.group(1));
    }
    return named;
  }

  private static List<String> inYaml(String page) {
    List<String> named = new ArrayList<>();
    Matcher yaml = YAML.matcher(page);
    while (yaml.find()) {
      Map<String, Object> document = new Yaml().load(yaml.group(1));
      if (document.get("midjourney") instanceof Map<?, ?> ours) {
        add(named, "midjourney", ours);
      }
    }
    return named;
  }

  /** The names of providers and clients are anybody's, and so is what they price by. */
  private static void add(List<String> named, String prefix, Map<?, ?> members) {
    members.forEach(
        (key, value) -> {
          boolean anyName = prefix.equals("midjourney.providers") || prefix.endsWith(".clients");
          String name = prefix + "." + (anyName ? "NAME" : key);
          if (value instanceof Map<?, ?> deeper && !name.endsWith(".prices")) {
            add(named, name, deeper);
          } else {
            named.add(name);
          }
        });
  }
}
