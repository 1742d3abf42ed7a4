package io.chancery.casework.notice;

import io.chancery.access.Actor;
import io.chancery.casework.CaseClocks;
import io.chancery.casework.CaseFollower;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseStep;
import io.chancery.casework.FactSource;
import io.chancery.casework.Facts;
import io.chancery.casework.Facts.Fact;
import io.chancery.casework.NewCase;
import io.chancery.kernel.CaseId;
import jakarta.enterprise.context.ApplicationScoped;

/** What this room does when a case moves, and what it says before a release. */
@ApplicationScoped
class NoticeFollower implements CaseFollower, FactSource {
  private final Notices notices;
  private final NonDisclosureOrders orders;

  NoticeFollower(Notices notices, NonDisclosureOrders orders) {
    this.notices = notices;
    this.orders = orders;
  }

  @Override
  public void opened(CaseId id, NewCase request, Actor actor) {
    if (request.order() != null) {
      int unused = orders.store(id, request.order(), actor);
    }
  }

  @Override
  public void after(CaseId id, CaseStep step, CaseStatus after, Actor actor) {
    if (after == CaseStatus.APPROVED
        && (step instanceof CaseStep.Approve || step instanceof CaseStep.ThirdSign)) {
      notices.decide(id, actor);
    } else if (step instanceof CaseStep.Release) {
      notices.released(id, actor);
    }
  }

  @Override
  public void happened(CaseId id, String event, Actor actor) {
    if (event.equals(CaseClocks.GAG_LIFTED)) {
      notices.prohibitionLifted(id, actor);
    }
  }

  @Override
  public void contribute(CaseId id, CaseStep step, Facts facts) {
    if (step instanceof CaseStep.Release) {
      facts.state(Fact.NOTICES_SETTLED, notices.settled(id));
    }
  }
}
