package io.chancery.casework;

import java.util.Locale;

/**
 * What a letter says. A template that was used is never changed: a new wording is a new version
 * beside it, and the letter's row and entry name the one it was written from.
 */
enum LetterKind {
  RECEIPT(1),
  OBJECTION(1),
  NARROWING(1),
  REFUSAL(1),
  /** Why a European order is not, or not fully, executed: Regulation (EU) 2023/1543, Annex III. */
  EPOC_FORM_3(1),
  NO_RECORDS(1),
  /** To the account holder, not to the officer. */
  NOTICE(1),
  /** What was fetched must be deleted. */
  RECALL_NOTICE(1),
  /** What was handed over is wrong and has to be asked for again. */
  CORRECTION(1),
  /** What the agency is to reimburse. */
  INVOICE(1);

  private final int version;

  LetterKind(int version) {
    this.version = version;
  }

  /** Name and version of its newest template, for example {@code receipt-1}. */
  String template() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + version;
  }

  /** Whether the officer may read it. */
  boolean forOfficer() {
    return this != NOTICE;
  }

  /** The form in which {@code regime} wants to hear why an order is not executed. */
  static LetterKind unless(String regime, LetterKind otherwise) {
    return regime.equals("eu-e-evidence") ? EPOC_FORM_3 : otherwise;
  }
}
