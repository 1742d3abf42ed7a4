package io.chancery.directory;

import io.chancery.access.PageChromes;
import io.chancery.access.StepUps;
import io.chancery.kernel.RecipientKeyId;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the agency's page and the desk's page about one key have in common. */
@ApplicationScoped
class KeyPage {

  /** A fresh touch for one act: whether it was given, and where to give it. */
  record Touch(boolean given, String href) {}

  /**
   * One key with what the person may do about it.
   *
   * @param at the page's own address
   * @param typed what stood in a refused form
   */
  record One(
      PageChrome chrome,
      FormErrors errors,
      RecipientKeys.KeyView key,
      String at,
      Touch challenge,
      Touch confirm,
      Touch revoke,
      List<Option> reasons,
      List<Option> calledBack,
      List<Option> compared) {}

  private final RecipientKeys keys;
  private final StepUps stepUps;
  private final PageChromes chromes;

  KeyPage(RecipientKeys keys, StepUps stepUps, PageChromes chromes) {
    this.keys = keys;
    this.stepUps = stepUps;
    this.chromes = chromes;
  }

  One of(HttpHeaders headers, String list, RecipientKeyId id, @Nullable Problem problem) {
    PageChrome chrome = chromes.of(headers, list);
    String at = list + "/" + id;
    return new One(
        chrome,
        problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language()),
        keys.one(id),
        at,
        touch(RecipientKeys.CHALLENGE, id.toString(), at),
        touch(RecipientKeys.CONFIRM, id.toString(), at),
        touch(RecipientKeys.REVOKE, id.toString(), at),
        Option.of(chrome, "key_reason_", RecipientKeys.REASONS, List.of()),
        List.of(new Option("yes", chrome.text("key_called_back"), false)),
        List.of(new Option("yes", chrome.text("key_compared"), false)));
  }

  Touch touch(String act, String object, String back) {
    return new Touch(stepUps.present(act, object), stepUps.begin(act, object, back).toString());
  }

  /** The fingerprint stands in the form; the person's tick says that they compared it. */
  static String compared(@Nullable String shown, @Nullable String ticked) {
    if (shown == null || !"yes".equals(ticked)) {
      throw Problem.invalid("compared", "key_not_compared");
    }
    return shown;
  }

  static RecipientKeyId id(String text) {
    try {
      return RecipientKeyId.parse(text);
    } catch (IllegalArgumentException e) {
      throw Problem.of(ProblemType.NOT_FOUND);
    }
  }

  /** A refusal that belongs on the page; whoever may not know of the key gets the error page. */
  static Problem shown(Problem problem) {
    if (problem.type() == ProblemType.NOT_FOUND || problem.type() == ProblemType.FORBIDDEN) {
      throw problem;
    }
    return problem;
  }

  static Response seeOther(String path) {
    return Response.seeOther(URI.create(path)).build();
  }

  static Response refused(Object page) {
    return Response.status(ProblemType.INVALID_INPUT.status()).entity(page).build();
  }
}
