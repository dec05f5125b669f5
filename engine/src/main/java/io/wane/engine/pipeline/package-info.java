/**
 * The one place where decayed sums are made: events in, sums by scope key, columns out. Training, evaluation and serving
 * all run this code.
 */
package io.wane.engine.pipeline;
