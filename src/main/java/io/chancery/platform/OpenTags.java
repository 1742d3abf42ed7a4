package io.chancery.platform;

import io.quarkus.qute.EngineConfiguration;
import io.quarkus.qute.ParserHelper;
import io.quarkus.qute.ParserHook;
import java.util.regex.Pattern;

/**
 * Lets the portal's own tags see the page's {@code chrome} and {@code errors}. Qute isolates tags
 * from the page around them unless each use says {@code _isolated=false}; saying it here, once,
 * keeps the templates to what they are about. It stands last: Qute takes {@code it} from the first
 * place alone.
 */
@EngineConfiguration
public class OpenTags implements ParserHook {

  /** Called by Qute, at build time too. */
  public OpenTags() {}

  private static final Pattern OWN =
      Pattern.compile(
          "\\{#(errorSummary|field|textArea|choice|choices|fileUpload|statusTag|timeline|row"
              + "|openPackage|act|fact|caseFacts|caseLines|notNow|partTable|clockSteps|clocks|targets|findings|record|touched"
              + "|keyFacts|keyRevoke|reviewCells)"
              + "((?: [^{}]*?)?)( ?/?)\\}");

  @Override
  public void beforeParsing(ParserHelper parser) {
    parser.addContentFilter(source -> OWN.matcher(source).replaceAll("{#$1$2 _isolated=false$3}"));
  }
}
