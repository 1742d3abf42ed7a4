package io.chancery.verification;

import io.chancery.casework.InstrumentFiles;
import io.chancery.proof.DetachedCms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.jspecify.annotations.Nullable;

/**
 * What a PDF says about itself and what can be computed from it: facts for a person to weigh, never
 * a verdict. Everything here can be forged, except that a signature fits.
 */
final class DocumentFacts {
  private static final int MOST_PAGES = 200;
  private static final int MOST_READ_PAGES = 10;
  private static final int MOST_SIGNATURES = 20;
  private static final int MOST_TEXT = 500;
  private static final int MOST_IMAGES = 20;
  private static final int SMALLEST_SIDE = 24;
  private static final long MOST_IMAGE_PIXELS = 20_000_000;
  private static final byte[] END = "%%EOF".getBytes(StandardCharsets.US_ASCII);

  /**
   * One fact.
   *
   * @param name end of the key of its words
   * @param value what was found; empty when the words say it all
   */
  record Found(String name, String value) {}

  /**
   * What was found.
   *
   * @param facts in the order in which they are shown
   * @param pictures fingerprints of the images on the pages, see {@link PictureHash}
   * @param text the words of the first pages; blank for a scan
   */
  record Examined(List<Found> facts, List<Long> pictures, String text) {}

  private final byte[] pdf;
  private final List<Long> pictures = new ArrayList<>();
  private final List<Found> found = new ArrayList<>();

  private DocumentFacts(byte[] pdf) {
    this.pdf = pdf;
  }

  /** Examines a document. */
  static Examined of(byte[] pdf) throws IOException {
    DocumentFacts facts = new DocumentFacts(pdf);
    String text;
    try (PDDocument document = InstrumentFiles.open(pdf)) {
      facts.origin(document.getDocumentInformation());
      facts.saves();
      facts.content(document);
      facts.signatures(document);
      text = InstrumentFiles.words(document, MOST_READ_PAGES);
    }
    return new Examined(List.copyOf(facts.found), List.copyOf(facts.pictures), text);
  }

  private void origin(PDDocumentInformation information) {
    stated("producer", information.getProducer());
    stated("creator", information.getCreator());
    stated("created", time(information.getCreationDate()));
    stated("modified", time(information.getModificationDate()));
  }

  private void stated(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      found.add(new Found(name + "-none", ""));
    } else {
      found.add(new Found(name, plain(value)));
    }
  }

  /** Each save that was appended ends with its own mark; a linearized file begins with one more. */
  private void saves() {
    int ends = 0;
    for (int at = 0; at + END.length <= pdf.length; at++) {
      if (pdf[at] == END[0] && matchesAt(at)) {
        ends++;
      }
    }
    String head = new String(pdf, 0, Math.min(pdf.length, 1_024), StandardCharsets.ISO_8859_1);
    int later = ends - (head.contains("/Linearized") ? 2 : 1);
    found.add(
        later > 0
            ? new Found("saved-later", Integer.toString(later))
            : new Found("saved-once", ""));
  }

  private boolean matchesAt(int at) {
    for (int i = 0; i < END.length; i++) {
      if (pdf[at + i] != END[i]) {
        return false;
      }
    }
    return true;
  }

  private void content(PDDocument document) throws IOException {
    Set<String> embedded = new TreeSet<>();
    Set<String> borrowed = new TreeSet<>();
    int images = 0;
    int pages = document.getNumberOfPages();
    for (int page = 0; page < Math.min(pages, MOST_PAGES); page++) {
      PDResources resources = document.getPage(page).getResources();
      if (resources == null) {
        continue;
      }
      for (COSName name : resources.getFontNames()) {
        PDFont font = resources.getFont(name);
        if (font != null && font.getName() != null) {
          (font.isEmbedded() ? embedded : borrowed).add(font.getName());
        }
      }
      for (COSName name : resources.getXObjectNames()) {
        if (resources.isImageXObject(name)) {
          images++;
          picture(resources, name);
        }
      }
    }
    found.add(new Found("pages", Integer.toString(pages)));
    if (!embedded.isEmpty()) {
      found.add(new Found("fonts-embedded", plain(String.join(", ", embedded))));
    }
    if (!borrowed.isEmpty()) {
      found.add(new Found("fonts-not-embedded", plain(String.join(", ", borrowed))));
    }
    found.add(new Found("images", Integer.toString(images)));
  }

  /** Signatures, seals and letterheads are pictures; the same one on two papers is worth a look. */
  private void picture(PDResources resources, COSName name) throws IOException {
    if (pictures.size() < MOST_IMAGES
        && resources.getXObject(name) instanceof PDImageXObject image
        && Math.min(image.getWidth(), image.getHeight()) >= SMALLEST_SIDE
        && (long) image.getWidth() * image.getHeight() <= MOST_IMAGE_PIXELS) {
      pictures.add(PictureHash.of(image.getImage()));
    }
  }

  private void signatures(PDDocument document) throws IOException {
    List<PDSignature> signatures = document.getSignatureDictionaries();
    if (signatures.isEmpty()) {
      found.add(new Found("signature-none", ""));
    }
    for (PDSignature signature :
        signatures.subList(0, Math.min(MOST_SIGNATURES, signatures.size()))) {
      found.add(signature(signature));
    }
  }

  private Found signature(PDSignature signature) {
    try {
      int[] range = signature.getByteRange();
      if (range == null || range.length != 4) {
        return new Found("signature-wrong", "");
      }
      DetachedCms cms =
          DetachedCms.verifyPadded(signature.getContents(), signature.getSignedContent(pdf));
      boolean whole = range[0] == 0 && (long) range[2] + range[3] == pdf.length;
      return new Found(
          whole ? "signature-whole" : "signature-part",
          plain(cms.signer().getSubjectX500Principal().getName()));
    } catch (IOException | RuntimeException e) {
      // Damage answers with any of them; which one says nothing to the person at the desk.
      return new Found("signature-wrong", "");
    }
  }

  private static @Nullable String time(@Nullable Calendar stated) {
    return stated == null
        ? null
        : Instant.ofEpochMilli(stated.getTimeInMillis()).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String plain(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
    return line.length() <= MOST_TEXT ? line : line.substring(0, MOST_TEXT);
  }
}
