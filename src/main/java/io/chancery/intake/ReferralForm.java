package io.chancery.intake;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the platform refers to an authority, as typed: every field is text, any may be missing.
 *
 * @param officer id of the officer to whom it is addressed, of the agency chosen before
 * @param docket the platform's own file number
 * @param awareAt when the platform became aware, UTC: {@code 2026-11-22T14:05} or RFC 3339
 * @param statement the parts of the law's test, each in words, by the pack's names
 */
@JsonIgnoreProperties(ignoreUnknown = false)
public record ReferralForm(
    @Nullable String officer,
    @Nullable String regime,
    @Nullable String kind,
    @Nullable String docket,
    @Nullable String awareAt,
    @Nullable Map<String, String> statement,
    @Nullable List<RequestForm.TargetForm> targets) {

  /** The detail of the pack that carries {@link #awareAt}. */
  static final String AWARE_AT = "aware-at";

  /** Whoever issues a referral: the platform itself. */
  static final String ISSUER = "provider";

  /**
   * The same as a request, so that the same rules judge it: the instrument is the platform's own
   * statement of today.
   */
  RequestForm asRequest(String operator, LocalDate today) {
    Map<String, String> said = new TreeMap<>(Objects.requireNonNullElse(statement, Map.of()));
    said.put(AWARE_AT, Objects.requireNonNullElse(awareAt, ""));
    return new RequestForm(
        regime,
        kind,
        operator,
        ISSUER,
        docket,
        today.toString(),
        null,
        targets,
        said,
        null,
        null,
        null,
        null);
  }

  @Override
  public String toString() {
    return "ReferralForm[\u2026]";
  }
}
