package io.chancery.directory;

import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Name;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** By the platform's own resolver; answers are never kept, so that a new record is seen. */
@ApplicationScoped
class ResolvedRecords implements DomainRecords {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final Optional<InetSocketAddress> server;

  /** {@code chancery.dns.server}: {@code address:port}; without it the system's servers. */
  ResolvedRecords(@ConfigProperty(name = "chancery.dns.server") Optional<String> server) {
    this.server =
        server.map(address -> {
          int colon = address.lastIndexOf(':');
          return new InetSocketAddress(
              address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        });
  }

  @Override
  public List<String> texts(String name) {
    try {
      // Absolute: no search list appends a domain.
      Lookup lookup = new Lookup(Name.fromString(name + "."), Type.TXT);
      lookup.setCache(null);
      lookup.setResolver(resolver());
      var records = lookup.run();
      return switch (lookup.getResult()) {
        case Lookup.SUCCESSFUL ->
            Arrays.stream(records)
                .filter(TXTRecord.class::isInstance)
                .map(record -> String.join("", ((TXTRecord) record).getStrings()))
                .toList();
        case Lookup.HOST_NOT_FOUND, Lookup.TYPE_NOT_FOUND -> List.of();
        default -> throw Problem.of(ProblemType.UNAVAILABLE, "dns_unavailable");
      };
    } catch (TextParseException | UnknownHostException e) {
      throw Problem.of(ProblemType.UNAVAILABLE, "dns_unavailable");
    }
  }

  private Resolver resolver() throws UnknownHostException {
    Resolver resolver =
        server.isPresent() ? new SimpleResolver(server.get()) : new ExtendedResolver();
    resolver.setTimeout(TIMEOUT);
    return resolver;
  }
}
