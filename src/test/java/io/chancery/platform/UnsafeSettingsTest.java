package io.chancery.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsafeSettingsTest {
  private static final String SECRET = "k7Vh2mQ9xZr4Tn8Wc3Yb6Lp1Sd5Fg0Ja";

  @Test
  void safeSettingsHaveNoFinding() {
    assertThat(findings(safe())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "absent",
      value = {
        "chancery.public-url, http://portal.example, is not https",
        "chancery.public-url, https://localhost, loopback",
        "chancery.public-url, absent, missing",
        "chancery.oidc.agency.issuer, http://id.example/realms/agency, is not https",
        "chancery.oidc.staff.issuer, https://localhost:8180/realms/staff, development realm",
        "chancery.oidc.staff.issuer, absent, missing",
        "chancery.oidc.agency.client-secret, absent, missing",
        "chancery.oidc.staff.client-secret, short, shorter than 32",
        "chancery.oidc.session-secret, development-only-development-only, development secret",
        "chancery.keys.password, absent, missing",
        "chancery.keys.generate, true, new keys",
        "quarkus.datasource.jdbc.url, absent, missing",
        "quarkus.datasource.jdbc.url, jdbc:postgresql://127.0.0.1:15432/chancery, embedded database",
        "quarkus.datasource.username, postgres, superuser",
        "quarkus.datasource.username, absent, missing",
        "quarkus.datasource.password, absent, missing",
        "quarkus.flyway.username, chancery_app, own nothing",
        "quarkus.flyway.username, absent, missing",
        "chancery.seed.folder, /somewhere, people of development mode",
        "chancery.mode, something, not a mode",
        "chancery.source.platform.grantor.password, absent, always stands",
        "chancery.scanner.address, absent, ClamAV",
        "quarkus.http.proxy.trusted-proxies, absent, the proxy in front",
        "quarkus.http.proxy.enable-trusted-proxy-header, false, leave senders",
        "quarkus.http.proxy.trusted-proxies, 0.0.0.0/0, believe everybody",
        "chancery.recipient-key.cool-down, PT23H, below its floor",
        "chancery.recipient-key.cool-down, soon, no duration",
        "quarkus.profile, dev, relaxes",
        "quarkus.oidc.staff.authentication.cookie-force-secure, false, plain HTTP",
        "quarkus.rest-csrf.verify-token, false, other sites",
      })
  void eachUnsafeSettingIsNamed(String property, String value, String reason) {
    Map<String, String> settings = safe();
    if (value == null) {
      settings.remove(property);
    } else {
      settings.put(property, value);
    }
    assertThat(findings(settings))
        .anySatisfy(finding -> {
          assertThat(finding.property()).isEqualTo(property);
          assertThat(finding.reason()).contains(reason);
        });
  }

  @Test
  void embeddedDatabaseIsAllowedWhenSaidAloud() {
    Map<String, String> settings = safe();
    settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:15433/chancery");
    settings.put("chancery.embedded.allow", "true");
    assertThat(findings(settings)).isEmpty();
  }

  @Test
  void aPortalWithoutAProxyInFrontSaysSo() {
    Map<String, String> settings = safe();
    settings.remove("quarkus.http.proxy.trusted-proxies");
    settings.put("quarkus.http.proxy.proxy-address-forwarding", "false");
    assertThat(findings(settings)).isEmpty();
  }

  @Test
  void controlsKeepTheirFloors() {
    Map<String, String> settings = safe();
    settings.put("chancery.step-up.cool-down", "59M");
    settings.put("chancery.agencies.call-back-age", "P6D");
    assertThat(findings(settings))
        .extracting(UnsafeSettings.Finding::property)
        .containsExactlyInAnyOrder("chancery.step-up.cool-down", "chancery.agencies.call-back-age");
    settings.put("chancery.step-up.cool-down", "1H");
    settings.put("chancery.agencies.call-back-age", "P7D");
    assertThat(findings(settings)).isEmpty();
  }

  @Test
  void aStandingLoginAtThePlatformIsAllowedWhenSaidAloud() {
    Map<String, String> settings = safe();
    settings.remove("chancery.source.platform.grantor.password");
    settings.put("chancery.source.platform.standing-login", "true");
    assertThat(findings(settings)).isEmpty();
  }

  @Test
  void refusalNamesSettingsAndNoValue() {
    Map<String, String> settings = safe();
    settings.put("chancery.keys.password", "changeme-and-something-long-enough");
    settings.put("chancery.public-url", "http://portal.example");
    var refused = new StartupChecks.Refused(findings(settings));
    assertThat(refused.getMessage())
        .contains("chancery.keys.password is a development secret")
        .contains("chancery.public-url is not https")
        .doesNotContain("changeme-and")
        .doesNotContain("portal.example");
  }

  private static java.util.List<UnsafeSettings.Finding> findings(Map<String, String> settings) {
    return UnsafeSettings.in(name -> Optional.ofNullable(settings.get(name)));
  }

  private static Map<String, String> safe() {
    Map<String, String> settings = new HashMap<>();
    settings.put("chancery.scanner.address", "scanner:3310");
    settings.put("quarkus.http.proxy.trusted-proxies", "10.0.0.2");
    settings.put("chancery.public-url", "https://portal.example");
    for (String realm : new String[] {"agency", "staff"}) {
      settings.put("chancery.oidc." + realm + ".issuer", "https://id.example/realms/" + realm);
      settings.put("chancery.oidc." + realm + ".client-secret", SECRET);
    }
    settings.put("chancery.oidc.session-secret", SECRET);
    settings.put("chancery.keys.password", SECRET);
    settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://db.example/chancery");
    settings.put("quarkus.datasource.username", "chancery_app");
    settings.put("quarkus.datasource.password", SECRET);
    settings.put("quarkus.flyway.username", "chancery_owner");
    settings.put("chancery.source.platform.jdbc-url", "jdbc:postgresql://replica.example/social");
    settings.put("chancery.source.platform.grantor.password", SECRET);
    return settings;
  }
}
