package io.wane.app.cli;

import io.wane.core.settings.DurationText;
import io.wane.engine.evaluation.Evaluation;
import io.wane.engine.evaluation.EvaluationReport;
import io.wane.engine.evaluation.Figures;
import io.wane.engine.evaluation.Interval;
import io.wane.engine.evaluation.LeakCheck;
import io.wane.engine.evaluation.Slice;
import io.wane.engine.training.RowCounts;
import java.util.Locale;
import java.util.stream.Collectors;

/** The evaluation's table for people and as CSV. */
final class EvaluationText {

    private EvaluationText() {}

    static void csv(EvaluationReport report, Console console) {
        console.print(
                "slice,name,columns,rows,positives,users,log_loss,log_loss_low,log_loss_high,brier,brier_low,brier_high,"
                        + "auc,auc_low,auc_high,calibration_error,calibration_error_low,calibration_error_high,"
                        + "better_than_twin,better_low,better_high");
        for (Slice slice : report.slices()) {
            for (Figures figures : slice.figures()) {
                console.print(Csv.row(
                                slice.name(),
                                figures.name(),
                                figures.columns(),
                                slice.rows(),
                                slice.positives(),
                                slice.users())
                        + "," + fields(figures.logLoss()) + "," + fields(figures.brier()) + "," + fields(figures.auc())
                        + "," + fields(figures.calibrationError()) + "," + fields(figures.better()));
            }
        }
    }

    private static String fields(Interval interval) {
        return Csv.row(interval.value(), interval.low(), interval.high());
    }

    /**
     * Prints the table.
     *
     * @param brief the first slice only
     */
    static void text(EvaluationReport report, Console console, boolean brief) {
        String horizon = DurationText.ofDays(report.blocks().horizonMillis() / 86_400_000.0);
        console.print("Will a user act on " + (report.level().equals("item") ? "an item" : "a category") + " within "
                + horizon + "?");
        counts(console, "training", report.training());
        counts(console, "validation", report.validation());
        counts(console, "test", report.test());
        console.print("  from " + Words.minute(report.blocks().test().get(0)) + " UTC: "
                + Words.percent(report.test().outsideShare())
                + " of what users with a history did is outside the rows, "
                + Words.count(report.test().coldUsers(), "user", "users") + " acted without one");
        for (Slice slice : brief ? report.slices().subList(0, 1) : report.slices()) {
            slice(console, slice);
        }
        console.print("");
        console.print("Rows: users with a history × (what they touched before and the 200 with most events).");
        console.print("[ ] 95 % intervals by resampling users. Log loss in nats per row; 'better' is the twin's");
        console.print("log loss minus the row's own, paired: above 0 with 0 outside, it beats no decay.");
        report.notes().forEach(note -> console.print("note: " + note));
        if (!brief) {
            console.print(report.slices().get(0).figures().get(0).name() + ": "
                    + Words.firstLine(report.slices().get(0).figures().get(0).note()));
            console.print("twin: "
                    + Words.firstLine(report.slices().get(0).figures().get(1).note()));
            console.print("chosen on validation: " + baselines(report.slices().get(0)));
        }
        leak(report.leak(), console);
    }

    private static String baselines(Slice slice) {
        return slice.figures().stream()
                .filter(figures -> figures.columns() == 1 && !figures.note().isEmpty())
                .filter(figures ->
                        figures.note().startsWith("half-life") || figures.note().startsWith("scale"))
                .map(figures -> figures.name() + " " + figures.note())
                .collect(Collectors.joining(", "));
    }

    private static void leak(LeakCheck.Result leak, Console console) {
        console.print("Leak check: " + Words.count(leak.planted()) + " events planted after the cut, "
                + Words.count(leak.soon()) + " of them within 30 minutes for users");
        console.print("active just before, changed " + (leak.changed() == 0 ? "none" : Words.count(leak.changed()))
                + " of " + Words.count(leak.features()) + " features.");
    }

    private static void counts(Console console, String block, RowCounts counts) {
        console.print(String.format(
                Locale.ROOT,
                "  %-11s %3d %-10s %11s rows%s, %s came true",
                block,
                counts.snapshots(),
                counts.snapshots() == 1 ? "snapshot" : "snapshots",
                Words.count(counts.rows()),
                counts.rows() < counts.population() ? " of " + Words.count(counts.population()) : "",
                Words.count(counts.positives())));
    }

    private static void slice(Console console, Slice slice) {
        console.print("");
        String title = switch (slice.name()) {
            case "repeat" -> "repeat: touched before";
            case "explore" -> "explore: never touched";
            default -> "all test rows";
        };
        console.print(title + ", " + Words.count(slice.rows()) + " rows, " + Words.count(slice.positives())
                + " came true, " + Words.count(slice.users()) + " users");
        if (slice.figures().isEmpty()) {
            console.print("  all of one outcome: nothing to judge");
            return;
        }
        console.print(String.format(
                Locale.ROOT,
                "  %-22s %-20s  %-21s  %-4s %-5s %s",
                "",
                "log loss",
                "better than its twin",
                "AUC",
                "Brier",
                "cal. error"));
        for (Figures figures : slice.figures()) {
            boolean twin = figures.name().equals(Evaluation.TWIN);
            boolean under = twin || figures.name().equals(Evaluation.TWIN_WITH_RECENCY);
            console.print(String.format(
                    Locale.ROOT,
                    "  %-22s %-20s  %-21s  %-4s %-5s %s",
                    (under ? "  " : "") + figures.name(),
                    interval(figures.logLoss(), 4),
                    twin ? "" : signed(figures.better()),
                    number(figures.auc().value(), 3),
                    number(figures.brier().value(), 4),
                    number(figures.calibrationError().value(), 4)));
        }
    }

    private static String interval(Interval interval, int decimals) {
        return number(interval.value(), decimals) + " [" + number(interval.low(), decimals) + ","
                + number(interval.high(), decimals) + "]";
    }

    // .1412 instead of 0.1412, as statisticians write shares.
    private static String number(double value, int decimals) {
        return Words.decimals(value, decimals).replaceFirst("^(-?)0\\.", "$1.");
    }

    private static String signed(Interval interval) {
        return (interval.value() > 0 ? "+" : "") + interval(interval, 4);
    }
}
