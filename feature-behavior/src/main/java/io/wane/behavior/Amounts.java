package io.wane.behavior;

import io.wane.core.event.Event;
import io.wane.core.event.EventView;
import io.wane.core.feature.Axes;
import io.wane.core.feature.Column;
import io.wane.core.feature.FeatureBlock;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.feature.FeatureSink;
import io.wane.core.feature.QueryView;
import io.wane.core.feature.SumLayout;
import io.wane.core.feature.SumsView;
import io.wane.core.settings.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * The decayed total of one number of the events: money, pieces or ratings.
 *
 * <p>An event without the number adds nothing. Money is the event's amount, else quantity times price; an event
 * that only says how many pieces has no money, because pieces and money do not add up.
 *
 * <p>A {@code return} takes money and pieces back. Where types are told apart its own column is what was taken
 * back; elsewhere the column is what remains, at least 0. Both are logarithmised. Ratings are the plain total on
 * the shop's scale, which may be negative; beside {@code counts} of the same type a learner sees how far it is from
 * the mean.
 *
 * @param of the number that is summed
 */
@Setting("money, pieces or ratings, decayed")
record Amounts(
        @Setting(value = "what is summed: amount (money of the line), quantity or rating", or = "amount")
        Measure of) implements FeatureExtractor {

    @Override
    public SumLayout sums() {
        return SumLayout.named(of.spelling());
    }

    @Override
    public void add(EventView event, FeatureSink out) {
        double value = of.of(event);
        if (Double.isNaN(value)) {
            return;
        }
        boolean back = of.canBeTakenBack() && event.type().equals(Event.RETURN);
        out.put(0, back ? -value : value);
    }

    @Override
    public FeatureBlock columns(Axes axes) {
        List<Column> columns = new ArrayList<>();
        for (int type = 0; type < axes.types().size(); type++) {
            for (int decay = 0; decay < axes.decays().size(); decay++) {
                String name = axes.label(of.spelling(), type, decay);
                columns.add(new Column(name, of.canBeTakenBack(), false));
            }
        }
        return new FeatureBlock(columns);
    }

    @Override
    public void read(QueryView query, Axes axes, FeatureSink out) {
        SumsView own = query.own();
        int column = 0;
        for (int type = 0; type < axes.types().size(); type++) {
            boolean back = axes.types().get(type).equals(Event.RETURN);
            for (int decay = 0; decay < axes.decays().size(); decay++) {
                double total = own.sum(0, type, decay);
                out.put(column++, of.canBeTakenBack() ? Math.max(0, back ? -total : total) : total);
            }
        }
    }
}
