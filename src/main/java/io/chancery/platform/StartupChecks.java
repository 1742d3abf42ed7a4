package io.chancery.platform;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * Production does not start on unsafe settings: {@link UnsafeSettings} before anything else runs,
 * {@link DatabaseRights} before the first request.
 */
@ApplicationScoped
class StartupChecks {
  private final AgroalDataSource dataSource;

  StartupChecks(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Thrown instead of starting; its message names each setting and no value. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(List<UnsafeSettings.Finding> findings) {
      super(
          findings.stream()
              .map(finding -> "  " + finding.property() + " " + finding.reason())
              .collect(
                  Collectors.joining(
                      "\n", "Chancery refuses to start on unsafe settings:\n", "\n")));
    }
  }

  /** The settings alone; nothing runs yet. */
  static void settings(Config config) {
    refuse(UnsafeSettings.in(name -> config.getOptionalValue(name, String.class)));
  }

  void database(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event)
      throws SQLException {
    if (LaunchMode.current() != LaunchMode.NORMAL
        || ConfigUtils.getProfiles().contains(Launcher.DEMONSTRATION)) {
      return;
    }
    try (var connection = dataSource.getConnection()) {
      refuse(DatabaseRights.findings(connection));
    }
  }

  private static void refuse(List<UnsafeSettings.Finding> findings) {
    if (!findings.isEmpty()) {
      throw new Refused(findings);
    }
  }
}
