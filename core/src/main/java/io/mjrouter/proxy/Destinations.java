package io.mjrouter.proxy;

import com.google.common.net.InetAddresses;
import io.mjrouter.model.ImageUrl;
import io.mjrouter.model.Submission;
import io.mjrouter.spi.AddressGuard;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Keeps what a client names, pictures and hooks, away from this machine and network, before
 * anything is bought. A name that leads nowhere yet is not refused: whoever connects looks again.
 */
final class Destinations {

  private static final int LONGEST = 2_000;

  /** What some resolvers read as an address although no standard writes it so. */
  private static final Pattern NUMERIC =
      Pattern.compile("(?:[0-9.]+|.*\\.(?:0x[0-9a-f]*|[0-9]+)|0x[0-9a-f.]+x?)\\.?");

  private static final Pattern LINK =
      Pattern.compile("(?<!\\S)https?://[^\\s]+", Pattern.CASE_INSENSITIVE);

  static final Names SYSTEM = InetAddress::getAllByName;

  /** Finds the addresses of a name. */
  @FunctionalInterface
  interface Names {
    InetAddress[] lookUp(String name) throws UnknownHostException;
  }

  static Destinations of(ProxySettings settings) {
    return of(settings, SYSTEM);
  }

  static Destinations of(ProxySettings settings, Names names) {
    return new Destinations(new PrivateHosts(settings.privateHosts()), names);
  }

  private final PrivateHosts allowed;
  private final Names names;

  private Destinations(PrivateHosts allowed, Names names) {
    this.allowed = allowed;
    this.names = names;
  }

  /** Refuses a submission with a link to a private address. */
  void check(Submission submission) {
    for (ImageUrl link : submission.accept(new NamedLinks())) {
      if (!isAllowed(host(link.url()), true)) {
        throw Refusal.invalid("image link: leads to a private address");
      }
    }
    if (submission.prompt().contains("://")) {
      var links = LINK.matcher(submission.prompt());
      while (links.find()) {
        if (!isAllowed(hostOf(links.group()), false)) {
          throw Refusal.invalid("prompt: an image link leads to a private address");
        }
      }
    }
  }

  /** The link itself, if a hook may go there. */
  String checkHook(String hook) {
    URI url = parse(hook);
    if (!isAllowed(host(url), true)) {
      throw Refusal.invalid("notifyHook: leads to a private address");
    }
    return url.toASCIIString();
  }

  /** Whether one address of a host may be connected to. */
  boolean allows(String host, InetAddress address) {
    return AddressGuard.isPublic(address) || allowed.allow(host, address);
  }

  private static URI parse(String hook) {
    try {
      URI url = new URI(hook);
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      boolean http = scheme.equals("http") || scheme.equals("https");
      if (http
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && hook.length() <= LONGEST) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Said below, without the link, which may hold a secret.
    }
    throw Refusal.invalid("notifyHook: (expected: http(s)://HOST/..., without a user)");
  }

  private static String host(URI url) {
    String host = url.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Of a link in a text, which may be no valid one; empty where there is none. */
  private static String hostOf(String link) {
    int start = link.indexOf("://") + 3;
    int end = start;
    while (end < link.length() && "/?#".indexOf(link.charAt(end)) < 0) {
      end++;
    }
    String authority =
        link.substring(
            link.lastIndexOf('@', end - 1) >= start ? link.lastIndexOf('@', end - 1) + 1 : start,
            end);
    if (authority.startsWith("[")) {
      int close = authority.indexOf(']');
      return close < 0 ? "" : authority.substring(1, close);
    }
    int colon = authority.indexOf(':');
    return colon < 0 ? authority : authority.substring(0, colon);
  }

  private boolean isAllowed(String host, boolean lookUp) {
    String name = host.toLowerCase(Locale.ROOT);
    if (InetAddresses.isInetAddress(name)) {
      return allows(name, InetAddresses.forString(name));
    }
    if (NUMERIC.matcher(name).matches()) {
      return false;
    }
    if (name.equals("localhost") || name.endsWith(".localhost")) {
      return allows(name, InetAddress.getLoopbackAddress());
    }
    return !lookUp || addresses(name).stream().allMatch(address -> allows(name, address));
  }

  private List<InetAddress> addresses(String name) {
    try {
      return List.of(names.lookUp(name));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }
}
