package io.mjrouter;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The drawing of the library, checked: which package may use which, and what none of them does. */
class ArchitectureTest {

  private static final String ROOT = "io.mjrouter";

  /** Top to bottom; each floor uses only itself and what stands below. The root package is "". */
  private static final List<String> FLOORS =
      List.of(
          "proxy", "", "task", "submit", "route", "quota", "ledger", "guard", "store", "metrics",
          "event", "wire", "spi", "error", "model");

  /** Who may use a library: its packages, and the floors that may see them. */
  private static final Map<List<String>, Set<String>> LIBRARIES =
      Map.of(
          List.of("tools.jackson", "com.fasterxml.jackson"), Set.of("wire", "store"),
          List.of("io.micrometer"), Set.of("metrics"),
          List.of("dev.failsafe"), Set.of("guard"),
          List.of("org.springframework", "feign"), Set.of());

  /** The floors that users see; the others are inside, but for some types. */
  private static final Set<String> API =
      Set.of("proxy", "", "store", "metrics", "event", "spi", "error", "model");

  private static final Set<String> API_OF_OTHER_FLOORS =
      Set.of(
          "io.mjrouter.route.RoutingSettings",
          "io.mjrouter.route.RoutingPolicy",
          "io.mjrouter.route.Demand",
          "io.mjrouter.route.Candidate",
          "io.mjrouter.quota.Charge",
          "io.mjrouter.task.TaskSettings",
          "io.mjrouter.task.PollSettings",
          "io.mjrouter.task.Unresolved");

  private static final List<String> NEVER_IN_A_SIGNATURE =
      List.of(
          "tools.jackson",
          "com.fasterxml.jackson",
          "io.micrometer",
          "dev.failsafe",
          "com.google.common",
          "org.springframework",
          "feign");

  /** Where a user hands in a part of a library; there is no other way. */
  private static final Set<String> HANDED_IN =
      Set.of(
          "io.mjrouter.metrics.MjMeters.of(io.micrometer.core.instrument.MeterRegistry)",
          "io.mjrouter.metrics.MjObservations.of(io.micrometer.observation.ObservationRegistry)");

  private static final Set<String> TIME_CALLS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.Thread.sleep",
          "java.lang.Thread.<init>",
          "java.lang.Math.random",
          "java.util.UUID.randomUUID",
          "java.util.concurrent.TimeUnit.sleep");

  private static final Set<String> RANDOMS =
      Set.of("java.util.Random", "java.util.SplittableRandom", "java.security.SecureRandom");

  private static final JavaClasses CLASSES =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

  @Test
  void everything_isRead() {
    Map<String, TreeSet<String>> read =
        CLASSES.stream()
            .filter(c -> !c.getSimpleName().equals("package-info"))
            .collect(
                groupingBy(
                    ArchitectureTest::floor,
                    mapping(JavaClass::getName, toCollection(TreeSet::new))));
    assertTrue(CLASSES.size() > 20, () -> "read too little: " + read);
    assertTrue(
        read.keySet().containsAll(Set.of("model", "spi", "error")), () -> "" + read.keySet());
  }

  @Test
  void everyPackage_hasAFloor() {
    assertNone(CLASSES.stream().map(ArchitectureTest::floor).filter(f -> !FLOORS.contains(f)));
  }

  @Test
  void everyClass_usesOnlyItsFloorAndThoseBelow() {
    assertNone(
        uses(target -> isOurs(target) && FLOORS.contains(floor(target)))
            .filter(
                use ->
                    FLOORS.indexOf(floor(use.getOriginClass()))
                        > FLOORS.indexOf(floor(use.getTargetClass())))
            .map(Dependency::getDescription));
  }

  @Test
  void packages_haveNoCycles() {
    SlicesRuleDefinition.slices()
        .assignedFrom(EACH_PACKAGE)
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  /** They hold what users are not shown. */
  @Test
  void records_areTheProxysAlone() {
    assertNone(
        uses(target -> target.getName().equals(ROOT + ".Records"))
            .filter(use -> !floor(use.getOriginClass()).equals("proxy"))
            .filter(use -> !use.getOriginClass().equals(use.getTargetClass()))
            .map(Dependency::getDescription));
  }

  @Test
  void libraries_areUsedOnlyWhereTheyBelong() {
    LIBRARIES.forEach(
        (library, floors) ->
            assertNone(
                uses(target -> isIn(library, target))
                    .filter(use -> !floors.contains(floor(use.getOriginClass())))
                    .map(Dependency::getDescription)));
  }

  @Test
  void publicSignatures_nameNoLibrary() {
    assertNone(
        CLASSES.stream()
            .filter(ArchitectureTest::isPublic)
            .flatMap(ArchitectureTest::named)
            .filter(named -> named.involves(raw -> isIn(NEVER_IN_A_SIGNATURE, raw)))
            .filter(named -> !HANDED_IN.contains(named.where()))
            .map(Named::toString));
  }

  /** What docs/architecture.md calls the API. */
  @Test
  void signaturesOfTheApi_nameNothingFromInside() {
    assertNone(
        CLASSES.stream()
            .filter(ArchitectureTest::isPublic)
            .filter(ArchitectureTest::isApi)
            .flatMap(ArchitectureTest::named)
            .filter(named -> named.involves(raw -> isOurs(raw) && !isApi(raw)))
            .map(Named::toString));
  }

  private static boolean isApi(JavaClass type) {
    String outermost = type.getName().split("\\$", 2)[0];
    return API.contains(floor(type)) || API_OF_OTHER_FLOORS.contains(outermost);
  }

  /** Every type in the signatures of a class. */
  private static Stream<Named> named(JavaClass type) {
    return Stream.concat(
        headerTypes(type).map(header -> new Named(type.getName(), header)),
        type.getMembers().stream()
            .filter(ArchitectureTest::isVisible)
            .flatMap(m -> types(m).map(named -> new Named(m.getFullName(), named))));
  }

  @Test
  void timeChanceAndThreads_comeFromOutside() {
    assertNone(
        CLASSES.stream()
            .filter(c -> !c.getPackageName().equals(ROOT))
            .filter(c -> !c.getName().startsWith(ROOT + ".model.TimeSource"))
            .flatMap(c -> c.getCodeUnitAccessesFromSelf().stream())
            .filter(access -> isTimeOrChance(access.getTarget()))
            .map(access -> access.getDescription()));
  }

  private static boolean isTimeOrChance(CodeUnitAccessTarget target) {
    String owner = target.getOwner().getName();
    String name = target.getName();
    boolean noArguments = target.getRawParameterTypes().isEmpty();
    return TIME_CALLS.contains(owner + "." + name)
        || (owner.startsWith("java.time.") && name.equals("now") && noArguments)
        || (owner.equals("java.time.Clock")
            && (name.startsWith("system") || name.startsWith("tick")))
        || owner.equals("java.util.concurrent.ThreadLocalRandom")
        || (RANDOMS.contains(owner) && name.equals("<init>") && noArguments);
  }

  private static Stream<Dependency> uses(Predicate<JavaClass> target) {
    return CLASSES.stream()
        .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
        .filter(use -> target.test(use.getTargetClass().getBaseComponentType()));
  }

  /** The first segment below our root package. */
  private static String floor(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1).split("\\.", 2)[0];
  }

  private static boolean isOurs(JavaClass type) {
    return isIn(List.of(ROOT), type);
  }

  private static boolean isIn(List<String> packages, JavaClass type) {
    String name = type.getPackageName();
    return packages.stream().anyMatch(p -> name.equals(p) || name.startsWith(p + "."));
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ArchitectureTest::isPublic).orElse(true);
  }

  private static boolean isVisible(JavaMember member) {
    Set<JavaModifier> modifiers = member.getModifiers();
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static Stream<? extends JavaType> headerTypes(JavaClass type) {
    return Stream.of(
            type.getSuperclass().stream(),
            type.getInterfaces().stream(),
            type.getTypeParameters().stream().flatMap(p -> p.getUpperBounds().stream()))
        .flatMap(types -> types);
  }

  private static Stream<? extends JavaType> types(JavaMember member) {
    if (member instanceof JavaField field) {
      return Stream.of(field.getType());
    }
    if (member instanceof JavaCodeUnit code) {
      List<JavaType> types = new ArrayList<>(code.getParameterTypes());
      types.add(code.getReturnType());
      types.addAll(code.getExceptionTypes());
      code.getTypeParameters().forEach(p -> types.addAll(p.getUpperBounds()));
      return types.stream();
    }
    throw new AssertionError("a member of a new kind: " + member);
  }

  private static void assertNone(Stream<String> violations) {
    List<String> found = violations.distinct().sorted().toList();
    assertEquals(List.of(), found, () -> String.join("\n", found));
  }

  private record Named(String where, JavaType type) {

    boolean involves(Predicate<JavaClass> what) {
      return type.getAllInvolvedRawTypes().stream()
          .anyMatch(raw -> what.test(raw.getBaseComponentType()));
    }

    @Override
    public String toString() {
      return where + " names " + type.getName();
    }
  }

  private static final SliceAssignment EACH_PACKAGE =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return isOurs(type)
              ? SliceIdentifier.of(type.getPackageName())
              : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
          return "packages";
        }
      };
}
