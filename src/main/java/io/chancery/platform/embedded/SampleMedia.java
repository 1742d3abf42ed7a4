package io.chancery.platform.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SplittableRandom;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/**
 * The sample's media files: real PNG pictures, WAV sounds and plain bytes, each with its own
 * content, stored where Mastodon would store them.
 */
final class SampleMedia {
  private SampleMedia() {}

  /** The kinds, with Mastodon's number for each. */
  enum Kind {
    PICTURE(0, "png", "image/png"),
    SOUND(4, "wav", "audio/x-wav"),
    OTHER(3, "bin", "application/octet-stream");

    final int type;
    final String extension;
    final String contentType;

    Kind(int type, String extension, String contentType) {
      this.type = type;
      this.extension = extension;
      this.contentType = contentType;
    }

    static Kind of(long id) {
      return switch ((int) Long.remainderUnsigned(id >>> 3, 10)) {
        case 8 -> SOUND;
        case 9 -> OTHER;
        default -> PICTURE;
      };
    }
  }

  /** The name that Mastodon would give an upload. */
  static String fileName(long id) {
    return String.format(java.util.Locale.ROOT, "%016x", new SplittableRandom(id).nextLong())
        + "."
        + Kind.of(id).extension;
  }

  static byte[] content(long id) {
    return switch (Kind.of(id)) {
      case PICTURE -> picture(id);
      case SOUND -> sound(id);
      case OTHER -> bytes(id, 700 + (int) (id & 0xfff));
    };
  }

  /** Writes the file of an attachment below {@code folder}, unless it is there. */
  static void store(Path folder, long id) throws IOException {
    Path file = folder.resolve(path(id));
    if (Files.exists(file)) {
      return;
    }
    Files.createDirectories(file.getParent());
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    Files.write(partial, content(id));
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Mastodon's storage path: the id in groups of three digits. */
  static String path(long id) {
    String digits = String.format(java.util.Locale.ROOT, "%018d", id);
    return "media_attachments/files/"
        + String.join("/", digits.split("(?<=\\G...)"))
        + "/original/"
        + fileName(id);
  }

  private static byte[] picture(long id) {
    SplittableRandom random = new SplittableRandom(id);
    int width = 48 + random.nextInt(60);
    int height = 40 + random.nextInt(50);
    int red = random.nextInt(256);
    int green = random.nextInt(256);
    int step = 1 + random.nextInt(5);
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    for (int y = 0; y < height; y++) {
      pixels.write(0);
      for (int x = 0; x < width; x++) {
        pixels.write(red + x * step);
        pixels.write(green + y * step);
        pixels.write(x ^ y);
      }
    }
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put(new byte[] {8, 2, 0, 0, 0});
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    chunk(png, "IHDR", header.array());
    chunk(png, "tEXt", ("Comment\0sample " + id).getBytes(StandardCharsets.ISO_8859_1));
    chunk(png, "IDAT", stored(pixels.toByteArray()));
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  /** A zlib stream (RFC 1950) of stored blocks: the same bytes with every zlib. */
  private static byte[] stored(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x78, 0x01});
    for (int at = 0; at < bytes.length; at += 0xffff) {
      int length = Math.min(0xffff, bytes.length - at);
      out.write(at + length == bytes.length ? 1 : 0);
      ByteBuffer lengths = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
      out.writeBytes(lengths.putShort((short) length).putShort((short) ~length).array());
      out.write(bytes, at, length);
    }
    Adler32 sum = new Adler32();
    sum.update(bytes);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    png.writeBytes(name);
    png.writeBytes(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  private static byte[] sound(long id) {
    byte[] samples = bytes(id, 4_000);
    ByteBuffer wav = ByteBuffer.allocate(44 + samples.length).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples.length);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(8_000).putInt(8_000);
    wav.putShort((short) 1).putShort((short) 8);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples.length).put(samples);
    return wav.array();
  }

  private static byte[] bytes(long id, int count) {
    byte[] bytes = new byte[count];
    new SplittableRandom(id).nextBytes(bytes);
    return bytes;
  }
}
