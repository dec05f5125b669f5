package io.wane.engine.fitting;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import io.wane.core.decay.Term;
import io.wane.engine.pipeline.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Log-likelihood of the decayed choice model and its gradient (SCIENCE 2.4, 2.12):
 *
 * <pre>A = π + Σ w·d(age) over the user's earlier events on the entity,  B = 1 + the same over all,  P = ε·π + (1 − ε)·A/B
 * ℓ = Σ ω·ln P</pre>
 *
 * <p>Where events spill over, an entity has {@code (1 − ρ)·own + ρ·q·group} of its own history's sum and that of its group,
 * q its share of the group's popularity: B stays what it is.
 *
 * <p>Decays that are sums of exponentials cost O(lines × types) per pass: per user, entity, type and rate a decayed count S
 * and its first moment D = Σ a·e^(−ka), brought forward only when the entity is touched. Others are summed directly over
 * the user's last {@value #HISTORY} moments. Users are worked off in a fixed number of shares that are added in order, so the
 * bits do not depend on the number of threads.
 */
final class ChoiceLikelihood {

    /** How many of a user's moments a decay without exponential sum looks back on: all of nearly everybody's. */
    static final int HISTORY = 1000;

    private static final int SHARES = 64;
    // Of a parameter's distance from its range's end: truncation and rounding both stay near 1e-10.
    private static final double STEP = 1e-5;

    private final ChoiceLog log;
    private final ChoiceForm form;
    private final int threads;
    private final int[] firstUser;
    // Per line its entity's share of its group's popularity; empty where nothing spills over.
    private final double[] sharesOfGroup;

    ChoiceLikelihood(ChoiceLog log, ChoiceForm form, int threads) {
        this.log = log;
        this.form = form;
        this.threads = threads;
        firstUser = shares(log);
        sharesOfGroup = form.spilling() ? log.sharesOfGroup(form.groupOfEntity(), form.groups()) : new double[0];
    }

    // Shares hold about the same number of lines.
    private static int[] shares(ChoiceLog log) {
        int[] first = new int[SHARES + 1];
        for (int share = 1, user = 0; share <= SHARES; share++) {
            long lines = (long) log.lines() * share / SHARES;
            while (user < log.users() && log.userStarts[user] < lines) {
                user++;
            }
            first[share] = share == SHARES ? log.users() : user;
        }
        return first;
    }

    ChoiceLog log() {
        return log;
    }

    ChoiceForm form() {
        return form;
    }

    int threads() {
        return threads;
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
        double[] gradient = summed(x, form.size(), (pass, share, user, into) -> {
            values[share] += pass.value;
            add(pass.gradient, into);
        });
        double value = 0;
        for (double share : values) {
            value += share;
        }
        return new Point(value, gradient);
    }

    /** The log-likelihood of each user. */
    double[] byUser(double[] x) {
        double[] values = new double[log.users()];
        summed(x, 0, (pass, share, user, into) -> values[user] = pass.value);
        return values;
    }

    /** Per user, the gradient times a vector. */
    double[] alongByUser(double[] x, double[] vector) {
        double[] along = new double[log.users()];
        summed(x, 0, (pass, share, user, into) -> {
            for (int i = 0; i < vector.length; i++) {
                along[user] += pass.gradient[i] * vector[i];
            }
        });
        return along;
    }

    /** The sum over users of the outer product of each user's gradient with itself, row by row. */
    double[][] outerProduct(double[] x) {
        return outerProduct(x, form.size(), gradient -> gradient);
    }

    /** The same over what the coordinates are tied to, which may be far fewer. */
    double[][] outerProduct(Tied tied, double[] b) {
        return outerProduct(tied.spread(b), b.length, tied::gathered);
    }

    private double[][] outerProduct(double[] x, int n, UnaryOperator<double[]> by) {
        double[] flat = summed(x, n * n, (pass, share, user, into) -> {
            double[] gradient = by.apply(pass.gradient);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    into[i * n + j] += gradient[i] * gradient[j];
                }
            }
        });
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * n, (i + 1) * n);
        }
        return rows;
    }

    /**
     * One step of expectation and maximisation over the weights and ε, decays as they are: what share of the lines each
     * type's history accounts for, over what it claims. Never lowers the log-likelihood.
     */
    double[] reweighted(double[] x) {
        int types = form.types().size();
        double[] sums = summed(x, 2 * types + 1, (pass, share, user, into) -> {
            for (int type = 0; type < types; type++) {
                into[type] += pass.byA[type];
                into[types + type] += pass.byB[type];
            }
            into[2 * types] += pass.gradient[form.noveltyAt()];
        });
        double[] next = x.clone();
        for (int type = 0; type < types; type++) {
            if (sums[type] > 0 && sums[types + type] > 0) {
                next[type] += Math.log(sums[type] / sums[types + type]);
            }
        }
        // The mean responsibility of novelty is ε plus the gradient over the weight of the lines.
        double novelty = form.novelty(x) + sums[2 * types] / log.scoredWeight();
        if (novelty > 0 && novelty < 1) {
            next[form.noveltyAt()] = Math.log(novelty / (1 - novelty));
        }
        return next;
    }

    /** P of every scored line, in the log's order; 0 for the others. */
    double[] probabilities(double[] x) {
        double[] probabilities = new double[log.lines()];
        sweep(x, probabilities, (pass, share, user) -> {});
        return probabilities;
    }

    private interface Collector {
        void collect(UserPass pass, int share, int user, double[] into);
    }

    private interface UserSink {
        void accept(UserPass pass, int share, int user);
    }

    private double[] summed(double[] x, int size, Collector collector) {
        double[][] parts = new double[SHARES][size];
        sweep(x, null, (pass, share, user) -> collector.collect(pass, share, user, parts[share]));
        double[] sum = new double[size];
        for (double[] part : parts) {
            add(part, sum);
        }
        return sum;
    }

    private static void add(double[] part, double[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += part[i];
        }
    }

    private void sweep(double[] x, double[] probabilities, UserSink sink) {
        boolean exponential = form.exponential(x);
        Workers.run(threads, worker -> {
            UserPass pass = exponential ? new ExponentialPass(x) : new DirectPass(x);
            pass.probabilities = probabilities;
            for (int share = worker; share < SHARES; share += threads) {
                for (int user = firstUser[share]; user < firstUser[share + 1]; user++) {
                    pass.run(user);
                    sink.accept(pass, share, user);
                }
            }
        });
    }

    // One thread's work on one user after the other.
    private abstract class UserPass {

        final double[] weights = new double[form.types().size()];
        final double novelty;
        final double spillOver;
        final int[] firstParameter = new int[form.blocks().size()];
        final double[] gradient = new double[form.size()];
        /** What each type's history adds to A and to B, as parts of the gradient with respect to ln w. */
        final double[] byA = new double[weights.length];

        final double[] byB = new double[weights.length];
        double value;
        double[] probabilities;

        UserPass(double[] x) {
            for (int type = 0; type < weights.length; type++) {
                weights[type] = form.weight(x, type);
            }
            for (int block = 0; block < firstParameter.length; block++) {
                firstParameter[block] = form.parameterAt(block, 0);
            }
            novelty = form.novelty(x);
            spillOver = form.spillOver(x);
        }

        abstract void run(int user);

        int instantEnd(int from, int userEnd) {
            int to = from + 1;
            while (to < userEnd && log.days[to] == log.days[from]) {
                to++;
            }
            return to;
        }

        int group(int line) {
            return form.groups() == 1 ? 0 : form.groupOfEntity()[log.entityOfLine[line]];
        }
    }

    private final class ExponentialPass extends UserPass {

        private final int terms;
        private final double[][] coefficients;
        private final double[][] rates;
        private final double[][][] coefficientSlopes;
        private final double[][][] rateSlopes;
        private final int width;
        private final boolean fading;
        // Per group: rates each once, which of them each sum fades by, and what a sum adds to A.
        private final double[][] distinctRates;
        private final int[][] rateOf;
        private final double[][] addends;
        private final double[] factors;
        private double[] sums = new double[0];
        private double[] moments = new double[0];
        private double[] touchedDays = new double[0];
        // Of all entities of a group.
        private final double[] totalSums;
        private final double[] totalMoments;
        private final double[] totalDays;
        private final int[] groups;
        private final boolean[] met;
        private int groupCount;
        private final double[] sumsByA;
        private final double[] sumsByB;
        private final double[] momentGradient;

        ExponentialPass(double[] x) {
            super(x);
            int blocks = form.blocks().size();
            int longest = 1;
            for (int block = 0; block < blocks; block++) {
                longest =
                        Math.max(longest, form.decay(x, block).exponentialSum().size());
            }
            terms = longest;
            coefficients = new double[blocks][terms];
            rates = new double[blocks][terms];
            coefficientSlopes = new double[blocks][][];
            rateSlopes = new double[blocks][][];
            boolean any = false;
            for (int block = 0; block < blocks; block++) {
                read(form.decay(x, block), coefficients[block], rates[block]);
                any |= Arrays.stream(rates[block]).anyMatch(rate -> rate > 0);
                int parameters = form.blocks().get(block).parameters().size();
                coefficientSlopes[block] = new double[parameters][terms];
                rateSlopes[block] = new double[parameters][terms];
                for (int p = 0; p < parameters; p++) {
                    slopes(x, block, p);
                }
            }
            fading = any;
            width = form.types().size() * terms;
            distinctRates = new double[form.groups()][];
            rateOf = new int[form.groups()][width];
            addends = new double[form.groups()][width];
            int most = 0;
            for (int group = 0; group < form.groups(); group++) {
                layOut(group);
                most = Math.max(most, distinctRates[group].length);
            }
            factors = new double[most];
            int size = form.groups() * width;
            totalSums = new double[size];
            totalMoments = new double[size];
            totalDays = new double[form.groups()];
            groups = new int[form.groups()];
            met = new boolean[form.groups()];
            sumsByA = new double[size];
            sumsByB = new double[size];
            momentGradient = new double[size];
        }

        private void layOut(int group) {
            double[] found = new double[width];
            int count = 0;
            for (int i = 0; i < width; i++) {
                int block = form.blockOf()[group][i / terms];
                double rate = rates[block][i % terms];
                int at = 0;
                while (at < count && found[at] != rate) {
                    at++;
                }
                found[at] = rate;
                count = Math.max(count, at + 1);
                rateOf[group][i] = at;
                addends[group][i] = weights[i / terms] * coefficients[block][i % terms];
            }
            distinctRates[group] = Arrays.copyOf(found, count);
        }

        private void read(DecayFunction decay, double[] coefficient, double[] rate) {
            List<Term> sum = decay.exponentialSum();
            for (int j = 0; j < Math.min(terms, sum.size()); j++) {
                coefficient[j] = sum.get(j).coefficient();
                rate[j] = sum.get(j).ratePerDay();
            }
        }

        // How the terms move with a parameter, by a central difference: a family says how its values move, not its
        // terms.
        private void slopes(double[] x, int block, int p) {
            Parameter parameter = form.blocks().get(block).parameters().get(p);
            double[] natural = form.natural(x, block);
            double room = natural[p] - parameter.lower();
            if (parameter.upper() < Double.POSITIVE_INFINITY) {
                room = Math.min(room, parameter.upper() - natural[p]);
            }
            double[] up = natural.clone();
            double[] down = natural.clone();
            up[p] += STEP * room;
            down[p] -= STEP * room;
            double[][] ends = new double[4][terms];
            DecayFamily family = form.blocks().get(block).family().orElseThrow();
            read(family.of(up), ends[0], ends[1]);
            read(family.of(down), ends[2], ends[3]);
            double slope = form.slope(x, block, p) / (up[p] - down[p]);
            for (int j = 0; j < terms; j++) {
                coefficientSlopes[block][p][j] = (ends[0][j] - ends[2][j]) * slope;
                rateSlopes[block][p][j] = (ends[1][j] - ends[3][j]) * slope;
            }
        }

        @Override
        void run(int user) {
            start(log.userEntities[user]);
            value = 0;
            double noveltyGradient = 0;
            double spillGradient = 0;
            int end = log.userStarts[user + 1];
            for (int from = log.userStarts[user]; from < end; ) {
                int to = instantEnd(from, end);
                double day = log.days[from];
                double b = 1;
                for (int i = 0; i < groupCount; i++) {
                    int group = groups[i];
                    advance(group, totalSums, totalMoments, group * width, day - totalDays[group]);
                    totalDays[group] = day;
                    b += weighted(group, totalSums, group * width);
                }
                double allByB = 0;
                for (int line = from; line < to; line++) {
                    int group = group(line);
                    int at = log.entities[line] * width;
                    advance(group, sums, moments, at, day - touchedDays[log.entities[line]]);
                    touchedDays[log.entities[line]] = day;
                    double weight = log.weights[line];
                    if (weight == 0) {
                        continue;
                    }
                    double prior = log.priors[line];
                    int into = group * width;
                    double own = weighted(group, sums, at);
                    double spilled = 0;
                    if (form.spilling()) {
                        spilled = sharesOfGroup[line] * weighted(group, totalSums, into) - own;
                    }
                    double a = prior + own + spillOver * spilled;
                    double share = a / b;
                    double p = novelty * prior + (1 - novelty) * share;
                    if (probabilities != null) {
                        probabilities[line] = p;
                    }
                    value += weight * Math.log(p);
                    double byA = weight * (1 - novelty) / (b * p);
                    allByB += byA * share;
                    double byOwn = byA * (1 - spillOver);
                    for (int i = 0; i < width; i++) {
                        sumsByA[into + i] += byOwn * sums[at + i];
                        momentGradient[into + i] += byOwn * moments[at + i];
                    }
                    if (form.spilling()) {
                        double byGroup = byA * spillOver * sharesOfGroup[line];
                        for (int i = into; i < into + width; i++) {
                            sumsByA[i] += byGroup * totalSums[i];
                            momentGradient[i] += byGroup * totalMoments[i];
                        }
                        spillGradient += byA * spilled;
                    }
                    noveltyGradient += weight * (prior - share) / p;
                }
                if (allByB > 0) {
                    for (int i = 0; i < groupCount; i++) {
                        int into = groups[i] * width;
                        for (int j = into; j < into + width; j++) {
                            sumsByB[j] += allByB * totalSums[j];
                            momentGradient[j] -= allByB * totalMoments[j];
                        }
                    }
                }
                for (int line = from; line < to; line++) {
                    if (log.lineTypes[line] >= 0) {
                        remember(line, day);
                    }
                }
                from = to;
            }
            chain(noveltyGradient, spillGradient);
        }

        private void start(int entities) {
            if (sums.length < entities * width) {
                sums = new double[entities * width];
                moments = new double[entities * width];
                touchedDays = new double[entities];
            } else {
                Arrays.fill(sums, 0, entities * width, 0);
                Arrays.fill(moments, 0, entities * width, 0);
                Arrays.fill(touchedDays, 0, entities, 0);
            }
            for (int i = 0; i < groupCount; i++) {
                int at = groups[i] * width;
                Arrays.fill(totalSums, at, at + width, 0);
                Arrays.fill(totalMoments, at, at + width, 0);
                Arrays.fill(sumsByA, at, at + width, 0);
                Arrays.fill(sumsByB, at, at + width, 0);
                Arrays.fill(momentGradient, at, at + width, 0);
                met[groups[i]] = false;
            }
            groupCount = 0;
        }

        private void remember(int line, double day) {
            int group = group(line);
            if (!met[group]) {
                met[group] = true;
                groups[groupCount++] = group;
                totalDays[group] = day;
            }
            int at = log.lineTypes[line] * terms;
            for (int j = 0; j < terms; j++) {
                sums[log.entities[line] * width + at + j]++;
                totalSums[group * width + at + j]++;
            }
        }

        private double weighted(int group, double[] of, int at) {
            double[] addend = addends[group];
            double sum = 0;
            for (int i = 0; i < width; i++) {
                sum += addend[i] * of[at + i];
            }
            return sum;
        }

        private void advance(int group, double[] s, double[] d, int at, double days) {
            if (days == 0 || !fading) {
                return;
            }
            double[] own = distinctRates[group];
            for (int i = 0; i < own.length; i++) {
                factors[i] = own[i] == 0 ? 1 : Math.exp(-own[i] * days);
            }
            int[] which = rateOf[group];
            for (int i = 0; i < width; i++) {
                double factor = factors[which[i]];
                d[at + i] = factor * (d[at + i] + days * s[at + i]);
                s[at + i] *= factor;
            }
        }

        // From the sums' gradient to the coordinates'.
        private void chain(double noveltyGradient, double spillGradient) {
            Arrays.fill(gradient, 0);
            Arrays.fill(byA, 0);
            Arrays.fill(byB, 0);
            for (int g = 0; g < groupCount; g++) {
                int from = groups[g] * width;
                for (int type = 0; type < weights.length; type++) {
                    int block = form.blockOf()[groups[g]][type];
                    for (int j = 0; j < terms; j++) {
                        int i = from + type * terms + j;
                        double bySum = weights[type] * (sumsByA[i] - sumsByB[i]);
                        double byRate = -weights[type] * coefficients[block][j] * momentGradient[i];
                        byA[type] += weights[type] * coefficients[block][j] * sumsByA[i];
                        byB[type] += weights[type] * coefficients[block][j] * sumsByB[i];
                        for (int p = 0; p < coefficientSlopes[block].length; p++) {
                            gradient[firstParameter[block] + p] +=
                                    coefficientSlopes[block][p][j] * bySum + rateSlopes[block][p][j] * byRate;
                        }
                    }
                }
            }
            for (int type = 0; type < weights.length; type++) {
                gradient[type] = byA[type] - byB[type];
            }
            gradient[form.noveltyAt()] = noveltyGradient * novelty * (1 - novelty);
            if (form.spilling()) {
                gradient[form.noveltyAt() + 1] = spillGradient * spillOver * (1 - spillOver);
            }
        }
    }

    private final class DirectPass extends UserPass {

        private final double[][] natural;
        private final double[][] slopes;
        private final int mostParameters;
        private int[] momentStarts = new int[64];
        private double[] ages;
        private int[] places;
        private int[] blockOf;
        private double[] blockValues;
        private double[][] blockDerivatives;
        private double[] values;
        private double[][] derivatives;
        private final double[] partsOfB = new double[form.size()];
        private final double[] partsOfA = new double[form.size()];

        DirectPass(double[] x) {
            super(x);
            int blocks = form.blocks().size();
            natural = new double[blocks][];
            slopes = new double[blocks][];
            int most = 0;
            for (int block = 0; block < blocks; block++) {
                natural[block] = form.natural(x, block);
                slopes[block] = new double[natural[block].length];
                most = Math.max(most, slopes[block].length);
                for (int p = 0; p < slopes[block].length; p++) {
                    slopes[block][p] = form.slope(x, block, p);
                }
            }
            mostParameters = most;
            makeRoom(256);
        }

        private void makeRoom(int lines) {
            ages = new double[lines];
            places = new int[lines];
            blockOf = new int[lines];
            blockValues = new double[lines];
            blockDerivatives = new double[mostParameters][lines];
            values = new double[lines];
            derivatives = new double[mostParameters][lines];
        }

        @Override
        void run(int user) {
            Arrays.fill(gradient, 0);
            Arrays.fill(byA, 0);
            Arrays.fill(byB, 0);
            value = 0;
            int start = log.userStarts[user];
            int end = log.userStarts[user + 1];
            int moments = 0;
            for (int from = start; from < end; moments++) {
                int to = instantEnd(from, end);
                boolean scored = false;
                for (int line = from; line < to; line++) {
                    scored |= log.weights[line] > 0;
                }
                if (scored) {
                    instant(moments < HISTORY ? start : momentStarts[moments - HISTORY], from, to);
                }
                if (moments == momentStarts.length) {
                    momentStarts = Arrays.copyOf(momentStarts, 2 * moments);
                }
                momentStarts[moments] = from;
                from = to;
            }
            for (int type = 0; type < weights.length; type++) {
                gradient[type] = byA[type] - byB[type];
            }
        }

        private void instant(int oldest, int from, int to) {
            int n = from - oldest;
            if (n > ages.length) {
                makeRoom(2 * n);
            }
            evaluate(oldest, n, log.days[from]);
            Arrays.fill(partsOfB, 0);
            double b = 1;
            for (int i = 0; i < n; i++) {
                b += add(oldest + i, i, 1, partsOfB);
            }
            for (int line = from; line < to; line++) {
                double weight = log.weights[line];
                if (weight == 0) {
                    continue;
                }
                Arrays.fill(partsOfA, 0);
                double prior = log.priors[line];
                double a = prior;
                double spilled = 0;
                for (int i = 0; i < n; i++) {
                    double own = log.entities[oldest + i] == log.entities[line] ? 1 : 0;
                    double shared = form.spilling() && group(oldest + i) == group(line) ? sharesOfGroup[line] : 0;
                    if (own + shared > 0) {
                        a += add(oldest + i, i, own + spillOver * (shared - own), partsOfA);
                        spilled += (shared - own) * value(oldest + i, i);
                    }
                }
                double share = a / b;
                double p = novelty * prior + (1 - novelty) * share;
                if (probabilities != null) {
                    probabilities[line] = p;
                }
                value += weight * Math.log(p);
                double factor = weight * (1 - novelty) / (b * p);
                for (int type = 0; type < weights.length; type++) {
                    byA[type] += factor * partsOfA[type];
                    byB[type] += factor * share * partsOfB[type];
                }
                for (int i = weights.length; i < form.noveltyAt(); i++) {
                    gradient[i] += factor * (partsOfA[i] - share * partsOfB[i]);
                }
                if (form.spilling()) {
                    gradient[form.noveltyAt() + 1] += factor * spilled * spillOver * (1 - spillOver);
                }
                gradient[form.noveltyAt()] += weight * (prior - share) / p * novelty * (1 - novelty);
            }
        }

        // The history's values and derivatives, block by block.
        private void evaluate(int oldest, int n, double day) {
            for (int i = 0; i < n; i++) {
                int type = log.lineTypes[oldest + i];
                blockOf[i] = type < 0 ? -1 : form.blockOf()[group(oldest + i)][type];
            }
            for (int block = 0; block < natural.length; block++) {
                int count = 0;
                for (int i = 0; i < n; i++) {
                    if (blockOf[i] == block) {
                        places[count] = i;
                        ages[count++] = day - log.days[oldest + i];
                    }
                }
                if (count == 0) {
                    continue;
                }
                if (form.blocks().get(block).family().isEmpty()) {
                    Arrays.fill(blockValues, 0, count, 1);
                } else {
                    form.blocks()
                            .get(block)
                            .family()
                            .get()
                            .evaluate(natural[block], ages, count, blockValues, blockDerivatives);
                }
                for (int i = 0; i < count; i++) {
                    values[places[i]] = blockValues[i];
                    for (int p = 0; p < slopes[block].length; p++) {
                        derivatives[p][places[i]] = blockDerivatives[p][i];
                    }
                }
            }
        }

        private double add(int line, int i, double share, double[] parts) {
            int block = blockOf[i];
            if (block < 0) {
                return 0;
            }
            int type = log.lineTypes[line];
            double weighted = share * value(line, i);
            parts[type] += weighted;
            for (int p = 0; p < slopes[block].length; p++) {
                parts[firstParameter[block] + p] += share * weights[type] * derivatives[p][i] * slopes[block][p];
            }
            return weighted;
        }

        private double value(int line, int i) {
            return blockOf[i] < 0 ? 0 : weights[log.lineTypes[line]] * values[i];
        }
    }
}
