package io.wane.engine.fitting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Entities put into groups that may fade at their own pace, each inside a larger one: categories inside departments.
 *
 * @param names names of the groups
 * @param parents per group its number among {@code parentNames}
 * @param parentNames names of what groups lie in; one for all where there is nothing between
 * @param ofEntity number of the group per entity code
 */
record Groups(List<String> names, int[] parents, List<String> parentNames, int[] ofEntity) {

    /** What small groups are put together as. */
    static final String OTHER = "other";

    /**
     * The groups with most lines, the others as one.
     *
     * @param nameOfEntity group of each entity code, empty if unknown
     * @param parentOfEntity what the group lies in, by entity code; empty if unknown
     * @param most how many groups to tell apart
     */
    static Groups largest(ChoiceLog log, List<String> nameOfEntity, List<String> parentOfEntity, int most) {
        Map<String, Integer> lines = new TreeMap<>();
        int[] linesOf = new int[nameOfEntity.size()];
        for (int entity : log.entityOfLine) {
            linesOf[entity]++;
        }
        for (int entity = 0; entity < linesOf.length; entity++) {
            if (linesOf[entity] > 0 && !nameOfEntity.get(entity).isEmpty()) {
                lines.merge(nameOfEntity.get(entity), linesOf[entity], Integer::sum);
            }
        }
        List<String> kept = lines.entrySet().stream()
                .sorted((one, other) -> other.getValue().compareTo(one.getValue()))
                .limit(most)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        boolean some = lines.size() > kept.size() || nameOfEntity.contains("");
        List<String> names = new ArrayList<>(kept);
        List<String> parentNames = new ArrayList<>();
        if (some) {
            names.add(OTHER);
        }
        Map<String, Integer> numbers = new HashMap<>();
        for (int group = 0; group < kept.size(); group++) {
            numbers.put(kept.get(group), group);
        }
        int[] parents = new int[names.size()];
        Arrays.fill(parents, -1);
        int[] ofEntity = new int[nameOfEntity.size()];
        for (int entity = 0; entity < ofEntity.length; entity++) {
            int group = numbers.getOrDefault(nameOfEntity.get(entity), -1);
            ofEntity[entity] = group < 0 ? names.size() - 1 : group;
            String parent = group < 0 ? OTHER : parentOfEntity.get(entity);
            if (parents[ofEntity[entity]] < 0) {
                int known = parentNames.indexOf(parent);
                if (known < 0) {
                    known = parentNames.size();
                    parentNames.add(parent);
                }
                parents[ofEntity[entity]] = known;
            }
        }
        for (int group = 0; group < parents.length; group++) {
            parents[group] = Math.max(0, parents[group]);
        }
        return new Groups(List.copyOf(names), parents, List.copyOf(parentNames), ofEntity);
    }
}
