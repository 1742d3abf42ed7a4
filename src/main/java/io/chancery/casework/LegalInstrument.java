package io.chancery.casework;

import io.chancery.kernel.Sha256;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The paper that a request rests on. */
@Entity
@Table(name = "legal_instrument")
class LegalInstrument {
  @Id
  @Column(name = "case_id")
  private UUID caseId;

  private String kind;
  private String authority;

  @Column(name = "issuer_type")
  private String issuerType;

  private String docket;

  /** The docket number as it is compared; the database keeps it. */
  @Column(name = "docket_key", insertable = false, updatable = false)
  private @Nullable String docketKey;

  @Column(name = "issued_on")
  private LocalDate issuedOn;

  @Column(name = "vault_key")
  private String vaultKey;

  private String sha256;
  private long bytes;

  @SuppressWarnings("NullAway.Init") // JPA
  LegalInstrument() {}

  LegalInstrument(UUID caseId, NewCase.Instrument instrument) {
    this.caseId = caseId;
    this.kind = instrument.kind();
    this.authority = instrument.authority();
    this.issuerType = instrument.issuerType();
    this.docket = instrument.docket();
    this.issuedOn = instrument.issuedOn();
    this.vaultKey = instrument.vaultKey();
    this.sha256 = instrument.digest().hex();
    this.bytes = instrument.bytes();
  }

  UUID caseId() {
    return caseId;
  }

  NewCase.Instrument asValue() {
    return new NewCase.Instrument(
        kind, authority, issuerType, docket, issuedOn, vaultKey, new Sha256(sha256), bytes);
  }
}
