package io.wane.engine.fitting;

import io.wane.core.decay.DecayFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a fit says beside what happened (SCIENCE 2.9), over the pairs of a scored instant and an entity of the user's
 * history: how often an event is chosen again at a lag, how often a probability comes true, and which weekday repeats more
 * than said.
 *
 * @param lags by lag, log-spaced
 * @param reliability by probability, bins of equal size
 * @param weekdays Monday to Sunday, UTC
 */
public record Residuals(List<Lag> lags, List<Reliability> reliability, List<Weekday> weekdays) {

    /** Nothing was looked at. */
    static final Residuals NONE = new Residuals(List.of(), List.of(), List.of());

    /**
     * Earlier events of a lag.
     *
     * @param fromDays shortest lag
     * @param toDays longest
     * @param opportunities how many
     * @param repeated share whose entity was chosen again
     * @param expected the fit's probability of it, on average
     * @param undecayed the probability without decay
     */
    public record Lag(
            double fromDays, double toDays, double opportunities, double repeated, double expected, double undecayed) {}

    /**
     * Probabilities of about one size.
     *
     * @param expected mean probability
     * @param observed share that came true
     * @param pairs how many
     */
    public record Reliability(double expected, double observed, long pairs) {}

    /**
     * A day of the week.
     *
     * @param observed share of instants that chose something the user knew
     * @param expected the fit's probability of it, on average
     * @param instants how many
     */
    public record Weekday(double observed, double expected, double instants) {}

    private static final int LINES = 30_000;
    private static final long SEED = 5;
    private static final int PER_DECADE = 4;
    private static final double SHORTEST_DAYS = 1e-3;
    private static final int BINS = 15;

    static Residuals of(ChoiceFit fit, ChoiceFit urn, long startMillis) {
        Sweep sweep = new Sweep(fit, urn, fit.log().sampled(LINES, SEED), startMillis);
        sweep.run();
        return new Residuals(sweep.lags(), sweep.reliability(), sweep.weekdays());
    }

    private static final class Sweep {

        private final ChoiceLog log;
        private final ChoiceFit fit;
        private final ChoiceFit urn;
        private final long startDay; // of the epoch; 1970-01-01 was a Thursday
        private final double startOfDay;
        private final DecayFunction[][] decays;
        private final int lagBins;
        private final double[][] lagSums;
        private final double[][] daySums = new double[7][3];
        private double[] pairs = new double[1024];
        private int pairCount;
        private int[] instantStarts = new int[64];

        Sweep(ChoiceFit fit, ChoiceFit urn, ChoiceLog log, long startMillis) {
            this.fit = fit;
            this.urn = urn;
            this.log = log;
            startDay = Math.floorDiv(startMillis, 86_400_000L);
            startOfDay = Math.floorMod(startMillis, 86_400_000L) / 86_400_000.0;
            ChoiceForm form = fit.form();
            decays = new DecayFunction[form.groups()][form.types().size()];
            for (int group = 0; group < decays.length; group++) {
                for (int type = 0; type < decays[group].length; type++) {
                    decays[group][type] = fit.decay(form.blockOf()[group][type]);
                }
            }
            lagBins = 1 + (int) Math.ceil(PER_DECADE * Math.log10(Math.max(log.spanDays, 1) / SHORTEST_DAYS));
            lagSums = new double[lagBins][4];
        }

        void run() {
            for (int user = 0; user < log.users(); user++) {
                double[] decayed = new double[log.userEntities[user]];
                double[] counted = new double[decayed.length];
                double[] priors = new double[decayed.length];
                int start = log.userStarts[user];
                int end = log.userStarts[user + 1];
                int instants = 0;
                for (int from = start; from < end; ) {
                    int to = from;
                    double weight = 0;
                    while (to < end && log.days[to] == log.days[from]) {
                        weight += log.weights[to++];
                    }
                    if (weight > 0) {
                        int oldest = instants < ChoiceLikelihood.HISTORY
                                ? start
                                : instantStarts[instants - ChoiceLikelihood.HISTORY];
                        instant(oldest, from, to, weight, decayed, counted, priors);
                    }
                    if (instants == instantStarts.length) {
                        instantStarts = Arrays.copyOf(instantStarts, 2 * instants);
                    }
                    instantStarts[instants++] = from;
                    from = to;
                }
            }
        }

        private void instant(
                int oldest, int from, int to, double weight, double[] decayed, double[] counted, double[] priors) {
            double day = log.days[from];
            Arrays.fill(decayed, 0);
            Arrays.fill(counted, 0);
            double b = 1;
            double plainB = 1;
            for (int i = oldest; i < from; i++) {
                int type = log.lineTypes[i];
                int group = decays.length == 1 ? 0 : fit.form().groupOfEntity()[log.entityOfLine[i]];
                double value = fit.weight(type) * decays[group][type].value(day - log.days[i]);
                decayed[log.entities[i]] += value;
                counted[log.entities[i]] += urn.weight(type);
                priors[log.entities[i]] = log.priors[i]; // as it was then: near enough for what the user knows
                b += value;
                plainB += urn.weight(type);
            }
            for (int i = oldest; i < from; i++) {
                int entity = log.entities[i];
                double hits = hits(entity, from, to) / weight;
                double[] bin = lagSums[lag(day - log.days[i])];
                bin[0]++;
                bin[1] += hits;
                bin[2] += probability(fit, priors[entity], decayed[entity], b);
                bin[3] += probability(urn, priors[entity], counted[entity], plainB);
            }
            double known = 0;
            double expected = 0;
            for (int i = from - 1; i >= oldest; i--) {
                int entity = log.entities[i];
                if (Double.isNaN(priors[entity])) {
                    continue; // met already
                }
                double p = probability(fit, priors[entity], decayed[entity], b);
                double hits = hits(entity, from, to) / weight;
                pair(p, hits);
                known += hits;
                expected += p;
                priors[entity] = Double.NaN;
            }
            int weekday = Math.floorMod(startDay + (long) Math.floor(startOfDay + day) + 3, 7);
            daySums[weekday][0]++;
            daySums[weekday][1] += known;
            daySums[weekday][2] += expected;
        }

        // What of an instant's weight fell on an entity.
        private double hits(int entity, int from, int to) {
            double hits = 0;
            for (int line = from; line < to; line++) {
                hits += log.entities[line] == entity ? log.weights[line] : 0;
            }
            return hits;
        }

        private static double probability(ChoiceFit of, double prior, double own, double b) {
            double novelty = of.novelty();
            return novelty * prior + (1 - novelty) * (prior + own) / b;
        }

        private int lag(double days) {
            double at = PER_DECADE * Math.log10(Math.max(days, SHORTEST_DAYS) / SHORTEST_DAYS);
            return Math.min(lagBins - 1, (int) at);
        }

        private void pair(double p, double hits) {
            if (pairCount + 2 > pairs.length) {
                pairs = Arrays.copyOf(pairs, 2 * pairs.length);
            }
            pairs[pairCount++] = p;
            pairs[pairCount++] = hits;
        }

        List<Lag> lags() {
            List<Lag> lags = new ArrayList<>();
            for (int bin = 0; bin < lagBins; bin++) {
                double[] sums = lagSums[bin];
                if (sums[0] > 0) {
                    lags.add(new Lag(
                            SHORTEST_DAYS * Math.pow(10, (double) bin / PER_DECADE),
                            SHORTEST_DAYS * Math.pow(10, (bin + 1.0) / PER_DECADE),
                            sums[0],
                            sums[1] / sums[0],
                            sums[2] / sums[0],
                            sums[3] / sums[0]));
                }
            }
            return lags;
        }

        List<Reliability> reliability() {
            int count = pairCount / 2;
            Integer[] order = new Integer[count];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (one, other) -> Double.compare(pairs[2 * one], pairs[2 * other]));
            List<Reliability> bins = new ArrayList<>();
            for (int bin = 0; bin < BINS; bin++) {
                int from = (int) ((long) count * bin / BINS);
                int to = (int) ((long) count * (bin + 1) / BINS);
                double expected = 0;
                double observed = 0;
                for (int i = from; i < to; i++) {
                    expected += pairs[2 * order[i]];
                    observed += pairs[2 * order[i] + 1];
                }
                if (to > from) {
                    bins.add(new Reliability(expected / (to - from), observed / (to - from), to - from));
                }
            }
            return bins;
        }

        List<Weekday> weekdays() {
            List<Weekday> days = new ArrayList<>();
            for (double[] sums : daySums) {
                double instants = Math.max(1, sums[0]);
                days.add(new Weekday(sums[1] / instants, sums[2] / instants, sums[0]));
            }
            return days;
        }
    }
}
