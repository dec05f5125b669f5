package io.wane.engine.fitting;

import io.wane.core.decay.Parameter;
import io.wane.core.settings.DurationText;
import io.wane.engine.pipeline.Days;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Turns fits into what is reported of them: half-lives with intervals, what they are worth, and every reason to doubt. */
final class FitReporter {

    private static final double NO_WEIGHT = -14;
    private static final int OWN_LINES = 500_000;
    private static final long SEED = 11;

    private final ChoiceFitter fitter;
    private final ChoiceLog log;
    private final ChoiceFit urn;
    private final List<String> shapes;
    private final boolean certified;
    private final double[] urnByUser;
    private final double[] weights;
    private final Certificate certificate;
    private final List<String> doubts;
    private final IdentityHashMap<ChoiceFit, Gain> gains = new IdentityHashMap<>();
    private final IdentityHashMap<ChoiceFit, Map<Integer, Gain>> ownGains = new IdentityHashMap<>();

    /**
     * Speaks of fits of a log.
     *
     * @param urn its twin in which nothing fades
     * @param shapes the chosen family per type
     * @param certified whether the placebos were run
     * @param certificate what they said
     * @param doubts why nothing of this log is certified
     */
    FitReporter(
            ChoiceFitter fitter,
            ChoiceFit urn,
            List<String> shapes,
            boolean certified,
            Certificate certificate,
            List<String> doubts) {
        this.fitter = fitter;
        log = urn.log();
        this.urn = urn;
        this.shapes = shapes;
        this.certified = certified;
        this.certificate = certificate;
        this.doubts = doubts;
        urnByUser = urn.likelihood().byUser(urn.x());
        weights = Gain.weights(log);
    }

    private Gain gain(ChoiceFit fit) {
        return gains.computeIfAbsent(
                fit,
                of -> Gain.of(
                        fitter.likelihood(log, of.form()).byUser(of.x()),
                        urnByUser,
                        weights,
                        of.optimism() - urn.optimism()));
    }

    /** A decay of one type, or of all together. */
    FittedDecay decay(ChoiceFit fit, int block, String type, String family) {
        boolean one = type.equals(FittedDecay.ALL);
        int code = one ? -1 : log.types.indexOf(type);
        HalfLifeInterval interval = HalfLifeInterval.of(fit, block, fitter);
        double halfLife = fit.halfLifeDays(block);
        long[] counts = counts(code, -1, null);
        Gain gain = gain(fit);
        List<String> warnings = new ArrayList<>();
        boolean none = family.equals(Families.NONE);
        boolean weightless = !one && (fit.x()[code] < NO_WEIGHT || (interval.wide() && mayWeighNothing(fit, code)));
        boolean unknown = !none && (weightless || interval.unknown());
        if (weightless) {
            warnings.add("the weight of '" + type + "' may be zero: what was done so may say nothing about what is"
                    + " chosen next, so its half-life is unknown");
        }
        boolean separated = !one && fit.x()[code] > fit.form().upper()[code] - 1;
        if (separated) {
            warnings.add("the weight of '" + type + "' grows without bound (separation): after such an event users"
                    + " choose among what they know, but for the share of novelty");
        }
        if (unknown) {
            interval = HalfLifeInterval.UNKNOWN;
            halfLife = Double.POSITIVE_INFINITY;
        } else if (!none && !(halfLife < Double.POSITIVE_INFINITY)) {
            warnings.add("the likelihood does not end: half-life > " + DurationText.ofDays(interval.lowDays()));
        } else if (!none && interval.unbounded()) {
            warnings.add("the likelihood is flat upwards: half-life > " + DurationText.ofDays(interval.lowDays()));
        }
        if (counts[0] < DecayFitting.FEW_EVENTS) {
            warnings.add("only " + counts[0] + " events");
        }
        if (!fit.converged()) {
            warnings.add("the maximum was not reached to the last digit");
        }
        Gain ownGain = one ? gain : ownGain(fit, block);
        List<String> reasons = new ArrayList<>(uncertified(type, gain, ownGain));
        if (weightless) {
            reasons.add("its weight may be zero");
        }
        if (separated) {
            reasons.add("its weight grows without bound");
        }
        reasons.addAll(unsure(family, interval, counts[0]));
        Map<String, Double> parameters = new TreeMap<>();
        List<Parameter> own = fit.form().blocks().get(block).parameters();
        double[] natural = fit.form().natural(fit.x(), block);
        for (int p = 0; p < natural.length; p++) {
            parameters.put(own.get(p).name(), natural[p]);
        }
        return new FittedDecay(
                type,
                FittedDecay.ALL,
                family,
                parameters,
                halfLife,
                interval.lowDays(),
                interval.highDays(),
                fit.logHalfLifeError(block, fit.covariance()),
                fit.logHalfLifeError(block, fit.sandwich()),
                one ? Double.NaN : fit.weight(code),
                one || fit.sandwich().length == 0 ? Double.NaN : Math.sqrt(fit.sandwich()[code][code]),
                counts[0],
                counts[1],
                gain,
                ownGain,
                List.copyOf(reasons),
                List.copyOf(warnings));
    }

    // Whether a type without weight would do about as well.
    private boolean mayWeighNothing(ChoiceFit fit, int type) {
        return fit.value()
                        - Profile.held(fit, type, fitter, fit.form().lower()[type], fit.x())
                                .value()
                < Profile.FALL;
    }

    // Over the same fit where this one decay does not fade; of a long log, a share of the users.
    private Gain ownGain(ChoiceFit fit, int block) {
        return ownGains.computeIfAbsent(fit, of -> new TreeMap<>()).computeIfAbsent(block, of -> untwinned(fit, block));
    }

    private Gain untwinned(ChoiceFit fit, int block) {
        int at = fit.form().logHalfLifeAt(block);
        if (at < 0) {
            return new Gain(0, 0, 0);
        }
        ChoiceLog share = fit.log().sampled(OWN_LINES, SEED);
        ChoiceLikelihood likelihood = fitter.likelihood(share, fit.form());
        double still =
                fit.form().isRate(at) ? fit.form().lower()[at] : fit.form().upper()[at];
        double[] twin =
                Profile.held(fit, likelihood, at, fitter, still, fit.x()).x();
        return Gain.of(likelihood.byUser(fit.x()), likelihood.byUser(twin), Gain.weights(share), 1);
    }

    // What an interval leaves open.
    private List<String> unsure(String family, HalfLifeInterval interval, long events) {
        List<String> reasons = new ArrayList<>();
        if (family.equals(Families.NONE)) {
            reasons.add("no shape of decay predicts a later block better than none");
        } else if (!(interval.highDays() < Double.POSITIVE_INFINITY)) {
            reasons.add("the half-life is not bounded above");
        } else if (interval.wide()) {
            reasons.add("the half-life is known to a factor of "
                    + Math.round(interval.highDays() / interval.lowDays()) + " only, more than "
                    + HalfLifeInterval.WIDEST);
        }
        if (interval.lowDays() < ChoiceLog.CHAIN_GAP_MILLIS / Days.MILLIS) {
            reasons.add("the half-life may lie within the 30 minutes in which repeats count once");
        }
        if (events < DecayFitting.FEW_EVENTS) {
            reasons.add("there are fewer than " + DecayFitting.FEW_EVENTS + " events");
        }
        return reasons;
    }

    private List<String> uncertified(String type, Gain gain, Gain own) {
        List<String> reasons = new ArrayList<>();
        if (!certified) {
            reasons.add("the placebos were not run");
        }
        reasons.addAll(doubts);
        if (Double.isNaN(gain.low())) {
            reasons.add("how sure the gain over no decay is cannot be known from one user");
        } else if (!(gain.low() > 0)) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "the gain over no decay may be nothing: %.4f nats per event [%.4f, %.4f]",
                    gain.perEvent(),
                    gain.low(),
                    gain.high()));
        }
        if (gain.low() > 0 && !(own.low() > 0)) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "that events of this type fade may be worth nothing: %.4f nats per event [%.4f, %.4f]",
                    own.perEvent(),
                    own.low(),
                    own.high()));
        }
        reasons.addAll(certificate.reasons(type));
        return reasons;
    }

    /** The decay of a type in a group of entities. */
    FittedDecay ofGroup(ChoiceFit plain, HalfLifeRegression regression, Groups groups, int group, int type) {
        int block = regression.form().blockOf()[group][type];
        double halfLife = ChoiceFit.reportedHalfLife(regression.form().decay(regression.x(), block));
        double byHessian = regression.logErrors()[block];
        double error = Math.max(byHessian, regression.logErrorsByUser()[block]);
        long[] counts = counts(type, group, groups);
        List<String> warnings = new ArrayList<>();
        if (counts[0] < DecayFitting.FEW_EVENTS) {
            warnings.add("only " + counts[0] + " events: mostly the half-life of " + log.types.get(type)
                    + " in the shop as a whole");
        }
        HalfLifeInterval interval = HalfLifeInterval.wald(halfLife, error);
        boolean atCap = halfLife > 50 * Math.max(log.spanDays, 1e-3);
        if (atCap) {
            interval = new HalfLifeInterval(interval.lowDays(), Double.POSITIVE_INFINITY);
        }
        Gain own = ownGain(plain, type);
        List<String> reasons = new ArrayList<>(uncertified(log.types.get(type), gain(plain), own));
        if (plain.x()[type] < NO_WEIGHT) {
            reasons.add("its weight is zero");
        }
        reasons.addAll(unsure(shapes.get(type), interval, counts[0]));
        return new FittedDecay(
                log.types.get(type),
                groups.names().get(group),
                DecayFitting.EXPONENTIAL,
                Map.of("rate", Math.log(2) / halfLife),
                atCap ? Double.POSITIVE_INFINITY : halfLife,
                interval.lowDays(),
                interval.highDays(),
                byHessian,
                regression.logErrorsByUser()[block],
                Math.exp(regression.x()[type]),
                Double.NaN,
                counts[0],
                counts[1],
                gain(plain),
                own,
                List.copyOf(reasons),
                List.copyOf(warnings));
    }

    // Lines and users of a type in a group; -1 for all.
    private long[] counts(int type, int group, Groups groups) {
        long events = 0;
        long users = 0;
        for (int user = 0; user < log.users(); user++) {
            long before = events;
            for (int line = log.userStarts[user]; line < log.userStarts[user + 1]; line++) {
                boolean counts = (type < 0 || log.lineTypes[line] == type)
                        && (group < 0 || groups.ofEntity()[log.entityOfLine[line]] == group);
                events += counts ? 1 : 0;
            }
            users += events > before ? 1 : 0;
        }
        return new long[] {events, users};
    }
}
