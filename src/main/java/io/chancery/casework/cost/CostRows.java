package io.chancery.casework.cost;

import io.chancery.kernel.CaseId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Proposed invoices, and what became of them. */
@ApplicationScoped
class CostRows implements PanacheRepositoryBase<InvoiceProposal, UUID> {

  @ApplicationScoped
  static class Rejections implements PanacheRepositoryBase<InvoiceRejection, UUID> {}

  @ApplicationScoped
  static class Invoices implements PanacheRepositoryBase<Invoice, UUID> {
    List<Invoice> of(CaseId id) {
      return list("caseId = ?1 order by number", id.value());
    }
  }

  @ApplicationScoped
  static class Waivers implements PanacheRepositoryBase<CostWaiver, UUID> {}

  List<InvoiceProposal> of(CaseId id) {
    return list("caseId = ?1 order by number", id.value());
  }
}
