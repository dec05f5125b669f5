package io.wane.decisions.report;

import io.wane.core.settings.DurationText;
import io.wane.decisions.report.Axis.Unit;
import io.wane.decisions.report.Chart.Ink;
import io.wane.engine.fitting.DecayFit;
import io.wane.engine.fitting.FittedDecay;
import io.wane.engine.fitting.GroupEstimate;
import io.wane.engine.fitting.LedgerStep;
import io.wane.engine.fitting.Residuals;
import io.wane.engine.fitting.Window;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** The pictures of a fit (SCIENCE 2.9), each with the sentence that says how to read it. */
final class Plots {

    private static final double Z = 1.959963984540054;
    private static final int MOST_GROUPS = 40;
    private static final double SMALL_STEP = 0.1;
    private static final double SMALLEST_SHARE = 0.005; // of earlier events in a dot
    private static final double WIDEST_FACTOR = 32;
    private static final List<String> WEEKDAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

    private final DecayFit fit;

    Plots(DecayFit fit) {
        this.fit = fit;
    }

    /** Gains of the ledger, and the small ones again where others dwarf them. */
    void ledger(Html page) {
        List<LedgerStep> steps = fit.ledger().stream()
                .skip(1) // the first has nothing before it
                .filter(step -> Double.isFinite(step.gain()))
                .toList();
        double largest = steps.stream().mapToDouble(LedgerStep::gain).max().orElse(0);
        List<LedgerStep> small = steps.stream()
                .filter(step -> step.gain() < SMALL_STEP * largest)
                .toList();
        if (!steps.isEmpty()) {
            page.figure(
                    "What each step is worth",
                    gains(steps),
                    "A bar is what one more step tells about the next choice, its whisker the 95\u00a0% interval over users; a"
                            + " whisker that crosses 0 is a step that may be worth nothing.");
        }
        if (!small.isEmpty() && small.size() < steps.size()) {
            page.figure(
                    "The small steps, enlarged",
                    gains(small),
                    "The same bars on a scale of their own; decay is worth the bar that bears its name.");
        }
    }

    private static Chart gains(List<LedgerStep> steps) {
        double low = Math.min(
                0, spread(steps.stream().mapToDouble(LedgerStep::low)).min().orElse(0));
        double high = spread(steps.stream().flatMapToDouble(step -> DoubleStream.of(step.gain(), step.high())))
                .max()
                .orElse(1);
        Chart chart = Chart.rows(
                Axis.linear("gain over the step before, nats per event", low, Math.max(high, low) * 1.04, Unit.NUMBER),
                Axis.rows(steps.stream().map(LedgerStep::name).toList()));
        for (int row = 0; row < steps.size(); row++) {
            LedgerStep step = steps.get(row);
            chart.lying(Ink.FITTED, step.gain(), row, Figures.nats(step.gain(), step.low(), step.high()));
            chart.level(Ink.OBSERVED, step.low(), step.high(), row);
        }
        return chart;
    }

    /** How often an event is chosen again at a lag, beside what the fit and its twin say. */
    void lagKernel(Html page) {
        List<Residuals.Lag> lags = merged(fit.residuals().lags());
        if (lags.isEmpty()) {
            return;
        }
        double[] shares = spread(lags.stream()
                        .flatMapToDouble(lag -> DoubleStream.of(lag.repeated(), lag.expected(), lag.undecayed())))
                .filter(share -> share > 0)
                .toArray();
        double least = DoubleStream.of(shares).min().orElse(0.01);
        double most = DoubleStream.of(shares).max().orElse(1);
        double whiskers = lags.stream()
                .mapToDouble(lag -> wilson(lag.repeated(), lag.opportunities())[1])
                .max()
                .orElse(most);
        double high = Math.max(1.1 * most, Math.min(1.5 * most, 1.02 * whiskers));
        page.figure(
                "How often an event is chosen again",
                kernel(lags, Axis.linear("chosen again, % of earlier events", 0, high, Unit.PERCENT)),
                "Dots are what happened (whiskers: 95\u00a0%, events taken as independent): the fit is good where they follow the"
                        + " solid line, and decay is real where they leave the dashed one.");
        page.figure(
                "The same, both scales logarithmic",
                kernel(lags, Axis.logarithmic("chosen again, % of earlier events", least / 1.15, high, Unit.PERCENT)),
                "Here forgetting by a power of age is a straight slope, while an exponential stays level and then plunges.");
    }

    // Neighbouring ages together until each dot says something; what is left over goes to the oldest.
    private static List<Residuals.Lag> merged(List<Residuals.Lag> lags) {
        double enough = SMALLEST_SHARE
                * lags.stream().mapToDouble(Residuals.Lag::opportunities).sum();
        List<Residuals.Lag> merged = new ArrayList<>();
        for (Residuals.Lag lag : lags) {
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).opportunities() < enough) {
                merged.set(last, together(merged.get(last), lag));
            } else {
                merged.add(lag);
            }
        }
        int last = merged.size() - 1;
        if (last > 0 && merged.get(last).opportunities() < enough) {
            merged.set(last - 1, together(merged.get(last - 1), merged.remove(last)));
        }
        return merged;
    }

    private static Residuals.Lag together(Residuals.Lag one, Residuals.Lag other) {
        double count = one.opportunities() + other.opportunities();
        double share = one.opportunities() / count;
        return new Residuals.Lag(
                one.fromDays(),
                other.toDays(),
                count,
                share * one.repeated() + (1 - share) * other.repeated(),
                share * one.expected() + (1 - share) * other.expected(),
                share * one.undecayed() + (1 - share) * other.undecayed());
    }

    private static Chart kernel(List<Residuals.Lag> lags, Axis y) {
        double first = lags.get(0).fromDays();
        double last = lags.get(lags.size() - 1).toDays();
        Chart chart = Chart.over(Axis.logarithmic("age of the event (logarithmic)", first, last, Unit.DURATION), y)
                .key(Ink.OBSERVED, "observed")
                .key(Ink.FITTED, "fit")
                .key(Ink.UNDECAYED, "without decay");
        double[] ages = lags.stream().mapToDouble(Plots::middle).toArray();
        chart.line(
                Ink.UNDECAYED,
                ages,
                lags.stream().mapToDouble(Residuals.Lag::undecayed).toArray());
        chart.line(
                Ink.FITTED,
                ages,
                lags.stream().mapToDouble(Residuals.Lag::expected).toArray());
        for (Residuals.Lag lag : lags) {
            double[] ends = wilson(lag.repeated(), lag.opportunities());
            chart.upright(Ink.OBSERVED, middle(lag), ends[0], ends[1]);
            chart.point(
                    Ink.OBSERVED,
                    middle(lag),
                    lag.repeated(),
                    String.format(
                            Locale.ROOT,
                            "%s to %s: %s %% of %s events, %s %% said",
                            DurationText.ofDays(lag.fromDays()),
                            DurationText.ofDays(lag.toDays()),
                            Figures.number(100 * lag.repeated()),
                            Figures.number(lag.opportunities()),
                            Figures.number(100 * lag.expected())));
        }
        return chart;
    }

    private static double middle(Residuals.Lag lag) {
        return Math.sqrt(lag.fromDays() * lag.toDays());
    }

    /** How often a probability comes true. */
    void reliability(Html page) {
        List<Residuals.Reliability> bins = fit.residuals().reliability().stream()
                .filter(bin -> bin.expected() > 0 && bin.pairs() > 0)
                .toList();
        if (bins.isEmpty()) {
            return;
        }
        double least = spread(bins.stream().flatMapToDouble(bin -> DoubleStream.of(bin.expected(), bin.observed())))
                .filter(share -> share > 0)
                .min()
                .orElse(0.01);
        double most = spread(bins.stream().flatMapToDouble(bin -> DoubleStream.of(bin.expected(), bin.observed())))
                .max()
                .orElse(1);
        double low = least / 1.5;
        double high = Math.min(1, most * 1.5);
        Chart chart = Chart.over(
                        Axis.logarithmic("probability said (logarithmic)", low, high, Unit.PERCENT),
                        Axis.logarithmic("came true (logarithmic)", low, high, Unit.PERCENT))
                .key(Ink.OBSERVED, "observed")
                .key(Ink.GUIDE, "as said");
        chart.line(Ink.GUIDE, new double[] {low, high}, new double[] {low, high});
        for (Residuals.Reliability bin : bins) {
            double[] ends = wilson(bin.observed(), (double) bin.pairs());
            chart.upright(Ink.OBSERVED, bin.expected(), ends[0], ends[1]);
            chart.point(
                    Ink.OBSERVED,
                    bin.expected(),
                    bin.observed(),
                    String.format(
                            Locale.ROOT,
                            "said %s %%, came true %s %% of %s",
                            Figures.number(100 * bin.expected()),
                            Figures.number(100 * bin.observed()),
                            Figures.count(bin.pairs())));
        }
        page.figure(
                "Do probabilities come true",
                chart,
                "Dots on the dotted line came true as often as said, above it more often; each holds equally many pairs of a"
                        + " moment and " + Sentences.article(fit.level()) + " " + fit.level() + " that the user knew.");
    }

    /** Which weekday repeats more than said. */
    void weekdays(Html page) {
        List<Residuals.Weekday> days = fit.residuals().weekdays();
        double[] ends = new double[2 * days.size()];
        boolean any = false;
        for (int day = 0; day < days.size(); day++) {
            any |= days.get(day).instants() > 0;
            ends[2 * day] = residual(days.get(day)) - error(days.get(day));
            ends[2 * day + 1] = residual(days.get(day)) + error(days.get(day));
        }
        if (!any || days.size() != WEEKDAYS.size()) {
            return;
        }
        double low = Math.min(0, spread(DoubleStream.of(ends)).min().orElse(0));
        double high = Math.max(0, spread(DoubleStream.of(ends)).max().orElse(0));
        double room = 0.06 * (high - low);
        Chart chart = Chart.over(
                Axis.columns("weekday, UTC", WEEKDAYS),
                Axis.linear("observed − said, percentage points of moments", low - room, high + room, Unit.NUMBER));
        for (int day = 0; day < days.size(); day++) {
            Residuals.Weekday weekday = days.get(day);
            if (weekday.instants() > 0) {
                chart.standing(
                        Ink.FITTED,
                        day,
                        residual(weekday),
                        WEEKDAYS.get(day) + ": " + Figures.number(100 * weekday.observed()) + " % of "
                                + Figures.number(weekday.instants()) + " moments, "
                                + Figures.number(100 * weekday.expected()) + " % said");
                chart.upright(Ink.OBSERVED, day, ends[2 * day], ends[2 * day + 1]);
            }
        }
        chart.horizontal(0);
        page.figure(
                "Weekdays the fit does not know",
                chart,
                "A whisker (95\u00a0%) that misses 0 is a weekday on which users return to what they know more often (above) or"
                        + " less often (below) than the fit says.");
    }

    private static double residual(Residuals.Weekday day) {
        return 100 * (day.observed() - day.expected());
    }

    private static double error(Residuals.Weekday day) {
        double p = day.observed();
        return 100 * Z * Math.sqrt(Math.max(0, p * (1 - p)) / day.instants());
    }

    /** The half-life over time. */
    void windows(Html page) {
        List<Window> windows = fit.windows().stream()
                .filter(window -> window.toDay() > window.fromDay())
                .toList();
        double[] known = spread(windows.stream().mapToDouble(Window::halfLifeDays))
                .filter(days -> days > 0)
                .toArray();
        if (known.length == 0) {
            return;
        }
        double least = DoubleStream.of(known).min().orElse(1);
        double most = DoubleStream.of(known).max().orElse(1);
        double low = Math.max(
                least / 4,
                spread(windows.stream().mapToDouble(Window::lowDays))
                        .filter(d -> d > 0)
                        .min()
                        .orElse(least));
        double high = Math.min(
                most * 4,
                spread(windows.stream().mapToDouble(Window::highDays)).max().orElse(most));
        FittedDecay whole =
                fit.decay(FittedDecay.ALL).filter(all -> !all.unbounded()).orElse(null);
        if (whole != null) {
            low = Math.min(low, whole.lowDays() > 0 ? whole.lowDays() : whole.halfLifeDays());
            high = Math.max(high, whole.highDays());
        }
        Chart chart = Chart.over(
                Axis.linear(
                        "days since "
                                + Instant.ofEpochMilli(fit.firstMillis())
                                        .atZone(ZoneOffset.UTC)
                                        .toLocalDate(),
                        windows.get(0).fromDay(),
                        windows.get(windows.size() - 1).toDay(),
                        Unit.NUMBER),
                Axis.logarithmic("half-life (logarithmic)", low / 1.08, Math.max(low, high) * 1.08, Unit.DURATION));
        chart.key(Ink.OBSERVED, "of a stretch");
        if (whole != null) {
            chart.key(Ink.FITTED, "of the whole log");
            chart.band(whole.lowDays(), whole.highDays());
            chart.line(
                    Ink.FITTED,
                    new double[] {
                        windows.get(0).fromDay(),
                        windows.get(windows.size() - 1).toDay()
                    },
                    new double[] {whole.halfLifeDays(), whole.halfLifeDays()});
        }
        for (Window window : windows) {
            double middle = (window.fromDay() + window.toDay()) / 2;
            chart.level(Ink.OBSERVED, window.fromDay(), window.toDay(), window.halfLifeDays());
            chart.upright(Ink.OBSERVED, middle, window.lowDays(), window.highDays());
            chart.point(
                    Ink.OBSERVED,
                    middle,
                    window.halfLifeDays(),
                    "day " + Figures.number(window.fromDay()) + " to " + Figures.number(window.toDay()) + ": "
                            + Figures.days(window.halfLifeDays())
                            + Figures.interval(Figures.days(window.lowDays()), Figures.days(window.highDays())));
        }
        page.figure(
                "The half-life over time",
                chart,
                "Crosses (width: a stretch with equally many choices, height: 95\u00a0%) that leave the shaded interval of the"
                        + " whole log say that forgetting changed over time.");
    }

    /** Groups before and after they were drawn towards the others. */
    void groups(Html page) {
        List<GroupEstimate> all = fit.groups().stream()
                .filter(group -> group.shrunk() > 0 && Double.isFinite(group.shrunk()))
                .toList();
        if (all.isEmpty()) {
            return;
        }
        List<GroupEstimate> shown = all.stream()
                .sorted(Comparator.comparingLong((GroupEstimate group) -> -events(group)))
                .limit(MOST_GROUPS)
                .sorted(Comparator.comparingDouble(group -> -group.shrunk()))
                .toList();
        double reach = 2;
        for (GroupEstimate group : shown) {
            for (double factor : new double[] {group.shrunk(), group.raw()}) {
                double away = Math.exp(Math.abs(Math.log(factor)));
                reach = away < WIDEST_FACTOR ? Math.max(reach, away * 1.1) : reach;
            }
        }
        List<String> names = new ArrayList<>();
        shown.forEach(group -> names.add(group.group()));
        Chart chart = Chart.rows(
                        Axis.logarithmic("factor on the shop's half-life (logarithmic)", 1 / reach, reach, Unit.NUMBER),
                        Axis.rows(names))
                .key(Ink.RAW, "by its own events, 95\u00a0%")
                .key(Ink.SHRUNK, "shrunk: what is used");
        chart.vertical(1);
        for (int row = 0; row < shown.size(); row++) {
            GroupEstimate group = shown.get(row);
            double width = Math.exp(Z * group.rawLogError());
            chart.level(Ink.RAW, group.raw() / width, group.raw() * width, row);
            chart.point(Ink.RAW, group.raw(), row, group.group() + ": × " + Figures.number(group.raw()));
            chart.point(Ink.SHRUNK, group.shrunk(), row, group.group() + ": × " + Figures.number(group.shrunk()));
        }
        page.figure(
                "Groups, raw against shrunk",
                chart,
                (shown.size() < all.size()
                                ? "Of " + all.size() + " groups the " + shown.size() + " with most events: each"
                                : "Each")
                        + " circle is what a group's own events say, the diamond what remains when few events are trusted"
                        + " less; right of the dotted line interest lasts longer than in the shop as a whole.",
                "tall");
    }

    private long events(GroupEstimate group) {
        long events = 0;
        for (FittedDecay decay : fit.decays()) {
            events += decay.group().equals(group.group()) ? decay.events() : 0;
        }
        return events;
    }

    // Wilson's interval of a share: inside 0 and 1, and not empty where nothing or everything came true.
    private static double[] wilson(double share, double count) {
        double n = count + Z * Z;
        double middle = (share * count + Z * Z / 2) / n;
        double half = Z * Math.sqrt(Math.max(0, share * (1 - share) * count + Z * Z / 4)) / n;
        return new double[] {Math.max(0, middle - half), Math.min(1, middle + half)};
    }

    private static DoubleStream spread(DoubleStream values) {
        return values.filter(Double::isFinite);
    }
}
