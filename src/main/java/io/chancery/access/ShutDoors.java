package io.chancery.access;

import jakarta.enterprise.event.Event;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/**
 * Tells of every door that stayed shut to somebody who is signed in, whatever shut it. Who was
 * turned away before, for want of standing, is an entry already.
 */
class ShutDoors {
  private static final Logger LOG = Logger.getLogger(ShutDoors.class);
  private static final int FORBIDDEN = 403;

  private final RequestActor current;
  private final Event<DoorRefused> refused;

  ShutDoors(RequestActor current, Event<DoorRefused> refused) {
    this.current = current;
    this.refused = refused;
  }

  /** On another thread: roles are asked where nothing may wait for a database. */
  @ServerResponseFilter
  public void tell(ContainerResponseContext response, SimpleResourceInfo endpoint) {
    if (response.getStatus() != FORBIDDEN || endpoint.getResourceClass() == null) {
      return;
    }
    String door = endpoint.getResourceClass().getSimpleName() + "." + endpoint.getMethodName();
    current
        .known()
        .ifPresent(who -> {
          CompletionStage<DoorRefused> unused =
              refused
                  .fireAsync(new DoorRefused(who, door))
                  .whenComplete((_, failure) -> {
                    if (failure != null) {
                      LOG.errorf(failure, "A refusal at %s was not recorded", door);
                    }
                  });
        });
  }
}
