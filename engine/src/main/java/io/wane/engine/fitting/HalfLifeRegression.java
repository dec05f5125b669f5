package io.wane.engine.fitting;

import io.wane.core.decay.DecayFamily;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;

/**
 * Half-lives of groups with few events (SCIENCE 1.8, 2.6): {@code ln h = type + slope·price + parent + group}, where the
 * offsets of parents and groups are drawn towards zero by normal priors inside the choice likelihood, one stage. The priors'
 * widths start where the squared scores of the groups exceed their information, and are then set by MacKay's fixed point
 * (1992): the sum of squared offsets over the number of offsets that the events and not the prior determine.
 *
 * <p>Fitted with exponentials, of long logs over a share of the users. A group without events has its parent's half-life
 * at its own price.
 *
 * @param form one block per group and type
 * @param x its maximum, in that form's coordinates
 * @param offsets per group, ln of how much longer than its type's: price, parent and group together
 * @param parentOffsets the same per parent, of what it shares with a group of which nothing is known
 * @param raw the same as {@code offsets} without the prior: what the group's own events say; NaN where they say nothing
 * @param rawErrors standard errors of these; infinite where the events say nothing
 * @param parentDeviation width of the prior of parents
 * @param deviation width of the prior of groups
 * @param logErrors standard error of ln h per block, by the Hessian
 * @param logErrorsByUser the same, robust against users that differ
 * @param price what a price twice as high does; empty where groups have no prices, or but one
 */
record HalfLifeRegression(
        ChoiceForm form,
        double[] x,
        double[] offsets,
        double[] parentOffsets,
        double[] raw,
        double[] rawErrors,
        double parentDeviation,
        double deviation,
        double[] logErrors,
        double[] logErrorsByUser,
        Optional<Covariate> price) {

    private static final int ROUNDS = 8;
    private static final double NARROWEST = 1e-4; // a variance of ln h
    private static final double WIDEST = 4;
    private static final double SETTLED = 0.05;
    private static final double ENOUGH = 1e-3;
    private static final double NOTHING_SAID = 3; // an error of ln h: a factor of 400 either way
    private static final int LINES = 500_000;
    private static final long SEED = 9;

    /**
     * Fits the offsets.
     *
     * @param pooled one exponential per type, at its maximum
     * @param logPrices per group, log2 of what its items cost; NaN if unknown
     */
    static HalfLifeRegression fit(
            ChoiceFit pooled, DecayFamily exponential, Groups groups, double[] logPrices, ChoiceFitter fitter) {
        return new Fitting(pooled, exponential, groups, logPrices, fitter).run();
    }

    // Coordinates: ln w and ln rate per type; of ln h the slope by price, an offset per parent, one per group; logit ε.
    private static final class Fitting {

        private final ChoiceFit pooled;
        private final Groups groups;
        private final ChoiceLog log;
        private final ChoiceForm form;
        private final ChoiceLikelihood likelihood;
        private final Tied tied;
        private final int types;
        private final boolean priced;
        private final int slope;
        private final int firstParent;
        private final int firstGroup;
        private final int size;
        private double parentVariance;
        private double variance;

        Fitting(ChoiceFit pooled, DecayFamily exponential, Groups groups, double[] logPrices, ChoiceFitter fitter) {
            this.pooled = pooled;
            this.groups = groups;
            types = pooled.form().types().size();
            log = pooled.log().sampled(LINES, SEED);
            form = ChoiceForm.byGroup(log, Collections.nCopies(types, Optional.of(exponential)), groups);
            likelihood = fitter.likelihood(log, form);
            slope = 2 * types;
            firstParent = slope + 1;
            firstGroup = firstParent + groups.parentNames().size();
            size = firstGroup + groups.names().size() + 1;
            double[] prices = centred(logPrices);
            priced = Arrays.stream(prices).anyMatch(price -> price != 0);
            tied = new Tied(form.size(), size);
            for (int type = 0; type < types; type++) {
                tied.add(type, type, 1);
                for (int group = 0; group < groups.names().size(); group++) {
                    int rate = form.parameterAt(form.blockOf()[group][type], 0);
                    tied.add(rate, types + type, 1);
                    tied.add(rate, slope, -prices[group]);
                    tied.add(rate, firstParent + groups.parents()[group], -1);
                    tied.add(rate, firstGroup + group, -1);
                }
            }
            tied.add(form.noveltyAt(), size - 1, 1);
        }

        // About their mean; 0 where unknown.
        private static double[] centred(double[] logPrices) {
            double mean = Arrays.stream(logPrices)
                    .filter(price -> !Double.isNaN(price))
                    .average()
                    .orElse(0);
            return Arrays.stream(logPrices)
                    .map(price -> Double.isNaN(price) ? 0 : price - mean)
                    .toArray();
        }

        HalfLifeRegression run() {
            double[] b = new double[size];
            for (int type = 0; type < types; type++) {
                b[type] = pooled.x()[type];
                b[types + type] = pooled.x()[pooled.form().parameterAt(type, 0)];
            }
            b[size - 1] =
                    Math.max(ChoiceForm.SOME_SHARE, pooled.x()[pooled.form().noveltyAt()]);
            start(b);
            Maximizer.Top top = null;
            for (int round = 0; round < ROUNDS; round++) {
                top = Maximizer.climb(this::penalised, b, lower(), upper(), Maximizer.Effort.until(scale(), ENOUGH));
                b = top.x();
                double[] information = information(b);
                double parentsBefore = parentVariance;
                double before = variance;
                parentVariance = renewed(b, information, firstParent, firstGroup, parentVariance);
                variance = renewed(b, information, firstGroup, size - 1, variance);
                if (settled(parentVariance, parentsBefore) && settled(variance, before)) {
                    break;
                }
            }
            return result(b, top);
        }

        private double scale() {
            return log.scoredWeight();
        }

        private static boolean settled(double variance, double before) {
            return Math.abs(Math.log(variance / before)) < SETTLED;
        }

        private boolean parents() {
            return groups.parentNames().size() > 1
                    && groups.parentNames().size() < groups.names().size();
        }

        private ChoiceLikelihood.Point penalised(double[] b) {
            ChoiceLikelihood.Point point = likelihood.at(tied.spread(b));
            double[] gradient = tied.gathered(point.gradient());
            double value = point.value();
            for (int i = firstParent; i < size - 1; i++) {
                double width = i < firstGroup ? parentVariance : variance;
                value -= b[i] * b[i] / (2 * width);
                gradient[i] -= b[i] / width;
            }
            return new ChoiceLikelihood.Point(value, gradient);
        }

        private double[] gradient(double[] b) {
            return tied.gathered(likelihood.at(tied.spread(b)).gradient());
        }

        // Of each offset by itself: how the likelihood, without the priors, bends along it. One pass each.
        private double[] information(double[] b) {
            double[] here = gradient(b);
            double[] information = new double[size];
            for (int i = parents() ? firstParent : firstGroup; i < size - 1; i++) {
                double[] there = b.clone();
                there[i] += Maximizer.DIFFERENCE;
                information[i] = Math.max(0, (here[i] - gradient(there)[i]) / Maximizer.DIFFERENCE);
            }
            return information;
        }

        // Where nothing differs, a group's squared score at the pooled fit is its information I; else it is more by
        // τ²I².
        private void start(double[] b) {
            double[] score = gradient(b);
            double[] information = information(b);
            double excess = 0;
            double squares = 0;
            for (int i = firstGroup; i < size - 1; i++) {
                excess += score[i] * score[i] - information[i];
                squares += information[i] * information[i];
            }
            variance = squares > 0 ? Math.max(NARROWEST, Math.min(WIDEST, excess / squares)) : NARROWEST;
            parentVariance = variance;
        }

        private double renewed(double[] b, double[] information, int from, int to, double before) {
            double squares = 0;
            double determined = 0;
            for (int i = from; i < to; i++) {
                squares += b[i] * b[i];
                determined += information[i] * before / (information[i] * before + 1);
            }
            return determined > 0 ? Math.max(NARROWEST, Math.min(WIDEST, squares / determined)) : before;
        }

        private double[] lower() {
            return bounds(form.lower(), -5);
        }

        private double[] upper() {
            return bounds(form.upper(), 5);
        }

        private double[] bounds(double[] of, double offset) {
            double[] bounds = new double[size];
            for (int type = 0; type < types; type++) {
                bounds[type] = of[type];
                bounds[types + type] = of[form.parameterAt(type, 0)];
            }
            Arrays.fill(bounds, slope, size - 1, offset);
            bounds[slope] = priced ? offset : 0;
            if (!parents()) {
                Arrays.fill(bounds, firstParent, firstGroup, 0);
            }
            bounds[size - 1] = of[form.noveltyAt()];
            return bounds;
        }

        private HalfLifeRegression result(double[] b, Maximizer.Top top) {
            double[][] hessian = Curvature.at(this::penalised, b);
            double[][] covariance = Curvature.covariance(hessian, top.atBound());
            double[][] sandwich = covariance.length == 0
                    ? covariance
                    : Curvature.sandwich(covariance, likelihood.outerProduct(tied, b));
            double[] x = tied.spread(b);
            int count = groups.names().size();
            double[] offsets = new double[count];
            double[] raw = new double[count];
            double[] rawErrors = new double[count];
            double[] errors = new double[form.blocks().size()];
            double[] errorsByUser = new double[errors.length];
            for (int group = 0; group < count; group++) {
                int own = firstGroup + group;
                double information = -hessian[own][own] - 1 / variance; // the prior's taken away
                for (int type = 0; type < types; type++) {
                    int block = form.blockOf()[group][type];
                    int rate = form.parameterAt(block, 0);
                    offsets[group] = b[types + type] - x[rate];
                    errors[block] = error(covariance, tied.row(rate));
                    errorsByUser[block] = error(sandwich, tied.row(rate));
                }
                double error = 1 / Math.sqrt(information);
                boolean told = error < NOTHING_SAID;
                raw[group] = told ? offsets[group] + b[own] / variance / information : Double.NaN;
                rawErrors[group] = told ? error : Double.POSITIVE_INFINITY;
            }
            Optional<Covariate> price = priced && covariance.length > 0 && !top.atBound()[slope]
                    ? Optional.of(new Covariate(
                            "price",
                            "twice as high",
                            b[slope],
                            Math.sqrt(Math.max(covariance[slope][slope], sandwich[slope][slope]))))
                    : Optional.empty();
            return new HalfLifeRegression(
                    form,
                    x,
                    offsets,
                    Arrays.stream(b, firstParent, firstGroup).toArray(),
                    raw,
                    rawErrors,
                    parents() ? Math.sqrt(parentVariance) : 0,
                    Math.sqrt(variance),
                    errors,
                    errorsByUser,
                    price);
        }

        private static double error(double[][] covariance, double[] along) {
            if (covariance.length == 0) {
                return Double.NaN;
            }
            double variance = 0;
            for (int one = 0; one < along.length; one++) {
                for (int other = 0; other < along.length; other++) {
                    variance += along[one] * covariance[one][other] * along[other];
                }
            }
            return Math.sqrt(variance);
        }
    }
}
