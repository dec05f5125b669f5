package io.wane.engine.fitting;

import java.util.List;
import java.util.Map;

/**
 * How one kind of event fades, as learned from a log.
 *
 * @param type event type; {@code all} for one decay of all types
 * @param group department, category or brand it was fitted for; {@code all} for no group
 * @param family shape; {@code none} where nothing fades
 * @param parameters the shape's parameters, in their own units
 * @param halfLifeDays age at which an event counts half, of the slow part where there are several; infinite where the log
 *     does not bound it
 * @param lowDays lower end of the 95 % interval; NaN where nothing is known
 * @param highDays upper end; infinite where the log does not bound it
 * @param logStandardError standard error of ln half-life by the Hessian; NaN if unknown
 * @param logStandardErrorByUser the same by the sandwich clustered by user; NaN if unknown
 * @param weight weight of a fresh event in units of the whole popularity prior; NaN for {@code all}
 * @param weightLogStandardError standard error of its logarithm, by the sandwich; NaN if unknown
 * @param events events that entered histories, chains counted once
 * @param users users who have such an event
 * @param gain nats per event of the fit it belongs to, over its twin where nothing fades
 * @param ownGain the same over its twin where this type alone does not fade
 * @param uncertified why the half-life is not certified; empty if it is
 * @param warnings what to know about it
 */
public record FittedDecay(
        String type,
        String group,
        String family,
        Map<String, Double> parameters,
        double halfLifeDays,
        double lowDays,
        double highDays,
        double logStandardError,
        double logStandardErrorByUser,
        double weight,
        double weightLogStandardError,
        long events,
        long users,
        Gain gain,
        Gain ownGain,
        List<String> uncertified,
        List<String> warnings) {

    /** Name of "no distinction". */
    public static final String ALL = "all";

    /** Whether the half-life or an end of its interval is not bounded by the log. */
    public boolean unbounded() {
        return !(halfLifeDays < Double.POSITIVE_INFINITY) || !(highDays < Double.POSITIVE_INFINITY);
    }

    /** Whether every check was passed. */
    public boolean certified() {
        return uncertified.isEmpty();
    }
}
