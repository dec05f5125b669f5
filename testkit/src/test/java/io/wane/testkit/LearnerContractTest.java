package io.wane.testkit;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The contract accepts a plain logistic regression and rejects what is broken about it, one thing at a time. */
class LearnerContractTest {

    @Test
    void aGoodLearnerPasses() {
        assertThat(Rejections.failures(Good.class)).isEmpty();
    }

    @Test
    void aLearnerThatForgetsItsSeedIsRejected() {
        assertThat(Rejections.failedTests(ForgetsItsSeed.class))
                .contains("theSameSeedGivesTheSameBits", "aLearnerThatWasUsedBeforeGivesTheSameBits");
    }

    @Test
    void aLearnerThatRemembersItsLastTrainingIsRejected() {
        assertThat(Rejections.failedTests(Remembers.class))
                .containsExactly("aLearnerThatWasUsedBeforeGivesTheSameBits");
    }

    @Test
    void aLoadThatReturnsTheLastModelIsRejected() {
        assertThat(Rejections.failedTests(LoadsTheLastModel.class)).contains("loadReadsTheBytesThatItIsGiven");
    }

    @Test
    void aLoadThatReturnsAnotherModelIsRejected() {
        assertThat(Rejections.failedTests(LoadsAnotherModel.class))
                .containsExactly(
                        "aLoadedModelGivesTheSameBits",
                        "loadReadsTheBytesThatItIsGiven",
                        "nothingNeedsAContextClassLoader");
    }

    @Test
    void aLoadThatTakesAnyBytesIsRejected() {
        assertThat(Rejections.failedTests(LoadsAnything.class)).contains("bytesThatAreNoModelAreRefused");
    }

    @Test
    void aLoadThatTakesAnySchemaIsRejected() {
        assertThat(Rejections.failedTests(LoadsAnySchema.class)).containsExactly("aModelOfAnotherSchemaIsRefused");
    }

    @Test
    void aLearnerThatIgnoresWeightsIsRejected() {
        assertThat(Rejections.failedTests(IgnoresWeights.class))
                .containsExactly("aRowOfWeightTwoIsTheRowTwice", "weightsAreNotIgnored");
    }

    @Test
    void aLearnerThatScalesItsRowsInPlaceIsRejected() {
        assertThat(Rejections.failedTests(WritesItsRows.class)).contains("inputsAreNotWritten");
    }

    @Test
    void aModelThatThrowsOnTheEmptyRowIsRejected() {
        assertThat(Rejections.failedTests(ThrowsOnTheEmptyRow.class)).contains("theEmptyRowIsAnswered");
    }

    @Test
    void aModelThatSumsInAFieldIsRejected() {
        assertThat(Rejections.failedTests(SumsInAField.class)).containsExactly("fourThreadsScoreAsOne");
    }

    @Test
    void aModelThatSumsOverTheBatchIsRejected() {
        assertThat(Rejections.failedTests(CentresTheBatch.class)).contains("aRowScoresAloneAsAmongOthers");
    }

    @Test
    void anExplanationThatLeavesOutAColumnIsRejected() {
        assertThat(Rejections.failedTests(ExplainsInPart.class)).containsExactly("explanationsAddUp");
    }

    @Test
    void scoresThatAreCertainAreRejected() {
        assertThat(Rejections.failedTests(IsCertain.class)).contains("scoresAreWhatTheTargetSays");
    }

    @Test
    void aLearnerThatLearnsTheBaseRateOnlyIsRejected() {
        assertThat(Rejections.failedTests(LearnsTheBaseRate.class)).contains("anObviousSignalIsLearnt");
    }

    @Test
    void aLearnerThatDoesNotLookAtItsValidationSetIsRejectedUnlessItSaysSo() {
        assertThat(Rejections.failedTests(DoesNotLook.class)).containsExactly("theValidationSetIsHeard");
    }

    @Test
    void aLearnerThatTakesEveryTargetIsRejected() {
        assertThat(Rejections.failedTests(TakesEveryTarget.class)).containsExactly("otherTargetsAreRefused");
    }

    @Test
    void aLearnerThatMakesAModelOfOneLabelIsRejected() {
        assertThat(Rejections.failedTests(TakesOneLabel.class)).containsExactly("rowsThatTeachNothingAreRefused");
    }

    @Test
    void aLearnerThatNeedsAContextClassLoaderIsRejected() {
        assertThat(Rejections.failedTests(NeedsAContextClassLoader.class))
                .containsExactly("nothingNeedsAContextClassLoader");
    }

    @Test
    void aProgressThatPassesItsTotalIsRejected() {
        assertThat(Rejections.failedTests(ReportsTooMuch.class)).containsExactly("progressNeverRunsBackwards");
    }

    @Test
    void aModelWithoutSummaryIsRejected() {
        assertThat(Rejections.failedTests(SaysNothing.class)).containsExactly("theSummaryIsNotBlank");
    }

    static class Good extends LearnerContract {
        @Override
        protected Learner learner() {
            return new Plain();
        }
    }

    static class ForgetsItsSeed extends LearnerContract {
        @Override
        protected Learner learner() {
            return new Plain() {
                @Override
                Line trained(TrainingSet data, double[] point) {
                    point[0] += 1e-9 * new Random().nextDouble();
                    return super.trained(data, point);
                }
            };
        }
    }

    static class Remembers extends LearnerContract {
        @Override
        protected Learner learner() {
            return new Plain() {
                private int trainings;

                @Override
                Line trained(TrainingSet data, double[] point) {
                    point[0] += 1e-9 * trainings++;
                    return super.trained(data, point);
                }
            };
        }
    }

    static class LoadsTheLastModel extends LearnerContract {
        @Override
        protected Learner learner() {
            return new Plain() {
                private Model last;

                @Override
                Line trained(TrainingSet data, double[] point) {
                    Line line = super.trained(data, point);
                    last = line;
                    return line;
                }

                @Override
                public Model load(InputStream in, FeatureSchema schema, Target target) throws IOException {
                    Model read = super.load(in, schema, target);
                    return last == null ? read : last;
                }
            };
        }
    }

    static class LoadsAnotherModel extends LearnerContract {
        @Override
        protected Learner learner() {
            return new Plain() {
                @Override
                Line loaded(FeatureSchema schema, double[] point) {
                    point[0] = Math.nextUp(point[0]);
                    return super.loaded(schema, point);
                }
            };
        }
    }

    static class LoadsAnything extends LearnerContract {
        @Override
        protected Learner learner() {
            return new Plain() {
                @Override
                public Model load(InputStream in, FeatureSchema schema, Target target) throws IOException {
                    try {
                        return super.load(in, schema, target);
                    } catch (IOException unreadable) {
                        return loaded(schema, new double[schema.size() + 1]);
                    }
                }
            };
        }
    }

    static class LoadsAnySchema extends LearnerContract {
        @Override
        protected Learner learner() {
            return new Plain() {
                @Override
                void requireSame(String trained, FeatureSchema schema) {}
            };
        }
    }

    static class IgnoresWeights extends LearnerContract {
        @Override
        protected Learner learner() {
            return new Plain() {
                @Override
                double weight(TrainingSet data, int row) {
                    return 1;
                }
            };
        }
    }

    static class WritesItsRows extends LearnerContract {
        @Override
        protected Learner learner() {
            return new Plain() {
                @Override
                Line trained(TrainingSet data, double[] point) {
                    double[] values = data.examples().rows().values();
                    if (values.length > 0) {
                        values[0] /= 2;
                    }
                    return super.trained(data, point);
                }
            };
        }
    }

    static class ThrowsOnTheEmptyRow extends LearnerContract {
        @Override
        protected Learner learner() {
            return new Plain() {
                @Override
                Line line(FeatureSchema schema, double[] point) {
                    return new Line(schema, point) {
                        @Override
                        double margin(FeatureMatrix rows, int row) {
                            if (rows.rowStarts()[row] == rows.rowStarts()[row + 1]) {
                                throw new IllegalArgumentException("No features found in Example");
                            }
                            return super.margin(rows, row);
                        }
                    };
                }
            };
        }
    }

    static class SumsInAField extends LearnerContract {
        @Override
        protected Learner learner() {
            return new Plain() {
                @Override
                Line line(FeatureSchema schema, double[] point) {
                    return new Line(schema, point) {
                        private final double[] sum = new double[1];

                        @Override
                        @SuppressWarnings("ThreadPriorityCheck") // so that the threads surely meet
                        double margin(FeatureMatrix rows, int row) {
                            sum[0] = point[point.length - 1];
                            for (int at = rows.rowStarts()[row]; at < rows.rowStarts()[row + 1]; at++) {
                                Thread.yield();
                                sum[0] += point[rows.columns()[at]] * rows.values()[at];
                            }
                            return sum[0];
                        }
                    };
                }
            };
        }
    }

    static class CentresTheBatch extends LearnerContract {
        @Override
        protected Learner learner() {
            return new Plain() {
                @Override
                Line line(FeatureSchema schema, double[] point) {
                    return new Line(schema, point) {
                        @Override
                        public void score(Examples examples, double[] out) {
                            super.score(examples, out);
                            double first = examples.size() == 0 ? 0 : out[0];
                            for (int row = 0; row < examples.size(); row++) {
                                out[row] = 0.9 * out[row] + 0.1 * first;
                            }
                        }
                    };
                }
            };
        }
    }

    static class ExplainsInPart extends LearnerContract {
        @Override
        protected Learner learner() {
            return new Plain() {
                @Override
                Line line(FeatureSchema schema, double[] point) {
                    return new Line(schema, point) {
                        @Override
                        public Explanation explain(Examples examples, int row) {
                            Explanation whole = super.explain(examples, row);
                            List<Contribution> some = new ArrayList<>(whole.contributions());
                            some.removeIf(contribution -> contribution.column() == 1);
                            return new Explanation(whole.base(), some, whole.margin());
                        }
                    };
                }
            };
        }
    }

    static class IsCertain extends LearnerContract {
        @Override
        protected Learner learner() {
            return new Plain() {
                @Override
                Line line(FeatureSchema schema, double[] point) {
                    return new Line(schema, point) {
                        @Override
                        public void score(Examples examples, double[] out) {
                            super.score(examples, out);
                            for (int row = 0; row < examples.size(); row++) {
                                out[row] = Math.rint(out[row]);
                            }
                        }
                    };
                }
            };
        }
    }

    static class LearnsTheBaseRate extends LearnerContract {
        @Override
        protected Learner learner() {
            return new Plain() {
                @Override
                Line trained(TrainingSet data, double[] point) {
                    Arrays.fill(point, 0, point.length - 1, 0);
                    return super.trained(data, point);
                }
            };
        }
    }

    static class DoesNotLook extends LearnerContract {
        @Override
        protected Learner learner() {
            return new Plain() {
                @Override
                public Model train(TrainingSet data, Optional<TrainingSet> validation, long seed, Progress progress) {
                    return super.train(data, Optional.empty(), seed, progress);
                }
            };
        }
    }

    static class TakesEveryTarget extends LearnerContract {
        @Override
        protected Learner learner() {
            return new Plain() {
                @Override
                void requireBinary(Target target) {}
            };
        }
    }

    static class TakesOneLabel extends LearnerContract {
        @Override
        protected Learner learner() {
            return new Plain() {
                @Override
                void requireBothLabels(TrainingSet data) {}
            };
        }
    }

    static class NeedsAContextClassLoader extends LearnerContract {
        @Override
        protected Learner learner() {
            return new Plain() {
                @Override
                Line trained(TrainingSet data, double[] point) {
                    if (Thread.currentThread().getContextClassLoader() == null) {
                        throw new IllegalStateException("no class loader to find my classes with");
                    }
                    return super.trained(data, point);
                }
            };
        }
    }

    static class ReportsTooMuch extends LearnerContract {
        @Override
        protected Learner learner() {
            return new Plain() {
                @Override
                public Model train(TrainingSet data, Optional<TrainingSet> validation, long seed, Progress progress) {
                    Model model = super.train(data, validation, seed, progress);
                    progress.report("rows", data.labels().length + 1L, data.labels().length);
                    return model;
                }
            };
        }
    }

    static class SaysNothing extends LearnerContract {
        @Override
        protected Learner learner() {
            return new Plain() {
                @Override
                Line line(FeatureSchema schema, double[] point) {
                    return new Line(schema, point) {
                        @Override
                        public String summary() {
                            return " ";
                        }
                    };
                }
            };
        }
    }

    /** Logistic regression by 60 steps of gradient descent, or fewer if the validation set asks for fewer. */
    private static class Plain implements Learner {

        private static final int STEPS = 60;
        private static final double STEP = 1;

        @Override
        public Model train(TrainingSet data, Optional<TrainingSet> validation, long seed, Progress progress) {
            requireBinary(data.target());
            requireBothLabels(data);
            double[] point = new double[data.schema().size() + 1];
            double[] best = point.clone();
            double least = Double.POSITIVE_INFINITY;
            for (int step = 0; step < STEPS; step++) {
                descend(data, point);
                double loss = validation.isEmpty() ? -step : loss(validation.get(), point);
                if (loss < least) {
                    least = loss;
                    best = point.clone();
                }
                progress.report("epochs", step + 1L, STEPS);
            }
            return trained(data, best);
        }

        private void descend(TrainingSet data, double[] point) {
            FeatureMatrix rows = data.examples().rows();
            double[] gradient = new double[point.length];
            double total = 0;
            for (int row = 0; row < data.labels().length; row++) {
                double weight = weight(data, row);
                double miss = weight * (sigmoid(margin(rows, row, point)) - data.labels()[row]);
                for (int at = rows.rowStarts()[row]; at < rows.rowStarts()[row + 1]; at++) {
                    gradient[rows.columns()[at]] += miss * rows.values()[at];
                }
                gradient[point.length - 1] += miss;
                total += weight;
            }
            for (int i = 0; i < point.length; i++) {
                point[i] -= STEP * gradient[i] / total;
            }
        }

        private static double loss(TrainingSet data, double[] point) {
            double loss = 0;
            for (int row = 0; row < data.labels().length; row++) {
                double margin = margin(data.examples().rows(), row, point);
                loss += data.weights()[row] * Math.log1p(Math.exp(data.labels()[row] == 1 ? -margin : margin));
            }
            return loss;
        }

        double weight(TrainingSet data, int row) {
            return data.weights()[row];
        }

        Line trained(TrainingSet data, double[] point) {
            return line(data.schema(), point);
        }

        Line loaded(FeatureSchema schema, double[] point) {
            return line(schema, point);
        }

        Line line(FeatureSchema schema, double[] point) {
            return new Line(schema, point);
        }

        void requireBinary(Target target) {
            if (target != Target.BINARY) {
                throw new IllegalArgumentException("probabilities only, not " + target);
            }
        }

        void requireBothLabels(TrainingSet data) {
            if (Arrays.stream(data.labels()).distinct().count() < 2) {
                throw new IllegalArgumentException("both labels are needed");
            }
        }

        @Override
        public Model load(InputStream in, FeatureSchema schema, Target target) throws IOException {
            requireBinary(target);
            try {
                DataInputStream data = new DataInputStream(in);
                if (data.readInt() != Line.MAGIC) {
                    throw new IOException("no plain model");
                }
                requireSame(data.readUTF(), schema);
                double[] point = new double[schema.size() + 1];
                for (int i = 0; i < point.length; i++) {
                    point[i] = data.readDouble();
                }
                return loaded(schema, point);
            } catch (EOFException cut) {
                throw new IOException("the plain model is cut short", cut);
            }
        }

        void requireSame(String trained, FeatureSchema schema) throws IOException {
            if (!trained.equals(schema.fingerprint())) {
                throw new IOException("trained on " + trained + ", not " + schema.fingerprint());
            }
        }

        static double margin(FeatureMatrix rows, int row, double[] point) {
            double margin = point[point.length - 1];
            for (int at = rows.rowStarts()[row]; at < rows.rowStarts()[row + 1]; at++) {
                margin += point[rows.columns()[at]] * rows.values()[at];
            }
            return margin;
        }

        static double sigmoid(double margin) {
            return 1 / (1 + Math.exp(-margin));
        }
    }

    private static class Line implements Model {

        private static final int MAGIC = 0x4C494E45; // "LINE"

        private final FeatureSchema schema;
        private final double[] point;

        Line(FeatureSchema schema, double[] point) {
            this.schema = schema;
            this.point = point;
        }

        double margin(FeatureMatrix rows, int row) {
            return Plain.margin(rows, row, point);
        }

        @Override
        public void score(Examples examples, double[] out) {
            for (int row = 0; row < examples.size(); row++) {
                out[row] = Plain.sigmoid(margin(examples.rows(), row));
            }
        }

        @Override
        public Explanation explain(Examples examples, int row) {
            FeatureMatrix rows = examples.rows();
            List<Contribution> contributions = new ArrayList<>();
            for (int at = rows.rowStarts()[row]; at < rows.rowStarts()[row + 1]; at++) {
                int column = rows.columns()[at];
                contributions.add(new Contribution(column, rows.values()[at], point[column] * rows.values()[at]));
            }
            return new Explanation(point[point.length - 1], contributions, margin(rows, row));
        }

        @Override
        public String summary() {
            return point.length - 1 + " columns";
        }

        @Override
        public void save(OutputStream out) throws IOException {
            DataOutputStream data = new DataOutputStream(out);
            data.writeInt(MAGIC);
            data.writeUTF(schema.fingerprint());
            for (double number : point) {
                data.writeDouble(number);
            }
            data.flush();
        }
    }
}
