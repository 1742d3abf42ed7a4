package io.chancery;

import io.chancery.access.Role;
import io.chancery.directory.StaffRecovery;
import io.chancery.proof.Findings;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The command {@code name-staff}: docs/operations/production.md, "When nobody is left". */
@Singleton
@Unremovable
class NameStaff extends Command {
  static final String NAME = "name-staff";

  private static final Set<String> OPTIONS =
      Set.of("--subject", "--name", "--title", "--mail", "--role");

  private final StaffRecovery recovery;

  NameStaff(StaffRecovery recovery) {
    this.recovery = recovery;
  }

  /** Arguments after the command's name are all five options, each with its value. */
  @Override
  int run(List<String> arguments, PrintStream out) {
    StaffRecovery.Person person;
    try {
      person = person(arguments.subList(1, arguments.size()));
    } catch (IllegalArgumentException e) {
      out.println(
          "usage: "
              + NAME
              + " --subject ID --name NAME --title TITLE --mail ADDRESS"
              + " --role administrator|approver");
      return Findings.EXIT_USAGE;
    }
    return switch (recovery.name(person)) {
      case NAMED -> {
        out.println("Named. The ledger says so; the others bring in everybody else by two people.");
        yield Findings.EXIT_GOOD;
      }
      case TWO_COULD_ACT -> {
        out.println(
            "Refused: an administrator and an approver are there. They bring people in at"
                + " /desk/directory/staff.");
        yield Findings.EXIT_WRONG;
      }
      case NOT_THIS_PERSON -> {
        out.println(
            "Refused: this person's access has ended or ends, or their other roles forbid this one."
                + " Name somebody else.");
        yield Findings.EXIT_WRONG;
      }
    };
  }

  private static StaffRecovery.Person person(List<String> options) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i + 1 < options.size(); i += 2) {
      given.put(options.get(i), options.get(i + 1));
    }
    if (!given.keySet().equals(OPTIONS) || options.size() != 2 * OPTIONS.size()) {
      throw new IllegalArgumentException("all five options are needed");
    }
    Role role =
        StaffRecovery.ROLES.stream()
            .filter(one -> one.key().equals(given.get("--role")))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("the role is none of the two"));
    return new StaffRecovery.Person(
        given.getOrDefault("--subject", ""),
        given.getOrDefault("--name", ""),
        given.getOrDefault("--title", ""),
        given.getOrDefault("--mail", ""),
        role);
  }
}
