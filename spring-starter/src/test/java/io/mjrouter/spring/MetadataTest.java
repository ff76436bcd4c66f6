package io.mjrouter.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
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
    assertThat(named)
        .allSatisfy(
            name ->
                assertThat(known)
                    .as(name)
                    .anyMatch(
                        each ->
                            each.equals("midjourney." + name)
                                || each.startsWith("midjourney." + name + ".")
                                || each.equals("midjourney.providers.NAME." + name)
                                || each.startsWith("midjourney.providers.NAME." + name + ".")
                                || each.equals("midjourney.proxy.clients.NAME." + name)));
  }
}
