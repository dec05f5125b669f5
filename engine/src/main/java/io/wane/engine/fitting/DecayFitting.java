package io.wane.engine.fitting;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.Parameter;
import io.wane.core.event.Item;
import io.wane.core.event.Names;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.core.settings.DurationText;
import io.wane.core.settings.Spelling;
import io.wane.engine.pipeline.Days;
import io.wane.engine.pipeline.Kind;
import io.wane.engine.pipeline.UserEvents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/**
 * Learns half-lives from a timeline: the decayed choice model of SCIENCE 2.4 by maximum likelihood, with its intervals, the
 * shape that predicts best, the ledger of what each part is worth, and the certificate. Deterministic for a log, whatever
 * the threads. Immutable; use from any thread.
 */
public final class DecayFitting {

    /** What half-lives may differ by. */
    public enum By {
        /** The event type alone. */
        TYPE,
        /** Type and department: the first element of the category path. */
        DEPARTMENT,
        /** Type and category, inside its department. */
        CATEGORY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What to fit.
     *
     * @param level what is chosen: item, category or brand
     * @param families families by name, {@code exponential} among them
     * @param contenders names of the families to choose from; {@code none} is a name
     * @param by what half-lives may differ by
     * @param targets weight of a choice by its type; 1 where none is given
     * @param continuations whether choices of what the user has touched within 30 minutes count
     * @param certified whether to run the placebos
     * @param plotted whether to look at windows and residuals
     * @param earlier the coordinates and end of an earlier fit, to see whether it still holds
     * @param threads how many may be used
     */
    public record Request(
            Scope level,
            Map<String, DecayFamily> families,
            List<String> contenders,
            By by,
            Map<String, Double> targets,
            boolean continuations,
            boolean certified,
            boolean plotted,
            Optional<Earlier> earlier,
            int threads) {}

    /**
     * An earlier fit.
     *
     * @param untilMillis it saw what lies strictly before
     * @param coordinates its maximum by name
     */
    public record Earlier(long untilMillis, Map<String, Double> coordinates) {}

    private static final String EXPONENTIAL = "exponential";
    /** With fewer events of a type nothing is certified of it. */
    public static final int FEW_EVENTS = 100;

    private static final int MOST_GROUPS = 60;
    private static final double NO_WEIGHT = -14;
    private static final int OWN_LINES = 500_000;
    private static final long SEED = 11;

    private final Timeline timeline;
    private final Request request;
    private final Consumer<String> progress;
    private final ChoiceFitter fitter;
    private final DecayFamily exponential;
    private final ChoiceLog log;

    /**
     * Reads the log.
     *
     * @param progress is told what is being done
     * @throws IllegalArgumentException if a name is unknown, or the log holds nothing to learn from, saying what is missing
     */
    public DecayFitting(Timeline timeline, UserEvents userEvents, Request request, Consumer<String> progress) {
        this.timeline = timeline;
        this.request = request;
        this.progress = progress;
        fitter = new ChoiceFitter(request.threads());
        exponential = request.families().get(EXPONENTIAL);
        if (exponential == null) {
            throw new IllegalArgumentException(
                    "fitting starts from the family 'exponential', and no plugin offers it; put plugins/decay-functions back");
        }
        requireKnown(request);
        ChoiceLog read = ChoiceLog.of(timeline, userEvents, request.level(), Double.POSITIVE_INFINITY);
        ChoiceLog counted = request.continuations() ? read : read.withoutContinuations();
        log = request.targets().isEmpty() ? counted : counted.targeted(targets(counted));
        Diagnosis.refuse(log, request.level());
    }

    private static void requireKnown(Request request) {
        List<String> known = new ArrayList<>(request.families().keySet());
        known.add(Families.NONE);
        for (String name : request.contenders()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("family '" + name + "' is not known. " + Spelling.hint(name, known)
                        + "Known: " + String.join(", ", known));
            }
        }
    }

    private double[] targets(ChoiceLog read) {
        request.targets().forEach((type, weight) -> {
            if (!read.types.contains(type)) {
                throw new IllegalArgumentException(
                        "target type '" + type + "' is not in the log; its types are " + String.join(", ", read.types));
            }
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "weight of target type '" + type + "' must be at least 0 and finite: " + weight);
            }
        });
        if (read.types.stream().allMatch(type -> request.targets().getOrDefault(type, 1.0) == 0)) {
            throw new IllegalArgumentException(
                    "all types of the log have target weight 0, so no choice counts; give one of "
                            + String.join(", ", read.types) + " a weight above 0");
        }
        return read.types.stream()
                .mapToDouble(type -> request.targets().getOrDefault(type, 1.0))
                .toArray();
    }

    /** Fits. */
    public DecayFit fit() {
        boolean oneType = log.types.size() == 1;
        progress.accept(String.format(
                Locale.ROOT, "%,d events of %,d users on %,d entities", log.lines(), log.users(), log.catalogue));
        ChoiceFit urn = fitter.fit(log, ChoiceForm.urn(log));
        progress.accept("one half-life for all types");
        ChoiceForm one = ChoiceForm.shared(log, Optional.of(exponential));
        List<double[]> starts = new ArrayList<>(ChoiceFitter.starts(one));
        starts.add(one.startSlowly(urn.x()));
        ChoiceFit shared = fitter.fit(log, one, starts);
        progress.accept("a half-life per type");
        ChoiceFit plain = oneType
                ? relabelled(shared, ChoiceForm.byType(log, Optional.of(exponential)))
                : fitter.fit(log, ChoiceForm.byType(log, Optional.of(exponential)), starts(shared));
        Families families = new Families(request.families(), fitter);
        Families.Choice choice = choose(families);
        List<String> shapes = choice.names();
        boolean exponentialOnly = choice.names().stream().allMatch(EXPONENTIAL::equals);
        ChoiceFit chosen = plain;
        if (!exponentialOnly) {
            progress.accept("the chosen shapes: " + String.join(", ", choice.names()));
            ChoiceForm form = ChoiceForm.byType(log, families.families(choice.names()));
            ChoiceLog share = ChoiceFitter.share(log, form);
            if (share != log) {
                progress.accept("these have no exponential sums: fitted to users with "
                        + String.format(Locale.ROOT, "%,d", share.lines()) + " events");
            }
            chosen = choice.x().length == 0
                    ? fitter.fit(share, form)
                    : fitter.fit(share, form, List.of(choice.x(), near(plain, form)));
            Gain together = Gain.of(
                    chosen.likelihood().byUser(chosen.x()),
                    fitter.likelihood(share, plain.form()).byUser(plain.x()),
                    Gain.weights(share),
                    0);
            if (together.high() < -Families.LEAST_LEAD && request.contenders().contains(EXPONENTIAL)) {
                progress.accept(
                        "the shapes chosen type by type do worse together than one exponential each: these stay");
                exponentialOnly = true;
                chosen = plain;
                shapes = Collections.nCopies(log.types.size(), EXPONENTIAL);
            }
        }
        progress.accept("ledger");
        ChoiceFit whole = onWhole(chosen);
        UserHalfLives users =
                chosen.log() == log ? UserHalfLives.of(whole) : UserHalfLives.of(whole, ChoiceFitter.DIRECT_LINES);
        List<LedgerStep> ledger = ledger(urn, shared, plain, whole, exponentialOnly, users);
        Certificate certificate = new Certificate(List.of());
        if (request.certified()) {
            progress.accept("placebos: 19 shuffles, swapped histories, halves of the users, popularity");
            Certifier certifier = new Certifier(fitter, exponential);
            certificate = certifier.certify(shared, oneType ? List.of(chosen) : List.of(shared, chosen));
        }
        progress.accept("intervals");
        List<String> warnings = Diagnosis.warnings(log, timeline, request.level());
        List<String> doubts = new ArrayList<>();
        Diagnosis.funnel(log).ifPresent(doubts::add);
        Diagnosis.continued(log).ifPresent(doubts::add);
        Reporter reporter = new Reporter(urn, shapes, certificate, doubts);
        List<FittedDecay> decays = new ArrayList<>();
        decays.add(reporter.decay(shared, 0, FittedDecay.ALL, EXPONENTIAL));
        for (int type = 0; type < log.types.size(); type++) {
            decays.add(reporter.decay(chosen, type, log.types.get(type), shapes.get(type)));
        }
        List<GroupEstimate> groups = new ArrayList<>();
        List<Covariate> covariates = new ArrayList<>();
        progress.accept("what half-lives hang on");
        Familiarity.of(plain, exponential, fitter).ifPresent(covariates::add);
        if (request.by() != By.TYPE) {
            progress.accept("half-lives by " + request.by());
            byGroup(plain, reporter, decays, groups, covariates);
        }
        boolean plotted = request.plotted();
        if (plotted) {
            progress.accept("windows and residuals");
        }
        return new DecayFit(
                request.level().toString(),
                request.by().toString(),
                "chains of one user's events on the same entity and type, each within 30 minutes of the one before, count"
                        + " once; histories lie strictly before; lines of one moment share a weight of one"
                        + (request.continuations()
                                ? ""
                                : "; choices of what the user has touched within 30 minutes do not count"),
                log.lines(),
                log.scoredWeight(),
                log.users(),
                log.catalogue,
                log.spanDays,
                timeline.timeMillis(0),
                timeline.endMillis(),
                chosen.novelty(),
                List.copyOf(decays),
                ledger,
                choice.trials(),
                certificate,
                plotted ? Window.over(shared, fitter) : List.of(),
                plotted ? Residuals.of(whole, urn, timeline.timeMillis(0)) : Residuals.NONE,
                List.copyOf(groups),
                List.copyOf(covariates),
                spillOver(plain),
                users.deviation(),
                alarm(),
                coordinates(shared),
                warnings);
    }

    private List<double[]> starts(ChoiceFit shared) {
        ChoiceForm form = ChoiceForm.byType(log, Optional.of(exponential));
        List<double[]> starts = new ArrayList<>(ChoiceFitter.starts(form));
        double[] x = new double[form.size()];
        System.arraycopy(shared.x(), 0, x, 0, log.types.size());
        for (int type = 0; type < log.types.size(); type++) {
            x[form.parameterAt(type, 0)] = shared.x()[shared.form().parameterAt(0, 0)];
        }
        x[form.noveltyAt()] = shared.novelty() > 0 ? shared.x()[shared.form().noveltyAt()] : 0;
        starts.add(x);
        return starts;
    }

    // The weights, half-lives and novelty of a fit, in other shapes.
    private double[] near(ChoiceFit fit, ChoiceForm form) {
        double[] x = form.start(1, 7, 0.3);
        for (int type = 0; type < log.types.size(); type++) {
            double halfLife = ChoiceFit.reportedHalfLife(fit.decay(type));
            double[] alike = form.start(1, Math.min(halfLife, 10 * Math.max(log.spanDays, 1)), 0.3);
            int first = form.parameterAt(type, 0);
            System.arraycopy(alike, first, x, first, form.parameterAt(type + 1, 0) - first);
            x[type] = fit.x()[type];
        }
        x[form.noveltyAt()] = Math.max(ChoiceForm.SOME_SHARE, fit.x()[fit.form().noveltyAt()]);
        return x;
    }

    // What was fitted to a share of the users, over all of them.
    private ChoiceFit onWhole(ChoiceFit fit) {
        return fit.log() == log
                ? fit
                : new ChoiceFit(
                        fitter.likelihood(log, fit.form()),
                        fit.x(),
                        fit.value(),
                        fit.atBound(),
                        fit.converged(),
                        fit.hessian(),
                        fit.covariance(),
                        fit.sandwich(),
                        fit.optimism());
    }

    private static ChoiceFit relabelled(ChoiceFit fit, ChoiceForm form) {
        return new ChoiceFit(
                new ChoiceLikelihood(fit.log(), form, fit.likelihood().threads()),
                fit.x(),
                fit.value(),
                fit.atBound(),
                fit.converged(),
                fit.hessian(),
                fit.covariance(),
                fit.sandwich(),
                fit.optimism());
    }

    private Families.Choice choose(Families families) {
        if (request.contenders().size() > 1) {
            progress.accept("shapes on a later block: " + String.join(", ", request.contenders()));
        }
        return families.choose(log, request.contenders());
    }

    private List<LedgerStep> ledger(
            ChoiceFit urn,
            ChoiceFit shared,
            ChoiceFit plain,
            ChoiceFit chosen,
            boolean exponentialOnly,
            UserHalfLives users) {
        Ledger ledger = new Ledger(log);
        ledger.add("popularity", Ledger.popularity(log), 0);
        double[] lower = urn.form().lower();
        double[] upper = urn.form().upper();
        upper[urn.form().noveltyAt()] = lower[urn.form().noveltyAt()];
        ChoiceLikelihood likelihood = urn.likelihood();
        Maximizer.Top without = Maximizer.climb(
                likelihood::at, urn.x(), lower, upper, Maximizer.Effort.until(log.scoredWeight(), 1e-3));
        ledger.add("static taste", likelihood.byUser(without.x()), urn.optimism());
        ledger.add("novelty", urn);
        ledger.add("decay", shared);
        if (log.types.size() > 1) {
            ledger.add("types", plain);
        }
        if (!exponentialOnly) {
            ledger.add("family", chosen);
        }
        ledger.add("user", users.byUser(), chosen.optimism() + (users.deviation() > 0 ? 1 : 0));
        return ledger.steps();
    }

    private void byGroup(
            ChoiceFit plain,
            Reporter reporter,
            List<FittedDecay> decays,
            List<GroupEstimate> estimates,
            List<Covariate> covariates) {
        List<String> departments = List.of(Kind.DEPARTMENT.names(timeline, request.level()));
        boolean byDepartment = request.by() == By.DEPARTMENT;
        List<String> groupOf = byDepartment ? departments : List.of(Kind.CATEGORY.names(timeline, request.level()));
        List<String> parentOf = byDepartment ? Collections.nCopies(departments.size(), FittedDecay.ALL) : departments;
        Groups groups = Groups.largest(log, groupOf, parentOf, MOST_GROUPS);
        if (groups.names().size() < 2) {
            throw new IllegalArgumentException(
                    "--by " + request.by() + ": the log has "
                            + "no two of them; import a catalogue with categories (wane import --items FILE), or leave --by out");
        }
        HalfLifeRegression regression = HalfLifeRegression.fit(plain, exponential, groups, logPrices(groups), fitter);
        regression.price().ifPresent(covariates::add);
        for (int group = 0; group < groups.names().size(); group++) {
            String name = groups.names().get(group);
            int parent = groups.parents()[group];
            estimates.add(new GroupEstimate(
                    name,
                    groups.parentNames().get(parent),
                    Math.exp(regression.raw()[group]),
                    regression.rawErrors()[group],
                    Math.exp(regression.offsets()[group]),
                    Math.exp(regression.parentOffsets()[parent])));
            for (int type = 0; type < log.types.size(); type++) {
                decays.add(reporter.ofGroup(plain, regression, groups, group, type));
            }
        }
    }

    // What an event on one thing says about the others of its category, or of its department.
    private Optional<SpillOver> spillOver(ChoiceFit plain) {
        progress.accept("spill-over");
        Kind kind = request.level() == Scope.ITEM ? Kind.CATEGORY : Kind.DEPARTMENT;
        List<String> groupOf = List.of(kind.names(timeline, request.level()));
        if (request.level() == Scope.BRAND || groupOf.stream().distinct().count() < 2) {
            return Optional.empty();
        }
        Groups groups =
                Groups.largest(log, groupOf, Collections.nCopies(groupOf.size(), FittedDecay.ALL), Integer.MAX_VALUE);
        return SpillOver.of(plain, groups, kind.toString(), fitter);
    }

    // Mean over a group's items, in log2.
    private double[] logPrices(Groups groups) {
        double[] sums = new double[groups.names().size()];
        int[] counts = new int[sums.length];
        eachItem((item, entity) -> item.price().ifPresent(price -> {
            if (price > 0) {
                int group = groups.ofEntity()[entity];
                sums[group] += Math.log(price) / Math.log(2);
                counts[group]++;
            }
        }));
        for (int group = 0; group < sums.length; group++) {
            sums[group] /= counts[group]; // NaN without prices
        }
        return sums;
    }

    private void eachItem(ObjIntConsumer<Item> sink) {
        for (int item = 0; item < timeline.items().size(); item++) {
            int entity = timeline.entityOfItem(request.level(), item);
            if (entity != Names.NONE) {
                timeline.catalog().item(timeline.items().name(item)).ifPresent(known -> sink.accept(known, entity));
            }
        }
    }

    private Optional<RefitAlarm> alarm() {
        return request.earlier().flatMap(earlier -> {
            double since = Days.between(timeline.timeMillis(0), earlier.untilMillis());
            return since <= 0 || since >= log.spanDays
                    ? Optional.<RefitAlarm>empty()
                    : RefitAlarm.since(log, since, earlier.coordinates(), exponential, fitter);
        });
    }

    private static Map<String, Double> coordinates(ChoiceFit fit) {
        Map<String, Double> coordinates = new TreeMap<>();
        for (int i = 0; i < fit.x().length; i++) {
            coordinates.put(fit.form().names().get(i), fit.x()[i]);
        }
        return coordinates;
    }

    // Turns fits into what is reported.
    private final class Reporter {

        private final ChoiceFit urn;
        private final List<String> shapes;
        private final double[] urnByUser;
        private final double[] weights;
        private final Certificate certificate;
        private final List<String> doubts;
        private final IdentityHashMap<ChoiceFit, Gain> gains = new IdentityHashMap<>();
        private final IdentityHashMap<ChoiceFit, Map<Integer, Gain>> ownGains = new IdentityHashMap<>();

        Reporter(ChoiceFit urn, List<String> shapes, Certificate certificate, List<String> doubts) {
            this.urn = urn;
            this.shapes = shapes;
            this.certificate = certificate;
            this.doubts = doubts;
            urnByUser = urn.likelihood().byUser(urn.x());
            weights = Gain.weights(log);
        }

        private Gain gain(ChoiceFit fit) {
            return gains.computeIfAbsent(
                    fit,
                    of -> Gain.of(
                            onWhole(of).likelihood().byUser(of.x()),
                            urnByUser,
                            weights,
                            of.optimism() - urn.optimism()));
        }

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
                warnings.add("the likelihood does not end: half-life > " + days(interval.lowDays()));
            } else if (!none && interval.unbounded()) {
                warnings.add("the likelihood is flat upwards: half-life > " + days(interval.lowDays()));
            }
            if (counts[0] < FEW_EVENTS) {
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
            return ownGains.computeIfAbsent(fit, of -> new TreeMap<>())
                    .computeIfAbsent(block, of -> untwinned(fit, block));
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
            if (events < FEW_EVENTS) {
                reasons.add("there are fewer than " + FEW_EVENTS + " events");
            }
            return reasons;
        }

        private List<String> uncertified(String type, Gain gain, Gain own) {
            List<String> reasons = new ArrayList<>();
            if (!request.certified()) {
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

        FittedDecay ofGroup(ChoiceFit plain, HalfLifeRegression regression, Groups groups, int group, int type) {
            int block = regression.form().blockOf()[group][type];
            double halfLife = ChoiceFit.reportedHalfLife(regression.form().decay(regression.x(), block));
            double byHessian = regression.logErrors()[block];
            double error = Math.max(byHessian, regression.logErrorsByUser()[block]);
            long[] counts = counts(type, group, groups);
            List<String> warnings = new ArrayList<>();
            if (counts[0] < FEW_EVENTS) {
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
                    EXPONENTIAL,
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

        private String days(double days) {
            return DurationText.ofDays(days);
        }
    }
}
