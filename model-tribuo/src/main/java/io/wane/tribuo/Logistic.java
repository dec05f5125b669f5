package io.wane.tribuo;

import io.wane.core.feature.FeatureSchema;
import io.wane.core.model.Learner;
import io.wane.core.model.Model;
import io.wane.core.model.Progress;
import io.wane.core.model.Target;
import io.wane.core.model.TrainingSet;
import io.wane.core.settings.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicLong;

/**
 * L2-penalised logistic regression: {@code p = 1 / (1 + exp(−(b + Σ w·x)))}, where w and b minimise the weighted mean log
 * loss {@code + penalty / 2 · Σ w²}. The intercept b is free, so that scores stay calibrated as a whole.
 *
 * <p>With a validation set every penalty is tried: trained on the training rows, judged by the weighted log loss of the
 * validation rows (the larger of equals wins), and the winner is fitted again to both. Without one, or with an empty one,
 * the middle penalty is taken.
 *
 * <p>Tribuo brings the start, Newton the digits: {@link SgdStart} has what Tribuo's stochastic gradient reaches alone,
 * {@link Newton} what is added. Tribuo's LibLinear is no way out: weights per class only, the intercept penalised, every
 * row copied.
 *
 * @param penalty penalties to choose from, all above 0; empty for {@link #DECADES}. Kept from the largest down
 */
@Setting("L2-penalised logistic regression: calibrated probabilities, explained exactly")
record Logistic(
        @Setting(
                "L2 penalties to choose from on the validation set, each above 0 and per unit of training weight, so that"
                        + " one value means the same for few rows and for many; without validation the middle one."
                        + " Default: 0.01, 0.001, 0.0001, 0.00001, 0.000001")
        List<Double> penalty)
        implements Learner {

    /** The penalties tried when none is given. */
    static final List<Double> DECADES = List.of(1e-2, 1e-3, 1e-4, 1e-5, 1e-6);

    Logistic {
        for (double each : penalty) {
            if (!(each > 0 && each < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("penalty must be above 0 and finite: " + each);
            }
        }
        penalty = penalty.isEmpty()
                ? DECADES
                : penalty.stream().distinct().sorted(Comparator.reverseOrder()).toList();
    }

    @Override
    public Model train(TrainingSet data, Optional<TrainingSet> validation, long seed, Progress progress) {
        check("training", data);
        requireBothLabels(data);
        Optional<TrainingSet> judge = validation.filter(rows -> rows.examples().size() > 0);
        judge.ifPresent(rows -> {
            check("validation", rows);
            if (!rows.schema().equals(data.schema())) {
                throw new IllegalArgumentException(
                        "validation rows are of schema " + rows.schema().fingerprint() + ", training rows of "
                                + data.schema().fingerprint() + ": must be the same");
            }
        });
        AtomicLong passes = new AtomicLong();
        Runnable pass = () -> progress.report("epochs", passes.incrementAndGet(), -1);
        LogLoss loss = new LogLoss(List.of(data));
        SgdStart start = SgdStart.of(data, loss, seed);
        if (judge.isEmpty()) {
            double middle = penalty.get((penalty.size() - 1) / 2);
            String choice = penalty.size() == 1
                    ? "penalty " + plain(middle)
                    : "penalty " + plain(middle) + ", the middle of " + penalty.size()
                            + ", for want of validation rows";
            return model(data, loss, new Newton(loss, middle, pass).fit(start.point()), choice, start);
        }
        LogLoss unseen = new LogLoss(List.of(judge.get()));
        double chosen = penalty.get(0);
        double least = Double.POSITIVE_INFINITY;
        double[] best = start.point();
        double[] point = start.point();
        StringJoiner tried = new StringJoiner(", ");
        for (double each : penalty) {
            // From the largest down, each fit starts where the one before it ended.
            point = new Newton(loss, each, pass).fit(point).point();
            double judged = unseen.value(point);
            tried.add(plain(each) + ": " + digits(judged));
            if (judged < least) {
                least = judged;
                chosen = each;
                best = point;
            }
        }
        LogLoss all = new LogLoss(List.of(data, judge.get()));
        String choice = "penalty " + plain(chosen) + " chosen on validation (log loss " + digits(least) + "; tried "
                + tried + "), then fitted to training and validation rows";
        return model(data, all, new Newton(all, chosen, pass).fit(best), choice, start);
    }

    private static LogisticModel model(TrainingSet data, LogLoss loss, Newton.Fit fit, String choice, SgdStart start) {
        double intercept = fit.point()[loss.width()];
        String summary = String.join(
                "\n",
                choice,
                loss.width() + " columns; intercept " + String.format(Locale.ROOT, "%.4g", intercept),
                String.format(
                        Locale.ROOT,
                        "%d rows of weight %.6g; log loss with penalty %s, within %.0e of the least after %d passes",
                        loss.rows(),
                        loss.totalWeight(),
                        digits(fit.loss()),
                        fit.gap(),
                        fit.passes()),
                start.provenance());
        return new LogisticModel(data.schema(), fit.point(), summary);
    }

    @Override
    public Model load(InputStream in, FeatureSchema schema, Target target) throws IOException {
        requireBinary(target);
        return LogisticModel.read(in, schema);
    }

    private static void requireBinary(Target target) {
        if (target != Target.BINARY) {
            throw new IllegalArgumentException(
                    "learner 'logistic' predicts " + Target.BINARY + " (whether something happens), not " + target);
        }
    }

    private static void check(String which, TrainingSet set) {
        requireBinary(set.target());
        double[] labels = set.labels();
        double[] weights = set.weights();
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] != 0 && labels[row] != 1) {
                throw new IllegalArgumentException(which + " row " + row + ": label must be 0 or 1: " + labels[row]);
            }
            if (!(weights[row] > 0 && weights[row] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        which + " row " + row + ": weight must be above 0 and finite: " + weights[row]);
            }
        }
    }

    private static void requireBothLabels(TrainingSet data) {
        double[] labels = data.labels();
        for (double label : labels) {
            if (label != labels[0]) {
                return;
            }
        }
        throw new IllegalArgumentException(
                labels.length == 0
                        ? "there are no training rows"
                        : "all " + labels.length + " training rows have label " + (int) labels[0]
                                + ": both 0 and 1 are needed to learn");
    }

    private static String plain(double penalty) {
        return BigDecimal.valueOf(penalty).stripTrailingZeros().toPlainString();
    }

    private static String digits(double loss) {
        return String.format(Locale.ROOT, "%.6f", loss);
    }
}
