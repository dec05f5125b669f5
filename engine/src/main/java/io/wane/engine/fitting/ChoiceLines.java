package io.wane.engine.fitting;

import io.wane.core.event.Event;
import io.wane.core.event.Names;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.Days;
import io.wane.engine.pipeline.UserEvents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The kept events of a timeline, sorted by user: how a log is read (SCIENCE 2.12). */
final class ChoiceLines {

    final List<String> types;
    final int entityCount;
    final double lastDay;
    int[] userCodes;
    int[] userStarts;
    double[] days;
    int[] entities;
    byte[] lineTypes;
    double[] weights;
    int[] inTime;

    ChoiceLines(Timeline timeline, UserEvents userEvents, Scope entity) {
        entityCount = timeline.entityNames(entity).size();
        types = used(timeline, entity);
        if (types.size() > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("a log of " + types.size()
                    + " event types cannot be fitted; at most " + Byte.MAX_VALUE
                    + " are allowed: put rare ones together before the import");
        }
        if (types.contains(FittedDecay.ALL)) {
            throw new IllegalArgumentException("an event type called '" + FittedDecay.ALL
                    + "' cannot be told from all types together: call it something else before the import");
        }
        byte[] typeOf = new byte[timeline.types().size()];
        for (int code = 0; code < typeOf.length; code++) {
            typeOf[code] = (byte) types.indexOf(timeline.types().name(code));
        }
        lastDay = timeline.size() == 0
                ? 0
                : Days.between(timeline.timeMillis(0), timeline.timeMillis(timeline.size() - 1));
        collect(timeline, userEvents, entity, typeOf);
        weights = weights(userStarts, days);
    }

    // Types of which an event names a user and an entity; returns are no choices.
    private static List<String> used(Timeline timeline, Scope entity) {
        boolean[] used = new boolean[timeline.types().size()];
        for (int event = 0; event < timeline.size(); event++) {
            used[timeline.type(event)] |=
                    timeline.user(event) != Names.NONE && timeline.entity(entity, event) != Names.NONE;
        }
        List<String> types = new ArrayList<>();
        for (int type = 0; type < used.length; type++) {
            if (used[type] && !timeline.types().name(type).equals(Event.RETURN)) {
                types.add(timeline.types().name(type));
            }
        }
        return types.stream().sorted().toList();
    }

    private void collect(Timeline timeline, UserEvents userEvents, Scope scope, byte[] typeOf) {
        long[] chainMillis = new long[entityCount * types.size()];
        int[] chainUser = new int[chainMillis.length];
        int events = userEvents.users() == 0 ? 0 : userEvents.endBefore(userEvents.users() - 1, Long.MAX_VALUE);
        int[] starts = new int[userEvents.users() + 1];
        int[] kept = new int[userEvents.users()];
        int[] lineOfEvent = new int[timeline.size()];
        Arrays.fill(lineOfEvent, Names.NONE);
        days = new double[events];
        entities = new int[events];
        lineTypes = new byte[events];
        int size = 0;
        int users = 0;
        for (int user = 0; user < userEvents.users(); user++) {
            int first = size;
            int end = userEvents.endBefore(user, Long.MAX_VALUE);
            for (int at = userEvents.start(user); at < end; at++) {
                int event = userEvents.event(at);
                int entity = timeline.entity(scope, event);
                byte type = typeOf[timeline.type(event)];
                if (entity == Names.NONE || type < 0) {
                    continue;
                }
                long time = timeline.timeMillis(event);
                int chain = entity * types.size() + type;
                boolean continues =
                        chainUser[chain] == user + 1 && time - chainMillis[chain] <= ChoiceLog.CHAIN_GAP_MILLIS;
                chainUser[chain] = user + 1;
                chainMillis[chain] = time;
                if (!continues) {
                    lineOfEvent[event] = size;
                    days[size] = Days.between(timeline.timeMillis(0), time);
                    entities[size] = entity;
                    lineTypes[size++] = type;
                }
            }
            if (size > first) {
                kept[users] = user;
                starts[++users] = size;
            }
        }
        userCodes = Arrays.copyOf(kept, users);
        userStarts = Arrays.copyOf(starts, users + 1);
        days = Arrays.copyOf(days, size);
        entities = Arrays.copyOf(entities, size);
        lineTypes = Arrays.copyOf(lineTypes, size);
        inTime = new int[size];
        int at = 0;
        for (int line : lineOfEvent) {
            if (line != Names.NONE) {
                inTime[at++] = line;
            }
        }
    }

    // Each instant with a history counts once, shared by its lines; a user's first instant has no history.
    static double[] weights(int[] userStarts, double[] days) {
        double[] weights = new double[days.length];
        for (int user = 0; user + 1 < userStarts.length; user++) {
            for (int from = userStarts[user]; from < userStarts[user + 1]; ) {
                int to = from;
                while (to < userStarts[user + 1] && days[to] == days[from]) {
                    to++;
                }
                if (from > userStarts[user]) {
                    Arrays.fill(weights, from, to, 1.0 / (to - from));
                }
                from = to;
            }
        }
        return weights;
    }
}
