package io.wane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import io.wane.core.decay.Term;
import io.wane.core.plugin.Component;
import io.wane.core.plugin.Host;
import io.wane.core.settings.ComponentLookup;
import io.wane.core.settings.Place;
import io.wane.core.settings.SettingsBinder;
import io.wane.core.settings.SettingsNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every decay function must do, as tests. Extend it, answer {@link #family()}, and the tests run against functions
 * of that family at parameters drawn at random with a fixed seed, all over their ranges. A failure names the parameters
 * and the age, in days.
 *
 * <p>A function that meets it can be summed, fitted, explained and stored by the engine without another line.
 */
public abstract class DecayFunctionContract {

    private static final long SEED = 20_240_229;
    private static final int DRAWS = 100;
    private static final int THREADS = 4;

    // 0, a hair above it, a log grid over 12 decades of days, and 3 000 years
    private static final double[] AGES = ages();

    /** For subclasses. */
    protected DecayFunctionContract() {}

    /** {@return the family under test} Asked for anew by every test. */
    protected abstract DecayFamily family();

    /**
     * Draws parameters of a function to test. By default each parameter independently of the others: log-uniform within
     * a factor 100 of its start where the range is open above, uniform where it is bounded.
     *
     * @param random seeded by the contract
     * @return one number per parameter, each inside its range, which {@link DecayFamily#of} must accept
     */
    protected double[] draw(Random random) {
        return family().parameters().stream()
                .mapToDouble(parameter -> drawOne(parameter, random))
                .toArray();
    }

    /**
     * {@return whether the value can be differentiated by every parameter here and while a parameter moves by one per cent}
     * Where it cannot (a kink, a jump), derivatives are only asked to be finite. By default true everywhere.
     *
     * @param parameters as drawn
     * @param ageDays days, at least 0
     */
    protected boolean smoothAt(double[] parameters, double ageDays) {
        return true;
    }

    /** {@return settings and the half-lives that they must give} By default none. */
    protected List<SettingsExample> settingsExamples() {
        return List.of();
    }

    /**
     * Settings of a component and what they mean.
     *
     * @param component the component, as its plugin offers it
     * @param settings keys and values, spelled as in a configuration
     * @param halfLifeDays the half-life that they give, in days
     */
    public record SettingsExample(
            Component<DecayFunction> component, Map<String, String> settings, double halfLifeDays) {

        /**
         * Copies.
         *
         * @param component the component
         * @param settings copied
         * @param halfLifeDays days
         */
        public SettingsExample {
            settings = Map.copyOf(settings);
        }
    }

    @Test
    void aFreshEventCountsOne() {
        for (Drawn drawn : drawn()) {
            double value = drawn.function.value(0);
            check(Math.abs(value - 1) <= 1e-15, "%s at age 0 is %s, must be 1", drawn, value);
        }
    }

    @Test
    void theValueStaysBetweenZeroAndOne() {
        for (Drawn drawn : drawn()) {
            for (double age : AGES) {
                double value = drawn.function.value(age);
                check(value >= 0 && value <= 1, "%s at age %s is %s, must be within [0, 1]", drawn, age, value);
            }
        }
    }

    @Test
    void theValueNeverRises() {
        for (Drawn drawn : drawn()) {
            for (int i = 1; i < AGES.length; i++) {
                double before = drawn.function.value(AGES[i - 1]);
                double after = drawn.function.value(AGES[i]);
                check(
                        after <= before + 1e-15,
                        "%s rises from %s at age %s to %s at age %s",
                        drawn,
                        before,
                        AGES[i - 1],
                        after,
                        AGES[i]);
            }
        }
    }

    @Test
    void halfIsLeftAtTheHalfLife() {
        for (Drawn drawn : drawn()) {
            double halfLife = drawn.function.halfLifeDays();
            check(halfLife > 0, "%s has the half-life %s, must be above 0", drawn, halfLife);
            if (halfLife == Double.POSITIVE_INFINITY) {
                double late = drawn.function.value(1e12);
                check(late >= 0.5, "%s says that it never falls to one half, and is %s after 1e12 days", drawn, late);
                continue;
            }
            double at = drawn.function.value(halfLife);
            // a jump has its half-life where it passes one half
            boolean passes = drawn.function.value(halfLife * (1 - 1e-12)) >= 0.5
                    && drawn.function.value(halfLife * (1 + 1e-12)) <= 0.5;
            check(Math.abs(at - 0.5) <= 1e-12 || passes, "%s at its half-life %s is %s", drawn, halfLife, at);
        }
    }

    @Test
    void theHorizonIsWhereLessThanEpsilonBegins() {
        for (Drawn drawn : drawn()) {
            double whole = drawn.function.horizonDays(1);
            check(whole == 0, "%s has the horizon %s for epsilon 1, must be 0", drawn, whole);
            for (double epsilon : new double[] {0.9, 0.5, 0.1, 1e-3, 1e-6, 1e-12}) {
                horizon(drawn, epsilon);
            }
        }
    }

    private static void horizon(Drawn drawn, double epsilon) {
        double horizon = drawn.function.horizonDays(epsilon);
        check(horizon >= 0, "%s has the horizon %s for epsilon %s", drawn, horizon, epsilon);
        if (horizon == Double.POSITIVE_INFINITY) {
            double late = drawn.function.value(1e12);
            check(
                    late >= epsilon * (1 - 1e-9),
                    "%s says that it never falls to %s, and is %s after 1e12 days",
                    drawn,
                    epsilon,
                    late);
            return;
        }
        for (double factor : new double[] {1 + 1e-12, 1.001, 2, 100}) {
            double beyond = drawn.function.value(horizon * factor);
            check(
                    beyond <= epsilon * (1 + 1e-9),
                    "%s has the horizon %s for epsilon %s, and is %s at %s times that age",
                    drawn,
                    horizon,
                    epsilon,
                    beyond,
                    factor);
        }
        double before = drawn.function.value(horizon * 0.999);
        check(
                before >= epsilon * (1 - 1e-9),
                "%s has the horizon %s for epsilon %s, and is %s already at 0.999 times that age",
                drawn,
                horizon,
                epsilon,
                before);
    }

    @Test
    void theGradientIsTheDerivativeByEachParameter() {
        DecayFamily family = family();
        for (Drawn drawn : drawn()) {
            double[][] gradient = drawn.evaluate(family).gradient;
            for (int p = 0; p < drawn.parameters.length; p++) {
                derivative(family, drawn, p, gradient[p]);
            }
        }
    }

    // Central differences of fourth order, exact to about h⁴ and 1e-16/h of the value. Compared in units of the
    // parameter, so that days and rates are judged alike.
    private void derivative(DecayFamily family, Drawn drawn, int p, double[] gradient) {
        Parameter parameter = family.parameters().get(p);
        double at = drawn.parameters[p];
        double room = Math.min(at - parameter.lower(), parameter.upper() - at);
        double unit = Math.min(room, Math.max(Math.abs(at), 1));
        double h = 1e-3 * unit;
        double[] farBelow = drawn.moved(p, -2 * h).evaluate(family).value;
        double[] below = drawn.moved(p, -h).evaluate(family).value;
        double[] above = drawn.moved(p, h).evaluate(family).value;
        double[] farAbove = drawn.moved(p, 2 * h).evaluate(family).value;
        for (int i = 0; i < AGES.length; i++) {
            if (!smoothAt(drawn.parameters.clone(), AGES[i])) {
                continue;
            }
            double difference = (8 * (above[i] - below[i]) - (farAbove[i] - farBelow[i])) / (12 * h);
            check(
                    Math.abs(gradient[i] - difference) * unit <= 1e-8,
                    "%s at age %s: the derivative by %s is said to be %s, differences give %s",
                    drawn,
                    AGES[i],
                    parameter.name(),
                    gradient[i],
                    difference);
        }
    }

    @Test
    void functionAndFamilyGiveTheSameValues() {
        DecayFamily family = family();
        for (Drawn drawn : drawn()) {
            double[] evaluated = drawn.evaluate(family).value;
            for (int i = 0; i < AGES.length; i++) {
                double value = drawn.function.value(AGES[i]);
                check(
                        Math.abs(evaluated[i] - value) <= 1e-15,
                        "%s at age %s: value gives %s, evaluate gives %s",
                        drawn,
                        AGES[i],
                        value,
                        evaluated[i]);
            }
        }
    }

    @Test
    void evaluateLeavesAloneWhatItWasNotAskedFor() {
        DecayFamily family = family();
        double[] parameters = drawn().get(0).parameters;
        double[] ages = {1, 2, 3};
        double[] given = parameters.clone();
        double[] value = {-7, -7, -7};
        double[][] gradient = new double[parameters.length][];
        Arrays.setAll(gradient, p -> new double[] {-7, -7, -7});
        family.evaluate(given, ages, 2, value, gradient);
        assertThat(given).as("parameters after evaluate").containsExactly(parameters);
        assertThat(ages).as("ages after evaluate").containsExactly(1, 2, 3);
        assertThat(value[2]).as("value beyond n").isEqualTo(-7);
        for (double[] derivatives : gradient) {
            assertThat(derivatives[2]).as("derivative beyond n").isEqualTo(-7);
            assertThat(derivatives[1]).as("derivative within n").isNotEqualTo(-7);
        }
    }

    @Test
    void theTermsOfAnExactSumAddUpToTheFunction() {
        for (Drawn drawn : drawn()) {
            List<Term> terms = drawn.function.exponentialSum();
            if (terms.isEmpty()) {
                continue;
            }
            for (double age : AGES) {
                double value = drawn.function.value(age);
                double sum = terms.stream().mapToDouble(term -> term.value(age)).sum();
                check(
                        Math.abs(sum - value) <= 1e-13,
                        "%s at age %s is %s, its terms %s add up to %s",
                        drawn,
                        age,
                        value,
                        terms,
                        sum);
            }
        }
    }

    @Test
    void everyNumberIsFinite() {
        DecayFamily family = family();
        for (Drawn drawn : drawn()) {
            Evaluated evaluated = drawn.evaluate(family);
            for (int i = 0; i < AGES.length; i++) {
                double value = drawn.function.value(AGES[i]);
                check(Double.isFinite(value), "%s at age %s is %s", drawn, AGES[i], value);
                check(
                        Double.isFinite(evaluated.value[i]),
                        "%s at age %s: evaluate gives %s",
                        drawn,
                        AGES[i],
                        evaluated.value[i]);
                for (double[] derivatives : evaluated.gradient) {
                    check(
                            Double.isFinite(derivatives[i]),
                            "%s at age %s has a derivative %s",
                            drawn,
                            AGES[i],
                            derivatives[i]);
                }
            }
        }
    }

    @Test
    void functionsAreEqualAndPrintAlikeWhenTheirParametersAreEqual() {
        DecayFamily family = family();
        for (Drawn drawn : drawn()) {
            DecayFunction again = family.of(drawn.parameters.clone());
            assertThat(again).as("made twice from the same parameters").isEqualTo(drawn.function);
            assertThat(again.hashCode()).as("hash code of %s", drawn).isEqualTo(drawn.function.hashCode());
            assertThat(again.toString()).as("printed form").isEqualTo(drawn.function.toString());
        }
    }

    @Test
    void functionsDifferAndPrintDifferentlyWhenAParameterDiffers() {
        DecayFamily family = family();
        for (Drawn drawn : drawn()) {
            for (int p = 0; p < drawn.parameters.length; p++) {
                DecayFunction other = family.of(drawn.moved(p, 1e-9 * drawn.parameters[p]).parameters);
                String name = family.parameters().get(p).name();
                assertThat(other).as("%s moved by 1e-9 of itself", name).isNotEqualTo(drawn.function);
                assertThat(other.toString())
                        .as("printed form, %s moved by 1e-9 of itself", name)
                        .isNotEqualTo(drawn.function.toString());
            }
        }
    }

    @Test
    void aFunctionKeepsNothingOfTheCallersArray() {
        DecayFamily family = family();
        for (Drawn drawn : drawn()) {
            double[] given = drawn.parameters.clone();
            DecayFunction function = family.of(given);
            double[] before = values(function, AGES);
            Arrays.setAll(given, p -> given[p] / 2);
            check(Arrays.equals(values(function, AGES), before), "%s changed with the array it was made from", drawn);
        }
    }

    @Test
    void theValueDoesNotDependOnWhatWasAskedBefore() {
        for (Drawn drawn : drawn()) {
            double[] before = values(drawn.function, AGES);
            drawn.function.halfLifeDays();
            drawn.function.horizonDays(0.01);
            for (int i = AGES.length - 1; i >= 0; i--) {
                double again = drawn.function.value(AGES[i]);
                check(
                        again == before[i],
                        "%s at age %s is %s, and %s when asked again in another order",
                        drawn,
                        AGES[i],
                        before[i],
                        again);
            }
        }
    }

    @Test
    void fourThreadsGetTheBitsOfOne() throws Exception {
        DecayFamily family = family();
        List<Drawn> drawn = drawn();
        List<Evaluated> alone = drawn.stream().map(one -> one.evaluate(family)).toList();
        List<double[]> aloneByFunction =
                drawn.stream().map(one -> values(one.function, AGES)).toList();
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<Void>> work = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            Random order = new Random(SEED + t);
            work.add(() -> {
                List<Integer> indices = new ArrayList<>();
                for (int i = 0; i < drawn.size(); i++) {
                    indices.add(i);
                }
                start.await();
                for (int round = 0; round < 5; round++) {
                    Collections.shuffle(indices, order);
                    for (int i : indices) {
                        Drawn one = drawn.get(i);
                        Evaluated here = one.evaluate(family);
                        check(
                                Arrays.equals(here.value, alone.get(i).value)
                                        && Arrays.deepEquals(here.gradient, alone.get(i).gradient),
                                "%s: evaluate gives other bits beside other threads",
                                one);
                        check(
                                Arrays.equals(values(one.function, AGES), aloneByFunction.get(i)),
                                "%s gives other bits beside other threads",
                                one);
                    }
                }
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void parametersOutOfRangeAreRefusedByNameAndValue() {
        DecayFamily family = family();
        double[] inside = drawn().get(0).parameters;
        for (int p = 0; p < inside.length; p++) {
            Parameter parameter = family.parameters().get(p);
            Set<Double> outside = new HashSet<>(List.of(
                    parameter.lower(), parameter.lower() - 1, parameter.upper(), parameter.upper() + 1, Double.NaN));
            outside.addAll(List.of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
            for (double value : outside) {
                double[] parameters = inside.clone();
                parameters[p] = value;
                assertThatThrownBy(() -> family.of(parameters))
                        .as("%s = %s", parameter.name(), value)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(parameter.name())
                        .hasMessageContaining(String.valueOf(value));
            }
        }
    }

    @Test
    void aWrongNumberOfParametersIsRefused() {
        DecayFamily family = family();
        int n = family.parameters().size();
        for (int wrong : new int[] {0, n - 1, n + 1}) {
            if (wrong >= 0 && wrong != n) {
                double[] parameters = new double[wrong];
                Arrays.fill(parameters, 0.5);
                assertThatThrownBy(() -> family.of(parameters))
                        .as("%s parameters instead of %s", wrong, n)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void parametersHaveNamesOfTheirOwnInKebabCase() {
        List<String> names = family().parameters().stream().map(Parameter::name).toList();
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"));
    }

    @Test
    void settingsGiveTheHalfLifeThatTheySay() {
        Host host = new Host(Path.of(""), Path.of(""), Path.of(""), 1);
        for (SettingsExample example : settingsExamples()) {
            DecayFunction function = bound(example, host);
            assertThat(function.halfLifeDays() / example.halfLifeDays)
                    .as("half-life of %s %s, by the one expected", example.component.name(), example.settings)
                    .isEqualTo(1, within(1e-12));
            assertThat(bound(example, host))
                    .as("made twice from the same settings")
                    .isEqualTo(function)
                    .hasToString(function.toString());
        }
    }

    private static DecayFunction bound(SettingsExample example, Host host) {
        Place place = new Place("example", 1, 1);
        SettingsNode node = new SettingsNode.Mapping(
                place,
                example.settings.entrySet().stream()
                        .map(entry -> new SettingsNode.Entry(
                                place, entry.getKey(), new SettingsNode.Scalar(place, entry.getValue())))
                        .toList());
        Record settings = new SettingsBinder(ComponentLookup.NONE)
                .bind(example.component.settings(), node, example.component.name());
        return example.component.create(settings, host);
    }

    // Cheaper than an assertion object for each of a million numbers.
    private static void check(boolean holds, String message, Object... values) {
        if (!holds) {
            throw new AssertionError(String.format(Locale.ROOT, message, values));
        }
    }

    private List<Drawn> drawn() {
        DecayFamily family = family();
        Random random = new Random(SEED);
        List<Drawn> drawn = new ArrayList<>();
        for (int i = 0; i < DRAWS; i++) {
            double[] parameters = draw(random);
            drawn.add(new Drawn(parameters, family.of(parameters.clone())));
        }
        return drawn;
    }

    private static double drawOne(Parameter parameter, Random random) {
        double uniform = random.nextDouble();
        double lower = parameter.lower();
        double upper = parameter.upper();
        double start = parameter.start();
        if (lower > Double.NEGATIVE_INFINITY && upper < Double.POSITIVE_INFINITY) {
            return lower + (upper - lower) * (0.001 + 0.998 * uniform);
        }
        double factor = Math.pow(100, 2 * uniform - 1);
        if (lower > Double.NEGATIVE_INFINITY) {
            return lower + (start - lower) * factor;
        }
        return upper < Double.POSITIVE_INFINITY
                ? upper - (upper - start) * factor
                : start + Math.max(Math.abs(start), 1) * (2 * uniform - 1);
    }

    private static double[] values(DecayFunction function, double[] ages) {
        return Arrays.stream(ages).map(function::value).toArray();
    }

    private static double[] ages() {
        int decades = 12;
        int perDecade = 8;
        double[] ages = new double[2 + decades * perDecade + 1];
        ages[1] = 1e-12;
        for (int i = 0; i <= decades * perDecade; i++) {
            ages[2 + i] = Math.pow(10, -6 + i / (double) perDecade);
        }
        return ages;
    }

    private static final class Evaluated {

        private final double[] value;
        private final double[][] gradient;

        private Evaluated(double[] value, double[][] gradient) {
            this.value = value;
            this.gradient = gradient;
        }
    }

    private static final class Drawn {

        private final double[] parameters;
        private final DecayFunction function;

        private Drawn(double[] parameters, DecayFunction function) {
            this.parameters = parameters;
            this.function = function;
        }

        private Evaluated evaluate(DecayFamily family) {
            double[] value = new double[AGES.length];
            double[][] gradient = new double[parameters.length][AGES.length];
            family.evaluate(parameters.clone(), AGES.clone(), AGES.length, value, gradient);
            return new Evaluated(value, gradient);
        }

        private Drawn moved(int parameter, double by) {
            double[] moved = parameters.clone();
            moved[parameter] += by;
            return new Drawn(moved, function);
        }

        @Override
        public String toString() {
            return Arrays.toString(parameters) + " " + function;
        }
    }
}
