package io.mjrouter.examples.benchmarks;

import io.mjrouter.Midjourney;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.TimeSource;
import io.mjrouter.proxy.ClientSettings;
import io.mjrouter.proxy.MjProxy;
import io.mjrouter.proxy.ProxyReply;
import io.mjrouter.proxy.ProxyRequest;
import io.mjrouter.proxy.ProxySettings;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.store.MemoryTaskStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the proxy does for a submission and for a look, without the server around it: the client is
 * known by its key, one of two hosts takes it, the tasks are in memory.
 *
 * <p>Run: {@code java -cp 'target/classes:target/lib/*' org.openjdk.jmh.Main ProxyBenchmark -prof
 * gc}
 */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ProxyBenchmark {

  private static final int MOST_TASKS = 1_000_000;
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final String BODY =
      "{\"botType\":\"MID_JOURNEY\",\"prompt\":\"a lighthouse in a snow storm --v 6.1\"}";

  private final CannedHost host = host();
  private final Midjourney mj =
      Midjourney.builder()
          .provider(provider("one"))
          .provider(provider("two"))
          .store(new MemoryTaskStore(TimeSource.system(), Duration.ofHours(1), MOST_TASKS))
          .build();
  private final MjProxy proxy =
      MjProxy.builder(mj)
          .settings(
              ProxySettings.builder()
                  .client("bench", ClientSettings.builder("sk-bench").build())
                  .build())
          .build();
  private String fetch = "";

  private static CannedHost host() {
    try {
      return new CannedHost(
          "{\"code\":1,\"description\":\"Submit success\",\"result\":\"" + CannedHost.ID + "\"}");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private ProviderSettings provider(String name) {
    return ProviderSettings.builder(name, "compatible")
        .baseUrl(host.base().toString())
        .apiKey("sk-host")
        .modes(Mode.FAST)
        .prices(PriceList.builder().otherwise(Mode.FAST, Money.usd("0.05")).build())
        .build();
  }

  @Setup
  public void submitOne() throws IOException {
    String answer = text(submit());
    int at = answer.indexOf("\"result\":\"") + "\"result\":\"".length();
    fetch = "/mj/task/" + answer.substring(at, answer.indexOf('"', at)) + "/fetch";
    if (look().status() != 200) {
      throw new IllegalStateException(answer);
    }
  }

  private static String text(ProxyReply reply) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    reply.writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @TearDown
  public void close() throws IOException {
    mj.close();
    host.close();
  }

  @Benchmark
  public ProxyReply submit() {
    return proxy.handle(new Asked("POST", "/mj/submit/imagine", BODY));
  }

  @Benchmark
  public ProxyReply look() {
    return proxy.handle(new Asked("GET", fetch, ""));
  }

  private record Asked(String method, String path, String text) implements ProxyRequest {

    @Override
    public String query() {
      return "";
    }

    @Override
    public @Nullable String header(String name) {
      return switch (name) {
        case "Authorization" -> "Bearer sk-bench";
        case "Content-Type" -> "application/json";
        case "Content-Length" -> Integer.toString(text.length());
        default -> null;
      };
    }

    @Override
    public String base() {
      return "http://127.0.0.1:8080";
    }

    @Override
    public InetAddress remote() {
      return LOOPBACK;
    }

    @Override
    public InetAddress local() {
      return LOOPBACK;
    }

    @Override
    public InetAddress bound() {
      return LOOPBACK;
    }

    @Override
    public InputStream body() {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
