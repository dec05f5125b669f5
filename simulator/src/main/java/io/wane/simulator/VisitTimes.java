package io.wane.simulator;

/**
 * When a user comes: a Hawkes process with intensity {@code rhythm(t) · (visitsPerDay + Σ α β exp(-β (t - tᵢ)))} over
 * earlier visits, drawn by Ogata's thinning. Not thread-safe.
 */
final class VisitTimes {

    private final Shopper shopper;
    private final Rhythm rhythm;
    private final long endSecond;
    private final Draws draws;
    private double urge; // Σ α β exp(-β (t - tᵢ)), per day
    private long urgeSecond;

    VisitTimes(Shopper shopper, Rhythm rhythm, long endSecond, Draws draws) {
        this.shopper = shopper;
        this.rhythm = rhythm;
        this.endSecond = Math.min(endSecond, shopper.departureSecond());
        this.draws = draws;
    }

    /** The first visit. */
    long first() {
        return arrived(shopper.arrivalSecond());
    }

    /** The next visit at or after a second; {@code Long.MAX_VALUE} if the user does not come again. */
    long next(long notBefore) {
        fade((notBefore - urgeSecond) / (double) Rhythm.SECONDS_PER_DAY);
        double now = notBefore;
        while (now < endSecond) {
            double ceiling = rhythm.peak() * (shopper.visitsPerDay() + urge);
            double waitDays = draws.exponential() / ceiling;
            now += waitDays * Rhythm.SECONDS_PER_DAY;
            fade(waitDays);
            long second = (long) now;
            if (second < endSecond && draws.chance(rhythm.at(second) * (shopper.visitsPerDay() + urge) / ceiling)) {
                return arrived(second);
            }
        }
        return Long.MAX_VALUE;
    }

    private void fade(double days) {
        urge *= StrictMath.exp(-Habits.ALL.excitationPerDay() * days);
    }

    private long arrived(long second) {
        urge += Habits.ALL.visitExcitation() * Habits.ALL.excitationPerDay();
        urgeSecond = second;
        return second;
    }
}
