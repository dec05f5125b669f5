package io.wane.decisions.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.decisions.report.Axis.Unit;
import io.wane.decisions.report.Chart.Ink;
import org.junit.jupiter.api.Test;

class ChartTest {

    private static final Axis X = Axis.linear("age, days", 0, 10, Unit.NUMBER);
    private static final Axis Y = Axis.logarithmic("share", 0.001, 1, Unit.PERCENT);

    @Test
    void aLogarithmicAxisPutsEqualFactorsEquallyFarApart() {
        assertThat(Y.share(0.01)).isEqualTo(1 / 3.0, within(1e-12));
        assertThat(Y.share(0.1)).isEqualTo(2 / 3.0, within(1e-12));
    }

    @Test
    void decadesAreTheTicksOfALogarithmicAxis() {
        assertThat(Y.ticks()).extracting(Axis.Tick::label).contains("0.1%", "1%", "10%", "100%");
    }

    @Test
    void durationsAreWrittenInTheUnitThatReadsWell() {
        assertThat(Axis.logarithmic("age", 0.0005, 400, Unit.DURATION).ticks())
                .extracting(Axis.Tick::label)
                .contains("10m", "6h", "7d");
    }

    @Test
    void aShortRangeOfDurationsHasRoundTicksOfOneUnit() {
        assertThat(Axis.logarithmic("half-life", 0.7, 1.9, Unit.DURATION).ticks())
                .extracting(Axis.Tick::label)
                .containsExactly("0.8d", "1.0d", "1.2d", "1.4d", "1.6d", "1.8d");
    }

    @Test
    void aRangeWithoutWidthIsWidened() {
        Axis axis = Axis.linear("", 3, 3, Unit.NUMBER);
        assertThat(axis.share(3)).isEqualTo(0.5);
        assertThat(Axis.logarithmic("", 3, 3, Unit.NUMBER).share(3)).isEqualTo(0.5, within(1e-12));
    }

    @Test
    void whatHasNoPlaceIsLeftOut() {
        String svg = Chart.over(X, Y)
                .point(Ink.OBSERVED, 1, 0, "zero on a logarithmic axis")
                .point(Ink.OBSERVED, Double.NaN, 0.1, "nowhere")
                .upright(Ink.OBSERVED, 1, Double.NaN, Double.NaN)
                .level(Ink.OBSERVED, 2, 3, -1)
                .lying(Ink.FITTED, Double.POSITIVE_INFINITY, 0.1, "endless")
                .svg("nothing");
        assertThat(svg)
                .doesNotContain("class=\"point")
                .doesNotContain("class=\"error")
                .doesNotContain("class=\"box");
    }

    @Test
    void aLineIsInterruptedWhereAValueIsMissing() {
        String svg = Chart.over(X, Y)
                .line(Ink.FITTED, new double[] {0, 1, 2, 3, 4}, new double[] {0.1, 0.1, Double.NaN, 0.1, 0.1})
                .svg("a line");
        assertThat(svg.split("<polyline", -1)).hasSize(3);
    }

    @Test
    void anErrorBarThatLeavesThePlotEndsInAnArrow() {
        assertThat(Chart.over(X, Y).upright(Ink.OBSERVED, 1, 0.01, 0.1).svg("inside"))
                .doesNotContain("<path class=\"error");
        assertThat(Chart.over(X, Y)
                        .upright(Ink.OBSERVED, 1, 0.01, Double.POSITIVE_INFINITY)
                        .svg("above"))
                .containsOnlyOnce("<path class=\"error");
        assertThat(Chart.over(X, Y)
                        .level(Ink.OBSERVED, Double.NEGATIVE_INFINITY, 50, 0.1)
                        .svg("both"))
                .contains("<path class=\"error")
                .satisfies(
                        svg -> assertThat(svg.split("<path class=\"error", -1)).hasSize(3));
    }
}
