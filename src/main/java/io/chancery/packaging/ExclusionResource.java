package io.chancery.packaging;

import io.chancery.access.Role;
import io.chancery.casework.StepEdge;
import io.chancery.casework.StepJson;
import io.chancery.kernel.ExclusionId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looking at collected records, and withholding some of them by two, over the API. */
@Path("/api/v1/cases/{reference}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class ExclusionResource {

  record SearchJson(@Nullable String text, @Nullable String group, @Nullable Integer page) {
    @Override
    public String toString() {
      return "SearchJson";
    }
  }

  record ProposalJson(
      long seenVersion,
      @Nullable String change,
      @Nullable String reason,
      @Nullable String words,
      @Nullable List<String> items,
      @Nullable SearchInput found) {
    @Override
    public String toString() {
      return "ProposalJson";
    }
  }

  record AnswerJson(long seenVersion, @Nullable String shown) {}

  record ProposedJson(ExclusionId exclusion, StepJson step) {}

  record HitJson(
      String key,
      int target,
      String group,
      String file,
      Map<String, String> fields,
      @Nullable String withheld,
      boolean open) {
    @Override
    public String toString() {
      return "HitJson";
    }
  }

  record FoundJson(List<HitJson> hits, long total, int page, long pages) {}

  private final CollectedSearch searches;
  private final Exclusions exclusions;
  private final StepEdge edge;

  ExclusionResource(CollectedSearch searches, Exclusions exclusions, StepEdge edge) {
    this.searches = searches;
    this.exclusions = exclusions;
    this.edge = edge;
  }

  @POST
  @Path("/records/search")
  @RolesAllowed(Role.Names.CUSTODIAN)
  public FoundJson search(@PathParam("reference") String reference, SearchJson body) {
    return json(
        searches.search(
            reference,
            new SearchInput(body.text(), body.group()),
            Objects.requireNonNullElse(body.page(), 1)));
  }

  @GET
  @Path("/exclusions")
  @RolesAllowed({
    Role.Names.CUSTODIAN,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public List<Exclusions.ExclusionView> all(@PathParam("reference") String reference) {
    return exclusions.of(reference);
  }

  @POST
  @Path("/exclusions")
  @RolesAllowed(Role.Names.CUSTODIAN)
  public ProposedJson propose(@PathParam("reference") String reference, ProposalJson body) {
    Exclusions.Proposed proposed =
        exclusions.propose(
            reference,
            body.seenVersion(),
            text(body.change()),
            text(body.reason()),
            text(body.words()),
            Objects.requireNonNullElse(body.items(), List.of()),
            body.found());
    return new ProposedJson(
        proposed.id(), edge.json(reference, "ProposeExclusion", proposed.result()));
  }

  @GET
  @Path("/exclusions/{exclusion}/records")
  @RolesAllowed({Role.Names.CUSTODIAN, Role.Names.REVIEWER, Role.Names.APPROVER})
  public FoundJson items(
      @PathParam("reference") String reference,
      @PathParam("exclusion") String exclusion,
      @QueryParam("page") @DefaultValue("1") int page) {
    return json(searches.items(reference, ExclusionPages.id(exclusion), page));
  }

  @POST
  @Path("/exclusions/{exclusion}/confirmation")
  @RolesAllowed({Role.Names.REVIEWER, Role.Names.APPROVER})
  public StepJson confirm(
      @PathParam("reference") String reference,
      @PathParam("exclusion") String exclusion,
      AnswerJson body) {
    return edge.json(
        reference,
        "ConfirmExclusion",
        exclusions.confirm(
            reference,
            body.seenVersion(),
            ExclusionPages.id(exclusion),
            ExclusionPages.digest(body.shown())));
  }

  @POST
  @Path("/exclusions/{exclusion}/rejection")
  @RolesAllowed({Role.Names.REVIEWER, Role.Names.APPROVER})
  public StepJson reject(
      @PathParam("reference") String reference,
      @PathParam("exclusion") String exclusion,
      AnswerJson body) {
    return edge.json(
        reference,
        "RejectExclusion",
        exclusions.reject(
            reference,
            body.seenVersion(),
            ExclusionPages.id(exclusion),
            ExclusionPages.digest(body.shown())));
  }

  private static FoundJson json(CollectedSearch.Found found) {
    return new FoundJson(
        found.hits().stream().map(ExclusionResource::json).toList(),
        found.total(),
        found.page(),
        found.pages());
  }

  private static HitJson json(CollectedSearch.Hit hit) {
    Map<String, String> fields = new LinkedHashMap<>();
    hit.fields().forEach(field -> fields.put(field.getKey(), field.getValue()));
    return new HitJson(
        hit.key(), hit.target(), hit.group(), hit.file(), fields, hit.withheld(), hit.open());
  }

  private static String text(@Nullable String typed) {
    return Objects.requireNonNullElse(typed, "");
  }
}
