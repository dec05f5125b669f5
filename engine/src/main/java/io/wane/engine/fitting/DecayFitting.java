package io.wane.engine.fitting;

import io.wane.core.decay.DecayFamily;
import io.wane.core.event.Item;
import io.wane.core.event.Names;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.core.settings.Spelling;
import io.wane.engine.pipeline.Days;
import io.wane.engine.pipeline.Kind;
import io.wane.engine.pipeline.UserEvents;
import java.util.ArrayList;
import java.util.Collections;
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

    static final String EXPONENTIAL = "exponential";
    /** With fewer events of a type nothing is certified of it. */
    public static final int FEW_EVENTS = 100;

    private static final int MOST_GROUPS = 60;

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
                ? shared.over(fitter.likelihood(log, ChoiceForm.byType(log, Optional.of(exponential))))
                : fitter.fit(log, ChoiceForm.byType(log, Optional.of(exponential)), starts(shared));
        Shaped shaped = shaped(plain);
        ChoiceFit chosen = shaped.fit();
        List<String> shapes = shaped.names();
        progress.accept("ledger");
        ChoiceFit whole = shaped.exponential() ? plain : chosen.over(fitter.likelihood(log, chosen.form()));
        UserHalfLives users = chosen.log().lines() < log.lines()
                ? UserHalfLives.of(whole, ChoiceFitter.DIRECT_LINES)
                : UserHalfLives.of(whole);
        List<LedgerStep> ledger = ledger(urn, shared, plain, whole, users);
        Certificate certificate = new Certificate(List.of());
        if (request.certified()) {
            progress.accept("placebos: 19 shuffles, swapped histories, halves of the users, popularity");
            Certifier certifier = new Certifier(fitter, exponential);
            certificate = certifier.certify(shared, oneType ? List.of(chosen) : List.of(shared, chosen));
        }
        progress.accept("intervals");
        List<String> warnings = Diagnosis.warnings(log, timeline, request.level());
        List<String> doubts = Diagnosis.doubts(log);
        FitReporter reporter = new FitReporter(fitter, urn, shapes, request.certified(), certificate, doubts);
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
                shaped.trials(),
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

    /**
     * The shapes that stay.
     *
     * @param fit in these shapes; of a share of the users where they have no exponential sums
     */
    private record Shaped(ChoiceFit fit, List<String> names, List<FamilyTrial> trials) {

        boolean exponential() {
            return names.stream().allMatch(EXPONENTIAL::equals);
        }
    }

    private Shaped shaped(ChoiceFit plain) {
        if (request.contenders().size() > 1) {
            progress.accept("shapes on a later block: " + String.join(", ", request.contenders()));
        }
        Families families = new Families(request.families(), fitter);
        Families.Choice choice = families.choose(log, request.contenders());
        if (choice.names().stream().allMatch(EXPONENTIAL::equals)) {
            return new Shaped(plain, choice.names(), choice.trials());
        }
        progress.accept("the chosen shapes: " + String.join(", ", choice.names()));
        ChoiceForm form = ChoiceForm.byType(log, families.families(choice.names()));
        ChoiceLog share = ChoiceFitter.share(log, form);
        if (share.lines() < log.lines()) {
            progress.accept("these have no exponential sums: fitted to users with "
                    + String.format(Locale.ROOT, "%,d", share.lines()) + " events");
        }
        ChoiceFit chosen = choice.x().length == 0
                ? fitter.fit(share, form)
                : fitter.fit(share, form, List.of(choice.x(), near(plain, form)));
        Gain together = Gain.of(
                chosen.likelihood().byUser(chosen.x()),
                fitter.likelihood(share, plain.form()).byUser(plain.x()),
                Gain.weights(share),
                0);
        if (together.high() < -Families.LEAST_LEAD && request.contenders().contains(EXPONENTIAL)) {
            progress.accept("the shapes chosen type by type do worse together than one exponential each: these stay");
            return new Shaped(plain, Collections.nCopies(log.types.size(), EXPONENTIAL), choice.trials());
        }
        return new Shaped(chosen, choice.names(), choice.trials());
    }

    private List<LedgerStep> ledger(
            ChoiceFit urn, ChoiceFit shared, ChoiceFit plain, ChoiceFit chosen, UserHalfLives users) {
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
        if (!chosen.equals(plain)) {
            ledger.add("family", chosen);
        }
        ledger.add("user", users.byUser(), chosen.optimism() + (users.deviation() > 0 ? 1 : 0));
        return ledger.steps();
    }

    private void byGroup(
            ChoiceFit plain,
            FitReporter reporter,
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
}
