package io.chancery.packaging;

import io.chancery.access.Role;
import io.chancery.casework.ActPage;
import io.chancery.casework.Acts;
import io.chancery.casework.StepEdge;
import io.chancery.casework.StepResult;
import io.chancery.kernel.CaseReference;
import io.chancery.kernel.FieldGroup;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The custodian's page of collected records: search, choose, propose to withhold. What is looked
 * for travels in forms alone, never in an address.
 */
@Path("/desk/records/{reference}")
class RecordPages {
  private static final String STAGE = "records";

  record search(
      PageChrome chrome,
      FormErrors errors,
      ActPage page,
      CollectedSearch.@Nullable Found found,
      Form form)
      implements TemplateInstance {}

  /** What was typed, as the page shows it again. */
  record Form(
      String text,
      List<Option> groups,
      String group,
      Set<String> items,
      List<Option> extents,
      List<Option> changes,
      List<Option> reasons,
      String words) {
    Form {
      items = Set.copyOf(items);
    }

    /** Whether the item's box is ticked. */
    public boolean ticked(String key) {
      return items.contains(key);
    }
  }

  private final CollectedSearch searches;
  private final Exclusions exclusions;
  private final Acts forms;
  private final StepEdge edge;

  RecordPages(CollectedSearch searches, Exclusions exclusions, Acts forms, StepEdge edge) {
    this.searches = searches;
    this.exclusions = exclusions;
    this.forms = forms;
    this.edge = edge;
  }

  @GET
  @RolesAllowed(Role.Names.CUSTODIAN)
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    ActPage page = forms.open(headers, STAGE, reference, null);
    return Acts.answer(
        null, new search(page.chrome(), page.errors(), page, null, form(page.chrome(), null)));
  }

  @POST
  @Path("/search")
  @RolesAllowed(Role.Names.CUSTODIAN)
  public Response find(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("page") @DefaultValue("1") int number,
      MultivaluedMap<String, String> typed) {
    return results(headers, reference, number, typed, Optional.empty());
  }

  @POST
  @Path("/proposals")
  @RolesAllowed(Role.Names.CUSTODIAN)
  public Response propose(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen,
      @FormParam("page") @DefaultValue("1") int number,
      MultivaluedMap<String, String> typed) {
    Optional<Problem> problem =
        forms.done(() -> {
          StepResult result =
              exclusions
                  .propose(
                      reference,
                      seen,
                      value(typed, "change"),
                      value(typed, "reason"),
                      value(typed, "words"),
                      typed.getOrDefault("items", List.of()),
                      "found".equals(value(typed, "extent")) ? input(typed) : null)
                  .result();
          StepResult unused =
              edge.require(new CaseReference(reference), "ProposeExclusion", result);
        });
    return problem.isPresent()
        ? results(headers, reference, number, typed, problem)
        : Acts.seeOther("/desk/exclusions/" + reference);
  }

  private Response results(
      HttpHeaders headers,
      String reference,
      int number,
      MultivaluedMap<String, String> typed,
      Optional<Problem> earlier) {
    AtomicReference<CollectedSearch.@Nullable Found> found = new AtomicReference<>();
    Optional<Problem> problem =
        forms.done(() -> found.set(searches.search(reference, input(typed), number)));
    Problem shown = earlier.or(() -> problem).orElse(null);
    ActPage page = forms.open(headers, STAGE, reference, shown);
    return Acts.answer(
        shown,
        new search(page.chrome(), page.errors(), page, found.get(), form(page.chrome(), typed)));
  }

  private static SearchInput input(MultivaluedMap<String, String> typed) {
    return new SearchInput(value(typed, "text"), value(typed, "group"));
  }

  private static String value(@Nullable MultivaluedMap<String, String> typed, String field) {
    return typed == null ? "" : Objects.requireNonNullElse(typed.getFirst(field), "");
  }

  private static Form form(PageChrome chrome, @Nullable MultivaluedMap<String, String> typed) {
    List<Option> groups = new ArrayList<>();
    groups.add(new Option("", chrome.text("desk_all_groups"), false));
    groups.addAll(
        Option.of(
            chrome,
            "group_",
            Arrays.stream(FieldGroup.values()).map(FieldGroup::key).toList(),
            Set.of(value(typed, "group"))));
    List<Option> reasons = new ArrayList<>();
    reasons.add(new Option("", chrome.text("desk_choose"), false));
    reasons.addAll(
        Option.of(chrome, "exclusion_reason_", Exclusions.REASONS, Set.of(value(typed, "reason"))));
    String extent = value(typed, "extent");
    String change = value(typed, "change");
    return new Form(
        value(typed, "text"),
        groups,
        value(typed, "group"),
        typed == null ? Set.of() : Set.copyOf(typed.getOrDefault("items", List.of())),
        Option.of(
            chrome,
            "desk_extent_",
            List.of("chosen", "found"),
            Set.of(extent.isEmpty() ? "chosen" : extent)),
        Option.of(
            chrome,
            "desk_change_",
            List.of("exclude", "include"),
            Set.of(change.isEmpty() ? "exclude" : change)),
        reasons,
        value(typed, "words"));
  }
}
