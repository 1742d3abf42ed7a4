package io.chancery.casework;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * An uploaded PDF as pictures and text, so that nobody at the desk opens what a stranger made. The
 * work is done on a thread of its own and given up after a deadline; scripts, links, attachments
 * and forms of the document are never run. Whatever fails is an {@link Unshowable}, never the
 * library's exception.
 */
final class InstrumentImages {
  /** Pages shown on one page of the desk. */
  static final int AT_ONCE = 10;

  private static final int MOST_PAGES = 2_000;
  private static final int MOST_PIXELS = 4_000_000;
  private static final int MOST_SIDE = 6_000;
  private static final long MOST_IMAGE_PIXELS = 60_000_000;
  private static final int MOST_TEXT = 20_000;
  private static final float DOTS_PER_POINT = 110f / 72f;

  /**
   * The text of one page, for screen readers and for searching.
   *
   * @param number from 1
   * @param text as the document states it, which is not necessarily what it shows
   * @param cut whether it was longer
   */
  record Page(int number, String text, boolean cut) {}

  /**
   * A part of a document.
   *
   * @param pages how many it has in all
   */
  record Part(int pages, List<Page> shown) {}

  private final ConfinedWork confined;

  /**
   * Creates a renderer.
   *
   * @param deadline how long one picture, or the texts of one part, may take
   * @param places how many may be made at the same time
   */
  InstrumentImages(Duration deadline, int places) {
    this.confined = new ConfinedWork(deadline, places);
  }

  /** The texts of at most {@link #AT_ONCE} pages from page {@code from}. */
  Part part(byte[] pdf, int from) throws Unshowable {
    return confined.run(() -> {
      try (PDDocument document = InstrumentFiles.open(pdf)) {
        int pages = pages(document, from);
        List<Page> shown = new ArrayList<>();
        for (int number = from; number < from + AT_ONCE && number <= pages; number++) {
          shown.add(text(document, number));
        }
        return new Part(pages, List.copyOf(shown));
      }
    });
  }

  /** Page {@code number}, from 1, as a PNG. */
  byte[] png(byte[] pdf, int number) throws Unshowable {
    return confined.run(() -> {
      try (PDDocument document = InstrumentFiles.open(pdf)) {
        int unused = pages(document, number);
        PDFRenderer renderer = new Guarded(document);
        renderer.setSubsamplingAllowed(true);
        float scale = scale(document.getPage(number - 1).getCropBox());
        BufferedImage picture = renderer.renderImage(number - 1, scale, ImageType.RGB);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        return out.toByteArray();
      }
    });
  }

  private static int pages(PDDocument document, int wanted) throws Unshowable {
    int pages = document.getNumberOfPages();
    if (pages > MOST_PAGES) {
      throw new Unshowable(Unshowable.Reason.TOO_LARGE);
    }
    if (wanted < 1 || wanted > pages) {
      throw new Unshowable(Unshowable.Reason.NO_SUCH_PAGE);
    }
    return pages;
  }

  /** Smaller for a page that would give too large a picture. */
  private static float scale(PDRectangle box) throws Unshowable {
    float width = box.getWidth();
    float height = box.getHeight();
    if (!(width >= 1 && height >= 1 && width < 1e6 && height < 1e6)) {
      throw new Unshowable(Unshowable.Reason.DAMAGED);
    }
    double fits =
        Math.min(
            Math.sqrt(MOST_PIXELS / ((double) width * height)),
            MOST_SIDE / (double) Math.max(width, height));
    return (float) Math.min(DOTS_PER_POINT, fits);
  }

  /** The words of the first pages, each as far as it is shown. */
  static String words(PDDocument document, int pages) throws IOException {
    StringBuilder words = new StringBuilder();
    for (int number = 1; number <= Math.min(pages, document.getNumberOfPages()); number++) {
      words.append(text(document, number).text()).append('\n');
    }
    return words.toString();
  }

  private static Page text(PDDocument document, int number) throws IOException {
    PDFTextStripper stripper = new PDFTextStripper();
    stripper.setStartPage(number);
    stripper.setEndPage(number);
    Limited text = new Limited();
    try {
      stripper.writeText(document, text);
    } catch (Full e) {
      return new Page(number, text.toString(), true);
    }
    return new Page(number, text.toString().strip(), false);
  }

  /** Draws until it is interrupted, and decodes no giant pictures. */
  private static final class Guarded extends PDFRenderer {
    Guarded(PDDocument document) {
      super(document);
    }

    @Override
    protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
      return new PageDrawer(parameters) {
        @Override
        protected void processOperator(Operator operator, List<COSBase> operands)
            throws IOException {
          if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("given up");
          }
          super.processOperator(operator, operands);
        }

        @Override
        public void drawImage(PDImage image) throws IOException {
          modest(image);
          if (image instanceof PDImageXObject object) {
            modest(object.getSoftMask());
            modest(object.getMask());
          }
          super.drawImage(image);
        }
      };
    }

    private static void modest(@org.jspecify.annotations.Nullable PDImage image) {
      if (image != null && (long) image.getWidth() * image.getHeight() > MOST_IMAGE_PIXELS) {
        throw new IllegalStateException("a giant picture");
      }
    }
  }

  /** Takes so much text and no more. */
  private static final class Limited extends Writer {
    private final StringBuilder taken = new StringBuilder();

    @Override
    public void write(char[] buffer, int offset, int length) throws Full {
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("given up");
      }
      taken.append(buffer, offset, Math.min(length, MOST_TEXT - taken.length()));
      if (taken.length() >= MOST_TEXT) {
        throw new Full();
      }
    }

    @Override
    public void flush() {
      // Nothing is held back.
    }

    @Override
    public void close() {
      // Nothing is held open.
    }

    @Override
    public String toString() {
      return taken.toString();
    }
  }

  private static final class Full extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
