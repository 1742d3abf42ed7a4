package io.chancery;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** {@code permissions.csv} beside the endpoints that the code has. */
public final class PermissionTable {
  /** Somebody without a sign-in, as the table calls them. */
  public static final String NOBODY = "nobody";

  private static final java.nio.file.Path FILE =
      java.nio.file.Path.of("src/test/resources/permissions.csv");
  private static final AgencyId AGENCY = new AgencyId(new UUID(1, 1));
  private static final AgencyId OTHER_AGENCY = new AgencyId(new UUID(1, 2));
  private static final ActorId PERSON = new ActorId(new UUID(2, 1));
  private static final ActorId COLLEAGUE = new ActorId(new UUID(2, 2));
  private static final ActorId STRANGER = new ActorId(new UUID(2, 3));

  private PermissionTable() {}

  /** What somebody is answered. */
  public enum Answer {
    ALLOWED,
    FORBIDDEN,
    NOT_FOUND
  }

  /** How the object stands to the person who asks for it. */
  public enum Relation {
    OWN(PERSON, AGENCY),
    COLLEAGUES(COLLEAGUE, AGENCY),
    OTHER_AGENCYS(STRANGER, OTHER_AGENCY),
    NONE(null, null);

    private final ActorId officer;
    private final AgencyId agency;

    Relation(ActorId officer, AgencyId agency) {
      this.officer = officer;
      this.agency = agency;
    }

    /** The officer to whom the object is bound; null when there is no such object. */
    public ActorId officer() {
      return officer;
    }

    /** The agency to which the object belongs; null when there is no such object. */
    public AgencyId agency() {
      return agency;
    }
  }

  /**
   * One line.
   *
   * @param endpoint class and method
   * @param object what it is about: case, draft, grant, key, or - for none
   * @param cells by role, and for nobody
   */
  public record Row(String endpoint, String object, Map<String, String> cells) {
    /** What the table says. */
    public Answer answer(String role, Relation relation) {
      String cell = cells.get(role);
      if (cell.equals("no")) {
        return Answer.FORBIDDEN;
      }
      if (object.equals("-")) {
        return Answer.ALLOWED;
      }
      boolean reached =
          switch (cell) {
            case "all" -> relation != Relation.NONE;
            case "agency" -> relation == Relation.OWN || relation == Relation.COLLEAGUES;
            case "own" -> relation == Relation.OWN;
            default -> throw new AssertionError("no such cell: " + cell);
          };
      return reached ? Answer.ALLOWED : Answer.NOT_FOUND;
    }
  }

  /**
   * One endpoint of the code.
   *
   * @param path with its parameters in braces, without their patterns
   * @param roles whom its annotation lets in
   */
  public record Endpoint(String name, String method, String path, Set<String> roles) {
    /** Whether tokens are its door, not sessions. */
    public boolean takesTokens() {
      return path.startsWith("/api/v1/") || path.startsWith("/ledger/tile/");
    }

    /** The kind of object in its path. */
    public String object() {
      return path.contains("{token}")
          ? "grant"
          : path.contains("{key}")
              ? "key"
              : path.contains("{draft}") ? "draft" : path.contains("{reference}") ? "case" : "-";
    }
  }

  /** The object check of one kind of object, as the product decides it. */
  @FunctionalInterface
  public interface ObjectCheck {
    /**
     * Whether {@code actor} may use an object of {@code agency} that is bound to {@code officer}.
     */
    boolean mayUse(Actor actor, ActorId officer, AgencyId agency);
  }

  /** The table's columns after endpoint and object. */
  public static List<String> columns() {
    return List.of(
        "officer",
        "supervisor",
        "agency-system",
        "clerk",
        "reviewer",
        "approver",
        "custodian",
        "releaser",
        "auditor",
        "administrator",
        "enforcement-system",
        NOBODY);
  }

  /** The table. */
  public static List<Row> rows() {
    try (CSVParser parser =
        CSVParser.parse(
            FILE,
            StandardCharsets.UTF_8,
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get())) {
      return parser.stream().map(PermissionTable::row).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The line of an endpoint. */
  public static Optional<Row> row(String endpoint) {
    return rows().stream().filter(row -> row.endpoint().equals(endpoint)).findFirst();
  }

  private static Row row(CSVRecord line) {
    Map<String, String> cells = new LinkedHashMap<>();
    columns().forEach(column -> cells.put(column, line.get(column)));
    return new Row(line.get("endpoint"), line.get("object"), cells);
  }

  /** Every endpoint of the code by its name. */
  public static SortedMap<String, Endpoint> endpoints() {
    JavaClasses code =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.chancery");
    SortedMap<String, Endpoint> found = new TreeMap<>();
    code.stream()
        .flatMap(owner -> owner.getMethods().stream())
        .filter(m -> m.getAnnotations().stream().anyMatch(a -> verb(a.getRawType().getName())))
        .forEach(m -> {
          Endpoint endpoint = endpoint(m.reflect());
          if (found.put(endpoint.name(), endpoint) != null) {
            throw new AssertionError("two endpoints are called " + endpoint.name());
          }
        });
    return found;
  }

  private static boolean verb(String annotation) {
    try {
      return Class.forName(annotation).isAnnotationPresent(HttpMethod.class);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static Endpoint endpoint(Method method) {
    Class<?> owner = method.getDeclaringClass();
    String verb =
        Arrays.stream(method.getAnnotations())
            .map(a -> a.annotationType().getAnnotation(HttpMethod.class))
            .filter(a -> a != null)
            .findFirst()
            .orElseThrow()
            .value();
    Path local = method.getAnnotation(Path.class);
    String path =
        ("/" + owner.getAnnotation(Path.class).value() + "/" + (local == null ? "" : local.value()))
            .replaceAll("\\{(\\w+):[^/]*\\}(?=/|$)", "{$1}")
            .replaceAll("/+", "/")
            .replaceAll("(?<=.)/$", "");
    RolesAllowed allowed = method.getAnnotation(RolesAllowed.class);
    Set<String> roles =
        allowed != null
            ? Set.of(allowed.value())
            : method.isAnnotationPresent(PermitAll.class)
                ? Set.copyOf(columns())
                : Set.copyOf(columns().subList(0, columns().size() - 1));
    return new Endpoint(owner.getSimpleName() + "." + method.getName(), verb, path, roles);
  }

  /** Every cell that the product's decisions answer differently from the table. */
  public static List<String> differences(String object, ObjectCheck check) {
    SortedMap<String, Endpoint> endpoints = endpoints();
    return rows().stream()
        .filter(row -> row.object().equals(object))
        .flatMap(row ->
            Arrays.stream(Role.values())
                .filter(role -> columns().contains(role.key()))
                .flatMap(role ->
                    Arrays.stream(Relation.values())
                        .filter(relation ->
                            decided(endpoints.get(row.endpoint()), role, relation, check)
                                != row.answer(role.key(), relation))
                        .map(relation -> row.endpoint() + " " + role.key() + " " + relation)))
        .toList();
  }

  /** The door first, then the object; an object that is not there is found by nobody. */
  private static Answer decided(
      Endpoint endpoint, Role role, Relation relation, ObjectCheck check) {
    if (!endpoint.roles().contains(role.key())) {
      return Answer.FORBIDDEN;
    }
    return relation != Relation.NONE
            && check.mayUse(actor(role), relation.officer(), relation.agency())
        ? Answer.ALLOWED
        : Answer.NOT_FOUND;
  }

  private static Actor actor(Role role) {
    Actor.Kind kind =
        switch (role) {
          case OFFICER, SUPERVISOR -> Actor.Kind.OFFICER;
          case AGENCY_SYSTEM, ENFORCEMENT_SYSTEM, SYSTEM -> Actor.Kind.SYSTEM;
          case CLOCK -> Actor.Kind.CLOCK;
          default -> Actor.Kind.STAFF;
        };
    boolean ofAgency = kind == Actor.Kind.OFFICER || role == Role.AGENCY_SYSTEM;
    return new Actor(PERSON, kind, Set.of(role), ofAgency ? AGENCY : null, "Somebody", "test");
  }

  /** The table for readers. */
  public static String document() {
    SortedMap<String, Endpoint> endpoints = endpoints();
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Who may call what

        Generated from `src/test/resources/permissions.csv` by `PermissionTableTest`; do not edit. An endpoint without a line fails the build.

        - **all**: whatever the object's relation to the person is
        - **agency**: objects of the person's own agency, their own and their colleagues'; anything else answers as if it were not there (404)
        - **own**: what is bound to the person themselves; anything else answers as if it were not there (404)
        - empty: refused (403; without a sign-in 401, or the way to the sign-in)

        What a person may do within a page that they may call depends on the case's status and on who acted before: see
        [state-machine.md](state-machine.md).

        """);
    text.append("| endpoint | object | ").append(String.join(" | ", columns())).append(" |\n");
    text.append("|---".repeat(columns().size() + 2)).append("|\n");
    for (Row row : rows()) {
      Endpoint endpoint = endpoints.get(row.endpoint());
      text.append("| `").append(endpoint.method()).append(' ').append(endpoint.path());
      text.append("` | ").append(row.object().replace("-", ""));
      row.cells().values().forEach(cell -> text.append(" | ").append(cell.replace("no", "")));
      text.append(" |\n");
    }
    return text.toString();
  }

  /** Writes {@link #document()} where readers find it. */
  static void write(java.nio.file.Path target) throws IOException {
    Files.writeString(target, document());
  }
}
