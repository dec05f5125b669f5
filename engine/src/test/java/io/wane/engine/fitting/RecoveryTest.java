package io.wane.engine.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.UserEvents;
import io.wane.simulator.ChoiceSimulation;
import io.wane.simulator.ChoiceSimulation.Catalogue;
import io.wane.simulator.ChoiceSimulation.EventType;
import io.wane.simulator.ChoiceSimulation.Spread;
import io.wane.simulator.ChoiceSimulation.Tastes;
import io.wane.simulator.ChoiceSimulation.Visits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was put into a simulated log comes out of the fit: the short form of the grid in benchmarks. */
class RecoveryTest {

    private static final Map<String, DecayFamily> FAMILIES = DrawnLog.families();
    private static final List<String> EXPONENTIAL = List.of("exponential");

    private static final ChoiceSimulation SHOP = ChoiceSimulation.of(
            Visits.of(250, 180, 40),
            30,
            0.1,
            EventType.exponential("view", 0.7, 0.15, 5),
            EventType.exponential("purchase", 0.3, 0.6, 25));

    private static DecayFit fit(Timeline log, List<String> contenders, DecayFitting.By by, boolean certified) {
        DecayFitting.Request request = new DecayFitting.Request(
                Scope.CATEGORY, FAMILIES, contenders, by, Map.of(), true, certified, false, Optional.empty(), 2);
        return new DecayFitting(log, new UserEvents(log), request, step -> {}).fit();
    }

    @Test
    void halfLivesWeightsAndNoveltyComeBackWithinTheirErrors() {
        double squares = 0;
        int count = 0;
        for (long seed = 1; seed <= 4; seed++) {
            DecayFit fit = fit(SHOP.timeline(seed), EXPONENTIAL, DecayFitting.By.TYPE, false);
            for (EventType type : SHOP.types()) {
                FittedDecay found = fit.decay(type.name()).orElseThrow();
                double z = Math.log(found.halfLifeDays() / type.decay().halfLifeDays()) / found.logStandardError();
                double w = Math.log(found.weight() / type.weight()) / found.weightLogStandardError();
                assertThat(z).isBetween(-3.5, 3.5);
                assertThat(w).isBetween(-3.5, 3.5);
                assertThat(found.lowDays()).isLessThan(found.halfLifeDays());
                assertThat(found.highDays()).isGreaterThan(found.halfLifeDays());
                squares += z * z + w * w;
                count += 2;
            }
            assertThat(fit.novelty()).isEqualTo(0.1, within(0.1));
        }
        assertThat(Math.sqrt(squares / count)).as("z-scores").isBetween(0.5, 1.6);
    }

    @Test
    void aTrueDecayIsCertified() {
        DecayFit fit = fit(SHOP.timeline(5), EXPONENTIAL, DecayFitting.By.TYPE, true);
        assertThat(fit.certificate().checks()).hasSizeGreaterThan(8);
        FittedDecay found = fit.decay("purchase").orElseThrow();
        assertThat(found.uncertified()).isEmpty();
        assertThat(found.gain().low()).isPositive();
    }

    @Test
    void tastesThatNeverFadeGiveNoEndToTheHalfLifeAndNoGain() {
        ChoiceSimulation tastes = SHOP.with(new Tastes(4, 0));
        int unbounded = 0;
        int nothing = 0;
        for (long seed = 1; seed <= 3; seed++) {
            Timeline log = tastes.timeline(seed);
            DecayFit fit = fit(log, EXPONENTIAL, DecayFitting.By.TYPE, seed == 1);
            FittedDecay all = fit.decay(FittedDecay.ALL).orElseThrow();
            unbounded += all.highDays() > fit.spanDays() ? 1 : 0;
            nothing += all.gain().low() <= 0 ? 1 : 0;
            assertThat(all.certified()).isFalse();
        }
        assertThat(unbounded).isEqualTo(3);
        assertThat(nothing).isEqualTo(3);
    }

    @Test
    void whereEverybodyFollowsPopularityTheHistoryWeighsNothingAndNoDecayWins() {
        ChoiceSimulation nobody =
                ChoiceSimulation.of(Visits.of(300, 180, 40), 30, 0.1, EventType.exponential("view", 1, 0, 5));
        DecayFit fit = fit(nobody.timeline(7), List.of("none", "exponential"), DecayFitting.By.TYPE, false);
        assertThat(fit.decay("view").orElseThrow().family()).isEqualTo("none");
        LedgerStep decay = fit.ledger().stream()
                .filter(step -> step.name().equals("decay"))
                .findFirst()
                .orElseThrow();
        assertThat(decay.gain()).isLessThan(0.002);
    }

    @Test
    void theShapeThatMadeTheLogIsFound() {
        DecayFunction twice = FAMILIES.get("bi-exponential").of(0.7, Math.log(2) / 0.5, Math.log(2) / 40);
        ChoiceSimulation shop =
                ChoiceSimulation.of(Visits.of(400, 120, 60), 30, 0.1, new EventType("view", 1, 0.6, twice));
        DecayFit fit =
                fit(shop.timeline(3), List.of("none", "exponential", "bi-exponential"), DecayFitting.By.TYPE, false);
        FittedDecay found = fit.decay("view").orElseThrow();
        assertThat(found.family()).isEqualTo("bi-exponential");
        assertThat(Math.log(found.halfLifeDays() / 40)).isBetween(-0.5, 0.5);
    }

    @Test
    void shrinkageBringsTheHalfLivesOfSmallGroupsNearerToTheTruth() {
        ChoiceSimulation shop = ChoiceSimulation.of(
                        Visits.of(60, 150, 25), 24, 0.1, EventType.exponential("view", 1, 0.5, 8))
                .with(new Catalogue(4, 24, 1, 0.6))
                .with(new Spread(0.3, 0.25, 0));
        double raw = 0;
        double shrunk = 0;
        for (long seed = 1; seed <= 2; seed++) {
            Timeline log = shop.timeline(seed);
            double[] factors = shop.categoryFactors(seed);
            DecayFit fit = fit(log, EXPONENTIAL, DecayFitting.By.CATEGORY, false);
            double pooled = fit.decay("view").orElseThrow().halfLifeDays();
            for (GroupEstimate group : fit.groups()) {
                double truth = truth(shop, factors, group.group());
                if (!Double.isNaN(truth) && group.rawLogError() < 3) {
                    raw += Math.pow(Math.log(pooled / 8 * group.raw() / truth), 2);
                    shrunk += Math.pow(Math.log(pooled / 8 * group.shrunk() / truth), 2);
                }
            }
        }
        assertThat(Math.sqrt(shrunk / raw))
                .as("error after shrinkage over error before")
                .isLessThan(0.7);
    }

    private static double truth(ChoiceSimulation shop, double[] factors, String group) {
        for (int category = 0; category < factors.length; category++) {
            if (group.endsWith(shop.catalogue().category(category))) {
                return factors[category];
            }
        }
        return Double.NaN;
    }
}
