package io.chancery.directory;

import io.chancery.access.Role;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is typed about a person who is to be admitted.
 *
 * @param subject the identity provider's id of the person
 * @param title what they do, as colleagues and packages name it
 * @param accessUntil required for a contractor
 * @param roles what they hold from the beginning
 */
public record NewColleague(
    String subject,
    String fullName,
    String title,
    String mail,
    boolean contractor,
    @Nullable Instant accessUntil,
    Set<Role> roles) {
  public NewColleague {
    roles = Set.copyOf(roles);
  }
}
