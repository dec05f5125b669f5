package io.wane.decisions.report;

import io.wane.core.settings.DurationText;
import io.wane.decisions.report.Html.Column;
import io.wane.engine.fitting.Certificate;
import io.wane.engine.fitting.DecayFit;
import io.wane.engine.fitting.FamilyTrial;
import io.wane.engine.fitting.FittedDecay;
import io.wane.engine.fitting.Gain;
import io.wane.engine.fitting.LedgerStep;
import io.wane.engine.fitting.Residuals;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A fit as one page of HTML that needs nothing but a browser: no script, no font, nothing to load. The first screen says how
 * fast interest fades and whether to believe it; tables and plots follow, each with how to read it.
 */
public final class FitReport {

    private static final String NONE = "none";

    private final DecayFit fit;
    private final Sentences sentences;
    private final Plots plots;
    private final Html page = new Html();

    private FitReport(DecayFit fit) {
        this.fit = fit;
        sentences = new Sentences(fit);
        plots = new Plots(fit);
    }

    /**
     * Writes the page; the same fit gives the same text.
     *
     * @param fit what was learned
     * @param title what it was learned from: a shop, a log
     */
    public static String html(DecayFit fit, String title) {
        return new FitReport(fit).written(title);
    }

    private String written(String title) {
        page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
        page.text("title", "", "How interest fades: " + title);
        page.raw("<style>\n" + styleSheet() + "</style>\n</head>\n<body>\n<main>\n");
        headline(title);
        halfLives();
        repeats();
        ledger();
        certificate();
        overTime();
        groups();
        families();
        reading();
        return page.end("main").raw("</body>\n</html>\n").toString();
    }

    private void headline(String title) {
        page.raw("<header>\n").text("p", "kind", "How interest fades").text("h1", "", title);
        for (FittedDecay decay : sentences.spoken()) {
            page.raw("<p class=\"answer\">")
                    .text("strong", "", Sentences.capitalised(sentences.halfLife(decay)) + ";")
                    .text("span", decay.certified() ? "passed" : "failed", sentences.verdict(decay) + ".")
                    .end("p");
        }
        sentences.worth().ifPresent(worth -> page.text("p", "worth", worth));
        fit.alarm().ifPresent(alarm -> page.text("p", alarm.raised() ? "alarm" : "worth", Sentences.alarm(alarm)));
        if (!fit.warnings().isEmpty()) {
            page.raw("<div class=\"warnings\">\n").text("h2", "", "Know before use");
            page.items(fit.warnings().stream().map(Sentences::capitalised).toList())
                    .end("div");
        }
        page.end("header");
    }

    private void halfLives() {
        page.section("half-lives", "Half-lives and weights");
        decays(fit.decays().stream()
                .filter(decay -> decay.group().equals(FittedDecay.ALL))
                .toList());
        page.text(
                "p",
                "note",
                "The half-life is the age at which an event counts half as much as a fresh one, with its 95\u00a0% interval"
                        + " (of the slow part, where a shape has two). The weight is that of a fresh event in units of all"
                        + " popularity together. The gain is that of the whole fit over its twin in which nothing fades.");
        notes(fit.decays().stream()
                .filter(decay -> decay.group().equals(FittedDecay.ALL))
                .toList());
        List<String> rates = sentences.exchangeRates();
        if (!rates.isEmpty()) {
            page.text("h3", "", "Rates of exchange").items(rates);
            page.text(
                    "p",
                    "note",
                    "A rate of fresh events holds at age 0 only. Its interval takes the two weights as independent.");
        }
        List<String> besides = new ArrayList<>();
        fit.covariates().forEach(covariate -> besides.add(Sentences.capitalised(covariate.words())));
        fit.spillOver().ifPresent(spillOver -> besides.add(spillOver.words()));
        if (!besides.isEmpty()) {
            page.text("h3", "", "What else there is to it").items(besides);
            page.text(
                    "p",
                    "note",
                    "Fitted beside the half-lives above and not part of them: ratios with their 95\u00a0% intervals; 1 is no"
                            + " difference.");
        }
        page.end("section");
    }

    private void decays(List<FittedDecay> decays) {
        List<Column> columns = new ArrayList<>(List.of(Column.text("type")));
        boolean grouped = decays.stream().anyMatch(decay -> !decay.group().equals(FittedDecay.ALL));
        if (grouped) {
            columns.add(Column.text("group"));
        }
        columns.addAll(List.of(
                Column.text("family"),
                Column.number("half-life"),
                Column.number("weight"),
                Column.number("events"),
                Column.number("users"),
                Column.number("gain, nats per event"),
                Column.text("certified")));
        List<List<String>> rows = new ArrayList<>();
        for (FittedDecay decay : decays) {
            List<String> row = new ArrayList<>(List.of(decay.type()));
            if (grouped) {
                row.add(decay.group());
            }
            Gain gain = decay.gain();
            row.addAll(List.of(
                    decay.family(),
                    decay.family().equals(NONE) ? "does not fade" : Figures.halfLife(decay),
                    Figures.weight(decay),
                    Figures.count(decay.events()),
                    Figures.count(decay.users()),
                    Figures.nats(gain.perEvent(), gain.low(), gain.high()),
                    decay.certified() ? "✓\u00a0yes" : "✗\u00a0no"));
            rows.add(row);
        }
        page.table(columns, rows);
    }

    private void notes(List<FittedDecay> decays) {
        List<String> notes = new ArrayList<>();
        for (FittedDecay decay : decays) {
            parameters(decay).ifPresent(notes::add);
            decay.warnings().forEach(warning -> notes.add(decay.type() + ": " + warning));
        }
        if (!notes.isEmpty()) {
            page.items(notes);
        }
    }

    // An exponential is told by its half-life.
    private static Optional<String> parameters(FittedDecay decay) {
        if (decay.family().equals("exponential") || decay.parameters().isEmpty()) {
            return Optional.empty();
        }
        List<String> parameters = new ArrayList<>();
        for (Map.Entry<String, Double> parameter : new TreeMap<>(decay.parameters()).entrySet()) {
            parameters.add(parameter.getKey() + " " + Figures.number(parameter.getValue()));
        }
        return Optional.of(decay.type() + ": " + decay.family() + " with " + String.join(", ", parameters));
    }

    private void repeats() {
        Residuals residuals = fit.residuals();
        page.section("what-happened", "What the fit says beside what happened");
        if (residuals.lags().isEmpty() && residuals.reliability().isEmpty()) {
            page.text("p", "note", "There are no moments with a history to compare with.")
                    .end("section");
            return;
        }
        page.raw("<div class=\"figures\">\n");
        plots.lagKernel(page);
        plots.reliability(page);
        plots.weekdays(page);
        page.end("div");
        page.text(
                "p",
                "note",
                "Dots of ages at which the reading of the log counts repeats once (see the end of the page) lie low by"
                        + " construction.");
        page.end("section");
    }

    private void ledger() {
        if (fit.ledger().isEmpty()) {
            return;
        }
        page.section("ledger", "The ledger: what each part of the description is worth");
        List<List<String>> rows = new ArrayList<>();
        for (LedgerStep step : fit.ledger()) {
            rows.add(List.of(
                    step.name(),
                    Figures.nats(step.nats()),
                    Figures.number(step.perplexity()),
                    rows.isEmpty() ? Figures.UNKNOWN : Figures.nats(step.gain(), step.low(), step.high())));
        }
        page.table(
                List.of(
                        Column.text("with"),
                        Column.number("log-likelihood, nats per event"),
                        Column.number("choice left among"),
                        Column.number("gain over the step before")),
                rows);
        page.text(
                "p",
                "note",
                "Each step keeps what the steps before it brought. Static taste is everything a user did, never forgotten:"
                        + " decay must beat that, not popularity. Intervals are 95\u00a0%, over users.");
        page.raw("<div class=\"figures\">\n");
        plots.ledger(page);
        page.end("div").end("section");
    }

    private void certificate() {
        page.section("certificate", "The certificate");
        List<String> types =
                fit.decays().stream().map(FittedDecay::type).distinct().toList();
        List<Certificate.Check> checks = fit.certificate().checks().stream()
                .sorted(Comparator.comparingInt(check -> types.indexOf(check.type())))
                .toList();
        if (checks.isEmpty()) {
            page.text("p", "", "The placebos were not run; nothing here is certified.");
        } else {
            List<List<String>> rows = new ArrayList<>();
            for (Certificate.Check check : checks) {
                rows.add(List.of(
                        Sentences.check(check), check.passed() ? "✓\u00a0passed" : "✗\u00a0failed", check.words()));
            }
            page.table(List.of(Column.text("check"), Column.text("result"), Column.text("found and allowed")), rows);
        }
        for (FittedDecay decay : sentences.spoken()) {
            if (!decay.certified()) {
                page.text("h3", "", "Why the half-life of " + decay.type() + " is not certified");
                page.items(decay.uncertified());
            }
        }
        page.text(
                "p",
                "note",
                "Shuffled within a user, or beside another user's history, a log has the same tastes and no order: decay must"
                        + " find nothing there, and the same in both halves of the users. A certificate says that the"
                        + " half-life is in the log, not what causes it: where it is not known what users were shown,"
                        + " it is of memory and exposure together.");
        page.end("section");
    }

    private void overTime() {
        if (fit.windows().isEmpty()) {
            return;
        }
        page.section("time", "Does it hold over time").raw("<div class=\"figures\">\n");
        plots.windows(page);
        page.end("div").end("section");
    }

    private void groups() {
        List<FittedDecay> decays = fit.decays().stream()
                .filter(decay -> !decay.group().equals(FittedDecay.ALL))
                .toList();
        if (fit.groups().isEmpty() && decays.isEmpty()) {
            return;
        }
        page.section("groups", "Half-lives by group");
        plots.groups(page);
        if (!decays.isEmpty()) {
            page.raw("<details>\n").text("summary", "", "All " + Figures.count(decays.size()) + " half-lives by group");
            decays(decays);
            page.end("details");
        }
        page.end("section");
    }

    private void families() {
        page.section("families", "Shapes tried");
        if (fit.families().isEmpty()) {
            page.text("p", "", "One shape was asked for, so none was compared with another.");
        } else {
            List<List<String>> rows = new ArrayList<>();
            for (FamilyTrial trial : fit.families()) {
                rows.add(List.of(
                        trial.type(),
                        trial.family(),
                        trial.against(),
                        Figures.nats(trial.nats(), trial.low(), trial.high()),
                        trial.taken() ? "✓\u00a0taken" : "the simpler stays"));
            }
            page.table(
                    List.of(
                            Column.text("type"),
                            Column.text("shape"),
                            Column.text("against"),
                            Column.number("better by, nats per event"),
                            Column.text("outcome")),
                    rows);
            page.text(
                    "p",
                    "note",
                    "Compared on a later part of the log that neither had seen, "
                            + Figures.count(Math.round(fit.families().get(0).moments()))
                            + " moments of a share of the users; the simpler shape stays unless the whole interval lies"
                            + " above 0.0001.");
        }
        page.end("section");
    }

    private void reading() {
        page.section("reading", "How the log was read");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "question",
                DecayFit.ESTIMAND + ": given that a user acts, on which " + fit.level()
                        + "; it says nothing about whether the user comes back"));
        rows.add(List.of("reading", fit.reading()));
        rows.add(List.of(
                "log",
                Figures.count(fit.lines(), "event") + " of " + Figures.count(fit.users(), "user") + " on "
                        + Figures.count(fit.entities(), fit.level())));
        rows.add(List.of("scored", Figures.count(Math.round(fit.instants()), "moment") + " with a history"));
        rows.add(List.of(
                "time",
                Instant.ofEpochMilli(fit.firstMillis()) + " to before " + Instant.ofEpochMilli(fit.untilMillis()) + ", "
                        + DurationText.ofDays(fit.spanDays())));
        if (fit.novelty() >= 0) {
            rows.add(List.of(
                    "novelty",
                    Figures.number(100 * fit.novelty())
                            + "\u00a0% of choices follow popularity alone, whatever the user did"));
        }
        if (fit.userDeviation() > 0) {
            rows.add(List.of(
                    "users",
                    "half-lives differ between users by a factor of " + Figures.number(Math.exp(fit.userDeviation()))
                            + " (one standard deviation of ln half-life: " + Figures.number(fit.userDeviation())
                            + ")"));
        }
        page.raw("<dl>\n");
        for (List<String> row : rows) {
            page.text("dt", "", row.get(0)).text("dd", "", row.get(1));
        }
        page.end("dl").end("section");
    }

    private static String styleSheet() {
        try (InputStream in = FitReport.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is missing beside " + FitReport.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("report.css cannot be read", e);
        }
    }
}
