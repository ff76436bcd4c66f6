package io.mjrouter.provider.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A short film in an MP4 file: a slow zoom over a picture, every frame a JPEG (Motion JPEG).
 *
 * <p>It is a valid file by ISO/IEC 14496-12 and plays in players based on FFmpeg. Browsers do not
 * play this codec: a real encoder is more than a simulator should carry.
 */
final class MotionJpeg {

  private static final int FRAMES = 24;
  private static final int FRAMES_PER_SECOND = 12;
  private static final int HEIGHT = 360;
  private static final int JPEG_OBJECT_TYPE = 0x6c;
  private static final int VISUAL_STREAM = 4;
  private static final int[] IDENTITY = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};

  private MotionJpeg() {}

  static byte[] film(Picture picture, int coarseness) {
    int height = HEIGHT / coarseness;
    int width = (int) Math.round(height * picture.view().aspect() / 8) * 8;
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      View view = picture.view().zoomedOut(1 - 0.2 * i / FRAMES);
      BufferedImage frame = Painter.paint(List.of(picture.seenThrough(view)), width, height);
      frames.add(Photos.jpeg(frame));
    }
    byte[] type = box("ftyp", text("isom"), ints(0x200), text("isomiso2mp41"));
    byte[] media = box("mdat", frames.toArray(new byte[0][]));
    int firstFrame = type.length + 8;
    return join(type, media, movie(frames, width, height, firstFrame));
  }

  private static byte[] movie(List<byte[]> frames, int width, int height, int firstFrame) {
    int duration = FRAMES;
    byte[] header =
        box(
            "mvhd",
            ints(0, 0, 0, FRAMES_PER_SECOND, duration, 0x10000, 0x1000000, 0, 0),
            ints(IDENTITY),
            ints(0, 0, 0, 0, 0, 0, 2));
    byte[] track =
        box(
            "tkhd",
            ints(3, 0, 0, 1, 0, duration, 0, 0, 0, 0),
            ints(IDENTITY),
            ints(width << 16, height << 16));
    byte[] mediaHeader = box("mdhd", ints(0, 0, 0, FRAMES_PER_SECOND, duration, 0x55c40000));
    byte[] handler = box("hdlr", ints(0, 0), text("vide"), ints(0, 0, 0), text("video\0"));
    byte[] where = box("dinf", box("dref", ints(0, 1), box("url ", ints(1))));
    byte[] info =
        box("minf", box("vmhd", ints(1, 0, 0)), where, table(frames, width, height, firstFrame));
    return box("moov", header, box("trak", track, box("mdia", mediaHeader, handler, info)));
  }

  private static byte[] table(List<byte[]> frames, int width, int height, int firstFrame) {
    int[] sizes = frames.stream().mapToInt(frame -> frame.length).toArray();
    return box(
        "stbl",
        box("stsd", ints(0, 1), sample(width, height)),
        box("stts", ints(0, 1, FRAMES, 1)),
        box("stsc", ints(0, 1, 1, FRAMES, 1)),
        box("stsz", ints(0, 0, FRAMES), ints(sizes)),
        box("stco", ints(0, 1, firstFrame)));
  }

  private static byte[] sample(int width, int height) {
    byte[] decoder =
        descriptor(4, new byte[] {(byte) JPEG_OBJECT_TYPE, (VISUAL_STREAM << 2) | 1}, new byte[11]);
    byte[] stream = descriptor(3, new byte[] {0, 1, 0}, decoder, descriptor(6, new byte[] {2}));
    return box(
        "mp4v",
        ints(0, 1, 0, 0, 0, 0),
        ints(width << 16 | height, 0x480000, 0x480000, 0),
        new byte[] {0, 1},
        new byte[32],
        new byte[] {0, 0x18, (byte) 0xff, (byte) 0xff},
        box("esds", ints(0), stream));
  }

  private static byte[] descriptor(int tag, byte[]... parts) {
    byte[] content = join(parts);
    return join(new byte[] {(byte) tag, (byte) content.length}, content);
  }

  private static byte[] box(String name, byte[]... parts) {
    byte[] content = join(parts);
    return join(ints(content.length + 8), text(name), content);
  }

  private static byte[] text(String text) {
    return text.getBytes(US_ASCII);
  }

  private static byte[] ints(int... values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    try {
      for (int value : values) {
        data.writeInt(value);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory could not be written to", e);
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }
}
