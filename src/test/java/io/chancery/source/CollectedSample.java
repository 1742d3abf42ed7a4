package io.chancery.source;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Period;
import io.chancery.kernel.ReadGrant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a disclosure of the sample platform gives, for tests of other packages. */
public record CollectedSample(
    String accountId,
    SourceDictionary dictionary,
    List<ReadGrant.Reach> scope,
    Map<FieldGroup, byte[]> records,
    Map<FieldGroup, Integer> rows,
    Map<String, byte[]> media) {

  /** Everything of one account over one period. */
  public static CollectedSample of(String username, Period period) {
    return of(username, SamplePlatformFixture.everything(period));
  }

  /** What one account's scope gives. */
  public static CollectedSample of(String username, List<ReadGrant.Reach> scope) {
    SamplePlatformFixture platform = SamplePlatformFixture.shared();
    String account = platform.account(username);
    SamplePlatformFixture.Kept kept = new SamplePlatformFixture.Kept();
    platform.sources().disclose(SamplePlatformFixture.disclose(account, scope), kept);
    Map<FieldGroup, byte[]> records = new EnumMap<>(FieldGroup.class);
    Map<FieldGroup, Integer> rows = new EnumMap<>(FieldGroup.class);
    kept.lines.forEach((group, lines) -> records.put(group, lines.toByteArray()));
    kept.records.forEach((group, list) -> rows.put(group, list.size()));
    return new CollectedSample(
        account,
        platform.sources().dictionary("social").only(scope),
        scope,
        records,
        rows,
        new LinkedHashMap<>(kept.media));
  }
}
