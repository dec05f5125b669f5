package io.wane.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.UserEvents;
import io.wane.engine.training.Blocks;
import io.wane.engine.training.RowPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BaselinesTest {

    private static final long DAY = 86_400_000;
    private static final int USERS = 30;
    private static final int ITEMS = 12;
    private static final int DAYS = 40;

    /** Which item somebody acts on. */
    private interface Choice {
        int item(SplittableRandom random, int day);
    }

    @Test
    void whatIsPopularForADayIsSeenByAShortHalfLifeAndWhatStaysPopularByALongOne() {
        List<Contender> fashion = contenders(
                log((random, day) -> random.nextInt(10) < 7 ? day / 2 * 5 % ITEMS : random.nextInt(ITEMS), false));
        List<Contender> staples =
                contenders(log((random, day) -> Math.min(random.nextInt(ITEMS), random.nextInt(ITEMS)), false));

        assertThat(named(fashion, "decayed popularity").note()).isIn("half-life 6h", "half-life 1d");
        assertThat(named(staples, "decayed popularity").note()).isIn("half-life 7d", "half-life 30d", "half-life 90d");
        assertThat(named(staples, "recency").note()).startsWith("scale ");
        assertThat(fashion)
                .extracting(Contender::name)
                .containsExactly("popularity", "decayed popularity", "recency", "frequency");
    }

    @Test
    void aReturnMakesNothingPopular() {
        Choice choice = (random, day) -> Math.min(random.nextInt(ITEMS), random.nextInt(ITEMS));
        List<Contender> without = contenders(log(choice, false));
        List<Contender> with = contenders(log(choice, true));

        for (String name : List.of("popularity", "decayed popularity", "frequency")) {
            assertThat(named(with, name).probabilities())
                    .as(name)
                    .containsExactly(
                            named(without, name).probabilities(), within(1e-12)); // states decay in other steps
        }
    }

    @Test
    void recencyTellsAgesApartWhateverTheirUnit() {
        // On the same item again after 20 days, hardly ever in between: under a scale of a day all ages would be 0.
        List<Event> events = new ArrayList<>();
        for (int user = 0; user < 60; user++) {
            for (int day = user % 20; day < 200; day += 20) {
                events.add(event("user" + user, "item" + user % 5, "purchase", day * DAY + user));
            }
        }
        Timeline log = timeline(events);
        Blocks blocks = Blocks.forTest(log, 4 * DAY, log.endMillis() - 4 * DAY, log.endMillis());
        Contender recency = named(contenders(log, blocks), "recency");
        double[] labels = RowPlan.whole(log, new UserEvents(log), Level.ITEM, blocks.test(), 4 * DAY)
                .labels();

        assertThat(recency.note()).isNotEqualTo("scale 1d");
        assertThat(ProbabilityMetrics.logLoss(recency.probabilities(), labels))
                .isLessThan(0.9 * ProbabilityMetrics.logLoss(rate(labels), labels));
    }

    private static double[] rate(double[] labels) {
        double sum = 0;
        for (double label : labels) {
            sum += label;
        }
        double[] rates = new double[labels.length];
        Arrays.fill(rates, sum / labels.length);
        return rates;
    }

    private static Contender named(List<Contender> contenders, String name) {
        return contenders.stream()
                .filter(contender -> contender.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Contender> contenders(Timeline log) {
        return contenders(log, Blocks.forTest(log, DAY, log.endMillis() - 2 * DAY, log.endMillis()));
    }

    private static List<Contender> contenders(Timeline log, Blocks blocks) {
        UserEvents users = new UserEvents(log);
        long horizon = blocks.horizonMillis();
        return Baselines.contenders(
                log,
                Level.ITEM,
                400,
                RowPlan.whole(log, users, Level.ITEM, blocks.training(), horizon),
                RowPlan.whole(log, users, Level.ITEM, blocks.validation(), horizon),
                RowPlan.whole(log, users, Level.ITEM, blocks.test(), horizon),
                2);
    }

    // Everybody has touched everything on the first day; then each acts twice a day. Returns, if any, are of one item.
    private static Timeline log(Choice choice, boolean returns) {
        SplittableRandom random = new SplittableRandom(5);
        List<Event> events = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            for (int item = 0; item < ITEMS; item++) {
                events.add(event("user" + user, "item" + item, "view", user));
            }
        }
        for (int day = 1; day < DAYS; day++) {
            for (int i = 0; i < 2 * USERS; i++) {
                String user = "user" + i % USERS;
                long time = day * DAY + random.nextInt((int) DAY);
                events.add(event(user, "item" + choice.item(random, day), "view", time));
                if (returns && i % 3 == 0) {
                    events.add(event(user, "item" + (ITEMS - 1), "return", time));
                }
            }
        }
        return timeline(events);
    }

    private static Timeline timeline(List<Event> events) {
        events.sort(Comparator.comparingLong(Event::timeMillis));
        Timeline.Builder log = Timeline.builder(Catalog.EMPTY);
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            log.add(new Event(
                    String.format("%06d", i),
                    event.user(),
                    event.item(),
                    event.type(),
                    event.timeMillis(),
                    event.basket(),
                    event.text(),
                    event.numbers()));
        }
        return log.build();
    }

    private static Event event(String user, String item, String type, long time) {
        return new Event(
                "later", Optional.of(user), Optional.of(item), type, time, Optional.empty(), Map.of(), Map.of());
    }
}
