package io.chancery.platform;

import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import io.chancery.kernel.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/**
 * Pages from XHTML. The same XHTML gives the same bytes: no dates, and the document's id comes from
 * the content. Nothing is loaded from anywhere.
 */
public final class Pdf {
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final String STYLE =
      """
      @page{size:A4;margin:20mm 18mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt Report;color:#51606c}}
      body{font:10pt/1.45 Report;color:#1d2a35}h1{font-size:15pt;font-weight:normal}
      h2{font-size:12pt;font-weight:normal;margin-top:14pt;page-break-after:avoid}
      table{border-collapse:collapse;width:100%;-fs-table-paginate:paginate}
      th,td{border-bottom:0.5pt solid #c5cdd4;padding:2.5pt 4pt;text-align:left;vertical-align:top;font-weight:normal;word-wrap:break-word}
      .items{table-layout:fixed}th{background:#f3f5f7}.small{font-size:8pt}.note{color:#51606c}ol li{margin-bottom:6pt}
      """;

  static {
    XRLog.setLoggingEnabled(false);
  }

  private Pdf() {}

  /** A document in English with this title and body; both are XHTML already. */
  public static byte[] of(String title, String body) throws IOException {
    return render(
        "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head><meta name=\"description\" content=\"Part of a production\"/><title>"
            + title
            + "</title></head><body><h1>"
            + title
            + "</h1>"
            + body
            + "</body></html>");
  }

  /**
   * A whole page in this class's style, tagged for screen readers.
   *
   * @param page well-formed XHTML with its language, description and title; without a style
   */
  public static byte[] render(String page) throws IOException {
    String styled = page.replaceFirst("</head>", "<style>" + STYLE + "</style></head>");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder.useFont(Pdf::font, "Report");
    // Tagged for screen readers; it also keeps every font but this one out.
    builder.usePdfUaAccessibility(true);
    builder.useUriResolver((base, uri) -> null);
    builder.withHtmlContent(styled, null);
    builder.toStream(OutputStream.nullOutputStream());
    try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
      renderer.createPDFWithoutClosing();
      try (PDDocument document = renderer.getPdfDocument()) {
        PDDocumentInformation information = new PDDocumentInformation();
        information.setTitle(document.getDocumentInformation().getTitle());
        information.setProducer("Chancery");
        document.setDocumentInformation(information);
        document.setDocumentId(ByteBuffer.wrap(Sha256.hash(styled).bytes()).getLong());
        document.save(out);
      }
    }
    return out.toByteArray();
  }

  private static InputStream font() {
    return Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT), "PDFBox ships it");
  }
}
