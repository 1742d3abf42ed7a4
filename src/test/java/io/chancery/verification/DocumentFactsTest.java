package io.chancery.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.keys.KeysForTests;
import io.chancery.keys.Signer;
import io.chancery.verification.DocumentFacts.Found;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.GregorianCalendar;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What papers say about themselves, found in papers made for it. */
class DocumentFactsTest {
  private static final String SIGNER = "signature-whole";

  @TempDir private Path folder;

  @Test
  void twoProgramsAreTwoFacts() throws IOException {
    assertThat(DocumentFacts.of(written("Court Writer 1")).facts())
        .contains(
            new Found("producer", "Court Writer 1"),
            new Found("creator-none", ""),
            new Found("created", "2026-11-01T09:30:00Z"),
            new Found("modified-none", ""),
            new Found("saved-once", ""),
            new Found("pages", "1"),
            new Found("fonts-not-embedded", "Helvetica"),
            new Found("images", "0"),
            new Found("signature-none", ""));
    assertThat(DocumentFacts.of(written("Home Office 97")).facts())
        .contains(new Found("producer", "Home Office 97"));
  }

  @Test
  void whatAFileStatesStaysOneShortLine() throws IOException {
    assertThat(
            DocumentFacts.of(written("a\u202Eb\n" + "x".repeat(2_000))).facts().getFirst().value())
        .startsWith("a b x")
        .hasSize(500);
  }

  @Test
  void aSignatureOverTheWholeFileIsToldFromOneThatWasPassedOver() throws IOException {
    byte[] signed = signed(written("Court Writer 1"));
    assertThat(DocumentFacts.of(signed).facts())
        .contains(new Found("saved-later", "1"))
        .anySatisfy(fact -> {
          assertThat(fact.name()).isEqualTo(SIGNER);
          assertThat(fact.value()).contains("CN=");
        });

    byte[] continued = continued(signed);
    assertThat(DocumentFacts.of(continued).facts())
        .contains(new Found("saved-later", "2"), new Found("modified", "2026-11-20T10:00:00Z"))
        .extracting(Found::name)
        .contains("signature-part")
        .doesNotContain(SIGNER, "signature-wrong");
  }

  @Test
  void aByteChangedAfterSigningIsNoticed() throws IOException {
    byte[] signed = signed(written("Court Writer 1"));
    String text = new String(signed, StandardCharsets.ISO_8859_1);
    assertThat(text).contains("Court Writer 1");
    byte[] changed =
        text.replace("Court Writer 1", "Court Writer 2").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(DocumentFacts.of(changed).facts())
        .contains(new Found("producer", "Court Writer 2"), new Found("signature-wrong", ""))
        .extracting(Found::name)
        .doesNotContain(SIGNER, "signature-part");
  }

  @Test
  void theSamePictureIsKnownAgainAndAnotherIsNot() {
    BufferedImage seal = seal(400, 0.3);
    assertThat(Long.bitCount(PictureHash.of(seal) ^ PictureHash.of(seal(173, 0.3))))
        .as("scaled")
        .isLessThanOrEqualTo(PictureHash.ALIKE);
    assertThat(Long.bitCount(PictureHash.of(seal) ^ PictureHash.of(seal(400, 0.8))))
        .as("another")
        .isGreaterThan(2 * PictureHash.ALIKE);
  }

  /** A round seal with a bar across it. */
  private static BufferedImage seal(int side, double turn) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, side, side);
    pen.setColor(Color.BLUE);
    pen.setStroke(new BasicStroke(side / 12f));
    pen.drawOval(side / 8, side / 8, side * 3 / 4, side * 3 / 4);
    pen.rotate(turn * Math.PI, side / 2.0, side / 2.0);
    pen.fillRect(side / 3, side / 4, side / 4, side / 6);
    pen.drawLine(side / 5, side * 3 / 5, side / 2, side * 4 / 5);
    pen.dispose();
    return image;
  }

  private static byte[] written(String producer) throws IOException {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      PDPage page = new PDPage();
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.beginText();
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
        content.showText("WARRANT");
        content.endText();
      }
      PDDocumentInformation information = new PDDocumentInformation();
      information.setProducer(producer);
      information.setCreationDate(
          GregorianCalendar.from(ZonedDateTime.of(2026, 11, 1, 9, 30, 0, 0, ZoneOffset.UTC)));
      document.setDocumentInformation(information);
      document.save(out, CompressParameters.NO_COMPRESSION);
      return out.toByteArray();
    }
  }

  private byte[] signed(byte[] pdf) throws IOException {
    Signer signer = new KeysForTests(folder).signer();
    try (PDDocument document = Loader.loadPDF(pdf);
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      PDSignature signature = new PDSignature();
      signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
      signature.setSubFilter(PDSignature.SUBFILTER_ETSI_CADES_DETACHED);
      document.addSignature(signature, content -> signer.cmsForPdf(content.readAllBytes()));
      document.saveIncremental(out);
      return out.toByteArray();
    }
  }

  private static byte[] continued(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf);
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      PDDocumentInformation information = document.getDocumentInformation();
      information.setModificationDate(
          GregorianCalendar.from(ZonedDateTime.of(2026, 11, 20, 10, 0, 0, 0, ZoneOffset.UTC)));
      information.getCOSObject().setNeedToBeUpdated(true);
      document.getDocumentCatalog().getCOSObject().setNeedToBeUpdated(true);
      document.saveIncremental(out);
      return out.toByteArray();
    }
  }
}
