package io.wane.decisions.report;

import io.wane.engine.fitting.Certificate;
import io.wane.engine.fitting.Covariate;
import io.wane.engine.fitting.DecayFit;
import io.wane.engine.fitting.FamilyTrial;
import io.wane.engine.fitting.FittedDecay;
import io.wane.engine.fitting.Gain;
import io.wane.engine.fitting.GroupEstimate;
import io.wane.engine.fitting.LedgerStep;
import io.wane.engine.fitting.RefitAlarm;
import io.wane.engine.fitting.Residuals;
import io.wane.engine.fitting.SpillOver;
import io.wane.engine.fitting.Window;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fits to report on. The half-lives are those of taobao categories by type (SCIENCE 2.12); the rest is made up. */
final class Fits {

    static final double NONE = Double.NaN;
    static final double FOREVER = Double.POSITIVE_INFINITY;

    private Fits() {}

    static FittedDecay decay(String type, double halfLife, double low, double high, double weight, String... reasons) {
        return decay(type, FittedDecay.ALL, "exponential", halfLife, low, high, weight, reasons);
    }

    static FittedDecay decay(
            String type,
            String group,
            String family,
            double halfLife,
            double low,
            double high,
            double weight,
            String... reasons) {
        return new FittedDecay(
                type,
                group,
                family,
                Map.of("rate", Math.log(2) / halfLife),
                halfLife,
                low,
                high,
                0.02,
                0.04,
                weight,
                0.1,
                35_783,
                812,
                new Gain(0.0536, 0.0472, 0.0597),
                new Gain(0.01, 0.008, 0.012),
                List.of(reasons),
                List.of());
    }

    static List<FittedDecay> decays() {
        return List.of(
                decay("all", 1.556, 1.451, 1.668, NONE),
                decay("cart", 0.887, 0.771, 1.021, 0.741),
                decay("view", 1.836, 1.699, 1.985, 0.223));
    }

    static DecayFit of(List<FittedDecay> decays) {
        return new DecayFit(
                "category",
                "type",
                "chains within 30 minutes count once",
                42_966,
                42_029,
                814,
                2_910,
                9,
                1_511_539_217_000L,
                1_512_316_763_001L,
                0.36,
                decays,
                List.of(
                        new LedgerStep("uniform", -7.976, 2910, 0, 0, 0),
                        new LedgerStep("popularity", -6.657, 778, 1.319, 1.199, 1.433),
                        new LedgerStep("novelty", -5.647, 283, 1.01, 0.93, 1.04),
                        new LedgerStep("decay", -5.596, 269, 0.0512, 0.0451, 0.0574)),
                List.of(new FamilyTrial("all", "power", "exponential", 0.002, -0.001, 0.005, 7000, false)),
                new Certificate(List.of(
                        new Certificate.Check("shuffles", "all", true, "0 of 19 shuffles gain as much"),
                        new Certificate.Check("halves", "view", true, "1.90 and 1.79 d"),
                        new Certificate.Check("halves", "cart", false, "0.3 and 1.2 d, too far apart"))),
                List.of(new Window(0, 4, 1.1, 0.8, 1.5), new Window(4, 9, 1.7, 1.5, 1.9)),
                new Residuals(
                        List.of(
                                new Residuals.Lag(0.01, 0.1, 20_000, 0.06, 0.061, 0.044),
                                new Residuals.Lag(0.1, 1, 30_000, 0.05, 0.049, 0.042),
                                new Residuals.Lag(1, 10, 40_000, 0.03, 0.028, 0.037)),
                        List.of(
                                new Residuals.Reliability(0.001, 0.0012, 4000),
                                new Residuals.Reliability(0.1, 0.11, 4000)),
                        Collections.nCopies(7, new Residuals.Weekday(0.55, 0.54, 3000))),
                List.of(),
                List.of(new Covariate("price", "twice as high", 0.1, 0.05)),
                Optional.of(new SpillOver("department", 0.08, 0.05, 0.12, new Gain(0.003, 0.002, 0.004))),
                0.8,
                Optional.empty(),
                Map.of(),
                List.of());
    }

    /** Everything that can be unknown is. */
    static DecayFit unknown() {
        Gain gain = new Gain(NONE, NONE, NONE);
        FittedDecay bare = new FittedDecay(
                "view",
                "all",
                "exponential",
                Map.of("rate", 0.0),
                FOREVER,
                NONE,
                FOREVER,
                NONE,
                NONE,
                NONE,
                NONE,
                1,
                1,
                gain,
                gain,
                List.of("there is one event"),
                List.of("only 1 events"));
        return new DecayFit(
                "item",
                "type",
                "as it is",
                1,
                1,
                1,
                2,
                0,
                0,
                1,
                NONE,
                List.of(bare),
                List.of(
                        new LedgerStep("uniform", NONE, NONE, 0, 0, 0),
                        new LedgerStep("decay", NONE, FOREVER, NONE, NONE, NONE)),
                List.of(new FamilyTrial("all", "power", "none", NONE, NONE, NONE, 0, false)),
                new Certificate(List.of()),
                List.of(
                        new Window(0, 0, 1, 1, 1),
                        new Window(0, 1, FOREVER, NONE, FOREVER),
                        new Window(1, 2, 3, NONE, FOREVER)),
                new Residuals(
                        List.of(new Residuals.Lag(0.001, 0.002, 1, 0, NONE, 0)),
                        List.of(new Residuals.Reliability(0, 0, 1), new Residuals.Reliability(0.5, 0, 1)),
                        Collections.nCopies(7, new Residuals.Weekday(0, 0, 0))),
                List.of(
                        new GroupEstimate("a", "all", 1, FOREVER, 1, 1),
                        new GroupEstimate("b", "all", 0, NONE, NONE, NONE),
                        new GroupEstimate("c", "all", FOREVER, 1, 2, 1)),
                List.of(new Covariate("price", "twice as high", 0, NONE)),
                Optional.of(new SpillOver("department", 0, 0, 1, new Gain(0, 0, 0))),
                NONE,
                Optional.of(new RefitAlarm(NONE, 1, 0)),
                Map.of(),
                List.of("there is one user"));
    }

    static DecayFit with(DecayFit fit, List<GroupEstimate> groups, Optional<RefitAlarm> alarm, List<String> warnings) {
        return new DecayFit(
                fit.level(),
                fit.by(),
                fit.reading(),
                fit.lines(),
                fit.instants(),
                fit.users(),
                fit.entities(),
                fit.spanDays(),
                fit.firstMillis(),
                fit.untilMillis(),
                fit.novelty(),
                fit.decays(),
                fit.ledger(),
                fit.families(),
                fit.certificate(),
                fit.windows(),
                fit.residuals(),
                groups,
                fit.covariates(),
                fit.spillOver(),
                fit.userDeviation(),
                alarm,
                fit.coordinates(),
                warnings);
    }
}
