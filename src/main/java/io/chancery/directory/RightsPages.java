package io.chancery.directory;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.access.TwoPersonAct;
import io.chancery.platform.PageChrome;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Who can do this act? Every act, the roles it takes, and the people who hold one now. */
@Path("/desk/directory/rights")
class RightsPages {
  private static final String HERE = "/desk/directory/rights";

  /** Who holds a role now. */
  record Holders(String role, String people) {}

  /** One act. */
  record Line(String act, String roles, String people) {}

  /** One act of two people. */
  record Pair(String act, String proposers, String confirmers) {}

  record rights(PageChrome chrome, List<Holders> holders, List<Line> lines, List<Pair> pairs)
      implements TemplateInstance {}

  private final RightsInventory inventory;
  private final StaffViews views;
  private final PageChromes chromes;

  RightsPages(RightsInventory inventory, StaffViews views, PageChromes chromes) {
    this.inventory = inventory;
    this.views = views;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed({Role.Names.ADMINISTRATOR, Role.Names.APPROVER, Role.Names.AUDITOR})
  public Response look(@Context HttpHeaders headers) {
    PageChrome chrome = chromes.of(headers, HERE);
    Map<Role, List<StaffViews.Member>> holders = views.holders();
    return StaffForms.answer(
        null,
        new rights(
            chrome,
            holders.entrySet().stream()
                .map(entry ->
                    new Holders(
                        chrome.text("role_", entry.getKey().key()), names(entry.getValue())))
                .toList(),
            inventory.acts().stream()
                .filter(act -> act.roles().stream().anyMatch(RightsPages::staffs))
                .map(act -> line(chrome, act, holders))
                .toList(),
            Arrays.stream(TwoPersonAct.values())
                .map(act ->
                    new Pair(
                        chrome.text("two_person_act_", act),
                        words(chrome, keys(act.proposers())),
                        words(chrome, keys(act.confirmers()))))
                .toList()));
  }

  private static boolean staffs(String key) {
    Role role = StaffTyped.role(key);
    return role != null && StaffChecks.STAFF_ROLES.contains(role);
  }

  private static Line line(
      PageChrome chrome, RightsInventory.Act act, Map<Role, List<StaffViews.Member>> holders) {
    List<StaffViews.Member> people =
        act.roles().stream()
            .map(StaffTyped::role)
            .filter(Objects::nonNull)
            .flatMap(role -> holders.getOrDefault(role, List.of()).stream())
            .distinct()
            .toList();
    return new Line(act.verb() + " " + act.path(), words(chrome, act.roles()), names(people));
  }

  private static Set<String> keys(Set<Role> roles) {
    return roles.stream().map(Role::key).collect(Collectors.toUnmodifiableSet());
  }

  private static String words(PageChrome chrome, Collection<String> roles) {
    return roles.stream()
        .map(key -> chrome.text("role_", key))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String names(List<StaffViews.Member> people) {
    return people.isEmpty()
        ? "–"
        : people.stream()
            .map(StaffViews.Member::fullName)
            .sorted()
            .collect(Collectors.joining(", "));
  }
}
