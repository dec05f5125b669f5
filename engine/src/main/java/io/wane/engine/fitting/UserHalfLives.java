package io.wane.engine.fitting;

/**
 * How much users differ in how fast they forget: each user's ln h is the type's plus an offset ~ N(0, τ²), τ by marginal
 * likelihood over a grid of offsets (SCIENCE 2.6). One pass per offset evaluates all users at once; of long logs, a share of
 * the users.
 *
 * @param deviation τ, of ln h between users
 * @param byUser marginal log-likelihood per user of the whole log at that τ; where a share was looked at, what its users
 *     gain counts for the others too, so that sums, means and intervals over resampled users are estimates of the whole
 */
record UserHalfLives(double deviation, double[] byUser) {

    private static final double WIDEST = 3;
    private static final double STEP = 0.25;
    private static final int LINES = 200_000;
    private static final long SEED = 8;
    private static final double[] DEVIATIONS = {0, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1, 1.3};

    static UserHalfLives of(ChoiceFit fit) {
        return of(fit, LINES);
    }

    /** The same by a share of the users that holds about so many lines. */
    static UserHalfLives of(ChoiceFit fit, int lines) {
        ChoiceLog share = fit.log().sampled(lines, SEED);
        ChoiceLikelihood likelihood = share == fit.log()
                ? fit.likelihood()
                : new ChoiceLikelihood(share, fit.form(), fit.likelihood().threads());
        int points = (int) Math.round(2 * WIDEST / STEP) + 1;
        double[] offsets = new double[points];
        double[][] values = new double[points][];
        for (int point = 0; point < points; point++) {
            offsets[point] = -WIDEST + point * STEP;
            values[point] = likelihood.byUser(shifted(fit, offsets[point]));
        }
        double best = Double.NEGATIVE_INFINITY;
        UserHalfLives found = null;
        for (double deviation : DEVIATIONS) {
            double[] marginal = marginal(offsets, values, deviation);
            double sum = 0;
            for (double user : marginal) {
                sum += user;
            }
            if (found == null || sum > best) {
                best = sum;
                found = new UserHalfLives(deviation, marginal);
            }
        }
        return share == fit.log() ? found : new UserHalfLives(found.deviation, spread(fit, likelihood, found.byUser));
    }

    // Horvitz and Thompson's weights by what is scored: each user of the share stands for as much as lies outside.
    private static double[] spread(ChoiceFit fit, ChoiceLikelihood share, double[] marginal) {
        double[] byUser = fit.likelihood().byUser(fit.x());
        double[] plain = share.byUser(fit.x());
        double stands = fit.log().scoredWeight() / share.log().scoredWeight();
        for (int user = 0, at = 0; at < plain.length; user++) {
            if (fit.log().userCode(user) == share.log().userCode(at)) {
                byUser[user] += stands * (marginal[at] - plain[at]);
                at++;
            }
        }
        return byUser;
    }

    private static double[] shifted(ChoiceFit fit, double offset) {
        double[] x = fit.x().clone();
        for (int block = 0; block < fit.form().blocks().size(); block++) {
            int first = fit.form().parameterAt(block, 0);
            var parameters = fit.form().blocks().get(block).parameters();
            for (int p = 0; p < parameters.size(); p++) {
                switch (parameters.get(p).unit()) {
                    case "d" -> x[first + p] += offset;
                    case "1/d" -> x[first + p] -= offset;
                    default -> {}
                }
            }
        }
        return x;
    }

    private static double[] marginal(double[] offsets, double[][] values, double deviation) {
        double[] weights = new double[offsets.length];
        double sum = 0;
        for (int i = 0; i < offsets.length; i++) {
            double z = offsets[i] / Math.max(deviation, 1e-3);
            weights[i] = Math.exp(-z * z / 2);
            sum += weights[i];
        }
        double[] marginal = new double[values[0].length];
        for (int user = 0; user < marginal.length; user++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (double[] value : values) {
                largest = Math.max(largest, value[user]);
            }
            double mean = 0;
            for (int i = 0; i < weights.length; i++) {
                mean += weights[i] / sum * Math.exp(values[i][user] - largest);
            }
            marginal[user] = largest + Math.log(mean);
        }
        return marginal;
    }
}
