package io.chancery.path;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Rights that a test gives to seeded people for a while. */
final class GrantedRights {
  private final List<String> given = new ArrayList<>();

  /** Grants a role now. */
  void granted(String fullName, String role) throws SQLException {
    String id = UUID.randomUUID().toString();
    Rows.execute(
        "insert into role_grant (id, staff_id, role, kind, reason, valid_from, basis, proposal_id)"
            + " select '%s', id, '%s', 'STANDING', 'a test', now(), 'PROPOSAL', gen_random_uuid()"
                .formatted(id, role)
            + " from staff_member where full_name = '%s'".formatted(fullName));
    given.add(id);
  }

  /** Takes everything again. */
  void taken() throws SQLException {
    for (String id : given) {
      Rows.execute(
          "insert into role_end (grant_id, ended_at, ended_by, reason)"
              + " values ('%s', now(), gen_random_uuid(), 'the test is over')".formatted(id));
    }
    given.clear();
  }
}
