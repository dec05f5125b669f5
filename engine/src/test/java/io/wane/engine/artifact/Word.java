package io.wane.engine.artifact;

import io.wane.core.event.EventView;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.feature.FeatureSink;
import io.wane.core.feature.SumLayout;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Counts, in a column that is named by what was saved: an extractor whose fitted state can be seen.
 *
 * @param text name of the column
 */
record Word(String text) implements FeatureExtractor {

    @Override
    public SumLayout sums() {
        return SumLayout.named(text);
    }

    @Override
    public void add(EventView event, FeatureSink out) {
        out.put(0, 1);
    }

    @Override
    public void save(OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public FeatureExtractor load(InputStream in) throws IOException {
        return new Word(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
}
