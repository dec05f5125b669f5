package io.wane.simulator;

import java.util.List;

/** The choice model written down once more, from the truth alone: every earlier event, one after the other. */
final class DirectChoice {

    private static final double SECONDS_PER_DAY = 86_400;

    private DirectChoice() {}

    record Past(int category, String type, long second) {}

    /** A of every category; half-lives are stretched by a factor, of which 1 is the truth. */
    static double[] interest(Truth truth, Shopper who, List<Past> past, long asOfSecond, double stretch) {
        double[] interest = new double[truth.categories().size()];
        for (int c = 0; c < interest.length; c++) {
            interest[c] = truth.choice().gamma() * truth.categories().get(c).popularity();
        }
        for (Past event : past) {
            Double weight = truth.choice().weights().get(event.type);
            if (weight != null && event.second < asOfSecond) {
                double halfLife = truth.choice().halfLifeDays().get(event.type)
                        * truth.categories().get(event.category).halfLifeMultiplier()
                        * who.halfLifeMultiplier();
                double ageDays = (asOfSecond - event.second) / SECONDS_PER_DAY;
                interest[event.category] += weight * Math.pow(2, -ageDays / (stretch * halfLife));
            }
        }
        return interest;
    }

    /** P of every category, given A. */
    static double[] focus(Truth truth, Shopper who, double[] interest) {
        double total = 0;
        for (double a : interest) {
            total += a;
        }
        double[] focus = new double[interest.length];
        for (int c = 0; c < focus.length; c++) {
            focus[c] =
                    who.novelty() * truth.categories().get(c).popularity() + (1 - who.novelty()) * interest[c] / total;
        }
        return focus;
    }
}
