package io.wane.engine.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wane.core.decay.DecayFamily;
import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Timeline;
import io.wane.core.plugin.Component;
import io.wane.core.plugin.Plugin;
import io.wane.engine.pipeline.Level;
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
        return ChoiceLog.of(built, new UserEvents(built), Level.ITEM, Double.POSITIVE_INFINITY);
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
        for (int group = 0; group < form.groupCount(); group++) {
            JsonNode decay = point.get("decay")
                    .get(form.groupCount() == 1 ? "all" : form.types().get(group));
            x[form.parameterAt(group, 0)] =
                    Math.log(Math.log(2) / decay.get("h").asDouble());
        }
        double novelty = point.get("eps").asDouble();
        x[form.noveltyAt()] = Math.log(novelty / (1 - novelty));
        return x;
    }

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
        List<ChoiceForm> forms =
                List.of(ChoiceForm.byType(log, family("exponential")), ChoiceForm.shared(log, family("exponential")));
        List<String> names = List.of("exponential by type", "exponential shared");
        for (int model = 0; model < forms.size(); model++) {
            ChoiceForm form = forms.get(model);
            for (JsonNode point : models.get(names.get(model)).get("points")) {
                ChoiceLikelihood.Point at = new ChoiceLikelihood(log, form, 2).at(coordinates(form, point));
                double value = point.get("log_likelihood").asDouble();
                assertThat(at.value()).isEqualTo(value, within(1e-12 * Math.abs(value)));
                for (int type = 0; type < form.types().size(); type++) {
                    double wanted = point.get("gradient")
                            .get("ln w " + form.types().get(type))
                            .asDouble();
                    assertThat(at.gradient()[type]).isEqualTo(wanted, within(1e-9 * (1 + Math.abs(wanted))));
                }
                for (int group = 0; group < form.groupCount(); group++) {
                    String of = form.groupCount() == 1 ? "all" : form.types().get(group);
                    double wanted = -point.get("gradient").get("ln h " + of).asDouble(); // ln rate = const - ln h
                    assertThat(at.gradient()[form.parameterAt(group, 0)])
                            .isEqualTo(wanted, within(1e-9 * (1 + Math.abs(wanted))));
                }
                double novelty = point.get("gradient").get("logit eps").asDouble();
                assertThat(at.gradient()[form.noveltyAt()]).isEqualTo(novelty, within(1e-9 * (1 + Math.abs(novelty))));
            }
        }
    }

    @Test
    void theMaximumAndItsErrorsAreTheOracles() {
        ChoiceForm form = ChoiceForm.shared(log, family("exponential"));
        ChoiceLikelihood likelihood = new ChoiceLikelihood(log, form, 1);
        double[] start = new double[form.size()];
        Arrays.fill(start, Math.log(0.1));
        start[form.parameterAt(0, 0)] = Math.log(Math.log(2) / 7);
        start[form.noveltyAt()] = Math.log(0.3 / 0.7);
        Maximizer.Top top = Maximizer.climb(likelihood::at, start, form.lower(), form.upper(), log.scoredWeight());
        JsonNode fit = models.get("exponential shared").get("maximum").get("fit");
        assertThat(top.converged()).isTrue();
        assertThat(top.value()).isEqualTo(fit.get("log_likelihood").asDouble(), within(1e-7));
        double logHalfLife = fit.get("theta").get("ln h all").asDouble();
        assertThat(Math.log(form.decay(top.x(), 0).halfLifeDays())).isEqualTo(logHalfLife, within(1e-6));
        double[][] covariance = Curvature.covariance(Curvature.at(likelihood::at, top.x()), top.atBound());
        double[][] sandwich = Curvature.sandwich(covariance, likelihood.byUser(top.x()));
        int at = form.parameterAt(0, 0);
        double hessianError = fit.get("se_hessian").get("ln h all").asDouble();
        double sandwichError = fit.get("se_sandwich_by_user").get("ln h all").asDouble();
        assertThat(Math.sqrt(covariance[at][at])).isEqualTo(hessianError, within(0.001 * hessianError));
        assertThat(Math.sqrt(sandwich[at][at])).isEqualTo(sandwichError, within(0.001 * sandwichError));
    }

    @Test
    void theNumberOfThreadsChangesNoBit() {
        ChoiceForm form = ChoiceForm.byType(log, family("bi-exponential"));
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
