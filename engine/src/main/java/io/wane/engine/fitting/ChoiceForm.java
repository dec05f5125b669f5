package io.wane.engine.fitting;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import io.wane.core.decay.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is fitted, as a vector without constraints: ln w per event type, then per group of types the decay's parameters
 * (ln where the range is open above, logit where it is bounded), then logit ε.
 *
 * @param types event types, in the order of the log
 * @param groups types that share one decay carry one number, from 0
 * @param family shape of the decay; empty for the urn, where nothing decays
 * @param spanDays length of the log; no half-life is sought beyond a hundred times it
 */
record ChoiceForm(List<String> types, int[] groups, Optional<DecayFamily> family, double spanDays) {

    private static final double LOG_WEIGHT_LOW = -18;
    private static final double LOG_WEIGHT_HIGH = 12;
    private static final double LOGIT = 18;
    private static final double SHORTEST_DAYS = 1e-5;
    private static final double SPANS = 100;
    private static final double PURE_LOG = 7;

    static ChoiceForm urn(ChoiceLog log) {
        return new ChoiceForm(log.types, new int[log.types.size()], Optional.empty(), log.spanDays);
    }

    static ChoiceForm shared(ChoiceLog log, DecayFamily family) {
        return new ChoiceForm(log.types, new int[log.types.size()], Optional.of(family), log.spanDays);
    }

    static ChoiceForm byType(ChoiceLog log, DecayFamily family) {
        int[] groups = new int[log.types.size()];
        Arrays.setAll(groups, type -> type);
        return new ChoiceForm(log.types, groups, Optional.of(family), log.spanDays);
    }

    int groupCount() {
        int largest = -1;
        for (int group : groups) {
            largest = Math.max(largest, group);
        }
        return largest + 1;
    }

    List<Parameter> parameters() {
        return family.map(DecayFamily::parameters).orElse(List.of());
    }

    int size() {
        return types.size() + groupCount() * parameters().size() + 1;
    }

    int noveltyAt() {
        return size() - 1;
    }

    int parameterAt(int group, int parameter) {
        return types.size() + group * parameters().size() + parameter;
    }

    /** Names of the coordinates. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        types.forEach(type -> names.add("ln w " + type));
        for (int group = 0; group < groupCount(); group++) {
            for (Parameter parameter : parameters()) {
                String of = groupCount() == 1 ? "all" : types.get(group);
                names.add((bounded(parameter) ? "logit " : "ln ") + parameter.name() + " " + of);
            }
        }
        names.add("logit novelty");
        return names;
    }

    double weight(double[] x, int type) {
        return Math.exp(x[type]);
    }

    double novelty(double[] x) {
        return logistic(x[noveltyAt()]);
    }

    /** The decay's parameters of a group. */
    double[] natural(double[] x, int group) {
        List<Parameter> parameters = parameters();
        double[] natural = new double[parameters.size()];
        for (int p = 0; p < natural.length; p++) {
            natural[p] = natural(parameters.get(p), x[parameterAt(group, p)]);
        }
        return natural;
    }

    private static double natural(Parameter parameter, double coordinate) {
        return bounded(parameter)
                ? parameter.lower() + (parameter.upper() - parameter.lower()) * logistic(coordinate)
                : parameter.lower() + Math.exp(coordinate);
    }

    /** The coordinate of a parameter's value. */
    static double coordinate(Parameter parameter, double value) {
        if (bounded(parameter)) {
            double share = (value - parameter.lower()) / (parameter.upper() - parameter.lower());
            return Math.log(share / (1 - share));
        }
        return Math.log(value - parameter.lower());
    }

    /** Derivative of a parameter's value with respect to its coordinate. */
    double slope(double[] x, int group, int parameter) {
        Parameter of = parameters().get(parameter);
        double coordinate = x[parameterAt(group, parameter)];
        double share = logistic(coordinate);
        return bounded(of) ? (of.upper() - of.lower()) * share * (1 - share) : Math.exp(coordinate);
    }

    DecayFunction decay(double[] x, int group) {
        return family.map(of -> of.of(natural(x, group))).orElse(DecayFunction.NONE);
    }

    /** Whether the decay's sums are finite sums of plain exponentials, so that a pass costs no history. */
    boolean exponential(double[] x) {
        for (int group = 0; group < groupCount(); group++) {
            List<Term> terms = decay(x, group).exponentialSum();
            if (terms.isEmpty() || terms.stream().anyMatch(term -> term.power() > 0)) {
                return false;
            }
        }
        return true;
    }

    double[] lower() {
        return bounds(true);
    }

    double[] upper() {
        return bounds(false);
    }

    private double[] bounds(boolean low) {
        double[] bounds = new double[size()];
        Arrays.fill(bounds, 0, types.size(), low ? LOG_WEIGHT_LOW : LOG_WEIGHT_HIGH);
        double longest = SPANS * Math.max(spanDays, 1e-3);
        for (int group = 0; group < groupCount(); group++) {
            for (int p = 0; p < parameters().size(); p++) {
                Parameter parameter = parameters().get(p);
                bounds[parameterAt(group, p)] = switch (parameter.unit()) {
                    case "d" -> Math.log(low ? SHORTEST_DAYS : longest);
                    case "1/d" -> Math.log(Math.log(2) / (low ? longest : SHORTEST_DAYS));
                    default -> bounded(parameter) ? (low ? -LOGIT : LOGIT) : (low ? -PURE_LOG : PURE_LOG);
                };
            }
        }
        bounds[noveltyAt()] = low ? -LOGIT : LOGIT;
        return bounds;
    }

    private static boolean bounded(Parameter parameter) {
        return parameter.upper() < Double.POSITIVE_INFINITY;
    }

    static double logistic(double x) {
        return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
    }
}
