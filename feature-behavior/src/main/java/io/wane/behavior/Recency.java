package io.wane.behavior;

import io.wane.core.event.EventView;
import io.wane.core.feature.Axes;
import io.wane.core.feature.Column;
import io.wane.core.feature.FeatureBlock;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.feature.FeatureSink;
import io.wane.core.feature.QueryView;
import io.wane.core.feature.SumLayout;
import io.wane.core.feature.SumsView;
import io.wane.core.settings.DurationText;
import io.wane.core.settings.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * How fresh the last event is: {@code 1 / (1 + age / scale)}, from 1 just after it, ½ one scale later, towards 0; 0
 * when there was none. One column per type and scale; decays do not matter, since it reads the state's times and no sum.
 *
 * <p>One scale tells ages apart near itself only: under a scale of a day, last month and last year are both about 0.
 * Several side by side span them.
 *
 * @param scale ages at which a column is one half, all above 0; empty for {@link #SPAN}. Kept ascending, each once
 */
@Setting("how fresh the last event is: 1 now, one half after the scale, 0 never")
record Recency(
        @Setting("ages at which it is one half, each above 0, one column each. Default: 1d, 7d, 30d, 100d")
        List<Duration> scale)
        implements FeatureExtractor {

    /** The scales when none is given. */
    static final List<Duration> SPAN =
            List.of(Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(100));

    Recency {
        for (Duration each : scale) {
            if (!(each.toMillis() > 0)) {
                throw new IllegalArgumentException(
                        "scale must be above 0: " + DurationText.ofDays(DurationText.days(each)));
            }
        }
        scale = scale.isEmpty() ? SPAN : List.copyOf(new TreeSet<>(scale));
    }

    @Override
    public SumLayout sums() {
        return SumLayout.NONE;
    }

    @Override
    public void add(EventView event, FeatureSink out) {}

    @Override
    public FeatureBlock columns(Axes axes) {
        List<Column> columns = new ArrayList<>();
        for (int type = 0; type < axes.types().size(); type++) {
            for (Duration each : scale) {
                String name = scale.size() == 1 ? "recency" : "recency " + DurationText.of(each);
                columns.add(new Column(axes.label(name, type), false, true));
            }
        }
        return new FeatureBlock(columns);
    }

    @Override
    public void read(QueryView query, Axes axes, FeatureSink out) {
        SumsView own = query.own();
        for (int type = 0; type < axes.types().size(); type++) {
            double ageDays = own.lastAgeDays(type);
            if (!Double.isNaN(ageDays)) {
                for (int each = 0; each < scale.size(); each++) {
                    double scaleDays = DurationText.days(scale.get(each));
                    out.put(type * scale.size() + each, scaleDays / (scaleDays + ageDays));
                }
            }
        }
    }
}
