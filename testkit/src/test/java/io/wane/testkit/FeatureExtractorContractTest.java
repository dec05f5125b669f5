package io.wane.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.wane.core.event.Catalog;
import io.wane.core.event.EventView;
import io.wane.core.event.Timeline;
import io.wane.core.feature.Axes;
import io.wane.core.feature.Column;
import io.wane.core.feature.FeatureBlock;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.feature.FeatureSink;
import io.wane.core.feature.QueryView;
import io.wane.core.feature.SumLayout;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The contract accepts what is sound and rejects each of a row of extractors that are broken in one way. */
class FeatureExtractorContractTest {

    @Test
    void aSoundExtractorPasses() {
        assertThat(Rejections.failures(OfWords.class)).isEmpty();
    }

    @Test
    void documentFrequenciesCountedInAddAreRejected() {
        assertThat(Rejections.failedTests(OfCountingWhileAdding.class))
                .contains("addDependsOnItsEventAlone", "readDependsOnItsQueryAlone");
    }

    @Test
    void aRejectionNamesTheFirstDifference() {
        assertThat(Rejections.failures(OfCountingWhileAdding.class).get("addDependsOnItsEventAlone"))
                .contains("numbers of every event, added again", "expected 1.0 but was 0.");
    }

    @Test
    void anIndexOutsideTheLayoutIsRejected() {
        assertThat(Rejections.failedTests(OfIndexOutOfRange.class))
                .contains("addPutsFiniteNumbersAtIndexesOfItsLayout");
    }

    @Test
    void aColumnThatNobodyDeclaredIsRejected() {
        assertThat(Rejections.failedTests(OfUndeclaredColumn.class))
                .contains("readPutsEachOfItsColumnsAtMostOnceAndFinite");
    }

    @Test
    void notANumberOfNothingIsRejected() {
        assertThat(Rejections.failedTests(OfMeanWithoutZero.class))
                .contains("columnsAreZeroWhereNothingHappened", "readPutsEachOfItsColumnsAtMostOnceAndFinite");
    }

    @Test
    void anAbsentNumberPassedOnIsRejected() {
        assertThat(Rejections.failedTests(OfAbsentNumber.class)).contains("addPutsFiniteNumbersAtIndexesOfItsLayout");
    }

    @Test
    void aLoadThatForgetsIsRejected() {
        assertThat(Rejections.failedTests(OfForgettingLoad.class)).containsExactly("loadGivesBackWhatWasSaved");
    }

    @Test
    void anAgeThatGrowsIsRejected() {
        assertThat(Rejections.failedTests(OfAge.class)).contains("columnsThatReadAgesNeverGrowWithAge");
    }

    @Test
    void anAgeThatIsKeptQuietIsRejected() {
        assertThat(Rejections.failedTests(OfQuietAge.class))
                .contains("columnsThatDoNotReadAgesStandStillWhereNothingDecays");
    }

    @Test
    void aLogarithmOfANegativeNumberIsRejected() {
        assertThat(Rejections.failedTests(OfNegativeLogarithm.class))
                .containsExactly("columnsToBeLogarithmisedAreNeverNegative");
    }

    @Test
    void namesInAnotherOrderThanNumbersAreRejected() {
        assertThat(Rejections.failedTests(OfSwappedNames.class))
                .containsExactly("columnsKeepTheirNamesWhenTheAxesAreTurned");
    }

    @Test
    void fittingThatAddsToWhatWasFittedIsRejected() {
        assertThat(Rejections.failedTests(OfGrowingFit.class)).contains("fitLeavesEarlierExtractorsAlone");
    }

    @Test
    void aVocabularyThatKnowsTheOrderInsideAnInstantIsRejected() {
        assertThat(Rejections.failedTests(OfFirstsOfInstants.class)).contains("theOrderInsideAnInstantChangesNothing");
    }

    /** Counts events per word of their texts; the vocabulary comes from the training log. */
    private record Words(List<String> vocabulary) implements FeatureExtractor {

        @Override
        public SumLayout sums() {
            return new SumLayout(vocabulary);
        }

        @Override
        public void add(EventView event, FeatureSink out) {
            for (String word : words(event)) {
                int index = vocabulary.indexOf(word);
                if (index >= 0) {
                    out.put(index, 1);
                }
            }
        }

        @Override
        public Words fit(Timeline training, Catalog items, long seed) {
            return new Words(List.copyOf(wordsOf(training)));
        }

        @Override
        public void save(OutputStream out) throws IOException {
            new DataOutputStream(out).writeUTF(String.join(" ", vocabulary));
        }

        @Override
        public Words load(InputStream in) throws IOException {
            return new Words(List.of(new DataInputStream(in).readUTF().split(" ")));
        }
    }

    private static List<String> words(EventView event) {
        String text = event.text("query") + " " + event.text("text");
        return text.isBlank() ? List.of() : List.of(text.strip().split("[\\s,.]+"));
    }

    private static Set<String> wordsOf(Timeline log) {
        Set<String> words = new TreeSet<>();
        for (int event = 0; event < log.size(); event++) {
            words.addAll(words(log.cursor().at(event)));
        }
        return words;
    }

    static class OfWords extends FeatureExtractorContract {
        @Override
        protected FeatureExtractor extractor() {
            return new Words(List.of());
        }
    }

    /** One sum, by default of 1 per event. */
    private static class One implements FeatureExtractor {

        @Override
        public SumLayout sums() {
            return SumLayout.named("one");
        }

        @Override
        public void add(EventView event, FeatureSink out) {
            out.put(0, 1);
        }
    }

    private static FeatureBlock block(String name, boolean log1p, boolean readsAge) {
        return new FeatureBlock(List.of(new Column(name, log1p, readsAge)));
    }

    static class OfCountingWhileAdding extends FeatureExtractorContract {
        @Override
        protected FeatureExtractor extractor() {
            return new One() {
                private final Map<String, Integer> seen = new HashMap<>();

                @Override
                public void add(EventView event, FeatureSink out) {
                    synchronized (seen) {
                        out.put(0, 1.0 / seen.merge(event.item(), 1, Integer::sum));
                    }
                }
            };
        }
    }

    static class OfIndexOutOfRange extends FeatureExtractorContract {
        @Override
        protected FeatureExtractor extractor() {
            return new One() {
                @Override
                public void add(EventView event, FeatureSink out) {
                    out.put(1, 1);
                }
            };
        }
    }

    static class OfUndeclaredColumn extends FeatureExtractorContract {
        @Override
        protected FeatureExtractor extractor() {
            return new One() {
                @Override
                public FeatureBlock columns(Axes axes) {
                    return block("first", true, false);
                }
            };
        }
    }

    static class OfMeanWithoutZero extends FeatureExtractorContract {
        @Override
        protected FeatureExtractor extractor() {
            return new One() {
                @Override
                public FeatureBlock columns(Axes axes) {
                    return block("mean", false, false);
                }

                @Override
                public void read(QueryView query, Axes axes, FeatureSink out) {
                    out.put(0, query.own().sum(0, 0, 0) / query.own().events(0));
                }
            };
        }
    }

    static class OfAbsentNumber extends FeatureExtractorContract {
        @Override
        protected FeatureExtractor extractor() {
            return new One() {
                @Override
                public void add(EventView event, FeatureSink out) {
                    out.put(0, event.amount());
                }
            };
        }
    }

    static class OfForgettingLoad extends FeatureExtractorContract {
        @Override
        protected FeatureExtractor extractor() {
            return new WithVocabulary(new Words(List.of())) {
                @Override
                public FeatureExtractor load(InputStream in) {
                    return this;
                }
            };
        }
    }

    static class OfAge extends FeatureExtractorContract {
        @Override
        protected FeatureExtractor extractor() {
            return new One() {
                @Override
                public FeatureBlock columns(Axes axes) {
                    return block("age", false, true);
                }

                @Override
                public void read(QueryView query, Axes axes, FeatureSink out) {
                    if (query.own().events(0) > 0) {
                        out.put(0, query.own().lastAgeDays(0));
                    }
                }
            };
        }
    }

    static class OfQuietAge extends FeatureExtractorContract {
        @Override
        protected FeatureExtractor extractor() {
            return new One() {
                @Override
                public FeatureBlock columns(Axes axes) {
                    return block("freshness", false, false);
                }

                @Override
                public void read(QueryView query, Axes axes, FeatureSink out) {
                    if (query.own().events(0) > 0) {
                        out.put(0, 1 / (1 + query.own().lastAgeDays(0)));
                    }
                }
            };
        }
    }

    static class OfNegativeLogarithm extends FeatureExtractorContract {
        @Override
        protected FeatureExtractor extractor() {
            return new One() {
                @Override
                public void add(EventView event, FeatureSink out) {
                    out.put(0, -1);
                }
            };
        }
    }

    static class OfSwappedNames extends FeatureExtractorContract {
        @Override
        protected FeatureExtractor extractor() {
            return new One() {
                @Override
                public void read(QueryView query, Axes axes, FeatureSink out) {
                    int column = 0;
                    for (int decay = 0; decay < axes.decays().size(); decay++) {
                        for (int type = 0; type < axes.types().size(); type++) {
                            out.put(column++, query.own().sum(0, type, decay));
                        }
                    }
                }
            };
        }
    }

    static class OfGrowingFit extends FeatureExtractorContract {
        @Override
        protected FeatureExtractor extractor() {
            List<String> vocabulary = new ArrayList<>();
            return new WithVocabulary(new Words(vocabulary)) {
                @Override
                public FeatureExtractor fit(Timeline training, Catalog items, long seed) {
                    for (String word : wordsOf(training)) {
                        if (!vocabulary.contains(word)) {
                            vocabulary.add(word);
                        }
                    }
                    return this;
                }
            };
        }
    }

    static class OfFirstsOfInstants extends FeatureExtractorContract {
        @Override
        protected FeatureExtractor extractor() {
            return new WithVocabulary(new Words(List.of())) {
                @Override
                public FeatureExtractor fit(Timeline training, Catalog items, long seed) {
                    StringBuilder firstOfEachInstant = new StringBuilder();
                    for (int event = 0; event < training.size(); event++) {
                        if (event == 0 || training.timeMillis(event) > training.timeMillis(event - 1)) {
                            firstOfEachInstant
                                    .append(training.cursor().at(event).item())
                                    .append('.');
                        }
                    }
                    return new Words(List.of(firstOfEachInstant.toString()));
                }
            };
        }
    }

    /** Does as another extractor does. */
    private static class WithVocabulary implements FeatureExtractor {

        private final FeatureExtractor words;

        WithVocabulary(FeatureExtractor words) {
            this.words = words;
        }

        @Override
        public SumLayout sums() {
            return words.sums();
        }

        @Override
        public void add(EventView event, FeatureSink out) {
            words.add(event, out);
        }

        @Override
        public FeatureExtractor fit(Timeline training, Catalog items, long seed) {
            return words.fit(training, items, seed);
        }

        @Override
        public void save(OutputStream out) throws IOException {
            words.save(out);
        }

        @Override
        public FeatureExtractor load(InputStream in) throws IOException {
            return words.load(in);
        }
    }
}
