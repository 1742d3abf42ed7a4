package io.chancery.packaging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.kernel.CaseId;
import io.chancery.keys.Macs;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The name under which one collected record or media file is withheld: a keyed hash over the case,
 * the file it stands in, its source and its platform's id. It says nothing to whoever reads the
 * row, and it stays the same when the scope is read again, so that what was withheld does not come
 * back by itself.
 */
@ApplicationScoped
class ItemKeys {
  private final Macs macs;

  ItemKeys(Macs macs) {
    this.macs = macs;
  }

  String record(CaseId id, int target, String file, ObjectNode record) {
    return key(
        id, target + "/" + file, record.path("source").asText(""), record.path("id").asText(""));
  }

  String media(CaseId id, int target, String file) {
    return key(id, target + "/" + file, "", "");
  }

  private String key(CaseId id, String... parts) {
    byte[][] bytes = new byte[parts.length + 1][];
    bytes[0] = id.toString().getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < parts.length; i++) {
      bytes[i + 1] = parts[i].getBytes(StandardCharsets.UTF_8);
    }
    return HexFormat.of().formatHex(macs.mac(Macs.Purpose.RECORD, bytes));
  }
}
