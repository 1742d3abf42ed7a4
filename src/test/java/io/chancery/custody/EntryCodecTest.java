package io.chancery.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.custody.CustodyEvent.Disclosure;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import io.chancery.kernel.DecisionId;
import io.chancery.kernel.DownloadGrantId;
import io.chancery.kernel.ExclusionId;
import io.chancery.kernel.GrantId;
import io.chancery.kernel.ProductionId;
import io.chancery.kernel.ProposalId;
import io.chancery.kernel.ReissueId;
import io.chancery.kernel.Sha256;
import io.chancery.proof.EntryFacts;
import io.chancery.proof.Merkle;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EntryCodecTest {
  private static final UUID ID = new UUID(1, 2);
  private static final Instant AT = Instant.parse("2026-11-20T12:00:00.120Z");
  private static final Actor CLERK =
      new Actor(
          new ActorId(ID),
          Actor.Kind.STAFF,
          Set.of(Role.REVIEWER, Role.CLERK),
          null,
          "Clara Clerk",
          "oidc acr=2");

  private final EntryCodec codec = new EntryCodec("0.1.0", "git:0a1b2c3");

  @Test
  void bytesAreExactlyThoseOfTheFormat() {
    Subject subject = new Subject.OfCase(new CaseId(ID), new CaseReference("LER-2026-000123"));
    Sha256 digest = Sha256.hash("x");
    byte[] bytes =
        codec.write(
            subject,
            new EntryCodec.Position(17, digest),
            CLERK,
            Role.CLERK.key(),
            new CaseEvent.PayloadSealed(new ProductionId(ID), digest, 12, 3_456),
            AT,
            new byte[16]);
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"v":1,"event":"PayloadSealed","salt":"AAAAAAAAAAAAAAAAAAAAAA==",\
            "at":"2026-11-20T12:00:00.120Z","case":"LER-2026-000123","n":17,\
            "prevLeaf":"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",\
            "actor":{"kind":"staff","id":"00000000-0000-0001-0000-000000000002","role":"clerk",\
            "auth":"oidc acr=2"},\
            "object":{"production":"00000000-0000-0001-0000-000000000002",\
            "manifest":"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",\
            "files":12,"bytes":3456},\
            "tool":{"name":"chancery","version":"0.1.0","build":"git:0a1b2c3"}}\
            """);
    EntryFacts facts = EntryFacts.parse(bytes);
    Map<String, String> object =
        Map.of(
            "production", ID.toString(), "manifest", digest.hex(), "files", "12", "bytes", "3456");
    assertThat(facts)
        .isEqualTo(new EntryFacts("PayloadSealed", AT, "LER-2026-000123", 17, digest, object));
    LedgerEntry read = codec.read(ID, ID, 17, AT, bytes, Merkle.leafHash(bytes), 4L);
    assertThat(read.object())
        .containsEntry("files", 12)
        .containsOnlyKeys("production", "manifest", "files", "bytes");
    assertThat(read.role()).isEqualTo("clerk");
  }

  @Test
  void otherSubjectsAreNamedAndNotNumbered() {
    for (Subject subject :
        List.of(
            new Subject.OfAgency(new AgencyId(ID)),
            new Subject.OfPerson(new ActorId(ID)),
            new Subject.OfSystem())) {
      byte[] bytes =
          codec.write(
              subject,
              null,
              CLERK,
              EntryCodec.roleOf(CLERK),
              new HouseEvent.LedgerExported(5),
              AT,
              new byte[16]);
      String text = new String(bytes, StandardCharsets.UTF_8);
      assertThat(text).contains("\"role\":\"clerk,reviewer\"").doesNotContain("\"n\":", "Clara");
      assertThat(EntryFacts.parse(bytes).caseReference()).isNull();
    }
  }

  @Test
  void everyEventComesOutWithItsComponentsInOrder() throws ReflectiveOperationException {
    for (Class<?> type : CustodyEvent.vocabulary()) {
      CustodyEvent event = example(type);
      byte[] bytes =
          codec.write(new Subject.OfSystem(), null, CLERK, "clerk", event, AT, new byte[16]);
      LedgerEntry read = codec.read(ID, null, 0, AT, bytes, Merkle.leafHash(bytes), null);
      assertThat(read.event()).isEqualTo(type.getSimpleName());
      assertThat(read.object().keySet())
          .containsExactlyElementsOf(
              Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList());
      assertThat(read.object().values()).noneMatch(java.util.Map.class::isInstance);
      assertThat(read.disclosure()).isEqualTo(event.disclosure());
    }
    assertThat(CustodyEvent.disclosureOf("CaseViewed")).isEqualTo(Disclosure.INTERNAL);
    assertThat(CustodyEvent.disclosureOf("PackageSealed")).isEqualTo(Disclosure.DISCLOSED);
  }

  @Test
  void anEntryThatFitsNoBundleIsRefused() {
    CustodyEvent huge = new CaseEvent.CaseViewed("x".repeat(66_000));
    assertThatThrownBy(
            () -> codec.write(new Subject.OfSystem(), null, CLERK, "clerk", huge, AT, new byte[16]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static CustodyEvent example(Class<?> type) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = Arrays.stream(types).map(EntryCodecTest::value).toArray();
    var constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return (CustodyEvent) constructor.newInstance(values);
  }

  private static Object value(Class<?> type) {
    if (type == int.class) {
      return 1;
    }
    if (type == long.class) {
      return 2L;
    }
    if (type == boolean.class) {
      return true;
    }
    if (type == String.class) {
      return "word";
    }
    if (type == Sha256.class) {
      return Sha256.hash("y");
    }
    if (type == GrantId.class) {
      return new GrantId(ID);
    }
    if (type == DecisionId.class) {
      return new DecisionId(ID);
    }
    if (type == ExclusionId.class) {
      return new ExclusionId(ID);
    }
    if (type == ReissueId.class) {
      return new ReissueId(ID);
    }
    if (type == ProposalId.class) {
      return new ProposalId(ID);
    }
    if (type == ProductionId.class) {
      return new ProductionId(ID);
    }
    if (type == DownloadGrantId.class) {
      return new DownloadGrantId(ID);
    }
    throw new AssertionError(
        "an event holds a " + type + ": ids, digests, counts, codes, yes or no");
  }
}
