package io.chancery.directory;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The rows of rights: what was granted, and what was taken before its end. */
@ApplicationScoped
class RoleGrants implements PanacheRepositoryBase<RoleGrant, UUID> {
  private static final String NOT_TAKEN =
      "not exists (select 1 from RoleEnd e where e.grantId = g.id)";
  private static final String IN_FORCE =
      "g.validFrom <= ?1 and (g.validUntil is null or g.validUntil > ?1) and " + NOT_TAKEN;

  /** The rows of {@link RoleEnd}. */
  @ApplicationScoped
  static class Ends implements PanacheRepositoryBase<RoleEnd, UUID> {}

  /** What a person holds at a moment. */
  List<RoleGrant> inForce(UUID staffId, Instant now) {
    return list("from RoleGrant g where " + IN_FORCE + " and g.staffId = ?2", now, staffId);
  }

  /** What everybody holds at a moment, person by person. */
  List<RoleGrant> inForce(Instant now) {
    return list(
        "from RoleGrant g where " + IN_FORCE + " order by g.staffId, g.role, g.validFrom", now);
  }

  /** Everybody's rows for one role at a moment. */
  List<RoleGrant> holders(String role, Instant now) {
    return list("from RoleGrant g where " + IN_FORCE + " and g.role = ?2", now, role);
  }

  /** What a person holds or will hold: neither taken nor over. */
  List<RoleGrant> standing(UUID staffId, Instant now) {
    return list(
        "from RoleGrant g where (g.validUntil is null or g.validUntil > ?1) and "
            + NOT_TAKEN
            + " and g.staffId = ?2",
        now,
        staffId);
  }

  /** Everything a person ever held, newest first. */
  List<RoleGrant> everOf(UUID staffId) {
    return list("from RoleGrant g where g.staffId = ?1 order by g.validFrom desc, g.role", staffId);
  }
}
