package io.chancery.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Sha256;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small pictures of what strangers uploaded: the same each time, and none that hurts. */
class ThumbnailsTest {

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "gif"})
  void aPictureBecomesTheSameSmallOneEachTime(String type) throws IOException {
    PackageContent.File file = media(picture(1_000, 500, type), type);
    Thumbnails.Thumbnail thumbnail = Thumbnails.of(file).orElseThrow();
    BufferedImage shown = ImageIO.read(new ByteArrayInputStream(thumbnail.jpeg()));

    assertThat(shown.getWidth()).isEqualTo(thumbnail.width()).isEqualTo(160);
    assertThat(shown.getHeight()).isEqualTo(thumbnail.height()).isEqualTo(80);
    assertThat(new Color(shown.getRGB(20, 40)).getRed()).isGreaterThan(200);
    assertThat(new Color(shown.getRGB(140, 40)).getBlue()).isGreaterThan(200);
    assertThat(Thumbnails.of(file).orElseThrow().jpeg()).isEqualTo(thumbnail.jpeg());
  }

  @Test
  void aSmallPictureIsNotMadeLarger() throws IOException {
    Thumbnails.Thumbnail thumbnail =
        Thumbnails.of(media(picture(40, 1, "png"), "png")).orElseThrow();
    assertThat(thumbnail.width()).isEqualTo(40);
    assertThat(thumbnail.height()).isEqualTo(1);
  }

  @Test
  void whatIsTransparentIsWhite() throws IOException {
    BufferedImage clear = new BufferedImage(10, 10, BufferedImage.TYPE_INT_ARGB);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(clear, "png", out);
    byte[] jpeg = Thumbnails.of(media(out.toByteArray(), "png")).orElseThrow().jpeg();
    assertThat(new Color(ImageIO.read(new ByteArrayInputStream(jpeg)).getRGB(5, 5)))
        .isEqualTo(Color.WHITE);
  }

  @Test
  void whatIsNoPictureOrDamagedOrTooLargeHasNone() throws IOException {
    assertThat(thumbnail("%PDF-1.7".getBytes(StandardCharsets.US_ASCII), "png")).isEmpty();
    assertThat(thumbnail(new byte[0], "jpg")).isEmpty();
    byte[] good = picture(1_000, 500, "jpg");
    assertThat(thumbnail(Arrays.copyOf(good, 100), "jpg")).isEmpty();
    assertThat(thumbnail(giant(), "png")).isEmpty();

    byte[] passes = Arrays.copyOf(good, good.length + 2 * Thumbnails.MOST_SCANS);
    for (int i = good.length; i < passes.length; i += 2) {
      passes[i] = (byte) 0xFF;
      passes[i + 1] = (byte) 0xDA;
    }
    assertThat(thumbnail(passes, "jpg")).isEmpty();
  }

  @Test
  void theIndexShowsWhatItCanAndNamesTheRest() throws IOException {
    byte[] picture = picture(300, 300, "png");
    byte[] film = "no picture".getBytes(StandardCharsets.US_ASCII);
    PackageContent content = PackageFixture.content(media(picture, "png"), media(film, "mp4"));
    Map<String, byte[]> files = PackageFixture.unpacked(content);
    String page =
        new String(files.get("data/accounts/1/report/media-0001.html"), StandardCharsets.UTF_8);
    byte[] jpeg = Thumbnails.of(media(picture, "png")).orElseThrow().jpeg();

    assertThat(page)
        .contains("src=\"data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg) + "\"")
        .contains("<a href=\"../media/" + Sha256.hash(picture) + ".png\">")
        .contains("<a href=\"../media/" + Sha256.hash(film) + ".mp4\">", "not shown")
        .contains("default-src 'none'; img-src data:;")
        .containsOnlyOnce("<img ");
    assertThat(new String(files.get("data/accounts/1/report/index.html"), StandardCharsets.UTF_8))
        .contains("<a href=\"media-0001.html\">", "Media files: 2.");
    assertThat(PackageFixture.unpacked(content).get("manifest-sha256.txt"))
        .isEqualTo(files.get("manifest-sha256.txt"));
  }

  private static Optional<Thumbnails.Thumbnail> thumbnail(byte[] content, String type)
      throws IOException {
    return Thumbnails.of(media(content, type));
  }

  private static PackageContent.File media(byte[] content, String type) {
    return PackageFixture.file(
        FieldGroup.MEDIA, "media/" + Sha256.hash(content) + "." + type, content, 0);
  }

  /** Left half red, right half blue. */
  private static byte[] picture(int width, int height, String type) throws IOException {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(Color.RED);
    pen.fillRect(0, 0, width / 2, height);
    pen.setColor(Color.BLUE);
    pen.fillRect(width / 2, 0, width, height);
    pen.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(picture, type, out)).isTrue();
    return out.toByteArray();
  }

  /** A PNG that says it is 30,000 pixels wide and high. */
  private static byte[] giant() throws IOException {
    byte[] png = picture(10, 10, "png");
    ByteBuffer header = ByteBuffer.wrap(png);
    header.putInt(16, 30_000).putInt(20, 30_000);
    CRC32 check = new CRC32();
    check.update(png, 12, 17);
    header.putInt(29, (int) check.getValue());
    return png;
  }
}
