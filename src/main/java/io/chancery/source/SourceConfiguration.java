package io.chancery.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

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

    /** A login that may read the mapped columns and nothing else. */
    String username();

    /** Its password. */
    Optional<String> password();

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
  }
}
