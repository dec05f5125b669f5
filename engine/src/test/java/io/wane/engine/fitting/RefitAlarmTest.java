package io.wane.engine.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFamily;
import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.UserEvents;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RefitAlarmTest {

    private static final DecayFamily EXPONENTIAL = DrawnLog.families().get("exponential");
    private static final ChoiceFitter FITTER = new ChoiceFitter(1);
    private static final int DAYS = 120;
    private static final int ENTITIES = 24;

    // Interest fades at another pace from one day on. A third of the users chooses each day, by the model.
    private static ChoiceLog log(int changeDay, double before, double after, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] halfLives = {before, after};
        int users = 200;
        double[][][] sums = new double[2][users][ENTITIES];
        double[] counts = new double[ENTITIES];
        double total = 0;
        Timeline.Builder builder = Timeline.builder(Catalog.EMPTY);
        int id = 100_000;
        for (int day = 0; day < DAYS; day++) {
            for (int user = 0; user < users; user++) {
                for (int pace = 0; pace < 2; pace++) {
                    for (int entity = 0; entity < ENTITIES; entity++) {
                        sums[pace][user][entity] *= Math.pow(2, -1 / halfLives[pace]);
                    }
                }
                if (random.nextInt(3) > 0) {
                    continue;
                }
                double at = random.nextDouble();
                int chosen = total < ENTITIES
                        ? (int) total // so that popularity does not begin with a few
                        : chosen(sums[day < changeDay ? 0 : 1][user], counts, total, at);
                sums[0][user][chosen]++;
                sums[1][user][chosen]++;
                counts[chosen]++;
                total++;
                builder.add(new Event(
                        Integer.toString(id++),
                        Optional.of("u" + user),
                        Optional.of("i" + chosen),
                        "view",
                        86_400_000L * day + 1000L * user,
                        Optional.empty(),
                        Map.of(),
                        Map.of()));
            }
        }
        Timeline timeline = builder.build();
        return ChoiceLog.of(timeline, new UserEvents(timeline), Scope.ITEM, Double.POSITIVE_INFINITY);
    }

    private static int chosen(double[] sums, double[] counts, double total, double at) {
        double b = 1;
        for (double sum : sums) {
            b += 0.5 * sum;
        }
        double left = at;
        for (int entity = 0; entity < ENTITIES; entity++) {
            double popularity = (counts[entity] + 1.0 / ENTITIES) / (total + 1);
            left -= 0.1 * popularity + 0.9 * (popularity + 0.5 * sums[entity]) / b;
            if (left < 0) {
                return entity;
            }
        }
        return ENTITIES - 1;
    }

    private static Map<String, Double> fitBefore(ChoiceLog log, double day) {
        ChoiceForm form = ChoiceForm.shared(log, Optional.of(EXPONENTIAL));
        double[] x = FITTER.fit(log.scoredWithin(Double.NEGATIVE_INFINITY, day), form)
                .x();
        Map<String, Double> coordinates = new TreeMap<>();
        for (int i = 0; i < x.length; i++) {
            coordinates.put(form.names().get(i), x[i]);
        }
        return coordinates;
    }

    private static RefitAlarm alarm(ChoiceLog log, double day) {
        return RefitAlarm.since(log, day, fitBefore(log, day), EXPONENTIAL, FITTER)
                .orElseThrow();
    }

    @Test
    void aFitOfAQuarterOfALogInWhichNothingChangesStandsInSpiteOfItsErrors() {
        for (long seed = 1; seed <= 5; seed++) {
            RefitAlarm alarm = alarm(log(DAYS, 8, 8, seed), 30);
            assertThat(alarm.logEvidence()).as("seed %d", seed).isNegative();
        }
    }

    @Test
    void aHalfLifeThatChangesIsSeen() {
        for (long seed = 1; seed <= 2; seed++) {
            assertThat(alarm(log(60, 8, 4, seed), 60).raised()).isTrue();
            assertThat(alarm(log(30, 4, 12, seed), 30).raised()).isTrue();
        }
    }

    @Test
    void whatIsAimedAtIsNoEvidence() {
        ChoiceLog log = log(60, 8, 4, 1);
        Map<String, Double> frozen = fitBefore(log, 60);
        RefitAlarm once = RefitAlarm.since(log, 60, frozen, EXPONENTIAL, FITTER).orElseThrow();
        RefitAlarm heavy = RefitAlarm.since(log.targeted(new double[] {20}), 60, frozen, EXPONENTIAL, FITTER)
                .orElseThrow();
        assertThat(heavy.logEvidence()).isEqualTo(once.logEvidence(), within(1e-9));
        assertThat(heavy.instants()).isEqualTo(once.instants());
    }

    @Test
    void aTypeThatTheEarlierFitDidNotKnowCannotBeLookedAt() {
        ChoiceLog log = log(DAYS, 8, 8, 1);
        assertThat(RefitAlarm.since(log, 60, Map.of("ln w cart", 0.0), EXPONENTIAL, FITTER))
                .isEmpty();
    }
}
