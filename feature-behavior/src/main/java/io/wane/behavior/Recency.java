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

/**
 * How fresh the last event is: {@code 1 / (1 + age / scale)}, from 1 just after it, ½ one scale later, towards 0; 0
 * when there was none. One column per type; decays do not matter, since it reads the state's times and no sum.
 *
 * @param scale age at which the column is one half; above 0
 */
@Setting("how fresh the last event is: 1 now, one half after the scale, 0 never")
record Recency(
        @Setting(value = "age at which it is one half, above 0", or = "1d")
        Duration scale) implements FeatureExtractor {

    Recency {
        if (!(scale.toMillis() > 0)) {
            throw new IllegalArgumentException(
                    "scale must be above 0: " + DurationText.ofDays(DurationText.days(scale)));
        }
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
            columns.add(new Column(axes.label("recency", type), false, true));
        }
        return new FeatureBlock(columns);
    }

    @Override
    public void read(QueryView query, Axes axes, FeatureSink out) {
        SumsView own = query.own();
        double scaleDays = DurationText.days(scale);
        for (int type = 0; type < axes.types().size(); type++) {
            double ageDays = own.lastAgeDays(type);
            if (!Double.isNaN(ageDays)) {
                out.put(type, scaleDays / (scaleDays + ageDays));
            }
        }
    }
}
