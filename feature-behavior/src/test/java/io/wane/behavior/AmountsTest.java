package io.wane.behavior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.event.Event;
import io.wane.core.event.Scope;
import io.wane.core.feature.Axes;
import io.wane.core.feature.Column;
import io.wane.core.feature.FeatureExtractor;
import io.wane.testkit.FeatureExtractorContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AmountsTest extends FeatureExtractorContract {

    private static final double NEVER = Double.POSITIVE_INFINITY;
    private static final List<String> ANY = List.of("*");

    @Override
    protected FeatureExtractor extractor() {
        return new Amounts(Measure.AMOUNT);
    }

    @Nested
    class OfQuantities extends FeatureExtractorContract {

        @Override
        protected FeatureExtractor extractor() {
            return new Amounts(Measure.QUANTITY);
        }
    }

    @Nested
    class OfRatings extends FeatureExtractorContract {

        @Override
        protected FeatureExtractor extractor() {
            return new Amounts(Measure.RATING);
        }
    }

    @Test
    void moneyIsTheAmountElseQuantityTimesPrice() {
        Log log = new Log()
                .event("ann", "tea", "purchase", 0, Map.of(Event.AMOUNT, 8.0, Event.QUANTITY, 2.0, Event.PRICE, 5.0))
                .event("ann", "cup", "purchase", 0, Map.of(Event.QUANTITY, 3.0, Event.PRICE, 4.0));

        assertThat(of(log, Measure.AMOUNT, ANY, NEVER)).containsExactly(8 + 12);
    }

    @Test
    void anEventThatDoesNotSayHowMuchAddsNothing() {
        Log log = new Log()
                .event("ann", "tea", "view", 0)
                .event("ann", "tea", "purchase", 0, Map.of(Event.QUANTITY, 2.0))
                .event("ann", "cup", "purchase", 0, Map.of(Event.PRICE, 4.0));

        assertThat(of(log, Measure.AMOUNT, ANY, NEVER)).containsExactly(0);
        assertThat(of(log, Measure.QUANTITY, ANY, NEVER)).containsExactly(2);
    }

    @Test
    void moneyIsDecayed() {
        Log log = new Log()
                .event("ann", "tea", "purchase", 0, Map.of(Event.AMOUNT, 80.0))
                .event("ann", "tea", "purchase", 7, Map.of(Event.AMOUNT, 10.0));

        assertThat(of(log, Measure.AMOUNT, ANY, 7)).containsExactly(new double[] {80 / 4.0 + 10 / 2.0}, within(1e-12));
    }

    @Test
    void aReturnTakesMoneyAndPiecesBack() {
        Log log = new Log()
                .event("ann", "tea", "purchase", 0, Map.of(Event.QUANTITY, 5.0, Event.PRICE, 2.0))
                .event("ann", "tea", "return", 1, Map.of(Event.QUANTITY, 2.0, Event.PRICE, 2.0));

        assertThat(of(log, Measure.AMOUNT, ANY, NEVER)).containsExactly(6);
        assertThat(of(log, Measure.QUANTITY, ANY, NEVER)).containsExactly(3);
        assertThat(of(log, Measure.AMOUNT, List.of("purchase", "return", "other"), NEVER))
                .containsExactly(10, 4, 0);
    }

    @Test
    void whatRemainsIsNeverNegative() {
        Log log = new Log().event("ann", "tea", "return", 1, Map.of(Event.AMOUNT, 20.0));

        assertThat(of(log, Measure.AMOUNT, ANY, NEVER)).containsExactly(0);
    }

    @Test
    void ratingsAreTheirPlainTotal() {
        Log log = new Log()
                .event("ann", "tea", "review", 0, Map.of(Event.RATING, 4.0))
                .event("ann", "cup", "review", 1, Map.of(Event.RATING, -1.5));
        Axes axes = new Axes(Scope.USER, List.of("review", "other"), List.of("7d"));

        assertThat(of(log, Measure.RATING, ANY, NEVER)).containsExactly(2.5);
        assertThat(new Amounts(Measure.RATING).columns(axes).columns())
                .containsExactly(
                        new Column("rating[review,7d]", false, false), new Column("rating[other,7d]", false, false));
    }

    @Test
    void moneyAndPiecesAreLogarithmised() {
        Axes axes = new Axes(Scope.USER, ANY, List.of("7d"));

        assertThat(new Amounts(Measure.AMOUNT).columns(axes).columns())
                .containsExactly(new Column("amount[7d]", true, false));
        assertThat(new Amounts(Measure.QUANTITY).columns(axes).columns())
                .containsExactly(new Column("quantity[7d]", true, false));
    }

    private static double[] of(Log log, Measure measure, List<String> types, double halfLife) {
        return log.sums(new Amounts(measure), Scope.USER, types, halfLife).columns("ann", "", Log.day(14));
    }
}
