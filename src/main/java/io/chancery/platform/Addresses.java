package io.chancery.platform;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * From where a request comes. Behind a proxy it is what the nearest proxy saw, never what the
 * sender wrote: proxies add to {@code X-Forwarded-For} at its end, and Quarkus believes its
 * beginning. The header counts only where Quarkus believes the connection ({@code
 * quarkus.http.proxy.trusted-proxies}).
 */
@ApplicationScoped
public class Addresses {
  private static final String HEADER = "X-Forwarded-For";

  /** Quarkus sets it, whatever came with the request. */
  private static final String TRUSTED = "X-Forwarded-Trusted-Proxy";

  private static final Pattern COMMA = Pattern.compile(",");

  private final boolean forwarded;
  private final int proxies;

  /**
   * Reads the settings.
   *
   * @param forwarded whether proxies say from where a request comes
   * @param proxies how many of the operator's stand one behind the other; at least 1
   */
  Addresses(
      @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding", defaultValue = "false")
          boolean forwarded,
      @ConfigProperty(name = "chancery.proxies", defaultValue = "1") int proxies) {
    if (proxies < 1) {
      throw new IllegalArgumentException("chancery.proxies is at least 1");
    }
    this.forwarded = forwarded;
    this.proxies = proxies;
  }

  /** The address as a literal; empty or no literal where nobody can say. */
  public String of(HttpServerRequest request) {
    // Also makes Quarkus judge the connection and write down what it found.
    SocketAddress believed = request.remoteAddress();
    return forwarded && Boolean.parseBoolean(request.getHeader(TRUSTED))
        ? seen(request.headers().getAll(HEADER), proxies)
        : believed == null ? "" : String.valueOf(believed.hostAddress());
  }

  /**
   * What the outermost proxy of the operator saw.
   *
   * @param headers in their order; each may hold several addresses
   */
  static String seen(List<String> headers, int proxies) {
    List<String> hops = headers.stream().flatMap(COMMA::splitAsStream).map(String::strip).toList();
    return hops.isEmpty() ? "" : hops.get(Math.max(0, hops.size() - proxies));
  }
}
