package io.chancery.demo;

import gov.loc.repository.bagit.domain.Bag;
import gov.loc.repository.bagit.reader.BagReader;
import gov.loc.repository.bagit.verify.BagVerifier;
import java.nio.file.Path;

/** The Library of Congress' own validator over a folder, for {@code deploy/verify-package}. */
public final class BagItCheck {
  private BagItCheck() {}

  /** Ends with 0 when the bag is complete and valid. */
  public static void main(String... arguments) throws Exception {
    Bag bag = new BagReader().read(Path.of(arguments[0]));
    try (BagVerifier verifier = new BagVerifier()) {
      // false: hidden files count as well.
      verifier.isValid(bag, false);
    }
    System.out.println("valid");
  }
}
