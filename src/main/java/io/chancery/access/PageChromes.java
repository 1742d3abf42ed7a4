package io.chancery.access;

import io.chancery.platform.PageChrome;
import io.chancery.platform.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The chrome of a signed-in person's page: their name, and the places that their roles open. */
@ApplicationScoped
public class PageChromes {
  static final String LANGUAGE_COOKIE = PageChrome.LANGUAGE_COOKIE;

  /** Whose pages are many, so the navigation leads to their table of contents. */
  private static final String DIRECTORY = "/desk/directory";

  private final CurrentActor current;
  private final String mode;

  PageChromes(
      CurrentActor current,
      @ConfigProperty(name = "chancery.embedded.instance") Optional<String> instance) {
    this.current = current;
    this.mode = instance.map(name -> "mode_" + name).orElse("");
  }

  /** The chrome for the current person; {@code path} marks where they are. */
  public PageChrome of(HttpHeaders headers, String path) {
    Actor actor = current.get();
    Locale language = language(headers);
    boolean staff = actor.kind() == Actor.Kind.STAFF;
    List<PageChrome.Link> links = new ArrayList<>();
    if (staff) {
      links.add(link(language, "/desk", "nav_desk", path));
      // An administrator sees no case.
      if (!actor.roles().equals(Set.of(Role.ADMINISTRATOR))) {
        links.add(link(language, "/desk/cases", "nav_cases", path));
      }
      if (actor.is(Role.CLERK)) {
        links.add(link(language, "/desk/triage", "nav_triage", path));
        links.add(link(language, "/desk/referrals", "nav_referrals", path));
        links.add(link(language, "/desk/notices", "nav_notices", path));
      }
      if (actor.is(Role.CUSTODIAN)) {
        links.add(link(language, "/desk/retention", "nav_retention", path));
      }
      links.add(link(language, "/desk/proposals", "nav_proposals", path));
      links.add(link(language, DIRECTORY, "nav_directory", path));
      if (actor.is(Role.AUDITOR)) {
        links.add(link(language, "/desk/ledger", "nav_ledger", path));
        links.add(link(language, "/desk/reads", "nav_reads", path));
        links.add(link(language, "/desk/oversight/people", "nav_oversight", path));
        links.add(link(language, "/desk/breaches", "nav_breaches", path));
        links.add(link(language, "/desk/oversight/anomalies", "nav_anomalies", path));
      }
    } else {
      links.add(link(language, "/requests", "nav_requests", path));
      if (actor.is(Role.SUPERVISOR)) {
        links.add(link(language, "/agency/officers", "nav_officers", path));
        links.add(link(language, "/agency/confirmations", "nav_confirmations", path));
      }
      if (actor.is(Role.OFFICER)) {
        links.add(link(language, "/requests/new", "nav_new", path));
      }
      if (actor.is(Role.OFFICER) || actor.is(Role.SUPERVISOR)) {
        links.add(link(language, "/agency/keys", "nav_keys", path));
      }
    }
    return new PageChrome(language, actor.displayName(), staff ? "staff" : "agency", links, mode);
  }

  /** The chrome for somebody who is not signed in. */
  public PageChrome anonymous(HttpHeaders headers) {
    return new PageChrome(language(headers), null, null, List.of(), mode);
  }

  /** The language that was chosen, else the best that the browser asks for. */
  public static Locale language(HttpHeaders headers) {
    return PageChrome.language(headers);
  }

  private static PageChrome.Link link(Locale language, String href, String key, String path) {
    boolean here =
        path.equals(href) || (href.equals(DIRECTORY) && path.startsWith(DIRECTORY + "/"));
    return new PageChrome.Link(href, Texts.text(language, key), here);
  }
}
