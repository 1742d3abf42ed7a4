package io.chancery.casework.handoff;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Fields;
import io.chancery.kernel.Period;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Exactly what may be read and released, signed by two people. */
public record ApprovedScope(
    String reference,
    Sha256 previous,
    String decision,
    Sha256 shown,
    String proposedBy,
    String approvedBy,
    List<Granted> items)
    implements HandOff {

  /**
   * One field group of one target's account over one period.
   *
   * @param accountOf the asked target to whose identifier this account answers as well; null for
   *     the asked one
   * @param fields the granted fields, in order; null for every field of the group
   */
  public record Granted(
      int target,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer accountOf,
      String accountHash,
      FieldGroup group,
      Period period,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> fields) {

    /** About the target that was asked for. */
    public Granted(
        int target,
        String accountHash,
        FieldGroup group,
        Period period,
        @Nullable List<String> fields) {
      this(target, null, accountHash, group, period, fields);
    }

    /** As something to read. */
    public ReadGrant.Reach reach() {
      return new ReadGrant.Reach(group, period, Fields.of(fields));
    }
  }
}
