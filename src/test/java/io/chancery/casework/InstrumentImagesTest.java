package io.chancery.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.chancery.Fixtures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.junit.jupiter.api.Test;

/** Pictures of papers, whatever the paper is. */
class InstrumentImagesTest {
  private final InstrumentImages images = new InstrumentImages(Duration.ofSeconds(60), 2);

  @Test
  void aWarrantIsAPictureAndItsText() throws Exception {
    byte[] warrant = Fixtures.warrant("26-MJ-7");
    InstrumentImages.Part part = images.part(warrant, 1);
    assertThat(part.pages()).isEqualTo(1);
    assertThat(part.shown().getFirst().text()).isEqualTo("SEARCH WARRANT (synthetic) 26-MJ-7");
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(images.png(warrant, 1)));
    assertThat(picture.getWidth()).isBetween(900, 1000);
    assertThat(dark(picture)).as("black pixels of the letters").isGreaterThan(200);
  }

  @Test
  void aLongDocumentComesInParts() throws Exception {
    byte[] pdf = pages(23, PDRectangle.A4, null);
    assertThat(images.part(pdf, 21).shown())
        .extracting(InstrumentImages.Page::number)
        .containsExactly(21, 22, 23);
    assertThat(images.part(pdf, 1).shown()).hasSize(InstrumentImages.AT_ONCE);
    assertThat(reason(() -> images.part(pdf, 24))).isEqualTo(Unshowable.Reason.NO_SUCH_PAGE);
    assertThat(reason(() -> images.png(pdf, 0))).isEqualTo(Unshowable.Reason.NO_SUCH_PAGE);
  }

  @Test
  void aGiantPageBecomesASmallPicture() throws Exception {
    byte[] pdf = pages(1, new PDRectangle(14_400, 14_400), null);
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(images.png(pdf, 1)));
    assertThat((long) picture.getWidth() * picture.getHeight()).isLessThanOrEqualTo(4_010_000);
    byte[] line = pages(1, new PDRectangle(100_000, 1), null);
    assertThat(ImageIO.read(new ByteArrayInputStream(images.png(line, 1))).getWidth())
        .isLessThanOrEqualTo(6_000);
  }

  @Test
  void aDamagedDocumentIsToldFromOneThatTakesTooLong() throws Exception {
    byte[] warrant = Fixtures.warrant("26-MJ-8");
    assertThat(reason(() -> images.png(Arrays.copyOf(warrant, 60), 1)))
        .isEqualTo(Unshowable.Reason.DAMAGED);
    assertThat(reason(() -> images.part("no PDF".getBytes(StandardCharsets.US_ASCII), 1)))
        .isEqualTo(Unshowable.Reason.DAMAGED);
  }

  @Test
  void aPictureOfBillionsOfPointsIsNotDecoded() throws Exception {
    byte[] pdf;
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      PDPage page = new PDPage();
      document.addPage(page);
      PDStream few = new PDStream(document, new ByteArrayInputStream(new byte[64]));
      PDImageXObject giant = new PDImageXObject(few, null);
      giant.setWidth(60_000);
      giant.setHeight(60_000);
      giant.setBitsPerComponent(8);
      giant.setColorSpace(PDDeviceGray.INSTANCE);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawImage(giant, 0, 0, 100, 100);
      }
      document.save(out);
      pdf = out.toByteArray();
    }
    assertThat(reason(() -> images.png(pdf, 1))).isEqualTo(Unshowable.Reason.DAMAGED);
  }

  @Test
  void workWithoutEndIsGivenUpAndItsPlaceComesBack() throws Exception {
    InstrumentImages hurried = new InstrumentImages(Duration.ofMillis(300), 1);
    byte[] endless =
        pages(1, PDRectangle.A4, "0 0 m 500 500 l S 0 0 500 500 re f\n".repeat(400_000));
    assertThat(reason(() -> hurried.png(endless, 1))).isEqualTo(Unshowable.Reason.TOO_SLOW);
    // The drawing hears the interruption; until then the place is taken.
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    Unshowable.Reason next = Unshowable.Reason.BUSY;
    while (next == Unshowable.Reason.BUSY && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      next = reason(() -> hurried.part(new byte[0], 1));
    }
    assertThat(next).isEqualTo(Unshowable.Reason.DAMAGED);
  }

  private interface Work {
    Object run() throws Unshowable;
  }

  private static Unshowable.Reason reason(Work work) {
    Unshowable thrown = catchThrowableOfType(Unshowable.class, work::run);
    assertThat(thrown).isNotNull();
    return thrown.reason();
  }

  private static long dark(BufferedImage picture) {
    return Arrays.stream(
            picture.getRGB(
                0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth()))
        .filter(rgb -> (rgb & 0xFF) < 100)
        .count();
  }

  private static byte[] pages(int count, PDRectangle size, String content) throws IOException {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      for (int n = 0; n < count; n++) {
        PDPage page = new PDPage(size);
        document.addPage(page);
        if (content != null) {
          PDStream stream = new PDStream(document);
          try (OutputStream body = stream.createOutputStream(COSName.FLATE_DECODE)) {
            body.write(content.getBytes(StandardCharsets.US_ASCII));
          }
          page.setContents(stream);
        }
      }
      document.save(out);
      return out.toByteArray();
    }
  }
}
