package io.chancery.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The two realms and the issuers that the configuration gives them. */
@ApplicationScoped
class Realms {
  static final String AGENCY = "agency";
  static final String STAFF = "staff";

  private final Map<String, String> issuers;

  Realms(
      @ConfigProperty(name = "chancery.oidc.agency.issuer") String agency,
      @ConfigProperty(name = "chancery.oidc.staff.issuer") String staff) {
    this.issuers = Map.of(AGENCY, agency, STAFF, staff);
  }

  /** The realm whose tokens {@code issuer} signs. */
  Optional<String> of(String issuer) {
    return issuers.entrySet().stream()
        .filter(entry -> entry.getValue().equals(issuer))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The issuer of one of the two. */
  String issuer(String realm) {
    String issuer = issuers.get(realm);
    if (issuer == null) {
      throw new IllegalArgumentException("no such realm");
    }
    return issuer;
  }
}
