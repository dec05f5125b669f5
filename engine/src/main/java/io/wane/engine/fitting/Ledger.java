package io.wane.engine.fitting;

import java.util.ArrayList;
import java.util.List;

/** From knowing nothing to knowing the user, step by step; each step paired with the one before, user by user. */
final class Ledger {

    private final double[] weights;
    private final double weight;
    private final List<LedgerStep> steps = new ArrayList<>();
    private double[] last;
    private double lastOptimism;

    Ledger(ChoiceLog log) {
        weights = Gain.weights(log);
        weight = log.scoredWeight();
        last = new double[log.users()];
        for (int user = 0; user < last.length; user++) {
            last[user] = -weights[user] * Math.log(log.catalogue);
        }
        add("uniform", last, 0);
    }

    /** Everybody's choices before, the user's own left out. */
    static double[] popularity(ChoiceLog log) {
        double[] values = new double[log.users()];
        for (int user = 0; user < values.length; user++) {
            for (int line = log.userStarts[user]; line < log.userStarts[user + 1]; line++) {
                if (log.weights[line] > 0) {
                    values[user] += log.weights[line] * Math.log(log.priors[line]);
                }
            }
        }
        return values;
    }

    void add(String name, double[] byUser, double optimism) {
        double sum = 0;
        for (double value : byUser) {
            sum += value;
        }
        boolean first = steps.isEmpty();
        Gain gain = first ? new Gain(0, 0, 0) : Gain.of(byUser, last, weights, optimism - lastOptimism);
        double nats = sum / weight;
        steps.add(new LedgerStep(name, nats, Math.exp(-nats), gain.perEvent(), gain.low(), gain.high()));
        last = byUser;
        lastOptimism = Double.isNaN(optimism) ? lastOptimism : optimism;
    }

    void add(String name, ChoiceFit fit) {
        add(name, fit.likelihood().byUser(fit.x()), fit.optimism());
    }

    List<LedgerStep> steps() {
        return List.copyOf(steps);
    }
}
