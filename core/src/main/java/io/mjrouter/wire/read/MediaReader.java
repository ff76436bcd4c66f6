package io.mjrouter.wire.read;

import io.mjrouter.model.HostStatus;
import io.mjrouter.model.MediaLink;
import io.mjrouter.spi.ImageRule;
import io.mjrouter.spi.Profile;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pictures and videos of a task. */
final class MediaReader {

  record Media(List<MediaLink> images, List<MediaLink> videos) {}

  private final Profile profile;
  private final Links links;

  MediaReader(Profile profile, Links links) {
    this.profile = profile;
    this.links = links;
  }

  /**
   * Single pictures come before the grid, the grid before what only trueai fills. A video file may
   * stand in any of these places. Without any link there is none, since not every success has a
   * picture; only where the rule is never to look at the links, the picture of a success stands at
   * the picture endpoint.
   */
  Media read(Members task, String id, HostStatus status) {
    Set<MediaLink> images = new LinkedHashSet<>();
    Set<MediaLink> videos = new LinkedHashSet<>();
    for (String text : texts(task, "videoUrls", "video_urls", "videoUrl", "video_url")) {
      links.video(text).map(MediaLink::video).ifPresent(videos::add);
    }
    boolean saysVideo =
        Members.asText(task.peek("contentType")).toLowerCase(Locale.ROOT).startsWith("video/");
    List<String> candidates = pictures(task);
    for (String text : candidates) {
      Optional<MediaLink> video =
          links.video(text).filter(l -> saysVideo || isVideo(l)).map(MediaLink::video);
      if (video.isPresent()) {
        videos.add(video.get());
      } else {
        links.picture(text, id).map(MediaLink::of).ifPresent(images::add);
      }
    }
    boolean drawn =
        status == HostStatus.SUCCESS
            && profile.imageRule() == ImageRule.VIA_IMAGE_ENDPOINT
            && !Members.asText(task.peek("action")).equalsIgnoreCase("SHORTEN");
    if (drawn && candidates.isEmpty() && videos.isEmpty()) {
      links.imageEndpoint(id).map(MediaLink::of).ifPresent(images::add);
    }
    return new Media(List.copyOf(images), List.copyOf(videos));
  }

  /** The first kind that is there; the members of the kinds behind it stay unread. */
  private static List<String> pictures(Members task) {
    List<String> single = texts(task, "imageUrls", "image_urls");
    if (!single.isEmpty()) {
      if (single.contains(Members.asText(task.peek("imageUrl")))) {
        task.markRead("imageUrl");
      }
      return single;
    }
    List<String> grid = texts(task, "imageUrl", "image_url");
    return grid.isEmpty() ? texts(task, "url", "proxyUrl").stream().limit(1).toList() : grid;
  }

  private static boolean isVideo(URI link) {
    return MediaLink.of(link).kind() == MediaLink.Kind.VIDEO;
  }

  /** The links of members that are a text, a list of texts, or a list of objects with a url. */
  private static List<String> texts(Members task, String... names) {
    List<String> texts = new ArrayList<>();
    for (String name : names) {
      Object value = Members.unfolded(task.value(name));
      List<@Nullable Object> items = new ArrayList<>();
      Json.array(value).ifPresentOrElse(items::addAll, () -> items.add(value));
      for (Object item : items) {
        String text = item instanceof Map ? Members.of(item).text("url") : Members.asText(item);
        if (!text.isBlank() && !texts.contains(text)) {
          texts.add(text);
        }
      }
    }
    return texts;
  }
}
