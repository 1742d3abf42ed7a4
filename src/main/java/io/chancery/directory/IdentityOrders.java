package io.chancery.directory;

import io.chancery.kernel.ActorId;
import io.chancery.platform.Ids;
import io.chancery.platform.TaskQueue;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the identity provider has to be told, as rows of the transaction that decided it: told after
 * the commit, and again until it answers. Standing refuses from the commit on, whatever the
 * provider still says.
 */
@ApplicationScoped
public class IdentityOrders {

  /** What is to happen to a person there. */
  public enum Act {
    INVITE,
    SUSPEND,
    RESUME,
    END,
    LOGOUT
  }

  @ApplicationScoped
  static class Rows implements PanacheRepositoryBase<IdentityOrder, UUID> {
    List<IdentityOrder> laterThan(IdentityOrder order) {
      return list("person = ?1 and number > ?2", order.person(), order.number());
    }

    Optional<IdentityOrder> open(UUID person, Act act) {
      return find("person = ?1 and act = ?2 and doneAt is null", person, act.name())
          .firstResultOptional();
    }
  }

  private static final String INVITED = "invited:";

  private final Rows rows;
  private final TaskQueue queue;
  private final Ids ids;
  private final Clock clock;

  IdentityOrders(Rows rows, TaskQueue queue, Ids ids, Clock clock) {
    this.rows = rows;
    this.queue = queue;
    this.ids = ids;
    this.clock = clock;
  }

  /** The subject of somebody who has been recorded and whom the provider does not know yet. */
  public static String subjectBeforeInvitation(ActorId person) {
    return INVITED + person;
  }

  /** Whether a subject is that of somebody whom the provider does not know yet. */
  static boolean isBeforeInvitation(String subject) {
    return subject.startsWith(INVITED);
  }

  /**
   * Invites somebody who has just been recorded with {@link #subjectBeforeInvitation}; their row
   * learns its subject when the provider has answered.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void invite(IdentityProvider.Realm realm, ActorId person, String fullName, String mail) {
    IdentityOrder order = row(Act.INVITE, realm, person);
    order.invites(fullName, mail);
    keep(order);
  }

  /** Anything but an invitation. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void order(Act act, IdentityProvider.Realm realm, ActorId person) {
    if (act == Act.INVITE) {
      throw new IllegalArgumentException("an invitation needs a name and an address");
    }
    keep(row(act, realm, person));
  }

  /** Whether the provider has not carried out such an order for the person yet. */
  public boolean waiting(ActorId person, Act act) {
    return rows.open(person.value(), act).isPresent();
  }

  private IdentityOrder row(Act act, IdentityProvider.Realm realm, ActorId person) {
    return new IdentityOrder(ids.next(), person.value(), realm.key(), act.name(), clock.instant());
  }

  private void keep(IdentityOrder order) {
    rows.persist(order);
    queue.enqueue(IdentityWorker.KIND, order.id());
  }
}
