package io.mjrouter.examples.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Many who look at one picture, on one thread: as long as it does not read, all of them wait. */
final class SlowViewers implements AutoCloseable {

  /** Little room below us, so that what is not read stays where it comes from. */
  private static final int ROOM = 16 << 10;

  private final Selector selector = Selector.open();
  private final List<Viewer> viewers = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(ROOM);

  /** One of them, and how far it is. */
  private static final class Viewer {
    private final SocketChannel channel;
    private long seen;
    private boolean done;

    private Viewer(SocketChannel channel) {
      this.channel = channel;
    }
  }

  /** All of them ask at once. */
  SlowViewers(URI picture, int number) throws IOException {
    String head = "GET %s?%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";
    byte[] request =
        head.formatted(picture.getRawPath(), picture.getRawQuery(), picture.getAuthority())
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < number; i++) {
      Viewer viewer = new Viewer(SocketChannel.open());
      viewers.add(viewer);
      viewer.channel.setOption(StandardSocketOptions.SO_RCVBUF, ROOM);
      viewer.channel.connect(new InetSocketAddress(picture.getHost(), picture.getPort()));
      viewer.channel.write(ByteBuffer.wrap(request));
      viewer.channel.configureBlocking(false);
      viewer.channel.register(selector, SelectionKey.OP_READ, viewer);
    }
  }

  /** Reads until each has got something, and no more than that. */
  void readSomething() throws IOException {
    while (viewers.stream().anyMatch(viewer -> viewer.seen == 0 && !viewer.done)) {
      readOnce();
      selector.keys().forEach(key -> key.interestOps(wants((Viewer) key.attachment())));
    }
  }

  private static int wants(Viewer viewer) {
    return viewer.seen == 0 ? SelectionKey.OP_READ : 0;
  }

  /** Reads to the end; how many bytes each got in all. */
  List<Long> readAll() throws IOException {
    selector.keys().forEach(key -> key.interestOps(SelectionKey.OP_READ));
    while (viewers.stream().anyMatch(viewer -> !viewer.done)) {
      readOnce();
    }
    return viewers.stream().map(viewer -> viewer.seen).toList();
  }

  private void readOnce() throws IOException {
    selector.select();
    for (SelectionKey key : selector.selectedKeys()) {
      Viewer viewer = (Viewer) key.attachment();
      int read = viewer.channel.read(buffer.clear());
      viewer.seen += Math.max(read, 0);
      if (read < 0) {
        viewer.done = true;
        viewer.channel.close();
      }
    }
    selector.selectedKeys().clear();
    selector.selectNow();
  }

  @Override
  public void close() throws IOException {
    for (Viewer viewer : viewers) {
      viewer.channel.close();
    }
    selector.close();
  }
}
