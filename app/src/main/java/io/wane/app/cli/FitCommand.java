package io.wane.app.cli;

import io.wane.app.wiring.Deployment;
import io.wane.app.wiring.Home;
import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.core.model.IncompatibleModelException;
import io.wane.core.store.EventStore;
import io.wane.decisions.report.FitReport;
import io.wane.engine.artifact.FitArtifact;
import io.wane.engine.fitting.Certificate;
import io.wane.engine.fitting.DecayFit;
import io.wane.engine.fitting.DecayFitting;
import io.wane.engine.fitting.FamilyTrial;
import io.wane.engine.fitting.FittedDecay;
import io.wane.engine.fitting.LedgerStep;
import io.wane.engine.fitting.RefitAlarm;
import io.wane.engine.pipeline.StoredTimeline;
import io.wane.engine.pipeline.UserEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How fast does interest fade in this shop, how sure is that, and should it be believed. */
@Command(
        name = "fit",
        description = "Learns half-lives and weights of events from the log, and says whether to believe them.",
        mixinStandardHelpOptions = true)
final class FitCommand implements Callable<Integer> {

    private final Home home;
    private final Console console;

    @Mixin
    private DataOptions data;

    @Option(
            names = "--estimand",
            paramLabel = "choice",
            defaultValue = DecayFit.ESTIMAND,
            description =
                    "what is asked of the log: choice, given that a user acts, on what (default: ${DEFAULT-VALUE})")
    private String estimand;

    @Option(
            names = "--level",
            defaultValue = "item",
            paramLabel = "item|category|brand",
            converter = Converters.OfEntity.class,
            description = "what is chosen: item, category or brand (default: ${DEFAULT-VALUE})")
    private Scope level;

    @Option(
            names = "--families",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "none,exponential,bi-exponential,power,weibull",
            description = "shapes of decay to choose from, on a later block; none is one (default: ${DEFAULT-VALUE})")
    private List<String> families;

    @Option(
            names = "--by",
            defaultValue = "type",
            paramLabel = "type|department|category",
            converter = Converters.OfBy.class,
            description = "what half-lives may differ by (default: ${DEFAULT-VALUE})")
    private DecayFitting.By by;

    @Option(
            names = "--targets",
            split = ",",
            paramLabel = "TYPE=WEIGHT",
            description =
                    "how much a choice of a type counts in what is maximised, as purchase=1,view=0 (default: 1 each)")
    private Map<String, Double> targets = new TreeMap<>();

    @Option(
            names = "--continuations",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "count choices of what the user has touched within 30 minutes (default);"
                    + " --no-continuations leaves the steps of a visit out, and is what a shop whose visits run from view to"
                    + " cart to purchase wants")
    private boolean continuations;

    @Option(
            names = "--placebos",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "run the placebos that certify (default); --no-placebos is quicker and certifies nothing")
    private boolean placebos;

    @Option(
            names = "--until",
            paramLabel = "T",
            converter = Converters.Time.class,
            description = "use only what is strictly before, ISO-8601 or epoch seconds (default: everything)")
    private Instant until;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "where the fit goes (default: fits/choice-<level> of the data directory)")
    private Path output;

    @Option(names = "--report", paramLabel = "FILE.html", description = "also writes a page with plots")
    private Path report;

    @Option(
            names = "--format",
            paramLabel = "text|json|csv",
            defaultValue = "text",
            converter = Converters.OfFormat.class,
            description = "text, json or csv (default: ${DEFAULT-VALUE})")
    private Format format;

    FitCommand(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!estimand.equals(DecayFit.ESTIMAND)) {
            throw new IllegalArgumentException(
                    "--estimand: '" + estimand + "' is not known; this version fits 'choice' only");
        }
        Deployment deployment = data.deployment(home, console);
        Path into = output == null ? deployment.workspace().fit(level) : output;
        if (Files.isRegularFile(into)) {
            throw new IllegalArgumentException("--output " + into + ": is a file; name a directory");
        }
        if (report != null) {
            requireWritable(report);
        }
        // The store is closed before the work: others may read it meanwhile.
        Timeline timeline = timeline(deployment);
        DecayFitting.Request request = new DecayFitting.Request(
                level,
                families(deployment),
                families,
                by,
                targets,
                continuations,
                placebos,
                true,
                earlier(into, timeline),
                deployment.threads());
        DecayFit fit = new DecayFitting(
                        timeline, new UserEvents(timeline), request, step -> console.tell("fit: " + step))
                .fit();
        tellOfReplaced(into, fit);
        FitArtifact.save(into, fit, timeline, deployment.pluginDigests());
        if (report != null) {
            write(FitReport.html(fit, title(deployment.workspace().directory())));
        }
        switch (format) {
            case JSON -> console.print(FitArtifact.json(fit));
            case CSV -> csv(fit);
            case TEXT -> text(fit);
        }
        console.tell("written to " + into + (report == null ? "" : " and " + report));
        return 0;
    }

    private Timeline timeline(Deployment deployment) {
        try (EventStore store = deployment.openStore()) {
            return StoredTimeline.read(store, until == null ? Long.MAX_VALUE : until.toEpochMilli());
        }
    }

    private static void requireWritable(Path report) {
        if (Files.isDirectory(report)) {
            throw new IllegalArgumentException("--report " + report + ": is a directory; name a file");
        }
        Path directory = report.toAbsolutePath().getParent();
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("--report " + report + ": there is no directory " + directory);
        }
    }

    // A quick look must not take the place of a certified fit without a word.
    private void tellOfReplaced(Path directory, DecayFit fit) {
        boolean certified = fit.decays().stream().anyMatch(FittedDecay::certified);
        if (certified || !FitArtifact.exists(directory)) {
            return;
        }
        try {
            if (FitArtifact.load(directory).decays().stream().anyMatch(FitArtifact.SavedDecay::certified)) {
                console.tell("note: this replaces a certified fit in " + directory + "; --output DIR writes elsewhere");
            }
        } catch (IncompatibleModelException unreadable) {
            // nothing is lost
        }
    }

    private static Map<String, DecayFamily> families(Deployment deployment) {
        Map<String, DecayFamily> families = new TreeMap<>();
        deployment
                .plugins()
                .offers(DecayFunction.class)
                .forEach((name, offer) -> offer.component().family().ifPresent(family -> families.put(name, family)));
        return families;
    }

    // A fit that saw more than this one is no earlier one.
    private static Optional<DecayFitting.Earlier> earlier(Path directory, Timeline timeline) {
        if (!FitArtifact.exists(directory)) {
            return Optional.empty();
        }
        try {
            FitArtifact.Saved saved = FitArtifact.load(directory);
            return saved.untilMillis() < timeline.endMillis()
                    ? Optional.of(new DecayFitting.Earlier(saved.untilMillis(), saved.coordinates()))
                    : Optional.empty();
        } catch (IncompatibleModelException unreadable) {
            return Optional.empty(); // it is about to be replaced
        }
    }

    private static String title(Path data) {
        return data.toAbsolutePath().normalize().getFileName().toString();
    }

    private void write(String html) {
        try {
            Files.writeString(report, html);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + report + ": " + failed.getMessage(), failed);
        }
    }

    private void csv(DecayFit fit) {
        console.print("estimand,level,type,group,family,half_life,unit,low,high,log_standard_error,"
                + "log_standard_error_by_user,weight,events,users,gain_nats_per_event,gain_low,gain_high,certified,unbounded,"
                + "uncertified_because");
        for (FittedDecay decay : fit.decays()) {
            console.print(Csv.row(
                    DecayFit.ESTIMAND,
                    fit.level(),
                    decay.type(),
                    decay.group(),
                    decay.family(),
                    finite(decay.halfLifeDays()),
                    "d",
                    finite(decay.lowDays()),
                    finite(decay.highDays()),
                    finite(decay.logStandardError()),
                    finite(decay.logStandardErrorByUser()),
                    finite(decay.weight()),
                    decay.events(),
                    decay.users(),
                    finite(decay.gain().perEvent()),
                    finite(decay.gain().low()),
                    finite(decay.gain().high()),
                    decay.certified(),
                    decay.unbounded(),
                    String.join("; ", decay.uncertified())));
        }
    }

    private static Object finite(double value) {
        return Double.isFinite(value) ? value : "";
    }

    private void text(DecayFit fit) {
        console.print("CHOICE, given that a user acts, of "
                + (level == Scope.CATEGORY ? "a category" : level == Scope.BRAND ? "a brand" : "an item") + ": "
                + Words.count(fit.lines(), "event", "events") + " of " + Words.count(fit.users(), "user", "users")
                + " on "
                + Words.count(fit.entities()) + ", " + Words.day(fit.firstMillis()) + " to "
                + Words.day(fit.untilMillis() - 1));
        console.print("read so: " + fit.reading());
        console.print("");
        for (FittedDecay decay : fit.decays()) {
            console.print("  " + sentence(decay));
            decay.warnings().forEach(warning -> console.print("      note: " + warning));
        }
        exchangeRates(fit);
        covariates(fit);
        console.print("");
        console.print("what each part is worth, in nats per event (e^nats fewer entities to choose among)");
        for (LedgerStep step : fit.ledger()) {
            console.print(String.format(
                    Locale.ROOT,
                    "  %-13s %8.4f  %s  as uncertain as %s",
                    step.name(),
                    step.nats(),
                    step.name().equals("uniform")
                            ? " ".repeat(27)
                            : String.format(Locale.ROOT, "%+.4f [%+.4f, %+.4f]", step.gain(), step.low(), step.high()),
                    Words.significant(step.perplexity()) + " equal choices"));
        }
        families(fit);
        certificate(fit);
        fit.alarm().ifPresent(this::alarm);
        fit.warnings().forEach(warning -> console.print("note: " + warning));
    }

    /** One decay in a sentence. */
    static String sentence(FittedDecay decay) {
        String what = decay.type().equals(FittedDecay.ALL)
                ? "any event, one exponential for all types,"
                : (startsWithVowel(decay.type()) ? "an " : "a ") + decay.type();
        String where = decay.group().equals(FittedDecay.ALL) ? "" : " in " + decay.group();
        String verdict = decay.certified()
                ? "certified"
                : "not certified because " + decay.uncertified().get(0)
                        + (decay.uncertified().size() > 1
                                ? " (and " + (decay.uncertified().size() - 1) + " more)"
                                : "");
        if (decay.family().equals("none")) {
            return what
                    + where
                    + (decay.events() < DecayFitting.FEW_EVENTS
                            ? ": too few events to tell how it fades (" + decay.events() + ")"
                            : " does not fade: no shape of decay predicts better");
        }
        String half;
        if (decay.halfLifeDays() < Double.POSITIVE_INFINITY) {
            half = " counts half after " + Words.significant(decay.halfLifeDays()) + " d ["
                    + Words.significant(decay.lowDays()) + ", "
                    + (decay.highDays() < Double.POSITIVE_INFINITY ? Words.significant(decay.highDays()) : "no end")
                    + "]";
        } else {
            half = Double.isFinite(decay.lowDays())
                    ? " counts half after > " + Words.significant(decay.lowDays()) + " d"
                    : " has no half-life that the log knows";
        }
        String shape = decay.family().equals("exponential") ? "" : " (" + decay.family() + ")";
        return what + where + half + shape + "; " + verdict;
    }

    private static boolean startsWithVowel(String word) {
        return !word.isEmpty() && "aeiou".indexOf(word.charAt(0)) >= 0;
    }

    // At age 0, and over a whole life; the first is beyond the view that a cart comes with.
    private void exchangeRates(DecayFit fit) {
        Optional<FittedDecay> view = fit.decay("view");
        if (view.isEmpty()) {
            return;
        }
        for (FittedDecay decay : fit.decays()) {
            boolean other = Double.isFinite(decay.lowDays())
                    && decay.group().equals(FittedDecay.ALL)
                    && !decay.type().equals(FittedDecay.ALL)
                    && !decay.type().equals("view");
            if (!other) {
                continue;
            }
            double fresh = decay.weight() / view.get().weight();
            boolean alike =
                    decay.family().equals("exponential") && view.get().family().equals("exponential");
            double life = alike ? fresh * decay.halfLifeDays() / view.get().halfLifeDays() : Double.NaN;
            console.print("  a fresh " + decay.type() + " counts " + Words.significant(fresh)
                    + " fresh views, beyond the view that comes with it"
                    + (Double.isFinite(life) ? "; over its life " + Words.significant(life) : ""));
        }
    }

    private void covariates(DecayFit fit) {
        fit.covariates().forEach(covariate -> console.print("  " + covariate.words()));
        fit.spillOver().ifPresent(spillOver -> console.print("  " + spillOver.words()));
    }

    private void families(DecayFit fit) {
        if (fit.families().isEmpty()) {
            return;
        }
        console.print("");
        console.print(String.format(
                Locale.ROOT,
                "shapes on a later block of %,.0f moments, nats per event over the simpler one",
                fit.families().get(0).moments()));
        for (FamilyTrial trial : fit.families()) {
            console.print(String.format(
                    Locale.ROOT,
                    "  %-10s %-15s over %-15s %+.4f [%+.4f, %+.4f]  %s",
                    trial.type(),
                    trial.family(),
                    trial.against(),
                    trial.nats(),
                    trial.low(),
                    trial.high(),
                    trial.taken() ? "taken" : "the simpler one stays"));
        }
    }

    private void certificate(DecayFit fit) {
        if (fit.certificate().checks().isEmpty()) {
            return;
        }
        console.print("");
        console.print("placebos and repetitions");
        for (Certificate.Check check : fit.certificate().checks()) {
            console.print("  " + (check.passed() ? "ok    " : "FAILED") + " "
                    + (check.type().equals(FittedDecay.ALL) ? "" : check.type() + ": ") + check.words());
        }
    }

    private void alarm(RefitAlarm alarm) {
        console.print("");
        console.print(String.format(
                Locale.ROOT,
                "%s: since the fit before, %,.0f moments speak %s it by a factor of e^%.2f, its own error granted (alarm at"
                        + " %.0f)",
                alarm.raised() ? "REFIT ALARM" : "no refit alarm",
                alarm.instants(),
                alarm.logEvidence() > 0 ? "against" : "for",
                Math.abs(alarm.logEvidence()),
                1 / RefitAlarm.LEVEL));
    }
}
