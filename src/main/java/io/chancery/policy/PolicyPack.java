package io.chancery.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Fields;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One version of one regime's rules (docs/formats/policy.md).
 *
 * @param format the version of the format
 * @param pack the regime's name
 * @param version a case keeps the version under which it was received
 * @param effective first day on which it applies
 * @param country ISO 3166 code of the issuing country
 * @param place where its days are counted
 * @param reasons reason codes by outcome: grant, narrow, deny, refuse; {@link #DUPLICATE} is always
 *     among the last
 * @param notices what keeps an account holder from being told; null where nothing does
 */
public record PolicyPack(
    int format,
    String pack,
    String version,
    LocalDate effective,
    String country,
    Place place,
    List<Row> rows,
    Map<String, List<String>> reasons,
    @Nullable NoticeLaw notices) {

  /** The operator refuses for it under every law: another request of the agency asks the same. */
  public static final String DUPLICATE = "duplicate";

  private static final String REFUSE = "refuse";

  public PolicyPack {
    rows = List.copyOf(rows);
    reasons = withHouseReasons(reasons);
  }

  private static Map<String, List<String>> withHouseReasons(Map<String, List<String>> named) {
    Map<String, List<String>> all = new HashMap<>(named);
    List<String> refuse = new ArrayList<>(named.getOrDefault(REFUSE, List.of()));
    if (!refuse.contains(DUPLICATE)) {
      refuse.add(DUPLICATE);
    }
    all.put(REFUSE, List.copyOf(refuse));
    return Map.copyOf(all);
  }

  /** The row for an instrument's kind. */
  public Optional<Row> row(String kind) {
    return rows.stream().filter(row -> row.kind().equals(kind)).findFirst();
  }

  /** Whether {@code code} is a reason that this regime knows for the outcome. */
  public boolean knowsReason(String outcome, String code) {
    return reasons.getOrDefault(outcome, List.of()).contains(code);
  }

  /**
   * Where days are counted.
   *
   * @param calendar whose public holidays count: a country's code in the holiday library
   */
  public record Place(ZoneId zone, String calendar) {}

  /**
   * The rules of one kind of instrument.
   *
   * @param confirmed whether counsel confirmed the row
   * @param closed why intake refuses the kind, or null when it can be submitted
   * @param tiers what it reaches, by who issued it; what is in none of them is not reachable
   * @param required what the instrument must bring
   * @param declares events of its clocks that may come with the request itself
   * @param never what must never be asked for
   * @param checks what a clerk must have checked
   * @param clocks the first is the one that its answer runs against
   * @param objections what may be objected to it
   * @param suspensions on what grounds its production may be stopped; a court's stop always
   * @param companion the kind that opens with it and preserves at once what it asks; null for none
   * @param begins {@code provider} where the platform begins it of its own accord; null where an
   *     agency asks
   * @param storage whether it asks to preserve and reaches nothing else; null for no
   * @param followUp the process that is owed after its release; null when none is
   */
  public record Row(
      String kind,
      String citation,
      boolean confirmed,
      boolean emergency,
      @Nullable String closed,
      List<Tier> tiers,
      List<String> required,
      @Nullable List<String> declares,
      @Nullable List<String> never,
      List<String> checks,
      List<ClockRule> clocks,
      NoticeRule notice,
      List<String> objections,
      @Nullable List<String> suspensions,
      RetentionRule retention,
      @Nullable FollowUpRule followUp,
      @Nullable Boolean storage,
      @Nullable String companion,
      @Nullable String begins) {

    /** Fields of the form, and what others than the officer bring. */
    private static final Set<String> OF_EVERY_REQUEST =
        Set.of(
            "authority",
            "docket",
            "issuedOn",
            "document",
            "identifier",
            "category",
            "period",
            "specific-selector",
            "emergency-reasons",
            "supervisor",
            "call-back");

    public Row {
      tiers = List.copyOf(tiers);
      required = List.copyOf(required);
      declares = declares == null ? List.of() : List.copyOf(declares);
      never = never == null ? List.of() : List.copyOf(never);
      checks = List.copyOf(checks);
      clocks = List.copyOf(clocks);
      objections = List.copyOf(objections);
      suspensions = suspensions == null ? List.of("court-challenge") : List.copyOf(suspensions);
    }

    /** Whether a case of this kind can open, whoever begins it. */
    public boolean begun() {
      return closed == null;
    }

    /** Whether an agency can submit a request of this kind. */
    public boolean open() {
      return closedToAgencies() == null;
    }

    /** Whether the platform can begin a case of this kind of its own accord. */
    public boolean referable() {
      return begun() && byProvider();
    }

    /** Why an agency's request of this kind is refused; null when it is taken. */
    public @Nullable String closedToAgencies() {
      return closed == null && byProvider() ? "referral" : closed;
    }

    /**
     * Whether the agency's own supervisor has to confirm it: every emergency for which an agency
     * asks. Of what the platform begins, no supervisor of an agency knows anything.
     */
    public boolean supervised() {
      return emergency && !byProvider();
    }

    private boolean byProvider() {
      return "provider".equals(begins);
    }

    /** Whether it asks to preserve, and nothing is handed over for it. */
    public boolean preserves() {
      return Boolean.TRUE.equals(storage);
    }

    /** The clock that the answer runs against. */
    public ClockRule clock() {
      return clocks.getFirst();
    }

    /** Events of its clocks that may come with the request itself. */
    @Override
    public List<String> declares() {
      return Objects.requireNonNullElse(declares, List.of());
    }

    /** On what grounds its production may be stopped. */
    @Override
    public List<String> suspensions() {
      return Objects.requireNonNullElse(suspensions, List.of());
    }

    /**
     * The conditions of its tiers and of its notice, each answered in words before it counts as
     * met.
     */
    public List<String> test() {
      return Stream.concat(
              tiers.stream().flatMap(tier -> tier.needs().stream()), notice.needs().stream())
          .distinct()
          .toList();
    }

    /** What the instrument brings beside the fields that every request has. */
    public List<String> details() {
      return required.stream().filter(field -> !OF_EVERY_REQUEST.contains(field)).toList();
    }

    /** What the officer may say in words: details and conditions. */
    public List<String> stated() {
      return Stream.concat(details().stream(), test().stream()).distinct().toList();
    }

    /** Of those, what must be said: details, and conditions on which every tier depends. */
    public List<String> mustState() {
      return Stream.concat(
              details().stream(),
              test().stream().filter(c -> tiers.stream().allMatch(t -> t.needs().contains(c))))
          .distinct()
          .toList();
    }

    /** Who may issue it, whatever it reaches. */
    public List<String> issuers() {
      return tiers.stream().flatMap(tier -> tier.issuers().stream()).distinct().toList();
    }

    /** The field groups that it reaches at most, as whole groups. */
    public Set<String> reaches() {
      Set<String> groups = new TreeSet<>();
      tiers.forEach(tier -> groups.addAll(tier.groups()));
      return groups;
    }

    /** The field groups of which it reaches at most something. */
    public Set<String> touches() {
      Set<String> groups = new TreeSet<>(reaches());
      tiers.forEach(tier -> groups.addAll(tier.fields().keySet()));
      return groups;
    }

    /** The field groups that it reaches when {@code issuer} issued it and nothing else is known. */
    public Set<FieldGroup> reach(String issuer) {
      return reach(issuer, Set.of());
    }

    /**
     * The whole field groups that it reaches.
     *
     * @param met the conditions of tiers that were found to be met
     */
    public Set<FieldGroup> reach(String issuer, Set<String> met) {
      Set<FieldGroup> groups = EnumSet.noneOf(FieldGroup.class);
      for (Tier tier : tiers) {
        if (tier.issuers().contains(issuer) && met.containsAll(tier.needs())) {
          tier.groups().forEach(key -> groups.add(FieldGroup.ofKey(key).orElseThrow()));
        }
      }
      return groups;
    }

    /**
     * What it reaches of each field group: every field, or those that its tiers name together.
     *
     * @param met the conditions of tiers that were found to be met
     * @return no entry for a group of which it reaches nothing
     */
    public Map<FieldGroup, Fields> extent(String issuer, Set<String> met) {
      Map<FieldGroup, Fields> extent = new EnumMap<>(FieldGroup.class);
      for (Tier tier : tiers) {
        if (tier.issuers().contains(issuer) && met.containsAll(tier.needs())) {
          tier.groups().forEach(key -> extent.put(FieldGroup.ofKey(key).orElseThrow(), Fields.ALL));
          tier.fields()
              .forEach((key, names) ->
                  extent.merge(FieldGroup.ofKey(key).orElseThrow(), Fields.of(names), Fields::and));
        }
      }
      return extent;
    }
  }

  /**
   * What some issuers reach.
   *
   * @param groups reached as a whole
   * @param needs conditions that must be met besides
   * @param fields groups of which only these fields are reached; never the whole group
   */
  public record Tier(
      String name,
      List<String> issuers,
      List<String> groups,
      @Nullable List<String> needs,
      @Nullable Map<String, List<String>> fields,
      String citation,
      boolean confirmed) {

    public Tier {
      issuers = List.copyOf(issuers);
      groups = List.copyOf(groups);
      needs = needs == null ? List.of() : List.copyOf(needs);
      fields = fields == null ? Map.of() : Map.copyOf(fields);
    }

    /** Whether it reaches a group as a whole, or some of its fields. */
    boolean touches(String group) {
      return groups.contains(group) || fields().containsKey(group);
    }

    /** Conditions that must be met besides. */
    @Override
    public List<String> needs() {
      return Objects.requireNonNullElse(needs, List.of());
    }

    /** Groups of which only these fields are reached. */
    @Override
    public Map<String, List<String>> fields() {
      return Objects.requireNonNullElse(fields, Map.of());
    }
  }

  /**
   * A period of the law and what changes it.
   *
   * @param amount how many units; 0 where the date is given with the start, or there is no period
   * @param starts the event that starts it; its day is not counted
   * @param outcome what it means that the period is over
   * @param provided the clock is there only when this has happened too; null for always
   * @param unless the clock is not there when this has happened; null for never
   */
  public record ClockRule(
      String name,
      int amount,
      Unit unit,
      String starts,
      Expiry outcome,
      Roll roll,
      List<EventRule> events,
      @Nullable String provided,
      @Nullable String unless,
      String citation,
      boolean confirmed) {

    public ClockRule {
      events = List.copyOf(events);
    }

    /** Whether a date comes with an event and becomes the clock's end. */
    public boolean dates(String event) {
      return (unit == Unit.DATE_GIVEN && starts.equals(event))
          || events.stream().anyMatch(e -> e.when().equals(event) && e.does() == Effect.REPLACE);
    }

    /** Whether the clock is one of a case to which this has happened. */
    public boolean appliesTo(Collection<String> happened) {
      return (provided == null || happened.contains(provided))
          && (unless == null || !happened.contains(unless));
    }
  }

  /** What an event does to a running clock. {@code times} 0 means: as often as it happens. */
  public record EventRule(String when, Effect does, int amount, int times) {}

  /** How a period is counted. */
  public enum Unit {
    @JsonProperty("hours")
    HOURS,
    @JsonProperty("calendar-days")
    CALENDAR_DAYS,
    @JsonProperty("working-days")
    WORKING_DAYS,
    @JsonProperty("calendar-years")
    CALENDAR_YEARS,
    @JsonProperty("date-given")
    DATE_GIVEN,
    @JsonProperty("no-period")
    NO_PERIOD
  }

  /** What the end of a period means. */
  public enum Expiry {
    /** Whoever has not answered is late. */
    @JsonProperty("late")
    LATE,
    /** What was prepared may leave now, and not before. */
    @JsonProperty("opens")
    OPENS,
    /** The duty ends. */
    @JsonProperty("ends")
    ENDS,
    /** The provider is exempt. */
    @JsonProperty("exempt")
    EXEMPT,
    /** Nothing lapses. */
    @JsonProperty("no-effect")
    NO_EFFECT
  }

  /** What happens when the last day is no working day. */
  public enum Roll {
    @JsonProperty("no-roll")
    NO_ROLL,
    @JsonProperty("next-working-day")
    NEXT_WORKING_DAY
  }

  /** What an event does. */
  public enum Effect {
    @JsonProperty("suspend")
    SUSPEND,
    @JsonProperty("resume")
    RESUME,
    @JsonProperty("extend")
    EXTEND,
    @JsonProperty("replace")
    REPLACE,
    @JsonProperty("hold")
    HOLD,
    @JsonProperty("open")
    OPEN,
    @JsonProperty("end")
    END,
    @JsonProperty("stop")
    STOP
  }

  /**
   * Whether and when the account holder is told.
   *
   * @param challengeDays days to challenge the disclosure before it; null where the pack says none
   * @param afterDays for a notice after the disclosure: how many days after the release
   * @param needs conditions without which the instrument's own prohibition binds nobody; empty
   *     where the rule depends on none
   */
  public record NoticeRule(
      String rule,
      @Nullable Integer challengeDays,
      @Nullable Integer afterDays,
      @Nullable List<String> needs,
      String citation,
      boolean confirmed) {

    public NoticeRule {
      needs = needs == null ? List.of() : List.copyOf(needs);
    }

    /** Conditions without which the instrument's own prohibition binds nobody. */
    @Override
    public List<String> needs() {
      return Objects.requireNonNullElse(needs, List.of());
    }

    /**
     * Whether the instrument itself forbids to tell the holder, where that depends on conditions.
     */
    public boolean forbids(Set<String> met) {
      return !needs().isEmpty() && met.containsAll(needs());
    }
  }

  /**
   * What keeps an account holder from being told.
   *
   * @param grounds for which a court may forbid it
   * @param exceptions for which an approver withholds it without an order
   * @param longestDays an order that lasts longer needs an approver's own reason
   */
  public record NoticeLaw(
      List<String> grounds,
      List<String> exceptions,
      int longestDays,
      String citation,
      boolean confirmed) {

    public NoticeLaw {
      grounds = List.copyOf(grounds);
      exceptions = List.copyOf(exceptions);
    }
  }

  /** Within how many days after a release the process has to follow. */
  public record FollowUpRule(int days, String citation, boolean confirmed) {}

  /** How many years a closed case is kept. */
  public record RetentionRule(int years, String citation, boolean confirmed) {}
}
