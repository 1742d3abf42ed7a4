package io.chancery.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.ProposalHandler;
import io.chancery.access.Proposals;
import io.chancery.access.Turnstile;
import io.chancery.access.TwoPersonAct;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.ProposalId;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.platform.RateLimits;
import io.chancery.platform.TurnedAway;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The networks from which an agency lets its people and systems in, changed by two people, and the
 * door that asks at every request. An agency without a list comes from everywhere.
 */
@ApplicationScoped
public class AgencyNetworks implements ProposalHandler, Turnstile {
  private static final int MOST = 50;

  /**
   * What a proposal carries.
   *
   * @param networks in CIDR notation, separated by spaces; empty: everywhere
   */
  record Change(String networks) {}

  private final AgencyNetwork.Rows rows;
  private final DirectoryRepositories.AgencyRepository agencies;
  private final SignInRefusals refusals;
  private final RateLimits limits;
  private final Proposals proposals;
  private final CurrentActor current;
  private final CustodyLedger ledger;
  private final ObjectMapper json;
  private final Clock clock;

  AgencyNetworks(
      AgencyNetwork.Rows rows,
      DirectoryRepositories.AgencyRepository agencies,
      SignInRefusals refusals,
      RateLimits limits,
      Proposals proposals,
      CurrentActor current,
      CustodyLedger ledger,
      ObjectMapper json,
      Clock clock) {
    this.rows = rows;
    this.agencies = agencies;
    this.refusals = refusals;
    this.limits = limits;
    this.proposals = proposals;
    this.current = current;
    this.ledger = ledger;
    this.json = json;
    this.clock = clock;
  }

  @Override
  @Transactional
  public Optional<TurnedAway> refuses(Actor actor, String address) {
    Optional<Duration> wait = limits.countPerson(actor.id().value());
    if (wait.isPresent()) {
      boolean unused = refusals.record(actor.id(), actor.kind(), "too-fast");
      return Optional.of(new TurnedAway(ProblemType.TOO_FAST, wait.get()));
    }
    AgencyId agency = actor.agency();
    if (agency == null || admits(of(agency), address)) {
      return Optional.empty();
    }
    boolean unused = refusals.record(actor.id(), actor.kind(), "network-not-allowed");
    return Optional.of(new TurnedAway(ProblemType.NETWORK, null));
  }

  /** The list of an agency; empty: everywhere. */
  @Transactional
  public List<String> of(AgencyId agency) {
    return rows.findByIdOptional(agency.value()).map(AgencyNetwork::networks).orElse(List.of());
  }

  /**
   * Proposes the whole list of an agency.
   *
   * @param typed networks in CIDR notation, one a line; nothing: everywhere
   * @throws Problem INVALID_INPUT for what is no network, or more than 50
   */
  @Transactional
  public ProposalId propose(AgencyId agency, String typed, String reason) {
    if (agencies.findByIdOptional(agency.value()).isEmpty()) {
      throw Problem.of(ProblemType.NOT_FOUND);
    }
    List<String> networks =
        Arrays.stream(typed.strip().split("[\\s,]+"))
            .filter(one -> !one.isEmpty())
            .map(AgencyNetworks::normal)
            .distinct()
            .toList();
    if (networks.size() > MOST) {
      throw Problem.invalid("networks", "network_shape");
    }
    return proposals.propose(
        TwoPersonAct.CHANGE_AGENCY_NETWORKS,
        agency.value(),
        null,
        written(new Change(String.join(" ", networks))),
        reason);
  }

  @Override
  public Set<TwoPersonAct> acts() {
    return Set.of(TwoPersonAct.CHANGE_AGENCY_NETWORKS);
  }

  @Override
  public List<Line> describe(TwoPersonAct act, UUID object, byte[] content) {
    String networks = read(content).networks();
    String name = agencies.findByIdOptional(object).map(Agency::name).orElse("–");
    return List.of(
        new Line("agency_name", name),
        new Line("agency_networks", networks.isEmpty() ? "–" : networks.replace(" ", ", ")));
  }

  @Override
  public void apply(Confirmed proposal) {
    String networks = read(proposal.content()).networks();
    AgencyNetwork row = rows.findById(proposal.object());
    if (row == null) {
      rows.persist(new AgencyNetwork(proposal.object(), networks, proposal.id(), clock.instant()));
    } else {
      row.change(networks, proposal.id(), clock.instant());
    }
    ledger.append(
        new Subject.OfAgency(new AgencyId(proposal.object())),
        current.get(),
        new HouseEvent.AgencyNetworksChanged(
            proposal.id().toString(), networks.isEmpty() ? 0 : networks.split(" ").length));
  }

  /** Whether an address lies in one of the networks; whoever has none that can be read does not. */
  static boolean admits(List<String> networks, String address) {
    if (networks.isEmpty()) {
      return true;
    }
    try {
      InetSocketAddress from = new InetSocketAddress(InetAddress.ofLiteral(address), 0);
      return networks.stream().anyMatch(network -> rule(network).matches(from));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A network in one form: literal address and length, so that no name is ever looked up. */
  private static String normal(String typed) {
    int slash = typed.indexOf('/');
    try {
      InetAddress address = InetAddress.ofLiteral(slash < 0 ? typed : typed.substring(0, slash));
      int most = address.getAddress().length * 8;
      int bits = slash < 0 ? most : Integer.parseInt(typed.substring(slash + 1));
      if (bits >= 1 && bits <= most) {
        return address.getHostAddress() + "/" + bits;
      }
    } catch (IllegalArgumentException e) {
      // Answered below: the remedy is the same.
    }
    throw Problem.invalid("networks", "network_shape");
  }

  private static IpSubnetFilterRule rule(String network) {
    int slash = network.indexOf('/');
    return new IpSubnetFilterRule(
        InetAddress.ofLiteral(network.substring(0, slash)),
        Integer.parseInt(network.substring(slash + 1)),
        IpFilterRuleType.ACCEPT);
  }

  private byte[] written(Change change) {
    try {
      return json.writeValueAsBytes(change);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of a string was not written", e);
    }
  }

  private Change read(byte[] content) {
    try {
      return json.readValue(content, Change.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored proposal cannot be read", e);
    }
  }
}
