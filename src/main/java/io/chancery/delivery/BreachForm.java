package io.chancery.delivery;

import io.chancery.access.PageChromes;
import io.chancery.casework.Acts;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one form for a breach, which both sides fill in. */
@ApplicationScoped
class BreachForm {

  /** What was typed. */
  record Typed(String production, String kind, String noticed, String words) {
    static final Typed NOTHING = new Typed("", "", "", "");

    static Typed of(
        @Nullable String production,
        @Nullable String kind,
        @Nullable String noticed,
        @Nullable String words) {
      return new Typed(
          Objects.requireNonNullElse(production, ""),
          Objects.requireNonNullElse(kind, ""),
          Objects.requireNonNullElse(noticed, ""),
          Objects.requireNonNullElse(words, ""));
    }

    @Override
    public String toString() {
      return "Typed";
    }
  }

  record report(
      PageChrome chrome,
      FormErrors errors,
      String reference,
      String back,
      String here,
      List<Option> productions,
      List<Option> kinds,
      Typed typed)
      implements TemplateInstance {}

  private final Breaches breaches;
  private final Acts forms;
  private final PageChromes chromes;

  BreachForm(Breaches breaches, Acts forms, PageChromes chromes) {
    this.breaches = breaches;
    this.forms = forms;
    this.chromes = chromes;
  }

  /**
   * The form.
   *
   * @param back the case's page of this side
   * @param here the form's own address
   */
  Response page(
      HttpHeaders headers,
      String reference,
      String back,
      String here,
      @Nullable Problem problem,
      Typed typed) {
    PageChrome chrome = chromes.of(headers, "");
    forms.looked(reference, "breach");
    List<Option> productions =
        breaches.productions(reference).stream()
            .map(name -> new Option(name, name, name.equals(typed.production())))
            .toList();
    return Acts.answer(
        problem,
        new report(
            chrome,
            problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language()),
            reference,
            back,
            here,
            productions,
            Option.of(chrome, "breach_kind_", Breaches.KINDS, List.of(typed.kind())),
            typed));
  }

  Response taken(HttpHeaders headers, String reference, String back, String here, Typed typed) {
    Optional<Problem> problem =
        forms.done(() -> {
          Breaches.View unused =
              breaches.report(
                  reference, typed.production(), typed.kind(), typed.noticed(), typed.words());
        });
    return problem
        .map(p -> page(headers, reference, back, here, p, typed))
        .orElseGet(() -> Acts.seeOther(back));
  }
}
