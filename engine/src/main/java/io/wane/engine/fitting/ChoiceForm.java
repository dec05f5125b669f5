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
 * What is fitted, as a vector without constraints: ln w per event type, then per block the decay's parameters (ln where the
 * range is open above, logit where it is bounded), then logit ε, and logit ρ if events spill over. A block is a decay of its
 * own: of all events, of a type, or of a type in a group of entities.
 *
 * @param types event types, in the order of the log
 * @param blocks the decays
 * @param blockOf number of the block per group and type
 * @param groupOfEntity group of an entity by its code; empty when there is one group
 * @param spanDays length of the log; no half-life is sought beyond a hundred times it
 * @param spilling whether a share ρ of each event's pull goes to all of its group, by popularity
 */
record ChoiceForm(
        List<String> types,
        List<Block> blocks,
        int[][] blockOf,
        int[] groupOfEntity,
        double spanDays,
        boolean spilling) {

    private static final double LOG_WEIGHT_LOW = -18;
    private static final double LOG_WEIGHT_HIGH = 12;
    private static final double LOGIT = 18;
    private static final double SHORTEST_DAYS = 1e-5;
    private static final double SPANS = 100;
    private static final double PURE_LOG = 7;
    /** Logit of a small share to start from: a climb that starts at none at all stays there. */
    static final double SOME_SHARE = -3;

    /**
     * A decay.
     *
     * @param name whose decay it is
     * @param family its shape; empty where nothing decays
     */
    record Block(String name, Optional<DecayFamily> family) {

        List<Parameter> parameters() {
            return family.map(DecayFamily::parameters).orElse(List.of());
        }
    }

    /** Nothing decays: the Dirichlet-multinomial urn with novelty. */
    static ChoiceForm urn(ChoiceLog log) {
        return shared(log, Optional.empty());
    }

    /** One decay for all types. */
    static ChoiceForm shared(ChoiceLog log, Optional<DecayFamily> family) {
        return new ChoiceForm(
                log.types,
                List.of(new Block("all", family)),
                new int[][] {new int[log.types.size()]},
                new int[0],
                log.spanDays,
                false);
    }

    /** A decay per type, all of one family. */
    static ChoiceForm byType(ChoiceLog log, Optional<DecayFamily> family) {
        return byType(log, log.types.stream().map(type -> family).toList());
    }

    /** A decay per type, each of its own family. */
    static ChoiceForm byType(ChoiceLog log, List<Optional<DecayFamily>> families) {
        List<Block> blocks = new ArrayList<>();
        int[] blockOf = new int[log.types.size()];
        for (int type = 0; type < blockOf.length; type++) {
            blockOf[type] = type;
            blocks.add(new Block(log.types.get(type), families.get(type)));
        }
        return new ChoiceForm(log.types, blocks, new int[][] {blockOf}, new int[0], log.spanDays, false);
    }

    /** A decay per group and type: block {@code group * types + type}. */
    static ChoiceForm byGroup(ChoiceLog log, List<Optional<DecayFamily>> families, Groups groups) {
        List<Block> blocks = new ArrayList<>();
        int[][] blockOf = new int[groups.names().size()][log.types.size()];
        for (int group = 0; group < blockOf.length; group++) {
            for (int type = 0; type < log.types.size(); type++) {
                blockOf[group][type] = blocks.size();
                blocks.add(
                        new Block(log.types.get(type) + " in " + groups.names().get(group), families.get(type)));
            }
        }
        return new ChoiceForm(log.types, blocks, blockOf, groups.ofEntity(), log.spanDays, false);
    }

    /** The same decays in all groups, with spill-over inside each. Coordinates stay where they are; ρ comes last. */
    ChoiceForm spillingOver(Groups groups) {
        int[][] alike = new int[groups.names().size()][];
        Arrays.fill(alike, blockOf[0]);
        return new ChoiceForm(types, blocks, alike, groups.ofEntity(), spanDays, true);
    }

    int groups() {
        return blockOf.length;
    }

    int size() {
        return noveltyAt() + (spilling ? 2 : 1);
    }

    int noveltyAt() {
        return parameterAt(blocks.size(), 0);
    }

    /** Coordinate of a block's parameter. */
    int parameterAt(int block, int parameter) {
        int at = types.size();
        for (int before = 0; before < block; before++) {
            at += blocks.get(before).parameters().size();
        }
        return at + parameter;
    }

    /** Coordinate that is the logarithm of a block's half-life, or of its inverse; -1 if the family has none. */
    int logHalfLifeAt(int block) {
        List<Parameter> parameters = blocks.get(block).parameters();
        int at = -1;
        for (int p = 0; p < parameters.size(); p++) {
            String unit = parameters.get(p).unit();
            if (parameters.get(p).name().equals("half-life")) {
                return parameterAt(block, p);
            }
            if (unit.equals("d") || unit.equals("1/d")) {
                at = parameterAt(block, p); // of several, the last is the slow one
            }
        }
        return at;
    }

    /** Whether a coordinate grows as a half-life shrinks. */
    boolean isRate(int at) {
        for (int block = 0; block < blocks.size(); block++) {
            int parameter = at - parameterAt(block, 0);
            List<Parameter> parameters = blocks.get(block).parameters();
            if (parameter >= 0 && parameter < parameters.size()) {
                return parameters.get(parameter).unit().equals("1/d");
            }
        }
        return false;
    }

    /** Names of the coordinates. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        types.forEach(type -> names.add("ln w " + type));
        for (Block block : blocks) {
            for (Parameter parameter : block.parameters()) {
                names.add((bounded(parameter) ? "logit " : "ln ") + parameter.name() + " " + block.name());
            }
        }
        names.add("logit novelty");
        if (spilling) {
            names.add("logit spill-over");
        }
        return names;
    }

    double weight(double[] x, int type) {
        return Math.exp(x[type]);
    }

    double novelty(double[] x) {
        return logistic(x[noveltyAt()]);
    }

    /** ρ, the share of an event's pull that goes to its group; 0 without spill-over. */
    double spillOver(double[] x) {
        return spilling ? logistic(x[noveltyAt() + 1]) : 0;
    }

    /** The decay's parameters of a block. */
    double[] natural(double[] x, int block) {
        List<Parameter> parameters = blocks.get(block).parameters();
        double[] natural = new double[parameters.size()];
        for (int p = 0; p < natural.length; p++) {
            natural[p] = natural(parameters.get(p), x[parameterAt(block, p)]);
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
    double slope(double[] x, int block, int parameter) {
        Parameter of = blocks.get(block).parameters().get(parameter);
        double coordinate = x[parameterAt(block, parameter)];
        double share = logistic(coordinate);
        return bounded(of) ? (of.upper() - of.lower()) * share * (1 - share) : Math.exp(coordinate);
    }

    DecayFunction decay(double[] x, int block) {
        return blocks.get(block).family().map(of -> of.of(natural(x, block))).orElse(DecayFunction.NONE);
    }

    /**
     * A place to start from: all weights alike, every decay with its family's shape and about this half-life.
     *
     * @param weight of every type, above 0
     * @param halfLifeDays days, above 0
     * @param novelty between 0 and 1
     */
    double[] start(double weight, double halfLifeDays, double novelty) {
        double[] x = new double[size()];
        Arrays.fill(x, 0, types.size(), Math.log(weight));
        for (int block = 0; block < blocks.size(); block++) {
            List<Parameter> parameters = blocks.get(block).parameters();
            if (parameters.isEmpty()) {
                continue;
            }
            double[] natural = parameters.stream().mapToDouble(Parameter::start).toArray();
            double own = blocks.get(block).family().orElseThrow().of(natural).halfLifeDays();
            double stretch = halfLifeDays / (own > 0 && own < Double.POSITIVE_INFINITY ? own : 1);
            for (int p = 0; p < natural.length; p++) {
                double stretched = switch (parameters.get(p).unit()) {
                    case "d" -> natural[p] * stretch;
                    case "1/d" -> natural[p] / stretch;
                    default -> natural[p];
                };
                x[parameterAt(block, p)] = coordinate(parameters.get(p), stretched);
            }
        }
        x[noveltyAt()] = Math.log(novelty / (1 - novelty));
        if (spilling) {
            x[noveltyAt() + 1] = SOME_SHARE;
        }
        return x;
    }

    /**
     * A place to start from where nothing fades.
     *
     * @param urn the maximum of {@link #urn}, which this form holds as its limit
     */
    double[] startSlowly(double[] urn) {
        double[] x = start(1, 10 * Math.max(spanDays, 1), 0.5);
        System.arraycopy(urn, 0, x, 0, types.size());
        x[noveltyAt()] = Math.max(SOME_SHARE, urn[types.size()]);
        return x;
    }

    /** Whether the decays' sums are finite sums of plain exponentials, so that a pass costs no history. */
    boolean exponential(double[] x) {
        for (int block = 0; block < blocks.size(); block++) {
            List<Term> terms = decay(x, block).exponentialSum();
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
        for (int block = 0; block < blocks.size(); block++) {
            List<Parameter> parameters = blocks.get(block).parameters();
            for (int p = 0; p < parameters.size(); p++) {
                String unit = bounded(parameters.get(p))
                        ? "bounded"
                        : parameters.get(p).unit();
                bounds[parameterAt(block, p)] = switch (unit) {
                    case "bounded" -> low ? -LOGIT : LOGIT;
                    case "d" -> Math.log(low ? SHORTEST_DAYS : longest);
                    case "1/d" -> Math.log(Math.log(2) / (low ? longest : SHORTEST_DAYS));
                    default -> low ? -PURE_LOG : PURE_LOG;
                };
            }
        }
        Arrays.fill(bounds, noveltyAt(), size(), low ? -LOGIT : LOGIT);
        return bounds;
    }

    private static boolean bounded(Parameter parameter) {
        return parameter.upper() < Double.POSITIVE_INFINITY;
    }

    static double logistic(double x) {
        return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
    }
}
