package io.chancery.casework;

import io.chancery.kernel.Identifier;
import io.chancery.keys.Macs;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/** The keyed hash by which an identifier is found again without being kept in the clear. */
@ApplicationScoped
class IdentifierHashes {
  private final Macs macs;

  IdentifierHashes(Macs macs) {
    this.macs = macs;
  }

  /** The hash of kind and value; letter case does not count. */
  String of(Identifier identifier) {
    String normal = identifier.kind().key() + ":" + identifier.value().toLowerCase(Locale.ROOT);
    return HexFormat.of()
        .formatHex(macs.mac(Macs.Purpose.IDENTIFIER, normal.getBytes(StandardCharsets.UTF_8)));
  }
}
