package io.mjrouter.provider.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.MoreExecutors;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host that does exactly what a test says, byte by byte, and counts the POSTs that it read to
 * their last byte: those that a real host would have billed.
 */
final class RawHost implements AutoCloseable {

  static final String ACCEPTED =
      json("{\"code\":1,\"description\":\"ok\",\"result\":\"1712345678901234\"}");
  static final String TASK =
      json("{\"id\":\"1712345678901234\",\"status\":\"SUCCESS\",\"progress\":\"100%\"}");

  private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *([0-9]+)\\r?$");

  /** What the host does with one connection, the first one being number 1. */
  @FunctionalInterface
  interface Behaviour {
    void serve(Connection connection, int number) throws Exception;
  }

  private final ServerSocket server;
  private final Behaviour behaviour;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Connection> connections = new CopyOnWriteArrayList<>();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final AtomicInteger posts = new AtomicInteger();
  private final AtomicInteger gets = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();

  RawHost(Behaviour behaviour) {
    this(plain(), behaviour);
  }

  /** A host on a server socket of one's own, such as a TLS one. */
  RawHost(ServerSocket server, Behaviour behaviour) {
    this.server = server;
    this.behaviour = behaviour;
    threads.execute(this::accept);
  }

  /** A host that gives every request the same answer. */
  static RawHost answering(String answer) {
    return answering(answer.getBytes(UTF_8));
  }

  static RawHost answering(byte[] answer) {
    return new RawHost(
        (connection, number) -> {
          while (connection.read().isPresent()) {
            connection.send(answer);
          }
        });
  }

  /** A host whose answer depends on the path. */
  static RawHost routing(UnaryOperator<String> answers) {
    return new RawHost(
        (connection, number) -> {
          for (var request = connection.read(); request.isPresent(); request = connection.read()) {
            connection.send(answers.apply(request.get().path()));
          }
        });
  }

  static String json(String body) {
    return http("200 OK", "application/json", body);
  }

  static String http(String status, String contentType, String body) {
    return "HTTP/1.1 "
        + status
        + "\r\nContent-Type: "
        + contentType
        + "\r\nContent-Length: "
        + body.getBytes(UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  private static ServerSocket plain() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + port());
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many POSTs arrived whole. */
  int posts() {
    return posts.get();
  }

  int gets() {
    return gets.get();
  }

  /** How many connections were made. */
  int connections() {
    return accepted.get();
  }

  /** The heads of all requests, in the order they came. */
  List<String> heads() {
    return List.copyOf(heads);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        int number = accepted.incrementAndGet();
        Connection connection = new Connection(socket);
        connections.add(connection);
        threads.execute(() -> serve(connection, number));
      }
    } catch (IOException | RejectedExecutionException e) {
      // Closed.
    }
  }

  private void serve(Connection connection, int number) {
    try (connection) {
      behaviour.serve(connection, number);
    } catch (Exception e) {
      // The client hung up, or the test is over.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Connection connection : connections) {
      connection.close();
    }
    threads.shutdownNow();
    assertTrue(
        MoreExecutors.shutdownAndAwaitTermination(threads, Duration.ofSeconds(10)),
        "a behaviour does not end");
  }

  /** A request as it came. */
  record Request(String head, byte[] body) {

    /** Path and query. */
    String path() {
      return head.split(" ", 3)[1];
    }

    Optional<String> header(String name) {
      Matcher line =
          Pattern.compile("(?im)^" + Pattern.quote(name) + ": *(.*?)\\r?$").matcher(head);
      return line.find() ? Optional.of(line.group(1)) : Optional.empty();
    }
  }

  /** One connection, at the host's end. */
  final class Connection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private Connection(Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream());
      out = socket.getOutputStream();
    }

    /** Reads one request to its end; empty when the client has hung up. */
    Optional<Request> read() throws IOException {
      Optional<String> head = readHead();
      if (head.isEmpty()) {
        return Optional.empty();
      }
      Matcher length = LENGTH.matcher(head.get());
      int size = length.find() ? Integer.parseInt(length.group(1)) : 0;
      byte[] body = in.readNBytes(size);
      if (body.length < size) {
        return Optional.empty();
      }
      (head.get().startsWith("POST ") ? posts : gets).incrementAndGet();
      return Optional.of(new Request(head.get(), body));
    }

    /** Reads the head of one request and nothing of its body. */
    Optional<String> readHead() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          return Optional.empty();
        }
        head.write(next);
      }
      heads.add(head.toString(ISO_8859_1));
      return Optional.of(head.toString(ISO_8859_1));
    }

    /** Waits for the first byte that the client sends. */
    void awaitByte() throws IOException {
      in.read();
    }

    void send(String text) throws IOException {
      send(text.getBytes(UTF_8));
    }

    void send(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    /** Waits until the client hangs up. */
    void awaitEnd() throws IOException {
      try {
        in.transferTo(OutputStream.nullOutputStream());
      } catch (SocketException e) {
        // So it did.
      }
    }

    /** Hangs up with RST instead of FIN. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
