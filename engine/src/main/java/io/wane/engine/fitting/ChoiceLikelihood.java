package io.wane.engine.fitting;

import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Term;
import io.wane.engine.pipeline.Workers;
import java.util.Arrays;
import java.util.List;

/**
 * Log-likelihood of the decayed choice model and its gradient (SCIENCE 2.4, 2.12):
 *
 * <pre>A = π + Σ w·d(age) over the user's earlier events on the entity,  B = 1 + the same over all,  P = ε·π + (1 − ε)·A/B
 * ℓ = Σ ω·ln P</pre>
 *
 * <p>Decays that are sums of exponentials cost O(lines × types) per pass: per user, entity, type and rate a decayed count S
 * and its first moment D = Σ a·e^(−ka), brought forward only when the entity is touched. Others are summed directly over
 * the user's last {@value #HISTORY} lines. Users are worked off in a fixed number of shares that are added in order, so the
 * bits do not depend on the number of threads.
 */
final class ChoiceLikelihood {

    /** How many of a user's lines a decay without exponential sum looks back on. */
    static final int HISTORY = 200;

    private static final int SHARES = 64;

    private final ChoiceLog log;
    private final ChoiceForm form;
    private final int threads;

    ChoiceLikelihood(ChoiceLog log, ChoiceForm form, int threads) {
        this.log = log;
        this.form = form;
        this.threads = threads;
    }

    ChoiceLog log() {
        return log;
    }

    ChoiceForm form() {
        return form;
    }

    /**
     * A value with its gradient.
     *
     * @param value log-likelihood, nats
     * @param gradient with respect to the form's coordinates
     */
    record Point(double value, double[] gradient) {}

    /** The log-likelihood and its gradient. */
    Point at(double[] x) {
        double[] values = new double[SHARES];
        double[][] gradients = new double[SHARES][form.size()];
        sweep(x, (share, user, value, gradient) -> {
            values[share] += value;
            for (int i = 0; i < gradient.length; i++) {
                gradients[share][i] += gradient[i];
            }
        });
        double value = 0;
        double[] gradient = new double[form.size()];
        for (int share = 0; share < SHARES; share++) {
            value += values[share];
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += gradients[share][i];
            }
        }
        return new Point(value, gradient);
    }

    /** Log-likelihood and gradient of each user, for clustered errors and for resampling. */
    Point[] byUser(double[] x) {
        Point[] users = new Point[log.users()];
        sweep(x, (share, user, value, gradient) -> users[user] = new Point(value, gradient.clone()));
        return users;
    }

    private interface UserSink {
        void accept(int share, int user, double value, double[] gradient);
    }

    // Shares hold about the same number of lines.
    private void sweep(double[] x, UserSink sink) {
        boolean exponential = form.exponential(x);
        int[] firstUser = new int[SHARES + 1];
        for (int share = 1, user = 0; share <= SHARES; share++) {
            long lines = (long) log.lines() * share / SHARES;
            while (user < log.users() && log.userStarts[user] < lines) {
                user++;
            }
            firstUser[share] = share == SHARES ? log.users() : user;
        }
        Workers.run(threads, worker -> {
            UserPass pass = exponential ? new ExponentialPass(x) : new DirectPass(x);
            for (int share = worker; share < SHARES; share += threads) {
                for (int user = firstUser[share]; user < firstUser[share + 1]; user++) {
                    double value = pass.run(user);
                    sink.accept(share, user, value, pass.gradient);
                }
            }
        });
    }

    // One thread's work on one user after the other.
    private abstract class UserPass {

        final double[] weights = new double[form.types().size()];
        final double novelty;
        final double[] gradient = new double[form.size()];

        UserPass(double[] x) {
            for (int type = 0; type < weights.length; type++) {
                weights[type] = form.weight(x, type);
            }
            novelty = form.novelty(x);
        }

        abstract double run(int user);

        int instantEnd(int from, int userEnd) {
            int to = from + 1;
            while (to < userEnd && log.days[to] == log.days[from]) {
                to++;
            }
            return to;
        }
    }

    private final class ExponentialPass extends UserPass {

        private final int terms;
        private final double[][] coefficients;
        private final double[][] rates;
        private final double[][][] coefficientSlopes;
        private final double[][][] rateSlopes;
        private final int width;
        private final double[][] factors;
        private double[] sums = new double[0];
        private double[] moments = new double[0];
        private double[] touchedDays = new double[0];
        private final double[] totalSums;
        private final double[] totalMoments;
        private final double[] sumGradient;
        private final double[] momentGradient;

        ExponentialPass(double[] x) {
            super(x);
            int groups = form.groupCount();
            int parameters = form.parameters().size();
            terms = form.decay(x, 0).exponentialSum().size();
            coefficients = new double[groups][terms];
            rates = new double[groups][terms];
            coefficientSlopes = new double[groups][parameters][terms];
            rateSlopes = new double[groups][parameters][terms];
            factors = new double[groups][terms];
            for (int group = 0; group < groups; group++) {
                read(form.decay(x, group), coefficients[group], rates[group]);
                for (int p = 0; p < parameters; p++) {
                    slopes(x, group, p);
                }
            }
            width = form.types().size() * terms;
            totalSums = new double[width];
            totalMoments = new double[width];
            sumGradient = new double[width];
            momentGradient = new double[width];
        }

        private void read(DecayFunction decay, double[] coefficient, double[] rate) {
            List<Term> sum = decay.exponentialSum();
            for (int j = 0; j < terms; j++) {
                coefficient[j] = sum.get(j).coefficient();
                rate[j] = sum.get(j).ratePerDay();
            }
        }

        // How the terms move with a parameter. They are straight lines in it, so a central difference is their slope to
        // rounding, whatever the step.
        private void slopes(double[] x, int group, int p) {
            double[] natural = form.natural(x, group);
            double step = natural[p] / 4;
            if (form.parameters().get(p).upper() < Double.POSITIVE_INFINITY) {
                step = Math.min(natural[p], form.parameters().get(p).upper() - natural[p]) / 4;
            }
            double[] up = natural.clone();
            double[] down = natural.clone();
            up[p] += step;
            down[p] -= step;
            double[][] ends = new double[4][terms];
            read(form.family().orElseThrow().of(up), ends[0], ends[1]);
            read(form.family().orElseThrow().of(down), ends[2], ends[3]);
            double slope = form.slope(x, group, p) / (up[p] - down[p]);
            for (int j = 0; j < terms; j++) {
                coefficientSlopes[group][p][j] = (ends[0][j] - ends[2][j]) * slope;
                rateSlopes[group][p][j] = (ends[1][j] - ends[3][j]) * slope;
            }
        }

        @Override
        double run(int user) {
            start(log.userEntities[user]);
            double value = 0;
            double noveltyGradient = 0;
            int end = log.userStarts[user + 1];
            double totalDay = log.days[log.userStarts[user]];
            for (int from = log.userStarts[user]; from < end; ) {
                int to = instantEnd(from, end);
                double day = log.days[from];
                advance(totalSums, totalMoments, 0, day - totalDay);
                totalDay = day;
                double b = 1 + weighted(totalSums, 0);
                for (int line = from; line < to; line++) {
                    int at = log.entities[line] * width;
                    advance(sums, moments, at, day - touchedDays[log.entities[line]]);
                    touchedDays[log.entities[line]] = day;
                    if (log.weights[line] == 0) {
                        continue;
                    }
                    double prior = log.priors[line];
                    double a = prior + weighted(sums, at);
                    double share = a / b;
                    double p = novelty * prior + (1 - novelty) * share;
                    value += log.weights[line] * Math.log(p);
                    double byA = log.weights[line] * (1 - novelty) / (b * p);
                    double byB = -byA * share;
                    for (int i = 0; i < width; i++) {
                        sumGradient[i] += byA * sums[at + i] + byB * totalSums[i];
                        momentGradient[i] += byA * moments[at + i] + byB * totalMoments[i];
                    }
                    noveltyGradient += log.weights[line] * (prior - share) / p;
                }
                for (int line = from; line < to; line++) {
                    int at = log.lineTypes[line] * terms;
                    for (int j = 0; j < terms; j++) {
                        sums[log.entities[line] * width + at + j]++;
                        totalSums[at + j]++;
                    }
                }
                from = to;
            }
            chain(noveltyGradient);
            return value;
        }

        private void start(int entities) {
            if (sums.length < entities * width) {
                sums = new double[entities * width];
                moments = new double[entities * width];
                touchedDays = new double[entities];
            } else {
                Arrays.fill(sums, 0, entities * width, 0);
                Arrays.fill(moments, 0, entities * width, 0);
            }
            Arrays.fill(touchedDays, 0, entities, 0);
            Arrays.fill(totalSums, 0);
            Arrays.fill(totalMoments, 0);
            Arrays.fill(sumGradient, 0);
            Arrays.fill(momentGradient, 0);
        }

        private double weighted(double[] of, int at) {
            double sum = 0;
            for (int type = 0; type < weights.length; type++) {
                double[] coefficient = coefficients[form.groups()[type]];
                double decayed = 0;
                for (int j = 0; j < terms; j++) {
                    decayed += coefficient[j] * of[at + type * terms + j];
                }
                sum += weights[type] * decayed;
            }
            return sum;
        }

        private void advance(double[] s, double[] d, int at, double days) {
            if (days == 0) {
                return;
            }
            for (int group = 0; group < factors.length; group++) {
                for (int j = 0; j < terms; j++) {
                    factors[group][j] = rates[group][j] == 0 ? 1 : Math.exp(-rates[group][j] * days);
                }
            }
            for (int type = 0; type < weights.length; type++) {
                double[] factor = factors[form.groups()[type]];
                for (int j = 0; j < terms; j++) {
                    int i = at + type * terms + j;
                    d[i] = factor[j] * (d[i] + days * s[i]);
                    s[i] *= factor[j];
                }
            }
        }

        // From the sums' gradient to the coordinates'.
        private void chain(double noveltyGradient) {
            Arrays.fill(gradient, 0);
            for (int type = 0; type < weights.length; type++) {
                int group = form.groups()[type];
                for (int j = 0; j < terms; j++) {
                    double bySum = weights[type] * sumGradient[type * terms + j];
                    double byRate = -weights[type] * coefficients[group][j] * momentGradient[type * terms + j];
                    gradient[type] += coefficients[group][j] * bySum;
                    for (int p = 0; p < form.parameters().size(); p++) {
                        gradient[form.parameterAt(group, p)] +=
                                coefficientSlopes[group][p][j] * bySum + rateSlopes[group][p][j] * byRate;
                    }
                }
            }
            gradient[form.noveltyAt()] = noveltyGradient * novelty * (1 - novelty);
        }
    }

    private final class DirectPass extends UserPass {

        private final double[][] natural;
        private final double[][] slopes;
        private final double[] ages = new double[HISTORY];
        private final double[][] values;
        private final double[][][] derivatives;
        private final double[] byB = new double[form.size()];
        private final double[] byA = new double[form.size()];

        DirectPass(double[] x) {
            super(x);
            int groups = form.groupCount();
            int parameters = form.parameters().size();
            natural = new double[groups][];
            slopes = new double[groups][parameters];
            values = new double[groups][HISTORY];
            derivatives = new double[groups][parameters][HISTORY];
            for (int group = 0; group < groups; group++) {
                natural[group] = form.natural(x, group);
                for (int p = 0; p < parameters; p++) {
                    slopes[group][p] = form.slope(x, group, p);
                }
            }
        }

        @Override
        double run(int user) {
            Arrays.fill(gradient, 0);
            double value = 0;
            int start = log.userStarts[user];
            int end = log.userStarts[user + 1];
            for (int from = start; from < end; ) {
                int to = instantEnd(from, end);
                if (log.weights[from] > 0) {
                    value += instant(Math.max(start, from - HISTORY), from, to);
                }
                from = to;
            }
            return value;
        }

        private double instant(int oldest, int from, int to) {
            int n = from - oldest;
            for (int i = 0; i < n; i++) {
                ages[i] = log.days[from] - log.days[oldest + i];
            }
            for (int group = 0; group < natural.length; group++) {
                form.family().orElseThrow().evaluate(natural[group], ages, n, values[group], derivatives[group]);
            }
            Arrays.fill(byB, 0);
            double b = 1;
            for (int i = 0; i < n; i++) {
                b += add(oldest + i, i, byB);
            }
            double value = 0;
            for (int line = from; line < to; line++) {
                Arrays.fill(byA, 0);
                double prior = log.priors[line];
                double a = prior;
                for (int i = 0; i < n; i++) {
                    if (log.entities[oldest + i] == log.entities[line]) {
                        a += add(oldest + i, i, byA);
                    }
                }
                double share = a / b;
                double p = novelty * prior + (1 - novelty) * share;
                double weight = log.weights[line];
                value += weight * Math.log(p);
                double factor = weight * (1 - novelty) / (b * p);
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] += factor * (byA[i] - share * byB[i]);
                }
                gradient[form.noveltyAt()] += weight * (prior - share) / p * novelty * (1 - novelty);
            }
            return value;
        }

        private double add(int line, int i, double[] by) {
            int type = log.lineTypes[line];
            int group = form.groups()[type];
            double weighted = weights[type] * values[group][i];
            by[type] += weighted;
            for (int p = 0; p < slopes[group].length; p++) {
                by[form.parameterAt(group, p)] += weights[type] * derivatives[group][p][i] * slopes[group][p];
            }
            return weighted;
        }
    }
}
