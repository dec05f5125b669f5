package io.wane.engine.pipeline;

import io.wane.core.event.Scope;
import io.wane.core.feature.SumsView;

/** Reads one definition's sums key by key, as they are. Belongs to one thread. */
public final class KeyReader {

    private final Pipeline pipeline;
    private final Scope scope;
    private final ScopeReader reader;
    private final SumsView view;

    KeyReader(Pipeline pipeline, Scope scope, int definition) {
        this.pipeline = pipeline;
        this.scope = scope;
        reader = pipeline.scopeReader(scope);
        view = reader.view(pipeline.layout(scope).block(definition));
    }

    /**
     * The sums of a key.
     *
     * @param user code of the user; ignored by scopes without one
     * @param entity code of the item, category or brand that the scope names; ignored by scopes without one
     * @param asOfMillis time of the read, after the newest event
     * @return a view that the next call moves
     * @throws IllegalStateException if the pipeline holds an event at or after that time, has not replayed all before it, or
     *     keeps a decay in buckets that do not reach back to the first event
     */
    public SumsView at(int user, int entity, long asOfMillis) {
        pipeline.checkReadable(asOfMillis);
        reader.position(Pipeline.key(scope, user, entity, entity, entity), asOfMillis);
        return view;
    }
}
