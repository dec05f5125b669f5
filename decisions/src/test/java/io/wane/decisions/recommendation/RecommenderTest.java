package io.wane.decisions.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.EventView;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.feature.FeatureSink;
import io.wane.core.feature.SumLayout;
import io.wane.core.model.Examples;
import io.wane.core.model.Explanation;
import io.wane.core.model.Model;
import io.wane.engine.interest.InterestModel;
import io.wane.engine.interest.InterestParameters;
import io.wane.engine.pipeline.FeatureDefinition;
import io.wane.engine.pipeline.FeatureSet;
import io.wane.engine.pipeline.Level;
import io.wane.engine.pipeline.NamedDecay;
import io.wane.engine.pipeline.UserEvents;
import io.wane.engine.training.Candidates;
import io.wane.engine.training.ModelScorer;
import io.wane.engine.training.Scaling;
import io.wane.engine.training.TrainedModel;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RecommenderTest {

    private static final int ITEMS = 320;

    private final Timeline log = log();
    private final UserEvents userEvents = new UserEvents(log);
    private final Recommender recommender =
            new Recommender(log, userEvents, interest(), Optional.of(new ModelScorer(trained(), log, 1)));
    private final Candidates trainedOn = new Candidates(log, userEvents, Level.ITEM);
    private final int ann = log.users().code("ann");

    @Test
    void aModelRanksTheVeryEntitiesThatItsRowsWereAbout() {
        long time = log.endMillis();
        trainedOn.moveTo(time);
        Set<Integer> rows = Set.copyOf(boxed(trainedOn.of(ann, entity -> false)));

        List<Recommendation> all = recommender.recommend(ann, time, ITEMS, Exclusion.NONE);

        assertThat(entities(all)).isEqualTo(rows);
        assertThat(rows).hasSize(Candidates.POPULAR + 1).contains(log.items().code("item319"));
        // The most returned is in every row, though no return is interest; the rarest is in none.
        assertThat(rows)
                .contains(log.items().code("item0"))
                .doesNotContain(log.items().code("item318"));
    }

    @Test
    void whatIsExcludedMakesRoomForWhatIsNextInPopularity() {
        List<Recommendation> unseen = recommender.recommend(ann, log.endMillis(), ITEMS, Exclusion.parse("seen"));

        assertThat(unseen).hasSize(Candidates.POPULAR);
        assertThat(entities(unseen))
                .doesNotContain(log.items().code("item319"), log.items().code("item0"));
    }

    @Test
    void betweenEqualScoresOfAModelInterestDecides() {
        List<Recommendation> all = recommender.recommend(ann, log.endMillis(), 2, Exclusion.NONE);
        assertThat(all).extracting(Recommendation::rank).containsExactly(1, 2);
        assertThat(all.get(0).name()).as("viewed by ann").isEqualTo("item319");
    }

    @Test
    void timeGoingBackIsRefused() {
        recommender.recommend(ann, log.endMillis(), 5, Exclusion.NONE);
        assertThatThrownBy(() -> recommender.recommend(ann, 10, 5, Exclusion.NONE))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Set<Integer> entities(List<Recommendation> list) {
        return list.stream().map(Recommendation::entity).collect(Collectors.toSet());
    }

    private static List<Integer> boxed(int[] codes) {
        List<Integer> list = new ArrayList<>();
        for (int code : codes) {
            list.add(code);
        }
        return list;
    }

    private InterestModel interest() {
        InterestParameters set = new InterestParameters(
                Map.of(),
                1,
                Map.of(),
                DecayFunction.NONE,
                Optional.empty(),
                Map.of(),
                1,
                0,
                NamedDecay.NONE,
                false,
                "set, not fitted");
        return new InterestModel(log, userEvents, set, Level.ITEM, 1);
    }

    // Item i has 320 - i events, those of item 0 are returns; ann has returned item 0 and viewed item 319, the rarest.
    private static Timeline log() {
        List<Event> events = new ArrayList<>();
        for (int item = 0; item < ITEMS; item++) {
            for (int i = 0; i < ITEMS - item; i++) {
                boolean anns = i == 0 && (item == 0 || item == ITEMS - 1);
                events.add(new Event(
                        String.format("%06d", events.size()),
                        Optional.of(anns ? "ann" : "user" + i % 7),
                        Optional.of("item" + item),
                        item == 0 ? "return" : "view",
                        1_000L + events.size(),
                        Optional.empty(),
                        Map.of(),
                        Map.of()));
            }
        }
        Timeline.Builder log = Timeline.builder(Catalog.EMPTY);
        events.forEach(log::add);
        return log.build();
    }

    // Every entity gets the same probability.
    private static TrainedModel trained() {
        FeatureSet features = new FeatureSet(
                Level.ITEM,
                List.of(),
                List.of(new FeatureDefinition(
                        "own", Scope.USER_ITEM, new One(), "one", false, List.of(NamedDecay.NONE))),
                true,
                30);
        return new TrainedModel(features, features.schema(), new Scaling(new double[] {1}), new Half());
    }

    private record One() implements FeatureExtractor {

        @Override
        public SumLayout sums() {
            return SumLayout.named("one");
        }

        @Override
        public void add(EventView event, FeatureSink out) {
            out.put(0, 1);
        }
    }

    private record Half() implements Model {

        @Override
        public void score(Examples examples, double[] out) {
            for (int row = 0; row < examples.size(); row++) {
                out[row] = 0.5;
            }
        }

        @Override
        public Explanation explain(Examples examples, int row) {
            return new Explanation(0, List.of(), 0);
        }

        @Override
        public String summary() {
            return "one half";
        }

        @Override
        public void save(OutputStream out) {}
    }
}
