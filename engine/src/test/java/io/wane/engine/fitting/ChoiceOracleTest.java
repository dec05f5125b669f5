package io.wane.engine.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.core.plugin.Component;
import io.wane.core.plugin.Plugin;
import io.wane.engine.pipeline.UserEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against the choice model computed in 40 digits: {@code shared/oracles/choice.json} over {@code choice_tiny.csv}. */
class ChoiceOracleTest {

    private static final Path ORACLES =
            Path.of(System.getProperty("wane.shared", "../../shared")).resolve("oracles");

    private static JsonNode models;
    private static ChoiceLog log;

    @BeforeAll
    static void readTheOracle() throws IOException {
        assumeTrue(Files.exists(ORACLES.resolve("choice.json")), "shared/oracles is absent");
        models = new ObjectMapper()
                .readTree(ORACLES.resolve("choice.json").toFile())
                .get("models");
        log = log(ORACLES.resolve("choice_tiny.csv"));
    }

    private static ChoiceLog log(Path csv) throws IOException {
        List<Event> events = new ArrayList<>();
        List<String> lines = Files.readAllLines(csv);
        for (int line = 1; line < lines.size(); line++) {
            List<String> fields = Arrays.asList(lines.get(line).split(",", -1));
            events.add(new Event(
                    Integer.toString(100_000 + line),
                    Optional.of(fields.get(0)),
                    Optional.of(fields.get(1)),
                    fields.get(2),
                    1000 * Long.parseLong(fields.get(3)),
                    Optional.empty(),
                    Map.of(),
                    Map.of()));
        }
        events.sort(Comparator.comparingLong(Event::timeMillis).thenComparing(Event::id));
        Timeline.Builder timeline = Timeline.builder(Catalog.EMPTY);
        events.forEach(timeline::add);
        Timeline built = timeline.build();
        return ChoiceLog.of(built, new UserEvents(built), Scope.ITEM, Double.POSITIVE_INFINITY);
    }

    private static DecayFamily family(String name) {
        for (Plugin plugin : ServiceLoader.load(Plugin.class)) {
            for (Component<?> component : plugin.components()) {
                if (component.name().equals(name)) {
                    return component.family().orElseThrow();
                }
            }
        }
        throw new IllegalStateException(name);
    }

    private static double[] coordinates(ChoiceForm form, JsonNode point) {
        double[] x = new double[form.size()];
        for (int type = 0; type < form.types().size(); type++) {
            x[type] = Math.log(point.get("w").get(form.types().get(type)).asDouble());
        }
        for (int block = 0; block < form.blocks().size(); block++) {
            JsonNode decay = point.get("decay").get(form.blocks().get(block).name());
            double[] natural = natural(decay);
            for (int p = 0; p < natural.length; p++) {
                x[form.parameterAt(block, p)] = ChoiceForm.coordinate(
                        form.blocks().get(block).parameters().get(p), natural[p]);
            }
        }
        double novelty = point.get("eps").asDouble();
        x[form.noveltyAt()] = Math.log(novelty / (1 - novelty));
        return x;
    }

    // The reference speaks of half-lives; the exponential's parameter is its rate, the bi-exponential's are rates too.
    private static double[] natural(JsonNode decay) {
        if (decay.has("p")) {
            double slow = Math.log(2) / decay.get("h2").asDouble();
            double fast = Math.log(2) / decay.get("h1").asDouble();
            return new double[] {decay.get("p").asDouble(), fast - slow, slow};
        }
        return decay.has("q")
                ? new double[] {decay.get("h").asDouble(), decay.get("q").asDouble()}
                : new double[] {Math.log(2) / decay.get("h").asDouble()};
    }

    // The gradient by the reference's coordinates: ln h, or logit p, ln h1, ln h2, or ln h, ln q.
    private static Map<String, Double> byReference(ChoiceForm form, double[] x, double[] gradient, int block) {
        String name = " " + form.blocks().get(block).name();
        int at = form.parameterAt(block, 0);
        double[] natural = form.natural(x, block);
        return switch (natural.length) {
            case 1 -> Map.of("ln h" + name, -gradient[at]);
            case 2 -> Map.of("ln h" + name, gradient[at], "ln q" + name, gradient[at + 1]);
            default ->
                Map.of(
                        "logit p" + name,
                        gradient[at],
                        "ln h1" + name,
                        -(natural[1] + natural[2]) / natural[1] * gradient[at + 1],
                        "ln h2" + name,
                        natural[2] / natural[1] * gradient[at + 1] - gradient[at + 2]);
        };
    }

    private static List<ChoiceForm> forms(ChoiceLog of) {
        return List.of(
                ChoiceForm.byType(of, Optional.of(family("exponential"))),
                ChoiceForm.shared(of, Optional.of(family("exponential"))),
                ChoiceForm.shared(of, Optional.of(family("bi-exponential"))),
                ChoiceForm.shared(of, Optional.of(family("power"))));
    }

    private static final List<String> MODELS =
            List.of("exponential by type", "exponential shared", "biexponential shared", "power shared");

    @Test
    void theTinyLogIsReadAsTheReferenceReadsIt() {
        assertThat(log.lines()).isEqualTo(589);
        assertThat(log.scoredLines()).isEqualTo(567);
        assertThat(log.scoredWeight()).isEqualTo(488, within(1e-9));
        assertThat(log.catalogue).isEqualTo(12);
        assertThat(log.uniform()).isEqualTo(-1212.6344450965441, within(1e-9));
    }

    @Test
    void likelihoodAndGradientAreTheOraclesAtEveryPoint() {
        for (int model = 0; model < MODELS.size(); model++) {
            ChoiceForm form = forms(log).get(model);
            for (JsonNode point : models.get(MODELS.get(model)).get("points")) {
                double[] x = coordinates(form, point);
                ChoiceLikelihood.Point at = new ChoiceLikelihood(log, form, 2).at(x);
                double value = point.get("log_likelihood").asDouble();
                assertThat(at.value()).isEqualTo(value, within(1e-12 * Math.abs(value)));
                JsonNode gradient = point.get("gradient");
                for (int type = 0; type < form.types().size(); type++) {
                    close(
                            at.gradient()[type],
                            gradient.get("ln w " + form.types().get(type)));
                }
                for (int block = 0; block < form.blocks().size(); block++) {
                    byReference(form, x, at.gradient(), block).forEach((name, by) -> close(by, gradient.get(name)));
                }
                close(at.gradient()[form.noveltyAt()], gradient.get("logit eps"));
            }
        }
    }

    private static void close(double value, JsonNode wanted) {
        assertThat(value).isEqualTo(wanted.asDouble(), within(1e-9 * (1 + Math.abs(wanted.asDouble()))));
    }

    @Test
    void maximaErrorsAndTwinsAreTheOracles() {
        ChoiceFitter fitter = new ChoiceFitter(2);
        ChoiceFit urn = fitter.fit(log, ChoiceForm.urn(log));
        for (int model = 0; model < MODELS.size(); model++) {
            JsonNode maximum = models.get(MODELS.get(model)).get("maximum");
            ChoiceFit fit = fitter.fit(log, forms(log).get(model));
            assertThat(fit.value())
                    .as(MODELS.get(model))
                    .isEqualTo(maximum.get("fit").get("log_likelihood").asDouble(), within(1e-7));
            assertThat(urn.value())
                    .isEqualTo(maximum.get("urn").get("log_likelihood").asDouble(), within(1e-7));
            assertThat((fit.value() - urn.value()) / log.scoredWeight())
                    .isEqualTo(maximum.get("gain_per_event").asDouble(), within(1e-8));
            assertMaximum(fit, maximum.get("fit"));
        }
    }

    private static void assertMaximum(ChoiceFit fit, JsonNode expected) {
        JsonNode theta = expected.get("theta");
        for (int type = 0; type < fit.form().types().size(); type++) {
            String name = "ln w " + fit.form().types().get(type);
            assertThat(fit.x()[type]).as(name).isEqualTo(theta.get(name).asDouble(), within(1e-4));
            double error = expected.get("se_hessian").get(name).asDouble();
            assertThat(Math.sqrt(fit.covariance()[type][type])).isEqualTo(error, within(0.01 * error));
        }
        for (int block = 0; block < fit.form().blocks().size(); block++) {
            String of = fit.form().blocks().get(block).name();
            String name = theta.has("ln h2 " + of) ? "ln h2 " + of : "ln h " + of;
            assertThat(Math.log(fit.halfLifeDays(block)))
                    .as(name)
                    .isEqualTo(theta.get(name).asDouble(), within(1e-4));
            double hessian = expected.get("se_hessian").get(name).asDouble();
            double sandwich = expected.get("se_sandwich_by_user").get(name).asDouble();
            assertThat(fit.logHalfLifeError(block, fit.covariance())).isEqualTo(hessian, within(0.01 * hessian));
            assertThat(fit.logHalfLifeError(block, fit.sandwich())).isEqualTo(sandwich, within(0.01 * sandwich));
        }
        assertThat(fit.novelty()).isEqualTo(expected.get("eps").asDouble(), within(1e-4));
    }

    @Test
    void popularityMayFadeToo() throws IOException {
        JsonNode faded = new ObjectMapper()
                .readTree(ORACLES.resolve("choice.json").toFile())
                .get("popularity_half_life_14_days");
        ChoiceLog of = log.withPopularity(14);
        ChoiceForm form = ChoiceForm.shared(of, Optional.of(family("exponential")));
        double value = faded.get("log_likelihood").asDouble();
        assertThat(new ChoiceLikelihood(of, form, 1)
                        .at(coordinates(form, faded.get("point")))
                        .value())
                .isEqualTo(value, within(1e-12 * Math.abs(value)));
        assertMaximum(new ChoiceFitter(1).fit(of, form), faded.get("maximum"));
        assertThat(of.shuffled(1).withPopularity(14).priors)
                .as("a placebo keeps the popularity of its log")
                .isEqualTo(of.shuffled(1).priors);
    }

    @Test
    void everyStepOfExpectationAndMaximisationClimbs() {
        for (ChoiceForm form : forms(log)) {
            ChoiceLikelihood likelihood = new ChoiceLikelihood(log, form, 1);
            double[] x = form.start(0.1, 5, 0.3);
            double before = likelihood.at(x).value();
            for (int step = 0; step < 12; step++) {
                x = likelihood.reweighted(x);
                double after = likelihood.at(x).value();
                assertThat(after).isGreaterThanOrEqualTo(before - 1e-9);
                before = after;
            }
        }
    }

    @Test
    void aDecayWithoutExponentialSumGivesWhatItsExponentialSumWouldGive() {
        DecayFamily exponential = family("exponential");
        DecayFamily direct = new DecayFamily() { // a third party's: it can only be evaluated
                    @Override
                    public List<Parameter> parameters() {
                        return exponential.parameters();
                    }

                    @Override
                    public DecayFunction of(double... parameters) {
                        DecayFunction same = exponential.of(parameters);
                        return new DecayFunction() {
                            @Override
                            public double halfLifeDays() {
                                return same.halfLifeDays();
                            }

                            @Override
                            public double value(double ageDays) {
                                return same.value(ageDays);
                            }

                            @Override
                            public double horizonDays(double epsilon) {
                                return same.horizonDays(epsilon);
                            }
                        };
                    }

                    @Override
                    public void evaluate(
                            double[] parameters, double[] agesDays, int n, double[] value, double[][] gradient) {
                        exponential.evaluate(parameters, agesDays, n, value, gradient);
                    }
                };
        ChoiceFitter fitter = new ChoiceFitter(2);
        ChoiceFit known = fitter.fit(log, ChoiceForm.byType(log, Optional.of(exponential)));
        ChoiceFit thirdParty = fitter.fit(log, ChoiceForm.byType(log, Optional.of(direct)));
        assertThat(thirdParty.value()).isEqualTo(known.value(), within(1e-7));
        for (int type = 0; type < log.types.size(); type++) {
            assertThat(thirdParty.halfLifeDays(type) / known.halfLifeDays(type)).isEqualTo(1, within(1e-5));
        }
    }

    @Test
    void theNumberOfThreadsChangesNoBit() {
        ChoiceForm form = ChoiceForm.byType(log, Optional.of(family("bi-exponential")));
        double[] x = new double[form.size()];
        Arrays.fill(x, -1.5);
        ChoiceLikelihood.Point one = new ChoiceLikelihood(log, form, 1).at(x);
        for (int threads : new int[] {2, 8}) {
            ChoiceLikelihood.Point many = new ChoiceLikelihood(log, form, threads).at(x);
            assertThat(many.value()).isEqualTo(one.value());
            assertThat(many.gradient()).isEqualTo(one.gradient());
        }
    }

    @Test
    void aShuffleKeepsLinesTypesAndTimesAndChangesWhatWasChosen() {
        ChoiceLog placebo = log.shuffled(1);
        assertThat(placebo.days).isEqualTo(log.days);
        assertThat(placebo.lineTypes).isEqualTo(log.lineTypes);
        assertThat(placebo.catalogue).isEqualTo(log.catalogue);
        assertThat(placebo.entities).isNotEqualTo(log.entities);
    }
}
