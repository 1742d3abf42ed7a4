package io.chancery.access;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.platform.embedded.SeededPerson;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Knows the seeded people and nobody else. It stands in until the directory implements {@link
 * Standing}; the seeded ids exist in no other installation.
 */
@DefaultBean
@ApplicationScoped
class SeededStanding implements Standing {
  @Override
  public Optional<Actor> actor(String realm, String subject, String authentication) {
    if (realm.equals("agency") && subject.equals(SeededPerson.METRO_SYSTEM_CLIENT)) {
      return Optional.of(
          new Actor(
              new ActorId(new UUID(0x0193_0000_0000_7000L, 0x8000_0000_0000_0100L)),
              Actor.Kind.OFFICER,
              Set.of(Role.AGENCY_SYSTEM),
              agency(SeededPerson.METRO),
              "Metro Police: their own system",
              authentication));
    }
    return SeededPerson.ALL.stream()
        .filter(person -> person.realm().equals(realm))
        .filter(person -> person.subject().toString().equals(subject))
        .findFirst()
        .map(person -> actor(person, authentication));
  }

  private static Actor actor(SeededPerson person, String authentication) {
    Set<Role> roles =
        Arrays.stream(Role.values())
            .filter(role -> person.roles().contains(role.key()))
            .collect(Collectors.toUnmodifiableSet());
    String agency = person.agency();
    return new Actor(
        new ActorId(person.subject()),
        agency == null ? Actor.Kind.STAFF : Actor.Kind.OFFICER,
        roles,
        agency == null ? null : agency(agency),
        person.fullName(),
        authentication);
  }

  /** As the directory's seed will number them. */
  private static AgencyId agency(String slug) {
    long number = slug.equals(SeededPerson.METRO) ? 0x201L : 0x202L;
    return new AgencyId(new UUID(0x0193_0000_0000_7000L, 0x8000_0000_0000_0000L | number));
  }
}
