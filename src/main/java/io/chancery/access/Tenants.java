package io.chancery.access;

import io.quarkus.oidc.TenantResolver;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which realm a request signs in at, and how: pages by the code flow, the API by a bearer token.
 * The path decides; no path serves two realms.
 */
@ApplicationScoped
class Tenants implements TenantResolver {
  private static final String API = "-api";
  private static final String BEARER = "Bearer ";

  /** Tiles are read by tools with a token, and by auditors from their pages. */
  private static final String TILES = "/ledger/tile";

  private static final List<String> AGENCY_PATHS =
      List.of(
          "/requests",
          "/pickup",
          "/agency",
          "/sign-in/agency",
          "/sign-out/agency",
          "/step-up/agency");
  private static final List<String> STAFF_PATHS =
      List.of("/desk", TILES, "/sign-in/staff", "/sign-out/staff", "/step-up/staff");

  private final Realms realms;

  Tenants(Realms realms) {
    this.realms = realms;
  }

  @Override
  public @Nullable String resolve(RoutingContext context) {
    String path = context.normalizedPath();
    if (under("/api/v1", path) || under(TILES, path) && bearer(context) != null) {
      return bearerRealm(context) + API;
    }
    if (AGENCY_PATHS.stream().anyMatch(prefix -> under(prefix, path))) {
      return Realms.AGENCY;
    }
    if (STAFF_PATHS.stream().anyMatch(prefix -> under(prefix, path))) {
      return Realms.STAFF;
    }
    // Public pages: Quarkus takes the tenant of the session cookie, when there is one.
    return null;
  }

  private static boolean under(String prefix, String path) {
    return path.equals(prefix) || path.startsWith(prefix + "/");
  }

  private static @Nullable String bearer(RoutingContext context) {
    String header = context.request().getHeader("Authorization");
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : null;
  }

  /** The unverified issuer only chooses who verifies; a wrong claim fails there. */
  private String bearerRealm(RoutingContext context) {
    String token = bearer(context);
    String[] parts = token == null ? new String[0] : token.split("\\.", -1);
    if (parts.length != 3) {
      return Realms.AGENCY;
    }
    try {
      byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
      String issuer = new JsonObject(new String(claims, StandardCharsets.UTF_8)).getString("iss");
      return issuer == null ? Realms.AGENCY : realms.of(issuer).orElse(Realms.AGENCY);
    } catch (IllegalArgumentException | DecodeException | ClassCastException e) {
      return Realms.AGENCY;
    }
  }
}
