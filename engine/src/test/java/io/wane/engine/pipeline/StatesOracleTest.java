package io.wane.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Term;
import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Names;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.core.feature.SumsView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The sums S, D and Q of SCIENCE 1.4 beside 40 digits: {@code shared/oracles/states.json}. Its times have six decimals of
 * a day; here a millionth of its day is a millisecond, so that nothing is rounded: 86.4 of its days make one of ours.
 */
class StatesOracleTest {

    private static final double THEIR_DAYS = 86.4;

    // One term, which need not be a decay by itself.
    private record OneTerm(Term term) implements DecayFunction {
        @Override
        public double value(double ageDays) {
            return term.value(ageDays);
        }

        @Override
        public double horizonDays(double epsilon) {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public double halfLifeDays() {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public List<Term> exponentialSum() {
            return List.of(term);
        }
    }

    @Test
    void sumsOfPowersZeroOneAndTwoAreThoseOfFortyDigits() throws IOException {
        JsonNode oracle = read();
        Set<Double> rates = new LinkedHashSet<>();
        oracle.path("reads").forEach(read -> rates.add(read.path("k").doubleValue()));
        // Each power alone, and all of one rate in one definition, where they share their sums.
        List<FeatureDefinition> definitions = new ArrayList<>();
        for (double rate : rates) {
            List<NamedDecay> powers = new ArrayList<>();
            for (int power = 0; power <= 2; power++) {
                String name = "rate " + rate + ", power " + power;
                NamedDecay decay = new NamedDecay(name, name, new OneTerm(new Term(1, rate * THEIR_DAYS, power)));
                powers.add(decay);
                definitions.add(definition(name, List.of(decay)));
            }
            definitions.add(definition("rate " + rate, powers));
        }
        Timeline log = log(oracle.path("events_t_w_in_arrival_order"));
        Pipeline pipeline = new Pipeline(new FeatureSet(Level.ITEM, List.of(), definitions, true, 100), log);
        pipeline.advanceTo(log.endMillis(), 1);
        List<Double> rateOrder = List.copyOf(rates);

        int checked = 0;
        for (JsonNode read : oracle.path("reads")) {
            double k = read.path("k").doubleValue();
            long time = millis(read.path("T"));
            if (time < log.endMillis()) {
                continue; // at its newest event, which our reads do not see yet
            }
            double[] expected = {
                read.path("S").doubleValue(),
                read.path("D").doubleValue() / THEIR_DAYS,
                read.path("Q").doubleValue() / THEIR_DAYS / THEIR_DAYS
            };
            int first = 4 * rateOrder.indexOf(k);
            for (int power = 0; power <= 2; power++) {
                String what = "k = " + k + ", T = " + read.path("T") + ", power " + power;
                // Rounding of a rate times an age is relative to their product, and the product stands in the exponent.
                double tolerance = expected[power] * (1e-13 + k * 1e-14) + 1e-300;
                assertThat(sums(pipeline, first + power, time).sum(0, 0, 0))
                        .as(what)
                        .isEqualTo(expected[power], within(tolerance));
                assertThat(sums(pipeline, first + 3, time).sum(0, 0, power))
                        .as("%s, beside the others", what)
                        .isEqualTo(expected[power], within(tolerance));
                checked++;
            }
        }
        assertThat(checked).isEqualTo(54);
    }

    private static SumsView sums(Pipeline pipeline, int definition, long time) {
        return pipeline.keyReader(definition, Scope.ALL).at(Names.NONE, Names.NONE, time);
    }

    private static FeatureDefinition definition(String name, List<NamedDecay> decays) {
        return Offered.feature(name, Scope.ALL, false, decays, "amounts");
    }

    private static Timeline log(JsonNode events) {
        List<JsonNode> inTime = new ArrayList<>();
        events.forEach(inTime::add);
        inTime.sort(Comparator.comparingLong(event -> millis(event.get(0))));
        Timeline.Builder log = Timeline.builder(Catalog.EMPTY);
        for (int i = 0; i < inTime.size(); i++) {
            log.add(new Event(
                    String.format("%03d", i),
                    Optional.empty(),
                    Optional.empty(),
                    "view",
                    millis(inTime.get(i).get(0)),
                    Optional.empty(),
                    Map.of(),
                    Map.of(Event.AMOUNT, inTime.get(i).get(1).doubleValue())));
        }
        return log.build();
    }

    private static long millis(JsonNode theirDays) {
        return Math.round(theirDays.doubleValue() * 1e6);
    }

    private static JsonNode read() throws IOException {
        Path file = Path.of(System.getProperty("wane.shared", "../../shared"))
                .resolve("oracles")
                .resolve("states.json");
        assumeTrue(Files.exists(file), "skipped: no reference results at " + file);
        return new ObjectMapper().readTree(file.toFile());
    }
}
