package io.chancery.directory;

import io.chancery.platform.Problem;
import java.util.List;

/** What a domain's own name servers publish. */
public interface DomainRecords {

  /**
   * The TXT records of a name; empty when there are none.
   *
   * @throws Problem unavailable when the name servers do not answer
   */
  List<String> texts(String name);
}
