package io.chancery.platform;

import io.chancery.platform.embedded.SeededPerson;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells whoever started development or demonstration mode where to go and as whom. */
@ApplicationScoped
class Greeting {
  private final String publicUrl;

  Greeting(@ConfigProperty(name = "chancery.public-url") String publicUrl) {
    this.publicUrl = publicUrl;
  }

  void ready(@ObservesAsync HttpServerStart event) {
    String mode = System.getProperty(Launcher.MODE, "");
    if (mode.equals(Launcher.DEVELOPMENT) || mode.equals(Launcher.DEMONSTRATION)) {
      System.out.print(text(mode, publicUrl));
    }
  }

  static String text(String mode, String publicUrl) {
    StringBuilder text = new StringBuilder();
    text.append("\n")
        .append("=".repeat(100))
        .append("\nCHANCERY IN ")
        .append(mode.toUpperCase(Locale.ROOT))
        .append(" MODE: synthetic people, published passwords, this machine only\n\n")
        .append("  The portal      ")
        .append(publicUrl)
        .append("\n  For agencies    ")
        .append(publicUrl)
        .append("/requests\n  For staff       ")
        .append(publicUrl)
        .append("/desk\n\n");
    for (SeededPerson person : SeededPerson.ALL) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-20s %-40s %s%s%n",
              person.username(),
              person.developmentPassword(),
              String.join(", ", person.roles()),
              person.agency() == null ? "" : " of " + person.agency()));
    }
    return text.append(
            """

              Try this: sign in as olivia.officer and submit a request. The first sign-in asks for a
              passkey; your browser's developer tools can play one (WebAuthn tab). Then let clara.clerk
              verify it, rita.reviewer propose, anna.approver approve, cora.custodian seal and
              rosa.releaser release, each in a browser profile of their own.
            """)
        .append("=".repeat(100))
        .append("\n")
        .toString();
  }
}
