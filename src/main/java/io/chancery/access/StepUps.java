package io.chancery.access;
import jakarta.enterprise.context.ApplicationScoped;
@ApplicationScoped
public class StepUps {
  public void require(String act, String object) {}
  public boolean present(String act, String object) { return false; }
}
