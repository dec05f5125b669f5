package io.wane.engine.training;

import io.wane.core.event.Names;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import java.util.Locale;

/**
 * How much of a log has a category. Categories come from the newest catalogue, whatever an event's time.
 *
 * @param withItem events of an item
 * @param without those of them whose item has no category: they count for no category
 */
public record CategoryCoverage(long withItem, long without) {

    /** Counts a log's events. */
    public static CategoryCoverage of(Timeline log) {
        long withItem = 0;
        long without = 0;
        for (int event = 0; event < log.size(); event++) {
            if (log.item(event) != Names.NONE) {
                withItem++;
                without += log.entity(Scope.CATEGORY, event) == Names.NONE ? 1 : 0;
            }
        }
        return new CategoryCoverage(withItem, without);
    }

    /** What a reader of a result should know, in one sentence. */
    public String sentence() {
        if (without == withItem) {
            return "no item has a category, so nothing here is about categories;"
                    + " a catalogue brings them: wane import --items FILE";
        }
        return "categories are those of the newest catalogue, whatever an event's time; "
                + (without == 0
                        ? "every item has one"
                        : String.format(
                                Locale.ROOT,
                                "%,d of %,d events are of items without one and count for none",
                                without,
                                withItem));
    }
}
