/**
 * The custody ledger: a Merkle log (RFC 6962) with signed checkpoints (C2SP) over exact entry
 * bytes. Facades append in their own transaction; a sequencer integrates; anyone can verify an
 * export without trusting the portal. Formats: docs/formats/ledger.md.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.custody;
