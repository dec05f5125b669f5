package io.wane.behavior;

import io.wane.core.feature.FeatureExtractor;
import io.wane.core.plugin.Component;
import io.wane.core.plugin.Plugin;
import io.wane.core.plugin.Spi;
import java.util.List;

/** Offers the extractors {@code counts}, {@code shares}, {@code amounts} and {@code recency}. */
public final class BehaviorPlugin implements Plugin {

    @Override
    public int spiVersion() {
        return Spi.VERSION;
    }

    @Override
    public List<Component<?>> components() {
        return List.of(
                Component.of(FeatureExtractor.class, "counts", Counts.class, (counts, host) -> counts),
                Component.of(FeatureExtractor.class, "shares", Shares.class, (shares, host) -> shares),
                Component.of(FeatureExtractor.class, "amounts", Amounts.class, (amounts, host) -> amounts),
                Component.of(FeatureExtractor.class, "recency", Recency.class, (recency, host) -> recency));
    }
}
