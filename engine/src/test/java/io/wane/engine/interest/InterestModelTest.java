package io.wane.engine.interest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Item;
import io.wane.core.event.Names;
import io.wane.core.event.Timeline;
import io.wane.core.settings.Chosen;
import io.wane.engine.pipeline.Days;
import io.wane.engine.pipeline.DecaySum;
import io.wane.engine.pipeline.FeatureSet;
import io.wane.engine.pipeline.Kind;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.NamedDecay;
import io.wane.engine.pipeline.Offered;
import io.wane.engine.pipeline.RandomShop;
import io.wane.engine.pipeline.UserEvents;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A(u,c) and what is told of it, beside the formula evaluated event by event. */
class InterestModelTest {

    private static final Chosen<DecayFunction> NONE = Offered.chosenDecay("none");
    private static final Chosen<DecayFunction> EXPONENTIAL = Offered.chosenDecay("exponential", "half-life", "4d");
    private static final Chosen<DecayFunction> GAUSSIAN = Offered.chosenDecay("gaussian", "half-life", "6d");
    private static final Chosen<DecayFunction> POWER =
            Offered.chosenDecay("power", "half-life", "2d", "exponent", "0.7");

    private final Timeline log = RandomShop.timeline(51, 220);

    static Stream<Arguments> models() {
        Map<String, Double> weights = Map.of("purchase", 3.0, "cart", 1.5, "view", 0.25, "return", 0.5);
        List<InterestSettings> settings = List.of(
                new InterestSettings(Map.of(), NONE, 1, NONE, false),
                new InterestSettings(weights, EXPONENTIAL, 2.5, NONE, false),
                new InterestSettings(Map.of("view", 0.0), EXPONENTIAL, 0.2, EXPONENTIAL, false),
                new InterestSettings(weights, POWER, 1, GAUSSIAN, false),
                new InterestSettings(Map.of(), GAUSSIAN, 1, POWER, false));
        return settings.stream().flatMap(each -> Stream.of(Level.values()).map(level -> Arguments.of(each, level)));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("models")
    void scoresAreTheFormulaOverTheEventsBefore(InterestSettings settings, Level level) {
        InterestModel model = model(settings, level);
        for (long time : times()) {
            model.advanceTo(time);
            Formula formula = new Formula(log, settings, level, time);
            for (int entity = Names.NONE; entity < formula.entities; entity++) {
                assertThat(model.popularity(entity)).isEqualTo(formula.popularity(entity), within(1e-12));
                for (int user = Names.NONE; user < log.users().size(); user++) {
                    double expected = formula.score(user, entity);
                    assertThat(model.score(user, entity)).isEqualTo(expected, within(1e-12 * (1 + expected)));
                }
            }
        }
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("models")
    void sharesOfTheEventsAndOfPopularitySumToOneAndExplainTheScore(InterestSettings settings, Level level) {
        InterestModel model = model(settings, level);
        long time = log.timeMillis(180) + 1;
        model.advanceTo(time);
        Formula formula = new Formula(log, settings, level, time);
        for (int user = 0; user < log.users().size(); user++) {
            double probabilities = 0;
            for (int entity = 0; entity < formula.entities; entity++) {
                Interest interest = model.explain(user, entity);
                probabilities += interest.probability();
                double score = model.score(user, entity);
                assertThat(interest.score()).isEqualTo(score, within(1e-12 * (1 + score)));
                assertThat(interest.popularity()).isEqualTo(settings.prior() * model.popularity(entity));
                double contributions = interest.popularity();
                double shares = interest.popularityShare();
                for (Interest.Evidence event : interest.events()) {
                    contributions += event.contribution();
                    shares += event.share();
                    assertThat(event.timeMillis()).isLessThan(time);
                    assertThat(event.ageDays()).isEqualTo(Days.between(event.timeMillis(), time));
                    assertThat(event.weight())
                            .isEqualTo(InterestParameters.of(settings).weight(event.type()));
                    assertThat(event.contribution()).isBetween(Double.MIN_VALUE, event.weight());
                }
                assertThat(contributions).isEqualTo(interest.score(), within(1e-12 * (1 + score)));
                assertThat(shares).isEqualTo(score == 0 ? 0 : 1, within(1e-12));
                assertThat(interest.events())
                        .isSortedAccordingTo(Comparator.comparingDouble(Interest.Evidence::share)
                                .reversed());
            }
            assertThat(probabilities).isEqualTo(1, within(1e-12));
            assertThat(model.total(user)).isEqualTo(formula.total(user), within(1e-12 * formula.total(user)));
        }
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("models")
    void topIsAFullSortOfTheCatalogue(InterestSettings settings, Level level) {
        InterestModel model = model(settings, level);
        for (long time : times()) {
            model.advanceTo(time);
            int entities = log.entityNames(level.entity()).size();
            for (int user = Names.NONE; user < log.users().size(); user++) {
                int of = user;
                for (int count : new int[] {0, 1, 3, 1000}) {
                    int[] top = model.top(user, count, entity -> entity % 4 == 1);
                    double[] expected = IntStream.range(0, entities)
                            .filter(entity -> entity % 4 != 1)
                            .mapToDouble(entity -> -model.score(of, entity))
                            .filter(negated -> negated < 0)
                            .sorted()
                            .limit(count)
                            .map(negated -> -negated)
                            .toArray();
                    assertThat(Arrays.stream(top).mapToDouble(entity -> model.score(of, entity)))
                            .containsExactly(Arrays.stream(expected).boxed().toArray(Double[]::new));
                    assertThat(top).doesNotHaveDuplicates();
                    assertThat(Arrays.stream(top)).noneMatch(entity -> entity % 4 == 1);
                    assertThat(model.top(user, count, entity -> entity % 4 == 1))
                            .isEqualTo(top);
                }
            }
        }
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("models")
    void theCurveStartsAtTheScoreAndFallsUnderHalfWhereItSays(InterestSettings settings, Level level) {
        InterestModel model = model(settings, level);
        model.advanceTo(log.timeMillis(180));
        int found = 0;
        for (int user = 0; user < log.users().size(); user++) {
            for (int entity : model.touched(user)) {
                Interest interest = model.explain(user, entity);
                double score = interest.score();
                assertThat(model.scoreIn(user, entity, 0)).isEqualTo(score, within(1e-12 * (1 + score)));
                if (interest.halfDays() < Double.POSITIVE_INFINITY) {
                    assertThat(model.scoreIn(user, entity, interest.halfDays())).isLessThan(score / 2);
                    assertThat(model.scoreIn(user, entity, Math.max(0, interest.halfDays() - 2e-6)))
                            .isGreaterThanOrEqualTo(score / 2);
                    found++;
                } else {
                    assertThat(model.scoreIn(user, entity, 500_000)).isGreaterThanOrEqualTo(score / 2);
                }
                double before = score;
                for (int days = 1; days < 40; days += 3) {
                    double later = model.scoreIn(user, entity, days);
                    assertThat(later).isLessThanOrEqualTo(before * (1 + 1e-12));
                    before = later;
                }
            }
        }
        if (!settings.decay().equals(NONE)) {
            assertThat(found).isPositive();
        } else {
            assertThat(found).isZero();
        }
    }

    @Test
    void aLoneEventIsHalfAfterItsHalfLifeAndThePriorDelaysIt() {
        Timeline one = RandomShop.timeline(
                List.of(event("a", "ann", "item0", "view", 0), event("b", "ben", "item1", "view", 0)));
        InterestModel model = new InterestModel(
                one,
                new UserEvents(one),
                InterestParameters.of(new InterestSettings(Map.of(), EXPONENTIAL, 1e-9, NONE, false)),
                Level.ITEM,
                2);
        model.advanceTo(one.endMillis());
        assertThat(model.explain(0, 0).halfDays()).isEqualTo(4, within(1e-5));

        // γ·π = ½: A falls from 1.5 to .75 when ¼ of the event is left, after two half-lives
        InterestModel withPrior = new InterestModel(
                one,
                new UserEvents(one),
                InterestParameters.of(new InterestSettings(Map.of(), EXPONENTIAL, 1, NONE, false)),
                Level.ITEM,
                2);
        withPrior.advanceTo(one.timeMillis(0) + 1);
        assertThat(withPrior.popularity(0)).isEqualTo(0.5);
        assertThat(withPrior.explain(0, 0).halfDays()).isEqualTo(8, within(1e-5));
        assertThat(withPrior.explain(0, 1).halfDays()).isInfinite();
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void whoeverIsUnknownGetsWhatIsPopular(Level level) {
        InterestModel model = model(new InterestSettings(Map.of(), EXPONENTIAL, 2, EXPONENTIAL, false), level);
        model.advanceTo(log.endMillis());
        int[] top = model.top(Names.NONE, 100, entity -> false);
        assertThat(top).hasSize(log.entityNames(level.entity()).size());
        model.touched(0);
        assertThat(model.top(Names.NONE, 100, entity -> false)).isEqualTo(top);
        for (int entity : top) {
            assertThat(model.score(Names.NONE, entity)).isEqualTo(2 * model.popularity(entity));
            Interest interest = model.explain(Names.NONE, entity);
            assertThat(interest.events()).isEmpty();
            assertThat(interest.popularityShare()).isEqualTo(1);
            assertThat(interest.probability()).isEqualTo(model.popularity(entity), within(1e-15));
        }
        assertThat(model.touched(Names.NONE)).isEmpty();
        assertThat(model.score(Names.NONE, Names.NONE)).isZero();
        assertThat(model.total(Names.NONE)).isEqualTo(2);
    }

    @Test
    void returnsWeighNothingUnlessAskedFor() {
        InterestSettings settings = new InterestSettings(Map.of("view", 2.0), NONE, 1, NONE, false);
        assertThat(InterestParameters.of(settings).weight("return")).isZero();
        assertThat(InterestParameters.of(settings).weight("view")).isEqualTo(2);
        assertThat(InterestParameters.of(settings).weight("purchase")).isEqualTo(1);

        Timeline returned = RandomShop.timeline(List.of(
                event("a", "ann", "item0", "return", 0),
                event("b", "ann", "item1", "view", 1),
                event("c", "ann", "item0", "return", 2)));
        InterestModel model =
                new InterestModel(returned, new UserEvents(returned), InterestParameters.of(settings), Level.ITEM, 2);
        model.advanceTo(returned.endMillis());
        assertThat(model.score(0, 0)).isZero();
        assertThat(model.popularity(0)).isZero();
        assertThat(model.explain(0, 0).events()).isEmpty();
        assertThat(model.touched(0)).containsExactly(0, 1);
        assertThat(model.top(0, 10, entity -> false))
                .as("nobody wants what only came back")
                .containsExactly(1);

        InterestModel asked = new InterestModel(
                returned,
                new UserEvents(returned),
                InterestParameters.of(new InterestSettings(Map.of("return", 1.0), NONE, 1, NONE, false)),
                Level.ITEM,
                2);
        asked.advanceTo(returned.endMillis());
        assertThat(asked.score(0, 0)).isEqualTo(2);
    }

    @Test
    void nothingIsKnownBeforeTheFirstEvent() {
        InterestModel model = model(new InterestSettings(Map.of(), EXPONENTIAL, 1, NONE, false), Level.ITEM);
        model.advanceTo(log.timeMillis(0));
        assertThat(model.top(0, 10, entity -> false)).isEmpty();
        assertThat(model.score(0, 0)).isZero();
        assertThat(model.total(0)).isEqualTo(1);
        Interest interest = model.explain(0, 0);
        assertThat(interest.score()).isZero();
        assertThat(interest.probability()).isZero();
        assertThat(interest.popularityShare()).isZero();
    }

    @Test
    void weightsArePrintedInTheSameOrderByEveryJvm() {
        InterestSettings settings =
                new InterestSettings(Map.of("view", 1.0, "cart", 2.0, "purchase", 3.0, "a", 4.0), NONE, 1, NONE, false);
        assertThat(settings.weights()).hasToString("{a=4.0, cart=2.0, purchase=3.0, view=1.0}");
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new InterestSettings(Map.of("view", -1.0), NONE, 1, NONE, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'view'", "-1.0", "at least 0");
        assertThatThrownBy(() -> new InterestSettings(Map.of("view", Double.NaN), NONE, 1, NONE, false))
                .isInstanceOf(IllegalArgumentException.class);
        for (double prior : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new InterestSettings(Map.of(), NONE, prior, NONE, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("above 0 and finite: " + prior);
        }
    }

    @Test
    void learnedParametersGiveTheProbabilitiesOfTheFittedModel() {
        DecayFunction fast =
                Offered.chosenDecay("exponential", "half-life", "1d").component();
        DecayFunction slow =
                Offered.chosenDecay("exponential", "half-life", "20d").component();
        InterestParameters learned = new InterestParameters(
                Map.of("view", 0.2, "purchase", 0.9),
                0,
                Map.of("view", fast, "purchase", slow),
                DecayFunction.NONE,
                Optional.empty(),
                Map.of(),
                1,
                0.3,
                NamedDecay.NONE,
                false,
                "learned");
        InterestModel model = new InterestModel(log, new UserEvents(log), learned, Level.ITEM, 1);
        long time = log.timeMillis(180) + 1;
        model.advanceTo(time);
        for (int user = 0; user < log.users().size(); user++) {
            double sum = 0;
            for (int entity = 0; entity < log.items().size(); entity++) {
                double own = 0;
                double all = 0;
                for (int event = 0; event < log.firstAt(time); event++) {
                    if (log.user(event) == user && log.item(event) != Names.NONE) {
                        String type = log.types().name(log.type(event));
                        double value = learned.weight(type)
                                * learned.decay(type).value(Days.between(log.timeMillis(event), time));
                        all += value;
                        own += log.item(event) == entity ? value : 0;
                    }
                }
                double expected = 0.3 * model.popularity(entity) + 0.7 * (model.popularity(entity) + own) / (1 + all);
                assertThat(model.explain(user, entity).probability()).isEqualTo(expected, within(1e-12));
                sum += expected;
            }
            assertThat(sum).isEqualTo(1, within(1e-9));
        }
    }

    @Test
    void whereHalfLivesDifferByCategoryAnEventAgesByItsOwnAndANewCategoryByItsDepartments() {
        Timeline sold = Timeline.builder(new Catalog(List.of(
                        item("known", "garden", "roses"),
                        item("new", "garden", "spades"),
                        item("else", "toys", "balls"))))
                .add(event("a", "ann", "known", "view", 0))
                .add(event("b", "ann", "new", "view", 0))
                .add(event("c", "ann", "else", "view", 0))
                .build();
        DecayFunction day =
                Offered.chosenDecay("exponential", "half-life", "1d").component();
        InterestParameters learned = new InterestParameters(
                Map.of("view", 1.0),
                0,
                Map.of("view", day),
                DecayFunction.NONE,
                Optional.of(Kind.CATEGORY),
                Map.of("garden > roses", 2.0, "garden", 0.5),
                1,
                0,
                NamedDecay.NONE,
                false,
                "learned");
        InterestModel model = new InterestModel(sold, new UserEvents(sold), learned, Level.ITEM, 1);
        model.advanceTo(sold.timeMillis(0) + 86_400_000L);
        double popularity = model.popularity(0);
        assertThat(model.score(0, sold.items().code("known"))).isEqualTo(popularity + Math.sqrt(0.5), within(1e-12));
        assertThat(model.score(0, sold.items().code("new"))).isEqualTo(popularity + 0.25, within(1e-12));
        assertThat(model.score(0, sold.items().code("else"))).isEqualTo(popularity + 0.5, within(1e-12));
    }

    private static Item item(String id, String department, String category) {
        return new Item(id, "", List.of(department, category), Optional.empty(), OptionalDouble.empty(), Map.of());
    }

    @Test
    void aChainOfViewsCountsOnceWhereTheFitReadItSo() {
        Timeline chain = RandomShop.timeline(List.of(
                event("a", "ann", "item0", "view", 0),
                at("b", "ann", "item0", "view", 20 * 60_000L),
                at("c", "ann", "item0", "view", 45 * 60_000L),
                event("d", "ann", "item0", "view", 5)));
        InterestParameters learned = new InterestParameters(
                Map.of("view", 1.0),
                0,
                Map.of(),
                DecayFunction.NONE,
                Optional.empty(),
                Map.of(),
                1,
                0,
                NamedDecay.NONE,
                true,
                "learned");
        InterestModel model = new InterestModel(chain, new UserEvents(chain), learned, Level.ITEM, 1);
        model.advanceTo(chain.endMillis());
        assertThat(model.total(0)).isEqualTo(1 + 2);
        assertThat(model.explain(0, 0).events()).hasSize(2);
    }

    private static Event at(String id, String user, String item, String type, long millis) {
        return new Event(
                id,
                Optional.of(user),
                Optional.of(item),
                type,
                RandomShop.START_MILLIS + millis,
                Optional.empty(),
                Map.of(),
                Map.of());
    }

    private static Event event(String id, String user, String item, String type, int hours) {
        return new Event(
                id,
                Optional.of(user),
                Optional.of(item),
                type,
                RandomShop.START_MILLIS + hours * RandomShop.HOUR_MILLIS,
                Optional.empty(),
                Map.of(),
                Map.of());
    }

    private InterestModel model(InterestSettings settings, Level level) {
        return new InterestModel(log, new UserEvents(log), InterestParameters.of(settings), level, 2);
    }

    private long[] times() {
        return new long[] {log.timeMillis(70), log.timeMillis(200) + 1, log.endMillis() + RandomShop.DAY_MILLIS};
    }

    /** SCIENCE 2.4 as it is written: every event of the log for every question. */
    private static final class Formula {

        private final Timeline log;
        private final InterestSettings settings;
        private final Level level;
        private final long time;
        private final int entities;
        private final double[] counts;

        Formula(Timeline log, InterestSettings settings, Level level, long time) {
            this.log = log;
            this.settings = settings;
            this.level = level;
            this.time = time;
            double span = FeatureSet.spanDays(log);
            DecaySum popularity = DecaySum.of(settings.popularity().component(), span, RandomShop.DAY_MILLIS);
            entities = log.entityNames(level.entity()).size();
            counts = new double[entities];
            for (int event = 0; event < log.firstAt(time); event++) {
                int entity = log.entity(level.entity(), event);
                if (entity != Names.NONE && !type(event).equals("return")) {
                    counts[entity] += popularity.kept(log.timeMillis(event), time);
                }
            }
        }

        private String type(int event) {
            return log.types().name(log.type(event));
        }

        double popularity(int entity) {
            if (entity == Names.NONE || counts[entity] == 0) {
                return 0;
            }
            long occurred = Arrays.stream(counts).filter(count -> count > 0).count();
            return (counts[entity] + 1.0 / occurred) / (Arrays.stream(counts).sum() + 1);
        }

        double own(int user, int entity) {
            double own = 0;
            for (int event = 0; event < log.firstAt(time); event++) {
                if (user != Names.NONE
                        && entity != Names.NONE
                        && log.user(event) == user
                        && log.entity(level.entity(), event) == entity) {
                    own += InterestParameters.of(settings).weight(type(event))
                            * settings.decay().component().value(Days.between(log.timeMillis(event), time));
                }
            }
            return own;
        }

        double score(int user, int entity) {
            return settings.prior() * popularity(entity) + own(user, entity);
        }

        double total(int user) {
            double total = settings.prior();
            for (int entity = 0; entity < entities; entity++) {
                total += own(user, entity);
            }
            return total;
        }
    }
}
