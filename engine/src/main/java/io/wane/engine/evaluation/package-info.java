/**
 * How good a prediction is, and how sure of that one can be: measures of probabilities and of rankings, intervals from
 * resampled users, and the evaluation that puts a learner beside its baselines and its twin without decay.
 */
package io.wane.engine.evaluation;
