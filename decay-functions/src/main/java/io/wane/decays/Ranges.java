package io.wane.decays;

import io.wane.core.decay.Parameter;
import io.wane.core.settings.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What numbers are allowed. Messages carry the value. */
final class Ranges {

    private Ranges() {}

    /** Refuses parameters of a wrong number, or one outside its range. */
    static void inside(List<Parameter> parameters, double... values) {
        if (values.length != parameters.size()) {
            throw new IllegalArgumentException(
                    "expected one number for each of " + names(parameters) + ": " + Arrays.toString(values));
        }
        for (int i = 0; i < values.length; i++) {
            Parameter parameter = parameters.get(i);
            if (!(values[i] > parameter.lower() && values[i] < parameter.upper())) {
                throw new IllegalArgumentException(parameter.name() + " must be " + allowed(parameter)
                        + (parameter.unit().isEmpty() ? "" : " (" + parameter.unit() + ")") + ": " + values[i]);
            }
        }
    }

    private static List<String> names(List<Parameter> parameters) {
        List<String> names = new ArrayList<>();
        for (Parameter parameter : parameters) {
            names.add(parameter.name());
        }
        return names;
    }

    private static String allowed(Parameter parameter) {
        return parameter.upper() == Double.POSITIVE_INFINITY
                ? "finite and above " + plain(parameter.lower())
                : "between " + plain(parameter.lower()) + " and " + plain(parameter.upper()) + ", both excluded";
    }

    private static String plain(double end) {
        return end == (long) end ? Long.toString((long) end) : Double.toString(end);
    }

    /** {@return a setting's duration in days} Refuses what is not longer than nothing. */
    static double days(String setting, Duration duration) {
        double days = DurationText.days(duration);
        if (!(days > 0)) {
            throw new IllegalArgumentException(
                    setting + " must be at least a millisecond: " + DurationText.ofDays(days));
        }
        return days;
    }

    /** {@return the half-life that a setting gives} Refuses a setting so extreme that no number holds it. */
    static double halfLife(double days, String setting, double value) {
        if (!(days > 0 && days < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(setting + " gives a half-life that no number can hold: " + value);
        }
        return days;
    }

    /** {@return age / scale, kept finite so that a step of an optimiser to a tiny scale gives 0 and not 0 · infinity} */
    static double ratio(double ageDays, double scaleDays) {
        return Math.min(ageDays / scaleDays, Double.MAX_VALUE);
    }

    /** {@return a setting's number} Refuses what is not finite and above 0. */
    static double positive(String setting, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(setting + " must be finite and above 0: " + value);
        }
        return value;
    }

    /** {@return a setting's number} Refuses what is not between 0 and 1, both excluded. */
    static double fraction(String setting, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(setting + " must be between 0 and 1, both excluded: " + value);
        }
        return value;
    }
}
