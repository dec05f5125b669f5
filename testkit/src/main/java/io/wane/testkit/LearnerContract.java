package io.wane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wane.core.feature.Column;
import io.wane.core.feature.FeatureMatrix;
import io.wane.core.feature.FeatureSchema;
import io.wane.core.model.Examples;
import io.wane.core.model.Explanation;
import io.wane.core.model.Explanation.Contribution;
import io.wane.core.model.Learner;
import io.wane.core.model.Model;
import io.wane.core.model.Progress;
import io.wane.core.model.Target;
import io.wane.core.model.TrainingSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every learner and its models must do, as tests. Extend it, answer {@link #learner()}, and the tests train on a few
 * hundred made-up rows of six columns for every target of {@link #targets()}. A failure names the target.
 *
 * <p>The rows: sparse, some empty, of unequal weights, one column never set; the label depends on two columns, strongly.
 */
public abstract class LearnerContract {

    private static final int COLUMNS = 6;
    private static final int ROWS = 400;
    private static final int THREADS = 4;
    private static final long SEED = 11;

    /** For subclasses. */
    protected LearnerContract() {}

    /** {@return a new learner with the settings to test} Asked for anew wherever a fresh one is meant. */
    protected abstract Learner learner();

    /** {@return the targets that the learner offers} It must refuse the others. By default {@link Target#BINARY}. */
    protected Set<Target> targets() {
        return Set.of(Target.BINARY);
    }

    /**
     * {@return how far apart the scores of a row of weight 2 and of that row twice may be} By default 1e-6. A learner that
     * draws rows at random needs more and says so here.
     */
    protected double weightTolerance() {
        return 1e-6;
    }

    /**
     * {@return whether the learner makes use of a validation set} By default true; a learner without hyper-parameters to
     * choose and epochs to stop answers false.
     */
    protected boolean readsValidation() {
        return true;
    }

    /** Two learners of the same settings make the same model of the same rows and seed. */
    @Test
    void theSameSeedGivesTheSameBits() {
        for (Target target : targets()) {
            sameBits(
                    "scores of two learners, " + target,
                    scores(train(learner(), data(target, SEED))),
                    scores(train(learner(), data(target, SEED))));
        }
    }

    /** A learner does not remember what it was used for before. */
    @Test
    void aLearnerThatWasUsedBeforeGivesTheSameBits() {
        for (Target target : targets()) {
            Learner learner = learner();
            double[] first = scores(train(learner, data(target, SEED)));
            sameBits(
                    "scores of the second training with one learner, " + target,
                    scores(train(learner, data(target, SEED))),
                    first);
            learner.train(data(target, SEED + 1), Optional.of(data(target, SEED + 2)), 99, Progress.NONE)
                    .close();
            sameBits(
                    "scores after an unrelated training, " + target, scores(train(learner, data(target, SEED))), first);
        }
    }

    /** A model that was saved and loaded by another learner scores and explains as before, bit for bit. */
    @Test
    void aLoadedModelGivesTheSameBits() throws IOException {
        for (Target target : targets()) {
            TrainingSet data = data(target, SEED);
            try (Model model = train(learner(), data);
                    Model loaded = load(saved(model), data.schema(), target)) {
                sameBits("scores after load, " + target, scores(loaded), scores(model));
                assertThat(loaded.explain(queries(), 1))
                        .as("explanation after load, %s", target)
                        .isEqualTo(model.explain(queries(), 1));
                assertThat(loaded.summary())
                        .as("summary after load, %s", target)
                        .isEqualTo(model.summary());
                assertThat(saved(loaded)).as("saved again, %s", target).isEqualTo(saved(model));
            }
        }
    }

    /** Two models of different rows stay two models when both are saved and loaded. */
    @Test
    void loadReadsTheBytesThatItIsGiven() throws IOException {
        for (Target target : targets()) {
            Learner learner = learner();
            try (Model one = train(learner, data(target, SEED));
                    Model other = train(learner, data(target, SEED + 1))) {
                byte[] oneBytes = saved(one);
                byte[] otherBytes = saved(other);
                try (Model oneAgain = learner.load(new ByteArrayInputStream(oneBytes), schema(), target);
                        Model otherAgain = learner.load(new ByteArrayInputStream(otherBytes), schema(), target)) {
                    sameBits("first of two, " + target, scores(oneAgain), scores(one));
                    sameBits("second of two, " + target, scores(otherAgain), scores(other));
                }
            }
        }
    }

    /** Bytes that are no model, or not all of one, are refused with a message. */
    @Test
    void bytesThatAreNoModelAreRefused() throws IOException {
        for (Target target : targets()) {
            byte[] whole;
            try (Model model = train(learner(), data(target, SEED))) {
                whole = saved(model);
            }
            byte[] noise = new byte[1000];
            new SplittableRandom(SEED).nextBytes(noise);
            refusesBytes("no bytes", new byte[0], target);
            refusesBytes("noise", noise, target);
            refusesBytes("text", "{\"model\": 1}".getBytes(StandardCharsets.UTF_8), target);
            refusesBytes("the first half of a model", Arrays.copyOf(whole, whole.length / 2), target);
            refusesBytes("a model without its last byte", Arrays.copyOf(whole, whole.length - 1), target);
        }
    }

    private void refusesBytes(String what, byte[] bytes, Target target) {
        Throwable thrown = catchThrowable(() -> load(bytes, schema(), target));
        assertThat(thrown).as("loading %s, %s", what, target).isInstanceOf(IOException.class);
        assertThat(thrown.getMessage()).as("message for %s, %s", what, target).isNotBlank();
    }

    /** A model of another schema is refused, and the message says both fingerprints. */
    @Test
    void aModelOfAnotherSchemaIsRefused() throws IOException {
        FeatureSchema other = new FeatureSchema(schema().columns(), "another-fingerprint");
        for (Target target : targets()) {
            try (Model model = train(learner(), data(target, SEED))) {
                byte[] bytes = saved(model);
                Throwable thrown = catchThrowable(() -> load(bytes, other, target));
                assertThat(thrown).as("another schema, %s", target).isInstanceOf(IOException.class);
                assertThat(thrown.getMessage())
                        .as("message for another schema, %s", target)
                        .contains(schema().fingerprint(), other.fingerprint());
            }
        }
    }

    /** The empty row, a user never seen, gets a score like any other. */
    @Test
    void theEmptyRowIsAnswered() {
        FeatureMatrix.Builder empty = FeatureMatrix.builder(COLUMNS);
        empty.endRow();
        Examples examples = Examples.ungrouped(empty.build());
        for (Target target : targets()) {
            try (Model model = train(learner(), data(target, SEED))) {
                double[] out = {Double.NaN};
                assertThatCode(() -> model.score(examples, out))
                        .as("scoring the empty row, %s", target)
                        .doesNotThrowAnyException();
                inRange(out, target);
                Explanation explanation = model.explain(examples, 0);
                assertThat(explanation.margin())
                        .as("margin of the empty row, %s", target)
                        .isEqualTo(explanation.base());
                assertThat(explanation.contributions())
                        .as("contributions of the empty row, %s", target)
                        .isEmpty();
            }
        }
    }

    /** Rows of which nothing is known teach how often a label of 1 is: the score of the empty row. */
    @Test
    void emptyRowsTeachTheBaseRate() {
        assumeTrue(targets().contains(Target.BINARY), "the learner offers no probabilities");
        FeatureMatrix.Builder empty = FeatureMatrix.builder(COLUMNS);
        double[] labels = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            empty.endRow();
            labels[row] = row % 4 == 0 ? 1 : 0;
        }
        Examples examples = Examples.ungrouped(empty.build());
        TrainingSet data = new TrainingSet(schema(), examples, labels, ones(ROWS), Target.BINARY);
        try (Model model = train(learner(), data)) {
            double[] out = new double[ROWS];
            model.score(examples, out);
            assertThat(out[0])
                    .as("score of an empty row when one empty row in four has label 1")
                    .isBetween(0.15, 0.35);
        }
    }

    /** No rows, no scores. */
    @Test
    void noRowsAreScoredAsNone() {
        Examples none = Examples.ungrouped(FeatureMatrix.builder(COLUMNS).build());
        for (Target target : targets()) {
            try (Model model = train(learner(), data(target, SEED))) {
                assertThatCode(() -> model.score(none, new double[0]))
                        .as("scoring no rows, %s", target)
                        .doesNotThrowAnyException();
            }
        }
    }

    /** Scores are what the target says: probabilities strictly between 0 and 1, counts at least 0, finite amounts. */
    @Test
    void scoresAreWhatTheTargetSays() {
        for (Target target : targets()) {
            inRange(scores(train(learner(), data(target, SEED))), target);
        }
    }

    private static void inRange(double[] scores, Target target) {
        for (double score : scores) {
            assertThat(score).as("a score, %s", target).isFinite();
            switch (target) {
                case BINARY ->
                    assertThat(score).as("a probability").isGreaterThan(0).isLessThan(1);
                case COUNT -> assertThat(score).as("a count").isGreaterThanOrEqualTo(0);
                case AMOUNT -> {
                    // any finite number
                }
            }
        }
    }

    /** Only as many scores are written as there are rows. */
    @Test
    void oneScoreIsWrittenPerRow() {
        for (Target target : targets()) {
            try (Model model = train(learner(), data(target, SEED))) {
                double[] out = new double[queries().size() + 2];
                Arrays.fill(out, -7);
                model.score(queries(), out);
                assertThat(Arrays.copyOf(out, queries().size()))
                        .as("scores, %s", target)
                        .doesNotContain(-7.0);
                assertThat(Arrays.copyOfRange(out, queries().size(), out.length))
                        .as("room that was left over, %s", target)
                        .containsOnly(-7.0);
            }
        }
    }

    /** A row scores alone as it scores among others, up to 1e-6: what is served is what was evaluated. */
    @Test
    void aRowScoresAloneAsAmongOthers() {
        for (Target target : targets()) {
            try (Model model = train(learner(), data(target, SEED))) {
                double[] together = scores(model);
                for (int row = 0; row < 20; row++) {
                    double[] alone = new double[1];
                    model.score(Examples.ungrouped(row(queries().rows(), row)), alone);
                    assertThat(alone[0])
                            .as("row %s alone, %s", row, target)
                            .isCloseTo(together[row], within(1e-6 * Math.max(1, Math.abs(together[row]))));
                }
            }
        }
    }

    /** On rows that it has not seen, the model leaves at most 85 % of the squared error that the mean label leaves. */
    @Test
    void anObviousSignalIsLearnt() {
        for (Target target : targets()) {
            TrainingSet data = data(target, SEED);
            double[] scores = scores(train(learner(), data));
            double[] truth = data(target, SEED + 7).labels();
            double mean = weightedMean(data);
            double error = 0;
            double errorOfMean = 0;
            for (int row = 0; row < truth.length; row++) {
                error += (truth[row] - scores[row]) * (truth[row] - scores[row]);
                errorOfMean += (truth[row] - mean) * (truth[row] - mean);
            }
            assertThat(error / errorOfMean)
                    .as("squared error as a share of that of the mean, %s", target)
                    .isLessThan(0.85);
        }
    }

    /** A row of weight 2 is that row twice. */
    @Test
    void aRowOfWeightTwoIsTheRowTwice() {
        for (Target target : targets()) {
            TrainingSet data = data(target, SEED);
            double[] weights = new double[ROWS];
            List<Integer> rows = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                boolean twice = row % 3 == 0;
                weights[row] = twice ? 2 : 1;
                rows.add(row);
                if (twice) {
                    rows.add(row);
                }
            }
            FeatureMatrix.Builder longer = FeatureMatrix.builder(COLUMNS);
            double[] labels = new double[rows.size()];
            for (int i = 0; i < labels.length; i++) {
                copy(data.examples().rows(), rows.get(i), longer);
                labels[i] = data.labels()[rows.get(i)];
            }
            TrainingSet once = new TrainingSet(schema(), data.examples(), data.labels(), weights, target);
            TrainingSet twice =
                    new TrainingSet(schema(), Examples.ungrouped(longer.build()), labels, ones(labels.length), target);
            double[] heavy = scores(train(learner(), once));
            double[] repeated = scores(train(learner(), twice));
            for (int row = 0; row < heavy.length; row++) {
                assertThat(heavy[row])
                        .as("score of row %s when rows weigh 2 against when they stand twice, %s", row, target)
                        .isCloseTo(repeated[row], within(weightTolerance()));
            }
        }
    }

    /** A row that stands for many others moves the scores: weights are not left aside. */
    @Test
    void weightsAreNotIgnored() {
        for (Target target : targets()) {
            TrainingSet data = data(target, SEED);
            double[] weights = new double[ROWS];
            for (int row = 0; row < ROWS; row++) {
                weights[row] = data.labels()[row] > weightedMean(data) ? 20 : 1;
            }
            TrainingSet heavy = new TrainingSet(schema(), data.examples(), data.labels(), weights, target);
            assertThat(mean(scores(train(learner(), heavy))))
                    .as("mean score when large labels weigh twenty times as much, %s", target)
                    .isGreaterThan(mean(scores(train(learner(), data))));
        }
    }

    /** Base and contributions add up to the margin, which for {@link Target#BINARY} is the score's log odds. */
    @Test
    void explanationsAddUp() {
        Examples queries = queries();
        FeatureMatrix rows = queries.rows();
        for (Target target : targets()) {
            try (Model model = train(learner(), data(target, SEED))) {
                double[] scores = scores(model);
                for (int row = 0; row < 50; row++) {
                    Explanation explanation = model.explain(queries, row);
                    double sum = explanation.base();
                    for (Contribution contribution : explanation.contributions()) {
                        assertThat(contribution.value())
                                .as("value of column %s in row %s, %s", contribution.column(), row, target)
                                .isEqualTo(value(rows, row, contribution.column()));
                        sum += contribution.contribution();
                    }
                    assertThat(sum)
                            .as("base and contributions of row %s, %s", row, target)
                            .isCloseTo(explanation.margin(), within(1e-9 * Math.max(1, Math.abs(sum))));
                    if (target == Target.BINARY) {
                        assertThat(1 / (1 + Math.exp(-explanation.margin())))
                                .as("1 / (1 + exp(-margin)) of row %s", row)
                                .isCloseTo(scores[row], within(1e-9));
                    }
                }
            }
        }
    }

    /** Four threads that score at once get the scores that one gets. */
    @Test
    void fourThreadsScoreAsOne() throws Exception {
        for (Target target : targets()) {
            try (Model model = train(learner(), data(target, SEED))) {
                double[] alone = scores(model);
                ExecutorService threads = Executors.newFixedThreadPool(THREADS);
                try {
                    CyclicBarrier together = new CyclicBarrier(THREADS);
                    List<Future<double[]>> results = new ArrayList<>();
                    for (int thread = 0; thread < THREADS; thread++) {
                        results.add(threads.submit(() -> {
                            together.await();
                            double[] last = new double[0];
                            for (int round = 0; round < 20; round++) {
                                last = scores(model);
                                if (!Arrays.equals(last, alone)) {
                                    return last;
                                }
                            }
                            return last;
                        }));
                    }
                    for (Future<double[]> result : results) {
                        sameBits("scores beside other threads, " + target, result.get(), alone);
                    }
                } finally {
                    threads.shutdownNow();
                }
            }
        }
    }

    /** A thread without context class loader trains, saves, loads and scores the same bits. */
    @Test
    void nothingNeedsAContextClassLoader() throws Exception {
        for (Target target : targets()) {
            double[] expected = scores(train(learner(), data(target, SEED)));
            double[] found = withoutContextClassLoader(() -> {
                try (Model model = train(learner(), data(target, SEED));
                        Model loaded = load(saved(model), schema(), target)) {
                    return scores(loaded);
                }
            });
            sameBits("scores from a thread without context class loader, " + target, found, expected);
        }
    }

    private static double[] withoutContextClassLoader(Callable<double[]> work) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor(run -> {
            Thread bare = new Thread(run);
            bare.setContextClassLoader(null);
            return bare;
        });
        try {
            return thread.submit(work).get();
        } finally {
            thread.shutdownNow();
        }
    }

    /** Training, scoring, explaining and saving write nothing into the rows, labels and weights that they are given. */
    @Test
    void inputsAreNotWritten() throws IOException {
        for (Target target : targets()) {
            TrainingSet data = data(target, SEED);
            TrainingSet validation = data(target, SEED + 3);
            Examples queries = queries();
            try (Model model = learner().train(data, Optional.of(validation), SEED, Progress.NONE)) {
                double[] out = new double[queries.size()];
                model.score(queries, out);
                model.explain(queries, 0);
                saved(model);
            }
            unchanged("training set", data, data(target, SEED));
            unchanged("validation set", validation, data(target, SEED + 3));
            unchanged("scored rows, " + target, queries, queries());
        }
    }

    private static void unchanged(String what, TrainingSet found, TrainingSet expected) {
        String where = what + ", " + found.target();
        unchanged(where, found.examples(), expected.examples());
        assertThat(found.labels()).as("labels of the " + where).containsExactly(expected.labels());
        assertThat(found.weights()).as("weights of the " + where).containsExactly(expected.weights());
    }

    private static void unchanged(String where, Examples found, Examples expected) {
        assertThat(found.rows().values())
                .as("values of the " + where)
                .containsExactly(expected.rows().values());
        assertThat(found.rows().columns())
                .as("columns of the " + where)
                .containsExactly(expected.rows().columns());
        assertThat(found.rows().rowStarts())
                .as("row starts of the " + where)
                .containsExactly(expected.rows().rowStarts());
        assertThat(found.groupStarts()).as("groups of the " + where).containsExactly(expected.groupStarts());
    }

    /** With a validation set too, the same seed gives the same bits, and an obvious signal is learnt. */
    @Test
    void trainingWithValidationIsRepeatable() {
        for (Target target : targets()) {
            double[] scores = scores(trainWith(data(target, SEED + 3), target));
            sameBits(
                    "scores of two trainings with validation, " + target,
                    scores(trainWith(data(target, SEED + 3), target)),
                    scores);
            inRange(scores, target);
        }
    }

    /** The validation set has a say: the same rows with their labels turned around lead to another model. */
    @Test
    void theValidationSetIsHeard() {
        assumeTrue(readsValidation(), "the learner says that it makes no use of a validation set");
        for (Target target : targets()) {
            TrainingSet validation = data(target, SEED + 3);
            double largest = Arrays.stream(validation.labels()).max().orElseThrow();
            double[] turned = Arrays.stream(validation.labels())
                    .map(label -> largest - label)
                    .toArray();
            TrainingSet against =
                    new TrainingSet(schema(), validation.examples(), turned, validation.weights(), target);
            assertThat(Arrays.equals(scores(trainWith(against, target)), scores(trainWith(validation, target))))
                    .as("turned validation labels lead to the same bits, %s", target)
                    .isFalse();
        }
    }

    /** A target that the learner does not offer is refused, by name. */
    @Test
    void otherTargetsAreRefused() {
        for (Target target : Target.values()) {
            if (targets().contains(target)) {
                continue;
            }
            assertThatIllegalArgumentException()
                    .as("training for %s", target)
                    .isThrownBy(() -> train(learner(), data(target, SEED)))
                    .withMessageContaining(target.name());
        }
    }

    /** Rows that all have one label teach no probability, and no rows teach nothing: both are refused with a message. */
    @Test
    void rowsThatTeachNothingAreRefused() {
        for (Target target : targets()) {
            Examples none = Examples.ungrouped(FeatureMatrix.builder(COLUMNS).build());
            refusesRows("no rows", new TrainingSet(schema(), none, new double[0], new double[0], target));
        }
        if (targets().contains(Target.BINARY)) {
            TrainingSet data = data(Target.BINARY, SEED);
            for (double label : new double[] {0, 1}) {
                double[] labels = new double[ROWS];
                Arrays.fill(labels, label);
                refusesRows(
                        "all labels " + label,
                        new TrainingSet(schema(), data.examples(), labels, data.weights(), Target.BINARY));
            }
        }
    }

    private void refusesRows(String what, TrainingSet data) {
        Throwable thrown = catchThrowable(() -> train(learner(), data));
        assertThat(thrown).as("training on %s, %s", what, data.target()).isInstanceOf(IllegalArgumentException.class);
        assertThat(thrown.getMessage()).as("message for %s", what).isNotBlank();
    }

    /** The summary says something. */
    @Test
    void theSummaryIsNotBlank() {
        for (Target target : targets()) {
            try (Model model = train(learner(), data(target, SEED))) {
                assertThat(model.summary()).as("summary, %s", target).isNotBlank();
            }
        }
    }

    /** What is reported as done never falls, and never passes a total that is known. */
    @Test
    void progressNeverRunsBackwards() {
        for (Target target : targets()) {
            Map<String, Long> reached = new HashMap<>();
            Progress progress = (what, done, total) -> {
                assertThat(what).as("what is counted").isNotBlank();
                assertThat(done).as("done of %s", what).isGreaterThanOrEqualTo(reached.getOrDefault(what, 0L));
                assertThat(total < 0 || done <= total)
                        .as("%s of %s %s", done, total, what)
                        .isTrue();
                reached.put(what, done);
            };
            learner()
                    .train(data(target, SEED), Optional.of(data(target, SEED + 3)), SEED, progress)
                    .close();
        }
    }

    /** A model may be closed twice, and closing one leaves others alone. */
    @Test
    void closingHarmsNoOtherModel() {
        for (Target target : targets()) {
            Learner learner = learner();
            Model closed = train(learner, data(target, SEED));
            try (Model open = train(learner, data(target, SEED))) {
                double[] before = scores(open);
                assertThatCode(() -> {
                            closed.close();
                            closed.close();
                        })
                        .as("closing twice, %s", target)
                        .doesNotThrowAnyException();
                sameBits("scores after another was closed, " + target, scores(open), before);
            }
        }
    }

    private Model trainWith(TrainingSet validation, Target target) {
        return learner().train(data(target, SEED), Optional.of(validation), SEED, Progress.NONE);
    }

    private static Model train(Learner learner, TrainingSet data) {
        return learner.train(data, Optional.empty(), SEED, Progress.NONE);
    }

    private Model load(byte[] bytes, FeatureSchema schema, Target target) throws IOException {
        return learner().load(new ByteArrayInputStream(bytes), schema, target);
    }

    private static byte[] saved(Model model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.save(bytes);
        return bytes.toByteArray();
    }

    private static double[] scores(Model model) {
        double[] scores = new double[queries().size()];
        Arrays.fill(scores, Double.NaN);
        model.score(queries(), scores);
        return scores;
    }

    private static Examples queries() {
        return data(Target.BINARY, SEED + 7).examples();
    }

    private static FeatureSchema schema() {
        List<Column> columns = new ArrayList<>();
        for (int column = 0; column < COLUMNS; column++) {
            columns.add(new Column("made-up.c" + column, false, false));
        }
        return new FeatureSchema(columns, "fingerprint-of-the-contract");
    }

    // The values do not depend on the target. Column 5 is never set; about one row in 18 is empty.
    private static TrainingSet data(Target target, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FeatureMatrix.Builder rows = FeatureMatrix.builder(COLUMNS);
        double[] labels = new double[ROWS];
        double[] weights = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            double signal = 0;
            for (int column = 0; column < COLUMNS - 1; column++) {
                if (random.nextDouble() < 0.45) {
                    double value = 0.25 + 2 * random.nextDouble();
                    rows.put(column, value);
                    signal += column == 0 ? 2 * value : column == 1 ? -2 * value : 0;
                }
            }
            rows.endRow();
            double chance = random.nextDouble();
            labels[row] = switch (target) {
                case BINARY -> chance < 1 / (1 + Math.exp(0.5 - signal)) ? 1 : 0;
                case COUNT -> Math.floor(Math.exp(signal / 3) + chance);
                case AMOUNT -> 3 + signal + chance;
            };
            weights[row] = row % 2 == 0 ? 1 : 2.5;
        }
        return new TrainingSet(schema(), Examples.ungrouped(rows.build()), labels, weights, target);
    }

    // Names the first row that differs; the arrays in full would be no help.
    private static void sameBits(String what, double[] found, double[] expected) {
        assertThat(found.length).as("number of " + what).isEqualTo(expected.length);
        int row = Arrays.mismatch(found, expected);
        if (row >= 0) {
            assertThat(found[row]).as("row %s of the %s", row, what).isEqualTo(expected[row]);
        }
    }

    private static FeatureMatrix row(FeatureMatrix rows, int row) {
        FeatureMatrix.Builder one = FeatureMatrix.builder(rows.width());
        copy(rows, row, one);
        return one.build();
    }

    private static void copy(FeatureMatrix rows, int row, FeatureMatrix.Builder to) {
        for (int at = rows.rowStarts()[row]; at < rows.rowStarts()[row + 1]; at++) {
            to.put(rows.columns()[at], rows.values()[at]);
        }
        to.endRow();
    }

    private static double value(FeatureMatrix rows, int row, int column) {
        for (int at = rows.rowStarts()[row]; at < rows.rowStarts()[row + 1]; at++) {
            if (rows.columns()[at] == column) {
                return rows.values()[at];
            }
        }
        return 0;
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double mean(double[] numbers) {
        return Arrays.stream(numbers).average().orElseThrow();
    }

    private static double weightedMean(TrainingSet data) {
        double sum = 0;
        double weight = 0;
        for (int row = 0; row < data.labels().length; row++) {
            sum += data.weights()[row] * data.labels()[row];
            weight += data.weights()[row];
        }
        return sum / weight;
    }
}
