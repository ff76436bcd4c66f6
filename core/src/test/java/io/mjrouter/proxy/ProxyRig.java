package io.mjrouter.proxy;

import io.mjrouter.HandDriven;
import io.mjrouter.ImageSettings;
import io.mjrouter.Midjourney;
import io.mjrouter.MidjourneyBuilder;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.testing.FakeTime;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** A proxy before a router on a clock that the test turns. */
final class ProxyRig implements AutoCloseable {

  static final String IMAGINE = "{\"prompt\":\"a red fox\"}";

  final FakeTime time = FakeTime.create();
  final Map<String, InetAddress> names = new ConcurrentHashMap<>();
  final Midjourney mj;
  final MjProxy proxy;

  private ProxyRig(
      ProxySettings settings, RoutingSettings routing, ImageSettings images, MjProvider... hosts) {
    RoutingSettings.Builder capped = routing.toBuilder();
    settings.callerSpend().forEach(capped::callerSpend);
    MidjourneyBuilder builder =
        Midjourney.builder()
            .time(time)
            .random(new Random(42))
            .routing(capped.build())
            .images(images);
    for (MjProvider host : hosts) {
      builder.provider(host);
    }
    mj = HandDriven.build(builder);
    proxy = MjProxy.builder(mj).settings(settings).time(time).names(this::lookUp).build();
  }

  /** Open, to this machine alone. */
  static ProxyRig open(MjProvider... hosts) {
    return of(ProxySettings.builder(), hosts);
  }

  static ProxyRig of(ProxySettings.Builder settings, MjProvider... hosts) {
    return of(settings, RoutingSettings.builder(), hosts);
  }

  static ProxyRig of(
      ProxySettings.Builder settings, RoutingSettings.Builder routing, MjProvider... hosts) {
    return new ProxyRig(settings.build(), routing.build(), ImageSettings.defaults(), hosts);
  }

  /** Keeps pictures in a directory. */
  static ProxyRig keeping(Path directory, ProxySettings.Builder settings, MjProvider... hosts) {
    ImageSettings images = ImageSettings.defaults().withKeep(directory);
    return new ProxyRig(settings.build(), RoutingSettings.defaults(), images, hosts);
  }

  private InetAddress[] lookUp(String name) throws UnknownHostException {
    InetAddress address = names.get(name);
    if (address == null) {
      throw new UnknownHostException(name);
    }
    return new InetAddress[] {address};
  }

  Answered send(TestRequest request) {
    ProxyReply reply = proxy.handle(request);
    return request.method().equals("HEAD") ? Answered.toHead(reply) : Answered.of(reply);
  }

  Answered get(String target) {
    return send(TestRequest.get(target));
  }

  Answered post(String target, String json) {
    return send(TestRequest.post(target, json));
  }

  /** The id of a task that was asked for and taken. */
  String imagine() {
    return post("/mj/submit/imagine", IMAGINE).result();
  }

  Answered fetch(String id) {
    return get("/mj/task/" + id + "/fetch");
  }

  Task task(String id) {
    return mj.get(TaskId.of(id));
  }

  String hostId(String id) {
    return task(id).hostTask().orElseThrow().id();
  }

  void pass(Duration duration) {
    HandDriven.pass(mj, time, duration);
  }

  static TaskSnapshot.Builder success(String hostId) {
    return TaskSnapshot.builder(hostId, HostStatus.SUCCESS)
        .images(
            java.util.List.of(MediaLink.of(URI.create("https://cdn.example/" + hostId + ".png"))))
        .progress(100);
  }

  @Override
  public void close() {
    mj.close();
  }
}
