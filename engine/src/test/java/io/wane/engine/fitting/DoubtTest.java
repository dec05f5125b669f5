package io.wane.engine.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wane.core.decay.DecayFamily;
import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.UserEvents;
import io.wane.simulator.ChoiceSimulation;
import io.wane.simulator.ChoiceSimulation.EventType;
import io.wane.simulator.ChoiceSimulation.Visits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Where a log says little, the fit says so instead of something. */
class DoubtTest {

    private static final Map<String, DecayFamily> FAMILIES = DrawnLog.families();
    private static final List<String> EXPONENTIAL = List.of("exponential");
    private static final long DAY = 86_400_000L;

    private static DecayFit fit(
            Timeline log, Scope level, List<String> contenders, Map<String, Double> targets, boolean certified) {
        DecayFitting.Request request = new DecayFitting.Request(
                level,
                FAMILIES,
                contenders,
                DecayFitting.By.TYPE,
                targets,
                true,
                certified,
                false,
                Optional.empty(),
                2);
        return new DecayFitting(log, new UserEvents(log), request, step -> {}).fit();
    }

    private static Timeline log(List<Event> events) {
        Timeline.Builder builder = Timeline.builder(Catalog.EMPTY);
        events.stream()
                .sorted(Comparator.comparingLong(Event::timeMillis).thenComparing(Event::id))
                .forEach(builder::add);
        return builder.build();
    }

    private static Event event(int id, int user, String item, String type, double day) {
        return new Event(
                Integer.toString(100_000 + id),
                Optional.of("u" + user),
                Optional.of(item),
                type,
                Math.round(day * DAY),
                Optional.empty(),
                Map.of(),
                Map.of());
    }

    // Users view items and put some into the cart a while later; nobody does the same twice, but for one.
    private static Timeline funnel(boolean oneRepeat) {
        SplittableRandom random = new SplittableRandom(8);
        List<Event> events = new ArrayList<>();
        for (int user = 0; user < 150; user++) {
            for (int visit = 0; visit < 12; visit++) {
                String item = "i" + random.nextInt(60) + "-" + visit;
                double day = visit * 2 + random.nextDouble();
                events.add(event(events.size(), user, item, "view", day));
                if (random.nextDouble() < 0.4) {
                    events.add(event(events.size(), user, item, "cart", day + 0.1 - Math.log(random.nextDouble())));
                }
            }
        }
        if (oneRepeat) {
            Event first = events.get(0);
            events.add(
                    event(events.size(), 0, first.item().orElseThrow(), "view", (double) first.timeMillis() / DAY + 2));
        }
        return log(events);
    }

    @Test
    void aFunnelIsNotCertifiedAndStaysOneWhenAnEventOrTwoAreRepeated() {
        for (boolean oneRepeat : new boolean[] {false, true}) {
            DecayFit fit = fit(funnel(oneRepeat), Scope.ITEM, EXPONENTIAL, Map.of(), true);
            assertThat(fit.warnings()).anyMatch(warning -> warning.contains("from view to cart"));
            assertThat(fit.decays()).isNotEmpty().noneMatch(FittedDecay::certified);
        }
    }

    @Test
    void whereNobodyComesBackToAnythingNoShapeIsTakenAndNoHalfLifeIsSaid() {
        List<Event> events = new ArrayList<>();
        for (int user = 0; user < 50; user++) {
            for (int visit = 0; visit < 20; visit++) {
                events.add(event(events.size(), user, "i" + user + "-" + visit, "view", visit + user / 100.0));
            }
        }
        DecayFit fit = fit(log(events), Scope.ITEM, List.of("none", "exponential"), Map.of(), false);
        assertThat(fit.decay("view").orElseThrow().family()).isEqualTo("none");
        FittedDecay all = fit.decay(FittedDecay.ALL).orElseThrow();
        assertThat(all.certified()).isFalse();
        assertThat(all.halfLifeDays()).isInfinite();
    }

    @Test
    void aGoodLogWithoutNoveltyIsCertifiedAllTheSame() {
        ChoiceSimulation shop =
                ChoiceSimulation.of(Visits.of(120, 120, 40), 30, 0, EventType.exponential("view", 1, 0.6, 8));
        for (long seed = 1; seed <= 4; seed++) {
            FittedDecay found = fit(shop.timeline(seed), Scope.CATEGORY, EXPONENTIAL, Map.of(), true)
                    .decay("view")
                    .orElseThrow();
            assertThat(found.uncertified()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void aTypeThatSaysNothingHasNoHalfLifeAndLeavesTheOthersTheirs() {
        ChoiceSimulation shop = ChoiceSimulation.of(
                Visits.of(150, 120, 40),
                30,
                0.1,
                EventType.exponential("view", 0.7, 0.6, 5),
                EventType.exponential("rate", 0.3, 0, 10));
        for (long seed = 1; seed <= 3; seed++) {
            DecayFit fit = fit(shop.timeline(seed), Scope.CATEGORY, EXPONENTIAL, Map.of(), false);
            FittedDecay rated = fit.decay("rate").orElseThrow();
            assertThat(rated.highDays()).isInfinite();
            assertThat(rated.warnings()).isNotEmpty();
            assertThat(fit.decay("view").orElseThrow().halfLifeDays()).isBetween(3.5, 7.0);
        }
    }

    @Test
    void targetWeightsOutOfRangeAreRefused() {
        Timeline log = funnel(true);
        for (double weight : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> fit(log, Scope.ITEM, EXPONENTIAL, Map.of("view", weight), false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("'view'", "at least 0 and finite", Double.toString(weight));
        }
        assertThatThrownBy(() -> fit(log, Scope.ITEM, EXPONENTIAL, Map.of("view", 0.0, "cart", 0.0), false))
                .hasMessageContaining("no choice counts");
    }
}
