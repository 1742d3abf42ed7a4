package io.chancery.intake;

import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.tika.Tika;

/**
 * Is the upload a whole, readable PDF of the allowed size? Answers by the field {@code instrument}.
 */
final class InstrumentFile {
  /** 25 MB a file (product.md, "numbers"). */
  static final int MOST_BYTES = 25_000_000;

  private static final String FIELD = "instrument";

  private InstrumentFile() {}

  /**
   * Reads an upload, at most one byte more than allowed.
   *
   * @throws Problem too-large, unsupported-type or invalid-input
   */
  static byte[] read(InputStream upload) {
    byte[] bytes;
    try {
      bytes = upload.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw Problem.invalid(FIELD, "upload_broken");
    }
    if (bytes.length > MOST_BYTES) {
      throw Problem.of(ProblemType.TOO_LARGE, "upload_too_large");
    }
    fault(bytes)
        .ifPresent(code -> {
          throw code.equals("upload_not_pdf")
              ? Problem.of(ProblemType.UNSUPPORTED_TYPE, code)
              : Problem.invalid(FIELD, code);
        });
    return bytes;
  }

  private static Optional<String> fault(byte[] bytes) {
    if (bytes.length == 0) {
      return Optional.of("upload_empty");
    }
    if (!"application/pdf".equals(new Tika().detect(bytes))) {
      return Optional.of("upload_not_pdf");
    }
    try (PDDocument document = Loader.loadPDF(bytes)) {
      if (document.isEncrypted()) {
        return Optional.of("upload_encrypted");
      }
      return document.getNumberOfPages() == 0 ? Optional.of("upload_damaged") : Optional.empty();
    } catch (IOException | RuntimeException e) {
      // A damaged file may fail the parser in any way; none of them is the portal's fault.
      return Optional.of("upload_damaged");
    }
  }
}
