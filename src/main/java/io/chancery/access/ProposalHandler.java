package io.chancery.access;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.ProposalId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The owner of an object on which two people act: says what both see, and does it. */
public interface ProposalHandler {

  /**
   * One line of what is proposed.
   *
   * @param key text of the line's name
   * @param value what stands there, as typed or recorded; pages escape it
   */
  record Line(String key, String value) {}

  /**
   * A proposal that a second person confirmed.
   *
   * @param object what it is about, an id of the owner's
   * @param concerns the person whose rights it changes; null when it is about no person
   * @param content what was proposed, as the owner wrote it
   */
  record Confirmed(
      ProposalId id,
      TwoPersonAct act,
      UUID object,
      @Nullable ActorId concerns,
      byte[] content,
      String reason,
      ActorId proposedBy,
      ActorId confirmedBy) {}

  /** The acts that this owner does. */
  Set<TwoPersonAct> acts();

  /** What both people see: everything that will be done, in words. */
  List<Line> describe(TwoPersonAct act, UUID object, byte[] content);

  /**
   * Whether the second person answers in words of their own: something speaks against it, and both
   * have to say why they go on.
   */
  default boolean asksForWords(TwoPersonAct act, byte[] content) {
    return false;
  }

  /**
   * Does it, in the transaction of the confirmation.
   *
   * @throws io.chancery.platform.Problem when it can no longer be done; then nothing is confirmed
   */
  void apply(Confirmed proposal);
}
