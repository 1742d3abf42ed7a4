package io.chancery.packaging;

import io.chancery.casework.ConfinedWork;
import io.chancery.casework.Unshowable;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Small pictures of collected ones, for the report. What an account holder uploaded is decoded
 * within limits of bytes, pixels and passes, in memory, on a thread that is given up after a
 * deadline; the same file becomes the same bytes. Whatever does not fit has no thumbnail.
 */
final class Thumbnails {
  /** The longer side, in pixels. */
  static final int SIDE = 160;

  static final int MOST_BYTES = 20 << 20;
  static final long MOST_PIXELS = 40_000_000;

  /** Progressive JPEG has about ten; each one costs a pass over the whole picture. */
  static final int MOST_SCANS = 32;

  private static final int HEAD = 8;
  private static final int FINER = 3;
  private static final float QUALITY = 0.75f;
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  // Enough that none is ever refused a place: what is shown must not depend on the moment.
  private static final ConfinedWork WORK = new ConfinedWork(DEADLINE, 1_000);

  private Thumbnails() {}

  /** A picture in JPEG, and its size. */
  record Thumbnail(byte[] jpeg, int width, int height) {}

  /**
   * The thumbnail of a media file, if it is a JPEG, PNG or GIF within the limits.
   *
   * @throws IOException when the file cannot be read, or is not what was collected
   */
  static Optional<Thumbnail> of(PackageContent.File file) throws IOException {
    if (file.bytes() > MOST_BYTES) {
      return Optional.empty();
    }
    String format;
    byte[] content;
    try (InputStream in = file.content().open()) {
      byte[] head = in.readNBytes(HEAD);
      format = format(head);
      if (format == null) {
        return Optional.empty();
      }
      content = Arrays.copyOf(head, Math.toIntExact(file.bytes()));
      // To the end, so that the vault compares what it gave with what was kept.
      byte[] rest = in.readAllBytes();
      System.arraycopy(rest, 0, content, head.length, content.length - head.length);
    }
    if (format.equals("jpeg") && scans(content) > MOST_SCANS) {
      return Optional.empty();
    }
    try {
      return Optional.of(WORK.run(() -> small(format, content)));
    } catch (Unshowable e) {
      return Optional.empty();
    }
  }

  /** By its first bytes: names of files are strangers' words. */
  private static @org.jspecify.annotations.Nullable String format(byte[] content) {
    if (begins(content, 0xFF, 0xD8, 0xFF)) {
      return "jpeg";
    }
    if (begins(content, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
      return "png";
    }
    return begins(content, 'G', 'I', 'F', '8') ? "gif" : null;
  }

  private static boolean begins(byte[] content, int... bytes) {
    if (content.length < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((content[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private static int scans(byte[] jpeg) {
    int scans = 0;
    for (int i = 0; i + 1 < jpeg.length; i++) {
      if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xDA) {
        scans++;
      }
    }
    return scans;
  }

  private static Thumbnail small(String format, byte[] content) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
      // Without metadata: compressed comments are bombs, too.
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if ((long) width * height > MOST_PIXELS) {
        throw new IOException("too many pixels");
      }
      int longer = Math.max(width, height);
      int step = Math.max(1, longer / (SIDE * FINER));
      ImageReadParam param = reader.getDefaultReadParam();
      param.setSourceSubsampling(step, step, 0, 0);
      BufferedImage read = reader.read(0, param);
      int side = Math.min(longer, SIDE);
      BufferedImage made =
          averaged(
              read,
              Math.max(1, (int) ((long) width * side / longer)),
              Math.max(1, (int) ((long) height * side / longer)));
      return new Thumbnail(jpeg(made), made.getWidth(), made.getHeight());
    } finally {
      reader.dispose();
    }
  }

  /** Means of whole pixels in integers, over white: no drawing library that rounds its own way. */
  private static BufferedImage averaged(BufferedImage from, int width, int height) {
    BufferedImage to = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      int top = (int) ((long) y * from.getHeight() / height);
      int bottom = Math.max(top + 1, (int) ((long) (y + 1) * from.getHeight() / height));
      for (int x = 0; x < width; x++) {
        int left = (int) ((long) x * from.getWidth() / width);
        int right = Math.max(left + 1, (int) ((long) (x + 1) * from.getWidth() / width));
        to.setRGB(x, y, mean(from, left, right, top, bottom));
      }
    }
    return to;
  }

  private static int mean(BufferedImage from, int left, int right, int top, int bottom) {
    int red = 0;
    int green = 0;
    int blue = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        int pixel = from.getRGB(x, y);
        int opaque = pixel >>> 24;
        int white = 255 * (255 - opaque);
        red += ((pixel >> 16 & 0xFF) * opaque + white) / 255;
        green += ((pixel >> 8 & 0xFF) * opaque + white) / 255;
        blue += ((pixel & 0xFF) * opaque + white) / 255;
      }
    }
    int count = (right - left) * (bottom - top);
    return red / count << 16 | green / count << 8 | blue / count;
  }

  private static byte[] jpeg(BufferedImage picture) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
      writer.write(null, new IIOImage(picture, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
