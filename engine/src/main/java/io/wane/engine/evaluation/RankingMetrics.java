package io.wane.engine.evaluation;

import java.util.List;

/**
 * How well the first K places of one ranked list hold what was relevant (SCIENCE §4.5); all in [0, 1], higher is better.
 *
 * <p>Where scores tie, each figure is its mean over all equally likely orders of the tied candidates, in closed form: neither
 * ids nor chance break ties.
 *
 * @param recall hits in the first K places / all relevant
 * @param recallCapped hits / min(K, all relevant): 1 for the best list that K places can hold
 * @param precision hits / K, also when the list is shorter
 * @param hitRate whether there is a hit
 * @param ndcg hits discounted by 1 / log2(1 + place), over the best such sum
 * @param mrr 1 / place of the first hit; 0 without one
 * @param map precision at each hit, summed, over min(K, all relevant)
 * @param mapOverAllRelevant the same sum over all relevant
 */
public record RankingMetrics(
        double recall,
        double recallCapped,
        double precision,
        double hitRate,
        double ndcg,
        double mrr,
        double map,
        double mapOverAllRelevant) {

    /**
     * The figures at K of candidates that hold everything relevant.
     *
     * @see #at(int, double[], boolean[], int)
     */
    public static RankingMetrics at(int k, double[] scores, boolean[] relevant) {
        int all = 0;
        for (boolean one : relevant) {
            all += one ? 1 : 0;
        }
        return at(k, scores, relevant, all);
    }

    /**
     * The figures at K of one list of candidates, ranked by descending score.
     *
     * @param k places that count, at least 1
     * @param scores one per candidate; not NaN
     * @param relevant one per candidate
     * @param allRelevant everything relevant, also what is not among the candidates and therefore missed; at least 1
     * @throws IllegalArgumentException if lengths differ, a score is NaN, or a number is out of range; nothing can be said
     *     where nothing is relevant
     */
    public static RankingMetrics at(int k, double[] scores, boolean[] relevant, int allRelevant) {
        if (k < 1) {
            throw new IllegalArgumentException("the number of places must be at least 1: " + k);
        }
        if (scores.length != relevant.length) {
            throw new IllegalArgumentException(scores.length + " scores for " + relevant.length + " candidates");
        }
        if (allRelevant < 1) {
            throw new IllegalArgumentException("something must be relevant, at least 1: " + allRelevant);
        }
        int[] order = Order.ascending(scores);
        int n = order.length;
        double hits = 0;
        double gain = 0;
        double precisions = 0;
        double hitRate = 0;
        double reciprocal = 0;
        int above = 0; // relevant candidates above the tied ones: how many is certain, ties or not
        for (int end = n; end > 0 && n - end < k; ) {
            int start = ProbabilityMetrics.startOfTies(scores, order, end);
            int tied = end - start;
            int good = 0;
            for (int at = start; at < end; at++) {
                good += relevant[order[at]] ? 1 : 0;
            }
            double share = (double) good / tied; // chance of each of these places to hold a hit
            double companion =
                    tied > 1 ? (good - 1.0) / (tied - 1) : 0; // the same for another place, given a hit in one
            double noneYet = 1; // chance that the tied places before hold no hit
            for (int i = 0; i < tied && n - end + i < k && good > 0; i++) {
                int place = n - end + i + 1;
                hits += share;
                gain += share * discount(place);
                precisions += share * (above + 1 + i * companion) / place;
                if (above == 0) {
                    reciprocal += noneYet * good / (tied - i) / place;
                    noneYet *= Math.max(0, tied - i - good) / (double) (tied - i);
                    hitRate = 1 - noneYet;
                }
            }
            above += good;
            end = start;
        }
        if (above > allRelevant) {
            throw new IllegalArgumentException(
                    above + " candidates are relevant, but all that is relevant is said to be " + allRelevant);
        }
        int best = Math.min(k, allRelevant);
        double ideal = 0;
        for (int place = 1; place <= best; place++) {
            ideal += discount(place);
        }
        return new RankingMetrics(
                hits / allRelevant,
                hits / best,
                hits / k,
                hitRate,
                gain / ideal,
                reciprocal,
                precisions / best,
                precisions / allRelevant);
    }

    private static double discount(int place) {
        return Math.log(2) / Math.log(1.0 + place);
    }

    /**
     * The mean over lists, one per user or query, each counting once.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static RankingMetrics mean(List<RankingMetrics> lists) {
        if (lists.isEmpty()) {
            throw new IllegalArgumentException("a mean needs at least one list");
        }
        double recall = 0;
        double recallCapped = 0;
        double precision = 0;
        double hitRate = 0;
        double ndcg = 0;
        double mrr = 0;
        double map = 0;
        double mapOverAllRelevant = 0;
        for (RankingMetrics list : lists) {
            recall += list.recall;
            recallCapped += list.recallCapped;
            precision += list.precision;
            hitRate += list.hitRate;
            ndcg += list.ndcg;
            mrr += list.mrr;
            map += list.map;
            mapOverAllRelevant += list.mapOverAllRelevant;
        }
        int n = lists.size();
        return new RankingMetrics(
                recall / n,
                recallCapped / n,
                precision / n,
                hitRate / n,
                ndcg / n,
                mrr / n,
                map / n,
                mapOverAllRelevant / n);
    }
}
