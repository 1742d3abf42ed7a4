package io.chancery.verification;

import io.chancery.kernel.CaseId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** The rows on which an emergency's verification rests. */
final class EmergencyRows {
  private EmergencyRows() {}

  @ApplicationScoped
  static class Confirmations implements PanacheRepositoryBase<EmergencyConfirmation, UUID> {
    Optional<EmergencyConfirmation> of(CaseId id) {
      return find("caseId", id.value()).firstResultOptional();
    }
  }

  @ApplicationScoped
  static class CallBacks implements PanacheRepositoryBase<CallBack, UUID> {
    /** The newest call, whatever came of it: a later denial counts more than an earlier yes. */
    Optional<CallBack> newest(CaseId id) {
      return find("caseId = ?1 order by calledAt desc, id desc", id.value()).firstResultOptional();
    }
  }

  @ApplicationScoped
  static class Proofs implements PanacheRepositoryBase<EmergencyVerification, UUID> {}
}
