package io.wane.engine.fitting;

import io.wane.core.decay.DecayFamily;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;

/**
 * Half-lives of groups with few events (SCIENCE 1.8, 2.6): {@code ln h = type + parent + group}, where the offsets of
 * parents and groups are drawn towards zero by normal priors inside the choice likelihood, one stage. The priors' widths
 * start at DerSimonian and Laird's estimate and are then set by expectation and maximisation.
 *
 * <p>Fitted with exponentials. A group without events stays at its parent's half-life.
 *
 * @param form one block per group and type
 * @param x its maximum, in that form's coordinates
 * @param offsets per group, ln of how much longer than its type's: parent and group together
 * @param raw the same without the prior: what the group's own events say
 * @param rawErrors standard errors of these
 * @param parentDeviation width of the prior of parents
 * @param deviation width of the prior of groups
 * @param value log-likelihood at the maximum, without the priors
 * @param logErrors standard error of ln h per block
 */
record HalfLifeRegression(
        ChoiceForm form,
        double[] x,
        double[] offsets,
        double[] raw,
        double[] rawErrors,
        double parentDeviation,
        double deviation,
        double value,
        double[] logErrors) {

    private static final int ROUNDS = 8;
    private static final double NARROWEST = 0.02;
    private static final double ENOUGH = 1e-3;

    /**
     * Fits the offsets.
     *
     * @param pooled one exponential per type, at its maximum
     */
    static HalfLifeRegression fit(ChoiceFit pooled, DecayFamily exponential, Groups groups, ChoiceFitter fitter) {
        return new Fitting(pooled, exponential, groups, fitter).run();
    }

    // Coordinates: ln w and ln h per type, an offset per parent, an offset per group, logit ε.
    private static final class Fitting {

        private final ChoiceFit pooled;
        private final Groups groups;
        private final ChoiceForm form;
        private final ChoiceLikelihood likelihood;
        private final int types;
        private final int firstParent;
        private final int firstGroup;
        private final int size;
        private double parentVariance;
        private double variance;

        Fitting(ChoiceFit pooled, DecayFamily exponential, Groups groups, ChoiceFitter fitter) {
            this.pooled = pooled;
            this.groups = groups;
            types = pooled.form().types().size();
            form = ChoiceForm.byGroup(pooled.log(), Collections.nCopies(types, Optional.of(exponential)), groups);
            likelihood = fitter.likelihood(pooled.log(), form);
            firstParent = 2 * types;
            firstGroup = firstParent + groups.parentNames().size();
            size = firstGroup + groups.names().size() + 1;
        }

        HalfLifeRegression run() {
            double[] b = new double[size];
            for (int type = 0; type < types; type++) {
                b[type] = pooled.x()[type];
                b[types + type] = pooled.x()[pooled.form().parameterAt(type, 0)];
            }
            b[size - 1] = pooled.x()[pooled.form().noveltyAt()];
            double[] information = information(b);
            start(b, information);
            Maximizer.Top top = null;
            for (int round = 0; round < ROUNDS; round++) {
                top = Maximizer.climb(this::penalised, b, lower(), upper(), Maximizer.Effort.until(scale(), ENOUGH));
                b = top.x();
                information = information(b);
                double before = variance;
                parentVariance = renewed(b, information, firstParent, firstGroup, parentVariance);
                variance = renewed(b, information, firstGroup, size - 1, variance);
                if (Math.abs(Math.log(variance / before)) < 0.05) {
                    break;
                }
            }
            return result(b, top);
        }

        private double scale() {
            return pooled.log().scoredWeight();
        }

        private boolean parents() {
            return groups.parentNames().size() > 1
                    && groups.parentNames().size() < groups.names().size();
        }

        private double[] spread(double[] b) {
            double[] x = new double[form.size()];
            System.arraycopy(b, 0, x, 0, types);
            for (int group = 0; group < groups.names().size(); group++) {
                for (int type = 0; type < types; type++) {
                    x[form.parameterAt(form.blockOf()[group][type], 0)] =
                            b[types + type] + b[firstParent + groups.parents()[group]] + b[firstGroup + group];
                }
            }
            x[form.noveltyAt()] = b[size - 1];
            return x;
        }

        private double[] gathered(double[] gradient) {
            double[] by = new double[size];
            System.arraycopy(gradient, 0, by, 0, types);
            for (int group = 0; group < groups.names().size(); group++) {
                for (int type = 0; type < types; type++) {
                    double at = gradient[form.parameterAt(form.blockOf()[group][type], 0)];
                    by[types + type] += at;
                    by[firstParent + groups.parents()[group]] += at;
                    by[firstGroup + group] += at;
                }
            }
            by[size - 1] = gradient[form.noveltyAt()];
            return by;
        }

        private ChoiceLikelihood.Point penalised(double[] b) {
            ChoiceLikelihood.Point point = likelihood.at(spread(b));
            double[] gradient = gathered(point.gradient());
            double value = point.value();
            for (int i = firstParent; i < size - 1; i++) {
                double width = i < firstGroup ? parentVariance : variance;
                value -= b[i] * b[i] / (2 * width);
                gradient[i] -= b[i] / width;
            }
            return new ChoiceLikelihood.Point(value, gradient);
        }

        // Fisher's information of each coordinate by itself: the sum over users of their squared scores.
        private double[] information(double[] b) {
            double[][] outer = likelihood.outerProduct(spread(b));
            double[] information = new double[size];
            for (int i = firstParent; i < size - 1; i++) {
                for (int one = 0; one < outer.length; one++) {
                    if (!feeds(one, i)) {
                        continue;
                    }
                    for (int other = 0; other < outer.length; other++) {
                        information[i] += feeds(other, i) ? outer[one][other] : 0;
                    }
                }
            }
            return information;
        }

        // Whether an offset is part of a block's half-life.
        private boolean feeds(int coordinate, int offset) {
            int block = coordinate - types;
            if (block < 0 || block >= form.blocks().size()) {
                return false;
            }
            int group = block / types;
            return offset < firstGroup ? groups.parents()[group] == offset - firstParent : group == offset - firstGroup;
        }

        // One Newton step per group from the pooled fit, and DerSimonian and Laird's variance of these.
        private void start(double[] b, double[] information) {
            double[] score = gathered(likelihood.at(spread(b)).gradient());
            double sum = 0;
            double squares = 0;
            double weighted = 0;
            double excess = 0;
            int count = 0;
            for (int i = firstGroup; i < size - 1; i++) {
                if (information[i] > 0) {
                    weighted += score[i];
                    sum += information[i];
                    squares += information[i] * information[i];
                    excess += score[i] * score[i] / information[i];
                    count++;
                }
            }
            double mean = sum > 0 ? weighted / sum : 0;
            double q = excess - mean * weighted;
            double room = sum - squares / Math.max(sum, Double.MIN_NORMAL);
            variance = room > 0 ? Math.max(NARROWEST, Math.min(4, (q - (count - 1)) / room)) : NARROWEST;
            parentVariance = parents() ? variance : NARROWEST * NARROWEST * 1e-4;
        }

        private double renewed(double[] b, double[] information, int from, int to, double before) {
            if (from == firstParent && !parents()) {
                return before;
            }
            double sum = 0;
            int count = 0;
            for (int i = from; i < to; i++) {
                if (information[i] > 0) {
                    sum += b[i] * b[i] + 1 / (information[i] + 1 / before);
                    count++;
                }
            }
            return count == 0 ? before : Math.max(NARROWEST * NARROWEST, sum / count);
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
            Arrays.fill(bounds, firstParent, size - 1, offset);
            bounds[size - 1] = of[form.noveltyAt()];
            return bounds;
        }

        private HalfLifeRegression result(double[] b, Maximizer.Top top) {
            double[][] hessian = Curvature.at(this::penalised, b);
            double[][] covariance = Curvature.covariance(hessian, top.atBound());
            double[] information = information(b);
            double[] x = spread(b);
            int count = groups.names().size();
            double[] offsets = new double[count];
            double[] raw = new double[count];
            double[] rawErrors = new double[count];
            double[] errors = new double[form.blocks().size()];
            for (int group = 0; group < count; group++) {
                int parent = firstParent + groups.parents()[group];
                int own = firstGroup + group;
                offsets[group] = -(b[parent] + b[own]); // the coordinate is the rate's
                double pull = information[own] > 0 ? b[own] / variance / information[own] : 0;
                raw[group] = offsets[group] - pull;
                rawErrors[group] = information[own] > 0 ? 1 / Math.sqrt(information[own]) : Double.POSITIVE_INFINITY;
                for (int type = 0; type < types; type++) {
                    errors[form.blockOf()[group][type]] =
                            covariance.length == 0 ? Double.NaN : Math.sqrt(sum(covariance, types + type, parent, own));
                }
            }
            return new HalfLifeRegression(
                    form,
                    x,
                    offsets,
                    raw,
                    rawErrors,
                    parents() ? Math.sqrt(parentVariance) : 0,
                    Math.sqrt(variance),
                    likelihood.at(x).value(),
                    errors);
        }

        private static double sum(double[][] covariance, int... of) {
            double sum = 0;
            for (int one : of) {
                for (int other : of) {
                    sum += covariance[one][other];
                }
            }
            return sum;
        }
    }
}
