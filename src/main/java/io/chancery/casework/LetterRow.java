package io.chancery.casework;

import io.chancery.kernel.CaseId;
import io.chancery.kernel.Sha256;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A letter in one language, as page and as PDF, sealed under the case's key. Insert only. */
@Entity
@Table(name = "letter")
class LetterRow {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private int number;

  @Enumerated(EnumType.STRING)
  private LetterKind kind;

  private String template;
  private String language;

  @Column(name = "html_sealed")
  private byte[] html;

  @Column(name = "html_sha256")
  private String htmlDigest;

  @Column(name = "pdf_sealed")
  private byte[] pdf;

  @Column(name = "pdf_sha256")
  private String pdfDigest;

  @Column(name = "issued_at")
  private Instant issuedAt;

  /** Bytes as they are stored, with the digest of what was sealed. */
  record Sealed(byte[] bytes, Sha256 digest) {}

  @SuppressWarnings("NullAway.Init") // JPA
  LetterRow() {}

  LetterRow(
      UUID id,
      CaseId caseId,
      int number,
      LetterKind kind,
      String language,
      Sealed html,
      Sealed pdf,
      Instant issuedAt) {
    this.id = id;
    this.caseId = caseId.value();
    this.number = number;
    this.kind = kind;
    this.template = kind.template();
    this.language = language;
    this.html = html.bytes().clone();
    this.htmlDigest = html.digest().hex();
    this.pdf = pdf.bytes().clone();
    this.pdfDigest = pdf.digest().hex();
    this.issuedAt = issuedAt;
  }

  int number() {
    return number;
  }

  LetterKind kind() {
    return kind;
  }

  String template() {
    return template;
  }

  String language() {
    return language;
  }

  Sealed html() {
    return new Sealed(html, new Sha256(htmlDigest));
  }

  Sealed pdf() {
    return new Sealed(pdf, new Sha256(pdfDigest));
  }

  Instant issuedAt() {
    return issuedAt;
  }
}
