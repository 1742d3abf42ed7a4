package io.chancery;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.chancery.casework.FactSource;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import io.chancery.kernel.ReadGrant;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.Entity;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house rules of docs/architecture.md, each with its reason. */
class ArchitectureTest {
  private static final String ROOT = "io.chancery.";
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.chancery");

  private static final List<String> STAGES =
      List.of("intake", "verification", "review", "collection", "packaging", "delivery");
  private static final List<String> FOUNDATION =
      List.of("kernel", "proof", "platform", "access", "keys", "custody", "vault", "notification");
  private static final List<String> KNOWLEDGE = List.of("directory", "policy", "source");

  /** Who may use whom: a package may use those named here, and itself. */
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("kernel", List.of()),
          Map.entry("proof", List.of("kernel")),
          Map.entry("platform", List.of("kernel")),
          Map.entry("access", List.of("kernel", "platform")),
          Map.entry("keys", List.of("kernel", "platform", "proof")),
          Map.entry("custody", List.of("kernel", "platform", "access", "keys", "proof")),
          Map.entry("vault", List.of("kernel", "platform", "access", "keys", "custody")),
          Map.entry("notification", List.of("kernel", "platform", "access", "keys", "custody")),
          Map.entry("directory", FOUNDATION),
          Map.entry("policy", FOUNDATION),
          Map.entry("source", FOUNDATION));

  @Test
  void noPackageUsesWhatLiesAboveIt() {
    MAY_USE.forEach((name, allowed) -> {
      Set<String> permitted =
          Stream.concat(Stream.of(name), allowed.stream())
              .map(p -> ROOT + p + "..")
              .collect(java.util.stream.Collectors.toSet());
      noClasses()
          .that()
          .resideInAPackage(ROOT + name + "..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(ROOT + "(**)")
                  .and(resideOutsideOfPackages(permitted.toArray(String[]::new))))
          .because("a lower band must not know a higher one (architecture.md, section 3)")
          .check(CODE);
    });
    noClasses()
        .that()
        .resideInAPackage(ROOT + "casework..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(packages(STAGES)))
        .because("stages find their work by status; the case does not know them")
        .check(CODE);
    noClasses()
        .that()
        .resideInAPackage(ROOT + "casework.handoff..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(ROOT + "(**)")
                .and(resideOutsideOfPackages(ROOT + "kernel..", ROOT + "casework.handoff..")))
        .because("a hand-off is read by every stage and depends on none")
        .check(CODE);
    assertThat(KNOWLEDGE).allMatch(MAY_USE::containsKey);
  }

  @Test
  void noStageUsesAnotherStage() {
    for (String stage : STAGES) {
      String[] others = packages(STAGES.stream().filter(other -> !other.equals(stage)).toList());
      noClasses()
          .that()
          .resideInAPackage(ROOT + stage + "..")
          .should()
          .dependOnClassesThat(resideInAnyPackage(others))
          .because("each stage can be read, tested, stopped and retried alone")
          .check(CODE);
    }
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching("io.chancery.(*)..")
        .should()
        .beFreeOfCycles()
        .because("a cycle makes two packages one")
        .check(CODE);
  }

  @Test
  void kernelAndProofStayFreeOfTheFramework() {
    classes()
        .that()
        .resideInAPackage(ROOT + "kernel..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", ROOT + "kernel..", "org.jspecify..")
        .because("values are shared by everyone")
        .check(CODE);
    noClasses()
        .that()
        .resideInAPackage(ROOT + "proof..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.quarkus..", "jakarta..", "org.hibernate..")
        .because("the verifier runs alone, for people who do not trust the portal")
        .check(CODE);
  }

  @Test
  void edgesArePackagePrivateAndTouchNoRows() {
    classes()
        .that()
        .haveNameMatching(".*(Pages|Resource)")
        .should()
        .notHaveModifier(JavaModifier.PUBLIC)
        .because("an edge is called by HTTP alone")
        .check(CODE);
    methods()
        .that(areEndpoints())
        .should()
        .bePublic()
        .because("a non-public endpoint is dropped silently and answers 404")
        .check(CODE);
    noClasses()
        .that()
        .haveNameMatching(".*(Pages|Resource)")
        .should()
        .dependOnClassesThat(isEntityOrRepository())
        .because("an edge reads the request, calls a facade, and turns the result into HTTP")
        .check(CODE);
  }

  @Test
  void entitiesAndRepositoriesStayInTheirPackage() {
    classes()
        .that()
        .areAnnotatedWith(Entity.class)
        .or()
        .areAssignableTo(PanacheRepositoryBase.class)
        .should()
        .notHaveModifier(JavaModifier.PUBLIC)
        .because("rows never leave the package that owns them")
        .check(CODE);
    noMethods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .should()
        .haveRawReturnType(isEntityOrRepository())
        .because("views, forms and hand-offs are values")
        .check(CODE);
  }

  @Test
  void nothingInCustodyUpdatesOrDeletes() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java/io/chancery/custody"))) {
      for (Path source : sources.filter(p -> p.toString().endsWith(".java")).toList()) {
        assertThat(Files.readString(source).toLowerCase(java.util.Locale.ROOT))
            .as("%s: the ledger is insert only", source.getFileName())
            .doesNotContainPattern("\"\\s*(update|delete from|truncate)\\b");
      }
    }
  }

  @Test
  void onlyTheLifecycleMovesACase() {
    noClasses()
        .that()
        .doNotHaveSimpleName("CaseLifecycle")
        .and()
        .doNotHaveSimpleName("DisclosureCase")
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "DisclosureCase.moveTo",
                call ->
                    call.getTarget().getName().equals("moveTo")
                        && call.getTargetOwner().getSimpleName().equals("DisclosureCase")))
        .because("one writer: facts, rules, entry and outbox row in one transaction")
        .check(CODE);
  }

  @Test
  void entriesAreAppendedWhereTheActHappens() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            packages(
                List.of(
                    "casework",
                    "custody",
                    "directory",
                    "policy",
                    "source",
                    "holds",
                    "retention",
                    "oversight",
                    "intake",
                    "vault",
                    "notification")))
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "CustodyLedger.append",
                call ->
                    call.getTarget().getName().equals("append")
                        && call.getTargetOwner().getSimpleName().equals("CustodyLedger")))
        .because("stages go through the lifecycle, so that a case's entries are chained")
        .check(CODE);
  }

  @Test
  void transactionsBeginAtFacades() {
    noClasses()
        .that()
        .haveNameMatching(".*(Pages|Resource|Repository|Rules|Worker)")
        .should()
        .beAnnotatedWith(Transactional.class)
        .because("an edge or a row does not know where a transaction begins")
        .check(CODE);
    noMethods()
        .that()
        .areDeclaredInClassesThat()
        .haveNameMatching(".*(Pages|Resource|Repository|Rules|Worker)")
        .should()
        .beAnnotatedWith(Transactional.class)
        .check(CODE);
  }

  @Test
  void everyEndpointSaysWhoMayCallIt() {
    methods()
        .that(areEndpoints())
        .should(carryAPermission())
        .because("deny by default, and by name")
        .check(CODE);
  }

  @Test
  void publicEndpointsAreOnThisList() {
    Set<String> open =
        Set.of(
            // Sign-in and sign-out: nobody is signed in yet, or any more.
            "SignInPages.out",
            "SignInPages.failed",
            "SignInPages.sessionEnded",
            // Pages for everybody.
            "PublicPages.front",
            "PublicPages.help",
            "PublicPages.speak",
            // A checkpoint leaks nothing; witnesses and agencies compare it.
            "LedgerResource.checkpoint",
            "LedgerResource.vkey",
            "LedgerResource.secondKey",
            // Public keys, for whoever verifies a package.
            "PublishedKeysResource.signerChain",
            "PublishedKeysResource.timeStampChain",
            "PublishedKeysResource.openPgpKey",
            // The portal's public key at its identity provider, which fetches it.
            "ClientKeyResource.keys",
            // Other logs ask us to cosign; what they send carries its own signature.
            "WitnessResource.add",
            "WitnessResource.latest",
            // The API's own description.
            "OpenApiResource.description");
    assertThat(
            CODE.stream()
                .flatMap(c -> c.getMethods().stream())
                .filter(m -> areEndpoints().test(m))
                .filter(m -> m.isAnnotatedWith(PermitAll.class))
                .map(m -> m.getOwner().getSimpleName() + "." + m.getName()))
        .isSubsetOf(open);
  }

  @Test
  void tokensAreKnownInAccessAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "access..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("io.quarkus.security.identity.SecurityIdentity")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.eclipse.microprofile.jwt.JsonWebToken")
        .because("everyone else sees an Actor")
        .check(CODE);
  }

  @Test
  void cryptographyIsInFewRooms() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            packages(
                List.of(
                    "keys",
                    "proof",
                    "custody",
                    "vault",
                    "packaging",
                    "access",
                    "platform.embedded")))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("javax.crypto..", "org.bouncycastle..")
                .or(
                    DescribedPredicate.describe(
                        "java.security.Signature",
                        c -> c.getFullName().equals("java.security.Signature"))))
        .because("keys and their use are reviewed in one place")
        .check(CODE);
  }

  @Test
  void timeAndChanceAreInjected() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "platform..")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.LocalDate.class, "now")
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID")
        .orShould()
        .callConstructor(java.util.Random.class)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Date")
        .because("a legal deadline is tested with a clock that the test moves")
        .check(
            CODE.that(
                DescribedPredicate.describe(
                    "not a wrapper of an API that takes java.util.Date",
                    c -> !resideInAnyPackage(ROOT + "keys..", ROOT + "proof..").test(c))));
  }

  @Test
  void nobodyPrintsOrInjectsFields() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "platform..", ROOT + "proof..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .because("what is printed is neither levelled nor cleaned")
        .check(CODE);
    fields()
        .should()
        .notBeAnnotatedWith(jakarta.inject.Inject.class)
        .because("a class that is built by its constructor can be tested alone")
        .check(CODE);
    noMethods()
        .that()
        .arePublic()
        .should()
        .haveRawParameterTypes(
            DescribedPredicate.describe(
                "an Optional",
                types ->
                    types.stream().anyMatch(t -> t.getFullName().equals("java.util.Optional"))))
        .because("an absent argument is another method, or a nullable one that says so")
        .check(CODE);
  }

  @Test
  void connectorsKnowNoCase() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "source..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(CaseId.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(CaseReference.class)
        .because("who reads an account must not know whose request it serves")
        .check(CODE);
    noClasses()
        .that()
        .doNotHaveSimpleName("ReadGrants")
        .and()
        .doNotHaveSimpleName("Holds")
        .and()
        .resideOutsideOfPackage(ROOT + "kernel..")
        .should()
        .callConstructorWhere(
            DescribedPredicate.describe(
                "a read grant's constructor",
                call -> call.getTargetOwner().isAssignableTo(ReadGrant.class)))
        .because("only two places issue a grant")
        .check(CODE);
  }

  @Test
  void noClassIsTooLongToReview() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(p -> p.toString().endsWith(".java")).toList()) {
        assertThat(Files.readAllLines(source).size())
            .as("%s: at most 500 lines", source)
            .isLessThanOrEqualTo(500);
      }
    }
  }

  @Test
  void eachStageTellsItsFactsItself() {
    assertThat(
            CODE.stream()
                .filter(c -> c.isAssignableTo(FactSource.class) && !c.isInterface())
                .map(c -> c.getPackageName().substring(ROOT.length())))
        .doesNotHaveDuplicates()
        // A room of the case beside the path, or a stage.
        .allMatch(room ->
            room.startsWith("casework.") || room.equals("retention") || STAGES.contains(room));
  }

  private static String[] packages(List<String> names) {
    return names.stream().map(name -> ROOT + name + "..").toArray(String[]::new);
  }

  private static DescribedPredicate<JavaMethod> areEndpoints() {
    return DescribedPredicate.describe(
        "are endpoints",
        m ->
            Stream.of(GET.class, POST.class, PUT.class, DELETE.class).anyMatch(m::isAnnotatedWith));
  }

  private static DescribedPredicate<JavaClass> isEntityOrRepository() {
    return DescribedPredicate.describe(
        "entities or repositories",
        c -> c.isAnnotatedWith(Entity.class) || c.isAssignableTo(PanacheRepositoryBase.class));
  }

  private static ArchCondition<JavaMethod> carryAPermission() {
    return new ArchCondition<>("carry a permission") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean carries =
            method.isAnnotatedWith(RolesAllowed.class)
                || method.isAnnotatedWith(PermitAll.class)
                || method.isAnnotatedWith(io.quarkus.security.Authenticated.class);
        if (!carries) {
          events.add(
              SimpleConditionEvent.violated(
                  method, method.getFullName() + " does not say who may call it"));
        }
      }
    };
  }
}
