package io.chancery.oversight;

import io.chancery.access.Role;
import io.chancery.platform.Texts;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is unusual about colleagues, over the API. */
@Path("/api/v1/oversight/anomalies")
@Produces(MediaType.APPLICATION_JSON)
class AnomalyResource {

  record AnswerJson(String by, Instant at, String outcome, String words) {}

  record AnomalyJson(
      UUID id,
      UUID person,
      LocalDate day,
      String kind,
      String about,
      Map<String, Long> numbers,
      String reason,
      Instant foundAt,
      @Nullable AnswerJson answer) {}

  private final Anomalies anomalies;

  AnomalyResource(Anomalies anomalies) {
    this.anomalies = anomalies;
  }

  /** Those without an answer first, then the newest. */
  @GET
  @RolesAllowed(Role.Names.AUDITOR)
  public List<AnomalyJson> all() {
    return anomalies.look("json").stream().map(AnomalyResource::json).toList();
  }

  private static AnomalyJson json(AnomalyView view) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    for (int i = 0; i < view.numbers().size(); i++) {
      numbers.put(view.kind().numbers().get(i), view.numbers().get(i));
    }
    AnomalyView.Answer answer = view.answer();
    return new AnomalyJson(
        view.id(),
        view.person().value(),
        view.day(),
        view.kind().name(),
        view.about(),
        numbers,
        AnomalyWords.reason(Texts.LANGUAGES.getFirst(), view),
        view.foundAt(),
        answer == null
            ? null
            : new AnswerJson(answer.by(), answer.at(), answer.outcome().name(), answer.words()));
  }
}
