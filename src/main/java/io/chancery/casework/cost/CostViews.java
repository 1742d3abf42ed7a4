package io.chancery.casework.cost;

import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseView;
import io.chancery.casework.CaseViews;
import io.chancery.casework.InvoiceLetters;
import io.chancery.directory.Staff;
import io.chancery.kernel.Sha256;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a case costs its agency, to be read. Emergencies, and regimes for which the operator has no
 * fees, reimburse nothing. The fees are read at the start, so that a wrong one stops it.
 */
@Startup
@ApplicationScoped
public class CostViews {
  /** Something has been handed over, or was ready to be. */
  private static final Set<CaseStatus> BILLABLE =
      EnumSet.of(CaseStatus.RELEASED, CaseStatus.DELIVERED, CaseStatus.CLOSED);

  /**
   * A proposed invoice, for staff.
   *
   * @param state {@code open}, {@code rejected} or {@code issued}
   * @param shown what an answer is bound to
   */
  public record ProposalView(
      int number,
      List<InvoiceLetters.Line> lines,
      String sum,
      String state,
      String proposedBy,
      Instant proposedAt,
      Sha256 shown) {
    public ProposalView {
      lines = List.copyOf(lines);
    }

    /** Its path below the page of the case's costs. */
    public String path() {
      return "/proposals/" + number;
    }
  }

  /** An invoice; {@code letter} is its number among the case's letters. */
  public record InvoiceView(
      String number, String sum, LocalDate dueOn, int letter, Instant issuedAt) {}

  /**
   * What a case costs its agency, as the current actor may see it.
   *
   * @param waived why nothing is charged; null where something may be
   * @param citation the law under which something may be charged; null where nothing is
   * @param activities what has a fee; empty for the agency
   * @param proposals empty for the agency
   */
  public record CostView(
      @Nullable String waived,
      @Nullable String citation,
      boolean billable,
      List<String> activities,
      List<ProposalView> proposals,
      List<InvoiceView> invoices) {
    public CostView {
      activities = List.copyOf(activities);
      proposals = List.copyOf(proposals);
      invoices = List.copyOf(invoices);
    }

    /** Whether an invoice could be proposed now. */
    public boolean proposable() {
      return billable && waived == null && !open();
    }

    /** Whether nothing has been decided that a waiver would contradict. */
    public boolean waivable() {
      return waived == null && invoices.isEmpty() && !open();
    }

    private boolean open() {
      return proposals.stream().anyMatch(p -> p.state().equals("open"));
    }
  }

  private final CostRows rows;
  private final CostRows.Rejections rejections;
  private final CostRows.Invoices invoices;
  private final CostRows.Waivers waivers;
  private final Map<String, FeeSchedule> schedules = new TreeMap<>();
  private final CaseAccess access;
  private final CaseViews views;
  private final Staff staff;

  CostViews(
      CostRows rows,
      CostRows.Rejections rejections,
      CostRows.Invoices invoices,
      CostRows.Waivers waivers,
      CostConfiguration settings,
      CaseAccess access,
      CaseViews views,
      Staff staff) {
    this.rows = rows;
    this.rejections = rejections;
    this.invoices = invoices;
    this.waivers = waivers;
    this.access = access;
    this.views = views;
    this.staff = staff;
    settings.regimes().forEach((name, fees) -> schedules.put(name, FeeSchedule.of(name, fees)));
  }

  /** What a case that the current actor may see costs its agency. */
  @Transactional
  public CostView of(String reference) {
    CaseView view = views.of(access.visible(reference));
    boolean inside = access.staffLooks();
    FeeSchedule fees = schedules.get(view.regime());
    return new CostView(
        waived(view),
        fees == null ? null : fees.citation(),
        BILLABLE.contains(view.status()),
        inside && fees != null ? fees.activities() : List.of(),
        inside ? rows.of(view.id()).stream().map(p -> view(p, reference)).toList() : List.of(),
        invoices.of(view.id()).stream()
            .map(i ->
                new InvoiceView(
                    number(reference, i.number()),
                    FeeSchedule.words(i.sum(), i.currency()),
                    i.dueOn(),
                    i.letter(),
                    i.issuedAt()))
            .toList());
  }

  /** The fees of a regime; null where it reimburses nothing. */
  @Nullable FeeSchedule fees(String regime) {
    return schedules.get(regime);
  }

  @Nullable String waived(CaseView view) {
    if (view.emergency()) {
      return "emergency";
    }
    if (views.preserves(view.id())) {
      return "nothing-provided";
    }
    if (!schedules.containsKey(view.regime())) {
      return "no-reimbursement";
    }
    CostWaiver waiver = waivers.findById(view.id().value());
    return waiver == null ? null : waiver.reason();
  }

  private ProposalView view(InvoiceProposal proposal, String reference) {
    return new ProposalView(
        proposal.number(),
        lines(proposal),
        FeeSchedule.words(proposal.sum(), proposal.currency()),
        state(proposal),
        staff.find(proposal.proposedBy()).map(Staff.StaffView::fullName).orElse(""),
        proposal.proposedAt(),
        proposal.digest(reference));
  }

  String state(InvoiceProposal proposal) {
    if (invoices.findById(proposal.id()) != null) {
      return "issued";
    }
    return rejections.findById(proposal.id()) != null ? "rejected" : "open";
  }

  static List<InvoiceLetters.Line> lines(InvoiceProposal proposal) {
    return proposal.lines().stream()
        .map(line ->
            new InvoiceLetters.Line(
                line.activity(),
                line.hours().toPlainString(),
                proposal.currency().getCurrencyCode() + " " + line.fee().toPlainString(),
                FeeSchedule.words(
                    FeeSchedule.amount(line, proposal.currency()), proposal.currency())))
        .toList();
  }

  static String number(String reference, int number) {
    return reference + "-I" + number;
  }
}
