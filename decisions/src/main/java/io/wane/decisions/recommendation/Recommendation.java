package io.wane.decisions.recommendation;

/**
 * One entry of a list.
 *
 * @param rank from 1
 * @param entity code of the entity in the timeline
 * @param name its name
 * @param score what it is ranked by: A(u,c), or a model's probability
 */
public record Recommendation(int rank, int entity, String name, double score) {}
