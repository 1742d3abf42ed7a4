package io.chancery.casework;

import io.chancery.keys.Macs;
import io.chancery.source.GrantSeals;
import jakarta.enterprise.context.ApplicationScoped;

/** Lets {@code source} recognise the seals of {@link ReadGrants} without being able to make one. */
@ApplicationScoped
class SourceSeals implements GrantSeals {
  private final Macs macs;

  SourceSeals(Macs macs) {
    this.macs = macs;
  }

  @Override
  public boolean valid(byte[] signed, byte[] seal) {
    return macs.verify(Macs.Purpose.READ_GRANT, seal, signed);
  }
}
