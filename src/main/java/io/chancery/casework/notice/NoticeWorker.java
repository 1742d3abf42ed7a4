package io.chancery.casework.notice;

import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.chancery.platform.TaskHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Hands due notices to the operator's channel: no transaction waits for it. */
@ApplicationScoped
class NoticeWorker implements TaskHandler {
  static final String KIND = "notice";

  private final Notices notices;
  private final NoticeChannel channel;

  NoticeWorker(Notices notices, NoticeChannel channel) {
    this.notices = notices;
    this.channel = channel;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Duration longestPause() {
    return Duration.ofHours(1);
  }

  @Override
  public void run(UUID id) throws Exception {
    ActingAs.system(() -> {
      Optional<Notices.Outgoing> outgoing = notices.toSend(id, Actor.SYSTEM);
      if (outgoing.isPresent()) {
        try {
          notices.sent(id, channel.send(outgoing.get()), Actor.SYSTEM);
        } catch (NoticeChannel.NotTaken e) {
          notices.failed(id, e.code(), Actor.SYSTEM);
          throw e; // to be handed out again
        }
      }
      return id;
    });
  }
}
