package io.chancery.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The platforms that can be read, by name ({@code chancery.source.<name>.*}). */
@ConfigMapping(prefix = "chancery.source")
public interface SourceConfiguration {

  /** The sources by the name that grants use. */
  @WithParentName
  Map<String, Source> sources();

  /** One platform's database and files. */
  interface Source {
    /** JDBC address of the platform's database or, better, of a replica. */
    String jdbcUrl();

    /**
     * A standing login that may read the mapped columns and nothing else; for platforms where no
     * {@link #grantor} can open one for each run. Production then wants {@code
     * standing-login=true}.
     */
    Optional<String> username();

    /** Its password. */
    Optional<String> password();

    /** Opens a login for each run (PostgreSQL; deploy/platform/grantor.sql). */
    Optional<Grantor> grantor();

    /** Says aloud that the login of {@link #username} may stand; read by the start-up checks. */
    @WithDefault("false")
    boolean standingLogin();

    /** How long a login opened for a run is valid; a day at most. */
    @WithDefault("PT2H")
    Duration runLimit();

    /** The folder of media files; without it, references to files stay without digest. */
    Optional<Path> mediaFolder();

    /** A shipped mapping's name (for example {@code mastodon}) or the path of a mapping file. */
    String mapping();

    /** The platform's own domain, for user names and profile addresses that name it. */
    Optional<String> domain();

    /** How long one query may run. */
    @WithDefault("PT15M")
    Duration statementTimeout();

    /** Rows fetched at a time. */
    @WithDefault("500")
    int fetchSize();

    /** Rows read in a second at most, for each run; absent means no limit. */
    OptionalInt rowsPerSecond();

    /** The part of the day in which rows are read, like {@code 22:00-06:00}; absent: all day. */
    Optional<String> window();

    /** The time zone of {@link #window}. */
    @WithDefault("UTC")
    ZoneId zone();

    /** Runs that read rows at once, over all replicas of the portal. */
    @WithDefault("2")
    int concurrentRuns();

    /** How often a run begins again, from a new snapshot, after the connection was lost. */
    @WithDefault("3")
    int restarts();

    /** How long it waits before that. */
    @WithDefault("PT5S")
    Duration restartPause();
  }

  /** The login that opens and closes the logins of runs, and can read nothing. */
  interface Grantor {
    /** The platform's primary, when {@code jdbc-url} leads to a replica. */
    Optional<String> jdbcUrl();

    /** Its name; {@code chancery_grantor} where the shipped SQL was run. */
    @WithDefault("chancery_grantor")
    String username();

    /** Its password. */
    String password();
  }
}
