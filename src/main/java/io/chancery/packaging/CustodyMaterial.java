package io.chancery.packaging;

import io.chancery.access.Actor;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseView;
import io.chancery.casework.HandOffs;
import io.chancery.custody.CaseEvent;
import io.chancery.custody.CheckpointStamps;
import io.chancery.custody.CustodyEvent;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.EventSentences;
import io.chancery.custody.LedgerEntry;
import io.chancery.directory.Staff;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.Period;
import io.chancery.kernel.ProductionId;
import io.chancery.keys.LogKey;
import io.chancery.platform.Texts;
import io.chancery.proof.SignedCheckpoint;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What the ledger proves about a finished payload: appends {@code PayloadSealed}, waits for a
 * checkpoint over it, and freezes the case's entries, proofs, hand-offs and certificate.
 */
@ApplicationScoped
class CustodyMaterial {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final CaseLifecycle lifecycle;
  private final CustodyLedger ledger;
  private final EventSentences sentences;
  private final HandOffs handOffs;
  private final Staff staff;
  private final LogKey logKey;
  private final CheckpointStamps stamps;
  private final PackageSignatures signatures;
  private final Clock clock;
  private final String operator;
  private final Optional<String> contact;
  private final String toolVersion;

  CustodyMaterial(
      CaseLifecycle lifecycle,
      CustodyLedger ledger,
      EventSentences sentences,
      HandOffs handOffs,
      Staff staff,
      LogKey logKey,
      CheckpointStamps stamps,
      PackageSignatures signatures,
      Clock clock,
      @ConfigProperty(name = "chancery.operator.name", defaultValue = "The platform")
          String operator,
      @ConfigProperty(name = "chancery.operator.contact") Optional<String> contact,
      @ConfigProperty(name = "quarkus.application.version") String toolVersion) {
    this.lifecycle = lifecycle;
    this.ledger = ledger;
    this.sentences = sentences;
    this.handOffs = handOffs;
    this.staff = staff;
    this.logKey = logKey;
    this.stamps = stamps;
    this.signatures = signatures;
    this.clock = clock;
    this.operator = operator;
    this.contact = contact;
    this.toolVersion = toolVersion;
  }

  Sealing.Material of(
      CaseId caseId,
      ProductionId production,
      String base,
      CaseView view,
      Actor custodian,
      List<Map.Entry<String, String>> beside,
      BagShare share,
      Sealing.Payload payload)
      throws IOException {
    long n = payloadSealed(caseId, production, share, payload);
    SignedCheckpoint checkpoint = cosigned(ledger.awaitCheckpointOver(caseId, n, PATIENCE));
    List<LedgerEntry> entries =
        QuarkusTransaction.requiringNew()
            .call(() -> ledger.timeline(caseId).stream().filter(e -> e.n() <= n).toList());
    Map<String, byte[]> custody = custody(caseId, view, custodian, payload, checkpoint, entries);
    BagInfo info = bagInfo(base, view, beside, share, checkpoint);
    custody.put("custody.jsonld", graph(info, view, payload, entries));
    return new Sealing.Material(info.lines(), custody, signatures);
  }

  /** With the witnesses' lines, before anything is proven under it. */
  private SignedCheckpoint cosigned(SignedCheckpoint signed) throws IOException {
    SignedCheckpoint checkpoint = stamps.askWitnesses(signed);
    if (!stamps.satisfiesPolicy(checkpoint)) {
      throw new IOException("the checkpoint lacks cosignatures that the witness policy asks for");
    }
    return checkpoint;
  }

  /** The number of the entry over this payload; a restart finds it and compares the digest. */
  private long payloadSealed(
      CaseId caseId, ProductionId production, BagShare share, Sealing.Payload payload)
      throws IOException {
    Optional<LedgerEntry> earlier = find(caseId, production, share);
    if (earlier.isEmpty()) {
      QuarkusTransaction.requiringNew()
          .run(() ->
              lifecycle.record(
                  caseId,
                  Actor.SYSTEM,
                  new CaseEvent.PayloadSealed(
                      production, payload.manifest(), payload.files(), payload.bytes())));
      return find(caseId, production, share).orElseThrow().n();
    }
    if (!payload.manifest().hex().equals(earlier.get().object().get("manifest"))) {
      throw new IOException("the payload differs from the one that was sealed before the restart");
    }
    return earlier.get().n();
  }

  /**
   * Bags are written one after the other, so the production's entries stand in their order. Two
   * attempts that met may have recorded one bag twice; no two bags have the same manifest.
   */
  private Optional<LedgerEntry> find(CaseId caseId, ProductionId production, BagShare share) {
    Map<Object, LedgerEntry> byManifest = new LinkedHashMap<>();
    QuarkusTransaction.requiringNew().call(() -> ledger.timeline(caseId)).stream()
        .filter(e -> e.event().equals("PayloadSealed"))
        .filter(e -> production.toString().equals(e.object().get("production")))
        .forEach(e -> byManifest.putIfAbsent(e.object().get("manifest"), e));
    return byManifest.values().stream().skip(share.number() - 1L).findFirst();
  }

  private BagInfo bagInfo(
      String base,
      CaseView view,
      List<Map.Entry<String, String>> beside,
      BagShare share,
      SignedCheckpoint checkpoint) {
    List<Period> periods =
        view.targets().stream().flatMap(t -> t.items().stream()).map(i -> i.period()).toList();
    return new BagInfo(
        operator,
        contact.orElse(null),
        view.reference(),
        base.substring(base.lastIndexOf('-') + 1),
        share.bagCount(),
        today(),
        view.instrument().kind(),
        view.instrument().digest(),
        new Period(
            Collections.min(periods.stream().map(Period::from).toList()),
            Collections.max(periods.stream().map(Period::until).toList())),
        beside,
        checkpoint.checkpoint().origin(),
        checkpoint.size());
  }

  private Map<String, byte[]> custody(
      CaseId caseId,
      CaseView view,
      Actor custodian,
      Sealing.Payload payload,
      SignedCheckpoint checkpoint,
      List<LedgerEntry> entries)
      throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    ByteArrayOutputStream events = new ByteArrayOutputStream();
    StringBuilder sequence = new StringBuilder("n,leafHash,disclosure\r\n");
    List<CustodyLog.Line> log = new ArrayList<>();
    Map<String, byte[]> proofs = new LinkedHashMap<>();
    for (LedgerEntry entry : entries) {
      boolean disclosed = entry.disclosure() == CustodyEvent.Disclosure.DISCLOSED;
      sequence
          .append(entry.n())
          .append(',')
          .append(entry.leafHash().hex())
          .append(',')
          .append(entry.disclosure())
          .append("\r\n");
      if (disclosed) {
        events.writeBytes(entry.bytes());
        events.write('\n');
        proofs.put(
            "proofs/" + entry.n() + ".tlog-proof", ledger.proof(entry, checkpoint).encoded());
      }
      log.add(
          new CustodyLog.Line(
              entry.n(),
              entry.at(),
              disclosed ? sentences.sentence(entry, Locale.ENGLISH) : "Internal entry.",
              entry.leafHash()));
    }
    files.put("events.jsonl", events.toByteArray());
    files.put("sequence.csv", utf8(sequence.toString()));
    files.putAll(proofs);
    files.put("checkpoint", checkpoint.bytes());
    files.put("log.vkey", utf8(logKey.vkey() + "\n"));
    files.put("policy.txt", utf8(stamps.policyText(logKey.key())));
    if (stamps.canStamp()) {
      files.put("checkpoint.tsr", stamps.timeStamp(checkpoint));
    }
    files.put("handoffs.jsonl", handOffLines(caseId));
    Certificate certificate = certificate(view, custodian, payload, entries);
    files.put(
        "certificate.pdf",
        signatures.inPdf(certificate.pdf(), certificate.declarant().name(), clock.instant()));
    files.put("certificate.json", certificate.json());
    files.put("custody-log.pdf", CustodyLog.pdf(view.reference(), log));
    return files;
  }

  private byte[] graph(
      BagInfo info, CaseView view, Sealing.Payload payload, List<LedgerEntry> entries) {
    return CustodyGraph.of(
        new CustodyGraph.About(
            info.reference(),
            info.production(),
            info.ledgerOrigin(),
            operator,
            toolVersion,
            view.instrument()),
        payload,
        entries,
        entry -> sentences.sentence(entry, Locale.ENGLISH));
  }

  private byte[] handOffLines(CaseId caseId) {
    List<HandOffs.Line> lines = QuarkusTransaction.requiringNew().call(() -> handOffs.all(caseId));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (HandOffs.Line line : lines) {
      out.writeBytes(line.bytes());
      out.write('\n');
    }
    return out.toByteArray();
  }

  private Certificate certificate(
      CaseView view, Actor custodian, Sealing.Payload payload, List<LedgerEntry> entries) {
    Staff.StaffView declarant =
        QuarkusTransaction.requiringNew().call(() -> staff.find(custodian.id()).orElseThrow());
    return new Certificate(
        new Certificate.Declarant(
            declarant.fullName(),
            declarant.title(),
            operator,
            "my duties include the collection and certification of records in answer to legal process"),
        new Certificate.Process(
            view.reference(),
            Texts.text(Locale.ENGLISH, "kind_" + view.instrument().kind()),
            view.instrument().authority(),
            view.instrument().docket(),
            view.referral()),
        Certificate.Read.of(entries),
        payload.manifest(),
        payload.files(),
        payload.bytes(),
        payload.records(),
        payload.withheld(),
        toolVersion,
        today());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
