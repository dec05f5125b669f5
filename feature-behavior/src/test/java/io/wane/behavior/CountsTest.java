package io.wane.behavior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.event.Scope;
import io.wane.core.feature.Axes;
import io.wane.core.feature.Column;
import io.wane.core.feature.FeatureExtractor;
import io.wane.testkit.FeatureExtractorContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountsTest extends FeatureExtractorContract {

    @Override
    protected FeatureExtractor extractor() {
        return new Counts();
    }

    @Test
    void anEventCountsOneAndHalfOfItAfterAHalfLife() {
        Log log = new Log()
                .event("ann", "tea", "view", 0)
                .event("ann", "tea", "view", 1)
                .event("ann", "cup", "view", 1);

        double[] columns =
                log.sums(new Counts(), Scope.USER_ITEM, List.of("*"), 1.0).columns("ann", "tea", Log.day(2));

        assertThat(columns).containsExactly(new double[] {0.25 + 0.5}, within(1e-15));
    }

    @Test
    void typesAndDecaysHaveColumnsOfTheirOwn() {
        Axes axes = new Axes(Scope.USER, List.of("view", "other"), List.of("1d", "none"));

        assertThat(new Counts().columns(axes).columns())
                .containsExactly(
                        new Column("count[view,1d]", true, false),
                        new Column("count[view,none]", true, false),
                        new Column("count[other,1d]", true, false),
                        new Column("count[other,none]", true, false));
    }
}
