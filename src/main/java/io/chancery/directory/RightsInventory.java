package io.chancery.directory;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every act that the portal lets anybody do, with the roles that its door lets in: read from the
 * doors themselves, so that it cannot say anything else than what happens.
 */
@ApplicationScoped
public class RightsInventory {

  /**
   * One act.
   *
   * @param verb of HTTP; reading is no act
   * @param path with its parameters in braces
   */
  public record Act(String verb, String path, Set<String> roles) {}

  private final BeanManager beans;

  RightsInventory(BeanManager beans) {
    this.beans = beans;
  }

  /** The acts, by path. */
  public List<Act> acts() {
    return beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
        .<Class<?>>map(bean -> bean.getBeanClass())
        .distinct()
        .filter(type -> type.isAnnotationPresent(Path.class))
        .flatMap(RightsInventory::of)
        .sorted(Comparator.comparing(Act::path).thenComparing(Act::verb))
        .toList();
  }

  private static Stream<Act> of(Class<?> type) {
    String root = type.getAnnotation(Path.class).value();
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(RolesAllowed.class))
        .filter(method -> verb(method) != null)
        .map(method -> act(root, method));
  }

  private static Act act(String root, Method method) {
    Path local = method.getAnnotation(Path.class);
    String path =
        ("/" + root + "/" + (local == null ? "" : local.value()))
            .replaceAll("\\{(\\w+):[^/]*\\}(?=/|$)", "{$1}")
            .replaceAll("/+", "/")
            .replaceAll("(?<=.)/$", "");
    return new Act(
        String.valueOf(verb(method)),
        path,
        new TreeSet<>(Arrays.asList(method.getAnnotation(RolesAllowed.class).value())));
  }

  private static @Nullable String verb(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (verb != null && annotation.annotationType() != GET.class) {
        return verb.value();
      }
    }
    return null;
  }
}
