package io.chancery.casework;

import io.chancery.kernel.CaseId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The repositories of this package, side by side: each one line of wiring and the queries it owns.
 */
final class CaseRepositories {
  private CaseRepositories() {}

  @ApplicationScoped
  static class Cases implements PanacheRepositoryBase<DisclosureCase, UUID> {

    /** The case under its row's lock, read afresh. */
    Optional<DisclosureCase> lock(CaseId id) {
      // What this transaction has changed must not be lost by reading afresh.
      flush();
      return Optional.ofNullable(findById(id.value(), LockModeType.PESSIMISTIC_WRITE))
          .map(found -> {
            getEntityManager().refresh(found);
            return found;
          });
    }

    Optional<DisclosureCase> byReference(String reference) {
      return find("reference", reference).firstResultOptional();
    }

    /**
     * Cases in one of {@code statuses} that share the instrument's bytes, or docket number and
     * kind, with another of their agency in one of {@code others}; oldest first. Companions share
     * by nature.
     */
    List<DisclosureCase> repeated(Set<CaseStatus> statuses, Set<CaseStatus> others, int most) {
      String alone =
          " not exists (select 1 from CaseLink l where l.caseId = %s.id and l.kind = '"
              + CaseLink.COMPANION
              + "')";
      String another =
          "exists (select 1 from LegalInstrument j, DisclosureCase o where j.%s and o.id = j.caseId"
              + " and o.id <> c.id and o.agencyId = c.agencyId and o.status in (?2) and"
              + alone.formatted("o")
              + ")";
      return find(
              "select c from DisclosureCase c, LegalInstrument i where i.caseId = c.id"
                  + " and c.status in (?1) and"
                  + alone.formatted("c")
                  + " and ("
                  + another.formatted("sha256 = i.sha256")
                  + " or "
                  + another.formatted("kind = i.kind and j.docketKey = i.docketKey")
                  + ") order by c.receivedAt, c.reference",
              statuses,
              others)
          .page(0, most)
          .list();
    }

    long nextNumber() {
      return ((Number)
              getEntityManager()
                  .createNativeQuery("select nextval('case_number')")
                  .getSingleResult())
          .longValue();
    }
  }

  @ApplicationScoped
  static class Instruments implements PanacheRepositoryBase<LegalInstrument, UUID> {
    List<LegalInstrument> withDigest(String sha256) {
      return list("sha256", sha256);
    }

    /** Where the statements of what the platform referred lie. */
    Set<String> keysOfReferrals() {
      return Set.copyOf(
          getEntityManager()
              .createQuery(
                  "select i.vaultKey from LegalInstrument i, DisclosureCase c"
                      + " where c.id = i.caseId and c.referredBy is not null",
                  String.class)
              .getResultList());
    }

    List<LegalInstrument> withDocket(String docket) {
      return list("docketKey = lower(?1)", docket);
    }
  }

  @ApplicationScoped
  static class Targets implements PanacheRepositoryBase<Target, UUID> {
    /** The keyed hashes of the accounts that identifiers with these hashes were resolved to. */
    List<String> accountsNamed(List<String> identifiers) {
      return getEntityManager()
          .createQuery(
              "select distinct t.accountHash from Target t where t.identifierHash in :hashes"
                  + " and t.accountHash is not null",
              String.class)
          .setParameter("hashes", identifiers)
          .getResultList();
    }

    List<Target> of(CaseId id) {
      return list("caseId = ?1 order by number", id.value());
    }

    List<Target> named(String identifierHash) {
      return list("identifierHash", identifierHash);
    }

    /** Named by this hash, or resolved to one of these accounts. */
    List<Target> about(String identifierHash, Set<String> accountHashes) {
      return list("identifierHash = ?1 or accountHash in ?2", identifierHash, accountHashes);
    }
  }

  @ApplicationScoped
  static class Items implements PanacheRepositoryBase<ScopeItem, UUID> {
    List<ScopeItem> of(CaseId id) {
      return list("caseId = ?1 order by number", id.value());
    }
  }

  @ApplicationScoped
  static class Steps implements PanacheRepositoryBase<StepTaken, UUID> {
    List<StepTaken> of(CaseId id) {
      return list("caseId = ?1 order by at, id", id.value());
    }
  }

  @ApplicationScoped
  static class StoredHandOffs implements PanacheRepositoryBase<StoredHandOff, UUID> {
    List<StoredHandOff> of(CaseId id) {
      return list("caseId = ?1 order by at, id", id.value());
    }

    Optional<StoredHandOff> latest(CaseId id, String kind) {
      return find("caseId = ?1 and kind = ?2 order by at desc, id desc", id.value(), kind)
          .firstResultOptional();
    }
  }

  @ApplicationScoped
  static class Statements implements PanacheRepositoryBase<EmergencyStatement, UUID> {
    List<EmergencyStatement> of(CaseId id) {
      return list("caseId", id.value());
    }
  }

  @ApplicationScoped
  static class Answers implements PanacheRepositoryBase<EmergencyAnswer, UUID> {
    List<EmergencyAnswer> of(CaseId id) {
      return list("caseId = ?1 order by answeredAt, id", id.value());
    }
  }

  @ApplicationScoped
  static class ClockEvents implements PanacheRepositoryBase<ClockEvent, UUID> {
    List<ClockEvent> of(CaseId id) {
      return list("caseId = ?1 order by at, id", id.value());
    }
  }

  @ApplicationScoped
  static class Letters implements PanacheRepositoryBase<LetterRow, UUID> {
    List<LetterRow> of(CaseId id) {
      return list("caseId = ?1 order by number, language", id.value());
    }

    Optional<LetterRow> one(CaseId id, int number, String language) {
      return find("caseId = ?1 and number = ?2 and language = ?3", id.value(), number, language)
          .firstResultOptional();
    }

    int newest(CaseId id) {
      return find("caseId = ?1 order by number desc", id.value())
          .firstResultOptional()
          .map(LetterRow::number)
          .orElse(0);
    }
  }

  @ApplicationScoped
  static class Notes implements PanacheRepositoryBase<InternalNote, UUID> {
    List<InternalNote> of(CaseId id) {
      return list("caseId = ?1 order by notedAt, id", id.value());
    }
  }

  @ApplicationScoped
  static class Expressions implements PanacheRepositoryBase<ExpressionFlag, UUID> {
    boolean flagged(CaseId id) {
      return findById(id.value()) != null;
    }
  }

  @ApplicationScoped
  static class Links implements PanacheRepositoryBase<CaseLink, UUID> {
    List<CaseId> companionsOf(CaseId id) {
      return list("other = ?1 and kind = ?2", id.value(), CaseLink.COMPANION).stream()
          .map(CaseLink::caseId)
          .toList();
    }

    /** To the cases that this one supplements or corrects. */
    List<CaseLink> earlierThan(CaseId id) {
      return list("caseId = ?1 and kind in ?2 order by linkedAt", id.value(), CaseRelation.keys());
    }

    /** Of the cases that supplement or correct this one. */
    List<CaseLink> laterThan(CaseId id) {
      return list("other = ?1 and kind in ?2 order by linkedAt", id.value(), CaseRelation.keys());
    }

    boolean isCompanion(CaseId id) {
      return count("caseId = ?1 and kind = ?2", id.value(), CaseLink.COMPANION) > 0;
    }
  }

  @ApplicationScoped
  static class Assigned implements PanacheRepositoryBase<Assignment, UUID> {}
}
