package io.chancery.casework.preservation;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Keys of snapshots. */
@ApplicationScoped
class PreservationRows implements PanacheRepositoryBase<Preservation, UUID> {}
