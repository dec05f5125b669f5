package io.wane.engine.fitting;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How much of an event's pull reaches what is like it: a share ρ goes to all of the entity's group, by popularity, the rest
 * to the entity itself (SCIENCE 2.4; M's rows sum to one, so B and its cost stay).
 *
 * @param among what a group is: department, or category
 * @param share ρ
 * @param low lower end of its 95 % interval
 * @param high upper end
 * @param gain over the same decays without it
 */
public record SpillOver(String among, double share, double low, double high, Gain gain) {

    private static final double LITTLE = 0.02;
    private static final int LINES = 100_000;
    private static final long SEED = 7;
    private static final double WIDE = 0.3;

    /**
     * Fits it; empty where no group holds two entities.
     *
     * @param plain one exponential per type, at its maximum
     */
    static Optional<SpillOver> of(ChoiceFit plain, Groups groups, String among, ChoiceFitter fitter) {
        ChoiceLog log = plain.log().sampled(LINES, SEED);
        if (!anyShared(log, groups)) {
            return Optional.empty();
        }
        ChoiceFit without = log == plain.log() ? plain : fitter.fit(log, plain.form(), List.of(plain.x()));
        ChoiceForm form = without.form().spillingOver(groups);
        double[] start = Arrays.copyOf(without.x(), form.size());
        int at = form.noveltyAt() + 1;
        start[at] = ChoiceForm.SOME_SHARE;
        start[form.noveltyAt()] = Math.max(ChoiceForm.SOME_SHARE, start[form.noveltyAt()]);
        ChoiceFit with = fitter.fit(log, form, List.of(start));
        Gain gain = Gain.of(
                with.likelihood().byUser(with.x()),
                without.likelihood().byUser(without.x()),
                Gain.weights(log),
                with.optimism() - without.optimism());
        List<Profile> ends = Profile.interval(with, at, fitter, WIDE);
        double low = ChoiceForm.logistic(ends.get(0).x()[at]);
        double high = ChoiceForm.logistic(ends.get(1).x()[at]);
        return Optional.of(new SpillOver(among, form.spillOver(with.x()), low, high, gain));
    }

    private static boolean anyShared(ChoiceLog log, Groups groups) {
        int[] first = new int[groups.names().size()];
        Arrays.fill(first, -1);
        for (int entity : log.entityOfLine) {
            int group = groups.ofEntity()[entity];
            if (first[group] < 0) {
                first[group] = entity;
            } else if (first[group] != entity) {
                return true;
            }
        }
        return false;
    }

    /** In a sentence. */
    public String words() {
        if (high < LITTLE && !(gain.low() > 0)) {
            return String.format(
                    Locale.ROOT,
                    "hardly any of an event's pull (at most %.1f %%) goes to the whole %s",
                    100 * high,
                    among);
        }
        return String.format(
                Locale.ROOT,
                "%.1f %% [%.1f, %.1f] of an event's pull goes to the whole %s, by popularity: %+.4f nats per event"
                        + " [%+.4f, %+.4f]",
                100 * share,
                100 * low,
                100 * high,
                among,
                gain.perEvent(),
                gain.low(),
                gain.high());
    }
}
