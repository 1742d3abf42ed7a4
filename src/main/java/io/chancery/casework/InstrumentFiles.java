package io.chancery.casework;

import io.chancery.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;

/** Instruments for stages that examine the file and show nobody its content. */
@ApplicationScoped
public class InstrumentFiles {
  private static final long MOST_SCRATCH = 128_000_000;

  private final InstrumentLooks looks;
  private final Vault vault;

  InstrumentFiles(InstrumentLooks looks, Vault vault) {
    this.looks = looks;
    this.vault = vault;
  }

  /**
   * Opens a PDF that a stranger made, in memory that is bounded; within a {@link ConfinedWork}.
   *
   * @throws IOException when it is no PDF that can be read
   */
  public static PDDocument open(byte[] pdf) throws IOException {
    return Loader.loadPDF(
        pdf, "", null, null, MemoryUsageSetting.setupMainMemoryOnly(MOST_SCRATCH).streamCache);
  }

  /** The words of the first pages; blank for a scan. */
  public static String words(PDDocument document, int pages) throws IOException {
    return InstrumentImages.words(document, pages);
  }

  /**
   * The instrument of a case that the current actor may see.
   *
   * @throws io.chancery.platform.Problem not-found, or damaged when the bytes are not those that
   *     were uploaded
   */
  public byte[] read(String reference) {
    return InstrumentLooks.bytes(vault, looks.unseen(reference));
  }
}
