package io.chancery.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.net.URI;
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
    /** What kind of platform it is. */
    @WithDefault("sql")
    Kind kind();

    /** JDBC address of the platform's database or, better, of a replica; for the kind sql. */
    Optional<String> jdbcUrl();

    /** The folder of account archives, one folder or ZIP file each; for the kind x-archive. */
    Optional<Path> archives();

    /** The platform's own interface; for the kind http. */
    Optional<Http> http();

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

    /** The bucket of media files, in place of a folder. */
    Optional<S3> mediaS3();

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

  /** How a platform is read. */
  enum Kind {
    /** Its database, by SQL. */
    SQL,
    /** Archives that X made of accounts. */
    X_ARCHIVE,
    /** Its own interface, by HTTP. */
    HTTP
  }

  /** A bucket with media files. */
  interface S3 {
    /** Its name. */
    String bucket();

    /** In front of every key; ends in a slash unless empty. */
    Optional<String> prefix();

    /** The region. */
    @WithDefault("us-east-1")
    String region();

    /** The server, when it is not Amazon's; path-style addresses are used then. */
    Optional<URI> endpoint();

    /** A key that may read the bucket's objects, list it, and nothing else. */
    Optional<String> accessKey();

    /** Its secret; without both, what the AWS SDK finds (role of the machine, environment). */
    Optional<String> secretKey();
  }

  /** A platform's own interface. */
  interface Http {
    /** In front of every path of the mapping. */
    URI baseUrl();

    /** A PKCS#12 file with the portal's key and certificate, for mutual TLS. */
    Optional<Path> keyStore();

    /** Its password. */
    Optional<String> keyStorePassword();

    /** A PKCS#12 file with the platform's authority; without it, the machine's authorities. */
    Optional<Path> trustStore();

    /** Its password. */
    Optional<String> trustStorePassword();

    /** A bearer token, where the platform wants one. */
    Optional<String> token();

    /** Requests a second at most, over all runs of this portal. */
    @WithDefault("10")
    int requestsPerSecond();

    /** How long one answer may take. */
    @WithDefault("PT30S")
    Duration timeout();

    /** How often one request is tried. */
    @WithDefault("5")
    int tries();
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
