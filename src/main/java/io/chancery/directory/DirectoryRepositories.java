package io.chancery.directory;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The repositories of this package. */
final class DirectoryRepositories {
  private DirectoryRepositories() {}

  @ApplicationScoped
  static class AgencyRepository implements PanacheRepositoryBase<Agency, UUID> {
    List<Agency> byVerification() {
      return list("order by verifiedAt, name, id");
    }

    Optional<Agency> bySlug(String slug) {
      return find("slug", slug).firstResultOptional();
    }

    Optional<Agency> byClient(String clientId) {
      return find("clientId", clientId).firstResultOptional();
    }

    Optional<Agency> locked(UUID id) {
      return Optional.ofNullable(findById(id, LockModeType.PESSIMISTIC_WRITE));
    }
  }

  @ApplicationScoped
  static class ContactNumberRepository implements PanacheRepositoryBase<ContactNumber, UUID> {
    List<ContactNumber> of(UUID agency) {
      return list("agencyId = ?1 and retiredAt is null order by recordedAt, id", agency);
    }
  }

  @ApplicationScoped
  static class ApplicationRepository implements PanacheRepositoryBase<AgencyApplication, UUID> {
    List<AgencyApplication> open() {
      return list("admittedAt is null order by begunAt desc, id");
    }
  }

  @ApplicationScoped
  static class EvidenceRepository implements PanacheRepositoryBase<AgencyEvidence, UUID> {
    List<AgencyEvidence> of(UUID application) {
      return list("applicationId = ?1 order by recordedAt, id", application);
    }
  }

  @ApplicationScoped
  static class AgencyDomainRepository implements PanacheRepositoryBase<AgencyDomain, String> {
    List<AgencyDomain> of(UUID agency) {
      return list("agencyId = ?1 order by domain", agency);
    }

    /** By this one the agency is found at the identity provider. */
    String first(UUID agency) {
      return of(agency).getFirst().domain();
    }
  }

  @ApplicationScoped
  static class OfficerRepository implements PanacheRepositoryBase<Officer, UUID> {
    List<Officer> of(UUID agency) {
      return list("agencyId = ?1 order by endedAt nulls first, fullName, id", agency);
    }

    Optional<Officer> byMail(String mail) {
      return find("lower(mail) = ?1 and endedAt is null", mail).firstResultOptional();
    }

    Optional<Officer> locked(UUID id) {
      return Optional.ofNullable(findById(id, LockModeType.PESSIMISTIC_WRITE));
    }

    /** Without the version: being seen conflicts with nothing. */
    void seen(UUID id, Instant at) {
      update("seenAt = ?1 where id = ?2", at, id);
    }

    Optional<Officer> bySubject(String subject) {
      return find("subject", subject).firstResultOptional();
    }
  }

  @ApplicationScoped
  static class StaffRepository implements PanacheRepositoryBase<StaffMember, UUID> {
    /** Those whose access has ended and of whom the identity provider was not told since. */
    List<StaffMember> endedWithoutOrder(Instant now) {
      return list(
          "from StaffMember m where m.accessUntil <= ?1 and not exists (select 1 from IdentityOrder o"
              + " where o.person = m.id and o.act = 'END' and o.orderedAt >= m.accessUntil)",
          now);
    }

    Optional<StaffMember> bySubject(String subject) {
      return find("subject", subject).firstResultOptional();
    }
  }

  @ApplicationScoped
  static class RecipientKeyRepository implements PanacheRepositoryBase<RecipientKey, UUID> {
    List<RecipientKey> of(UUID agency) {
      return list("agencyId = ?1 order by registeredAt desc, id desc", agency);
    }

    List<RecipientKey> newestFirst() {
      return list("order by registeredAt desc, id desc");
    }

    Optional<RecipientKey> lock(UUID id) {
      RecipientKey key = findById(id, LockModeType.PESSIMISTIC_WRITE);
      if (key != null) {
        getEntityManager().refresh(key);
      }
      return Optional.ofNullable(key);
    }
  }

  @ApplicationScoped
  static class ProtectedAccountRepository
      implements PanacheRepositoryBase<ProtectedAccount, String> {}
}
