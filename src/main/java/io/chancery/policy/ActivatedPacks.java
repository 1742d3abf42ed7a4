package io.chancery.policy;

import io.chancery.kernel.Sha256;
import java.util.Optional;

/** Which files of the operator's folder two people put into force. */
interface ActivatedPacks {
  /** The digest of the file that two people activated as this version; empty when none. */
  Optional<Sha256> digest(String pack, String version);
}
