package io.chancery.packaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.function.UnaryOperator;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;

/** Signs a document as PAdES baseline B (ETSI EN 319 142-1), so that its reader sees who did. */
final class SignedPdf {
  /** Room for the signature with a chain of certificates. */
  private static final int ROOM = 16_384;

  private SignedPdf() {}

  /**
   * Adds an invisible signature over the whole document.
   *
   * @param name in whose name it is signed
   * @param reason why, as readers show it
   * @param cms makes the detached CMS signature over the signed ranges
   */
  static byte[] sign(byte[] pdf, String name, String reason, Instant at, UnaryOperator<byte[]> cms)
      throws IOException {
    ByteArrayOutputStream signed = new ByteArrayOutputStream(pdf.length + 2 * ROOM);
    try (PDDocument document = Loader.loadPDF(pdf);
        SignatureOptions options = new SignatureOptions()) {
      PDSignature signature = new PDSignature();
      signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
      signature.setSubFilter(PDSignature.SUBFILTER_ETSI_CADES_DETACHED);
      signature.setName(name);
      signature.setReason(reason);
      signature.setSignDate(GregorianCalendar.from(at.atZone(ZoneOffset.UTC)));
      options.setPreferredSignatureSize(ROOM);
      document.addSignature(signature, content -> cms.apply(content.readAllBytes()), options);
      document.saveIncremental(signed);
    }
    return signed.toByteArray();
  }
}
