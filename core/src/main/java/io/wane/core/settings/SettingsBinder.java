package io.wane.core.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Makes settings records out of a tree of settings.
 *
 * <p>Keys are kebab-case. A field may be a text, a number, a truth value, a {@link Duration}, an enum, a record, an
 * {@code Optional}, {@code List} or {@code Map} of those, a kind of component, or a {@link Chosen} component. A
 * component is written {@code name: { settings }} or as its bare name; a list of one may be written as that one. A
 * field of type {@link SettingsNode} is left as it was written, to be bound when it is needed; where it
 * {@linkplain Setting#chooses() chooses} a component, its settings are checked all the same. Ranges are checked by the
 * record's compact constructor. When a mistake is found, components made beside it are closed. Thread-safe.
 */
public final class SettingsBinder {

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private final ComponentLookup components;

    /**
     * A binder.
     *
     * @param components resolves components
     */
    public SettingsBinder(ComponentLookup components) {
        this.components = components;
    }

    /**
     * Binds a record.
     *
     * @param type the record
     * @param node its settings
     * @param path what the node is called in messages; empty for the root
     * @param <T> the record
     * @return the bound record
     * @throws SettingsException with every missing, mistyped, refused and unknown setting
     */
    public <T extends Record> T bind(Class<T> type, SettingsNode node, String path) {
        Binding binding = new Binding();
        Optional<Object> bound = binding.value(type, node, path);
        binding.refuseProblems();
        return type.cast(bound.orElseThrow());
    }

    /**
     * Makes the component that a node chooses.
     *
     * @param kind the kind of component
     * @param node a name, or a name with settings
     * @param path what the node is called in messages
     * @param <T> the kind
     * @return the component and how it was chosen
     * @throws SettingsException with every missing, mistyped, refused and unknown setting
     */
    public <T> Chosen<T> choose(Class<T> kind, SettingsNode node, String path) {
        Binding binding = new Binding();
        Optional<Chosen<Object>> chosen = binding.chosen(kind, node, path);
        binding.refuseProblems();
        Chosen<Object> made = chosen.orElseThrow();
        return new Chosen<>(made.name(), made.spelling(), made.bound(), kind.cast(made.component()));
    }

    // A mistake, told in order of place.
    private record Problem(Place place, String text) {

        private static final Comparator<Problem> BY_PLACE = Comparator.comparing(
                Problem::place, Comparator.comparingInt(Place::line).thenComparingInt(Place::column));
    }

    // One walk over a tree; collects problems. An empty result means that a problem has been noted.
    private final class Binding {

        private final List<Problem> problems = new ArrayList<>();
        private final List<AutoCloseable> opened = new ArrayList<>();
        private final IdentityHashMap<SettingsNode, Object> partial =
                new IdentityHashMap<>(); // maps without their bad values

        private void refuseProblems() {
            if (problems.isEmpty()) {
                return;
            }
            problems.sort(Problem.BY_PLACE);
            SettingsException refused =
                    new SettingsException(problems.stream().map(Problem::text).toList());
            close(refused); // a store made beside a mistake would stay locked
            throw refused;
        }

        private void close(Exception reason) {
            for (AutoCloseable component : opened) {
                try {
                    component.close();
                } catch (Exception broken) {
                    reason.addSuppressed(broken);
                }
            }
        }

        private Optional<Object> value(Type type, SettingsNode node, String path) {
            if (type instanceof ParameterizedType generic) {
                return generic(generic, node, path);
            }
            Class<?> plain = (Class<?>) type;
            if (plain == SettingsNode.class) {
                return Optional.of(node);
            }
            if (components.isKind(plain)) {
                return chosen(plain, node, path).map(Chosen::component);
            }
            if (plain.isRecord()) {
                return record(plain.asSubclass(Record.class), node, path);
            }
            if (node instanceof SettingsNode.Scalar scalar) {
                return scalar(plain, scalar, path);
            }
            return problem(node, path, "expects one value, not '" + node.spelling() + "'");
        }

        private Optional<Object> generic(ParameterizedType type, SettingsNode node, String path) {
            Type[] arguments = type.getActualTypeArguments();
            if (type.getRawType() == Optional.class) {
                return value(arguments[0], node, path).map(Optional::of);
            }
            if (type.getRawType() == Chosen.class) {
                return chosen((Class<?>) arguments[0], node, path).map(chosen -> chosen);
            }
            if (type.getRawType() == List.class) {
                return list(arguments[0], node, path);
            }
            if (type.getRawType() == Map.class && arguments[0] == String.class) {
                return map(arguments[1], node, path);
            }
            throw new IllegalArgumentException("settings cannot be of type " + type);
        }

        private Optional<Object> list(Type element, SettingsNode node, String path) {
            List<SettingsNode> nodes = node instanceof SettingsNode.Sequence list ? list.elements() : List.of(node);
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < nodes.size(); i++) {
                value(element, nodes.get(i), nodes.size() == 1 ? path : path + "[" + i + "]")
                        .ifPresent(values::add);
            }
            return values.size() == nodes.size() ? Optional.of(List.copyOf(values)) : Optional.empty();
        }

        private Optional<Object> map(Type valueType, SettingsNode node, String path) {
            if (!(node instanceof SettingsNode.Mapping mapping)) {
                return problem(node, path, "expects keys with values, not '" + node.spelling() + "'");
            }
            Map<String, Object> values = new LinkedHashMap<>();
            for (SettingsNode.Entry entry : mapping.entries()) {
                value(valueType, entry.value(), child(path, entry.key()))
                        .ifPresent(value -> values.put(entry.key(), value));
            }
            Map<String, Object> bound = Collections.unmodifiableMap(values);
            if (values.size() == mapping.entries().size()) {
                return Optional.of(bound);
            }
            partial.put(node, bound);
            return Optional.empty();
        }

        // A component is not made, only its settings are; where none of the kind is installed nothing is known of them.
        private Optional<Object> unmade(Class<?> kind, SettingsNode node, String path) {
            if (components.names(kind).isEmpty()) {
                return Optional.of(node);
            }
            return chosen(kind, node, path, (name, settings) -> Optional.of(settings))
                    .map(checked -> node);
        }

        private Optional<Chosen<Object>> chosen(Class<?> kind, SettingsNode node, String path) {
            return chosen(kind, node, path, (name, settings) -> {
                Object component = components.create(kind, name, settings);
                if (component instanceof AutoCloseable closeable) {
                    opened.add(closeable);
                }
                return Optional.of(component);
            });
        }

        private Optional<Chosen<Object>> chosen(
                Class<?> kind, SettingsNode node, String path, BiFunction<String, Record, Optional<Object>> made) {
            String name;
            Place place = node.place();
            SettingsNode settings = new SettingsNode.Mapping(node.place(), List.of());
            if (node instanceof SettingsNode.Scalar scalar) {
                name = scalar.text();
            } else if (node instanceof SettingsNode.Mapping mapping
                    && mapping.entries().size() == 1) {
                SettingsNode.Entry entry = mapping.entries().get(0);
                name = entry.key();
                place = entry.place();
                boolean noSettings = entry.value() instanceof SettingsNode.Scalar scalar
                        && scalar.text().isEmpty();
                settings = noSettings ? settings : entry.value();
            } else {
                return problem(
                        node,
                        path,
                        "choose one component, written 'name' or '{ name: { settings } }', not '" + node.spelling()
                                + "'");
            }
            Collection<String> names = components.names(kind);
            if (!names.contains(name)) {
                String unknown = "'" + name + "' is not known. " + Spelling.hint(name, names);
                return problem(
                        place,
                        path,
                        unknown.strip() + System.lineSeparator() + "    installed: "
                                + (names.isEmpty() ? "none" : String.join(", ", names))
                                + "  (wane plugins lists them with their settings)");
            }
            Place where = place;
            String spelling = settings.spelling().equals("{}") ? name : "{" + name + ": " + settings.spelling() + "}";
            return record(components.settings(kind, name), settings, child(path, name))
                    .flatMap(bound -> {
                        try {
                            return made.apply(name, (Record) bound)
                                    .map(component ->
                                            new Chosen<>(name, spelling, name + BoundText.of(bound), component));
                        } catch (IllegalArgumentException refused) {
                            return problem(where, child(path, name), refused.getMessage());
                        }
                    });
        }

        private Optional<Object> record(Class<? extends Record> type, SettingsNode node, String path) {
            if (!(node instanceof SettingsNode.Mapping mapping)) {
                return problem(node, path, "expects settings in braces, not '" + node.spelling() + "'");
            }
            Map<String, RecordComponent> known = new LinkedHashMap<>();
            for (RecordComponent component : type.getRecordComponents()) {
                known.put(SettingsDescription.key(component), component);
            }
            Map<String, SettingsNode> given = new LinkedHashMap<>();
            for (SettingsNode.Entry entry : mapping.entries()) {
                given.put(entry.key(), entry.value());
                if (!known.containsKey(entry.key())) {
                    problem(
                            entry.place(),
                            child(path, entry.key()),
                            "unknown setting. " + Spelling.hint(entry.key(), known.keySet()) + allowed(known));
                }
            }
            Map<String, Object> arguments = new LinkedHashMap<>();
            known.forEach((key, component) ->
                    argument(component, key, given.get(key), node, path).ifPresent(bound -> arguments.put(key, bound)));
            if (arguments.size() < known.size()) {
                fill(arguments, known, given, node, path)
                        .ifPresent(filled -> construct(type, filled, known, given, node, path));
                return Optional.empty();
            }
            return construct(type, arguments, known, given, node, path);
        }

        // What could not be bound is set to its default, so that the constructor can judge the rest; empty if it has
        // none.
        private Optional<Map<String, Object>> fill(
                Map<String, Object> arguments,
                Map<String, RecordComponent> known,
                Map<String, SettingsNode> given,
                SettingsNode node,
                String path) {
            Map<String, Object> filled = new LinkedHashMap<>();
            for (Map.Entry<String, RecordComponent> setting : known.entrySet()) {
                String key = setting.getKey();
                Object bound = arguments.containsKey(key) ? arguments.get(key) : partial.get(given.get(key));
                Optional<Object> value = Optional.ofNullable(bound)
                        .or(() -> given.containsKey(key)
                                ? byDefault(setting.getValue(), key, node, path)
                                : Optional.empty());
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                filled.put(key, value.orElseThrow());
            }
            return Optional.of(filled);
        }

        private Optional<Object> byDefault(RecordComponent component, String key, SettingsNode parent, String path) {
            Binding aside = new Binding();
            Optional<Object> value = aside.argument(component, key, null, parent, path);
            aside.close(new IllegalStateException());
            return value;
        }

        private static String allowed(Map<String, RecordComponent> known) {
            return known.isEmpty() ? "There are no settings here." : "Allowed: " + String.join(", ", known.keySet());
        }

        private Optional<Object> argument(
                RecordComponent component, String key, SettingsNode given, SettingsNode parent, String path) {
            Setting setting = component.getAnnotation(Setting.class);
            if (given != null) {
                return setting != null && setting.chooses() != Setting.class
                        ? unmade(setting.chooses(), given, child(path, key))
                        : value(component.getGenericType(), given, child(path, key));
            }
            if (setting != null && !setting.or().equals(Setting.REQUIRED)) {
                SettingsNode or = FlowNode.parse(parent.place(), setting.or());
                return value(component.getGenericType(), or, child(path, key));
            }
            Class<?> type = component.getType();
            if (type == Optional.class) {
                return Optional.of(Optional.empty());
            }
            if (type == List.class) {
                return Optional.of(List.of());
            }
            if (type == Map.class) {
                return Optional.of(Map.of());
            }
            if (type.isRecord() && type != Chosen.class) {
                // what it needs is reported, the rest has defaults
                return value(type, new SettingsNode.Mapping(parent.place(), List.of()), child(path, key));
            }
            return problem(
                    parent, child(path, key), "is missing" + (setting == null ? "" : " (" + setting.value() + ")"));
        }

        /**
         * Makes the record. A constructor stops at the first value that it refuses: that one is told, replaced by its
         * default, and the rest is tried again.
         */
        private Optional<Object> construct(
                Class<? extends Record> type,
                Map<String, Object> arguments,
                Map<String, RecordComponent> known,
                Map<String, SettingsNode> given,
                SettingsNode node,
                String path) {
            Map<String, Object> tried = new LinkedHashMap<>(arguments);
            Set<String> left = new LinkedHashSet<>(given.keySet());
            left.retainAll(known.keySet());
            Made made = make(type, tried);
            if (made.record() != null) {
                return Optional.of(made.record());
            }
            while (made.record() == null) {
                String refusal = made.refusal();
                Optional<String> culprit = Optional.empty();
                for (String key : left) {
                    Class<?> held = known.get(key).getType();
                    if (held == Optional.class || held == List.class) {
                        continue; // to leave one out may break a rule of its own, that one of several is given
                    }
                    Optional<Object> value = byDefault(known.get(key), key, node, path);
                    if (value.isEmpty()) {
                        continue;
                    }
                    Map<String, Object> without = new LinkedHashMap<>(tried);
                    without.put(key, value.orElseThrow());
                    Made other = make(type, without);
                    if (!refusal.equals(other.refusal())) {
                        culprit = Optional.of(key);
                        tried = without;
                        made = other;
                        break;
                    }
                }
                problem(culprit.map(given::get).orElse(node).place(), path, refusal);
                if (culprit.isEmpty()) {
                    return Optional.empty();
                }
                left.remove(culprit.orElseThrow());
            }
            return Optional.empty();
        }

        private static Made make(Class<? extends Record> type, Map<String, Object> arguments) {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            try {
                Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                return new Made(constructor.newInstance(arguments.values().toArray()), "");
            } catch (InvocationTargetException thrown) {
                if (thrown.getCause() instanceof IllegalArgumentException refused) {
                    return new Made(null, String.valueOf(refused.getMessage()));
                }
                throw new IllegalStateException("settings " + type.getName() + " could not be made", thrown.getCause());
            } catch (ReflectiveOperationException broken) {
                throw new IllegalStateException("settings " + type.getName() + " could not be made", broken);
            }
        }

        // A record, or null and why its constructor refused it.
        private record Made(Record record, String refusal) {}

        private Optional<Object> scalar(Class<?> type, SettingsNode.Scalar node, String path) {
            String text = node.text().strip();
            try {
                if (type == String.class) {
                    return Optional.of(node.text());
                }
                if (type == int.class || type == Integer.class) {
                    return Optional.of(Integer.parseInt(text));
                }
                if (type == long.class || type == Long.class) {
                    return Optional.of(Long.parseLong(text));
                }
                if (type == double.class || type == Double.class) {
                    return Optional.of(decimal(text));
                }
                if (type == Duration.class) {
                    return Optional.of(DurationText.parse(text));
                }
            } catch (NumberFormatException notANumber) {
                return problem(node, path, "'" + text + "' " + notANumber(type, text));
            } catch (IllegalArgumentException refused) {
                return problem(node, path, refused.getMessage());
            }
            if (type == boolean.class || type == Boolean.class) {
                return switch (text) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> problem(node, path, "'" + text + "' is neither 'true' nor 'false'");
                };
            }
            if (type.isEnum()) {
                return constant(type, text, node, path);
            }
            throw new IllegalArgumentException("settings cannot be of type " + type.getName());
        }

        // Double.parseDouble also reads 7d, which is a duration to everyone but a compiler, and NaN.
        private static double decimal(String text) {
            if (!DECIMAL.matcher(text).matches()) {
                throw new NumberFormatException(text);
            }
            double number = Double.parseDouble(text);
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("must be a finite number: " + text);
            }
            return number;
        }

        private static String notANumber(Class<?> type, String text) {
            if (type == double.class || type == Double.class) {
                return "is not a number";
            }
            if (!WHOLE.matcher(text).matches()) {
                return "is not a whole number";
            }
            return "is out of range: "
                    + (type == int.class || type == Integer.class
                            ? Integer.MIN_VALUE + " to " + Integer.MAX_VALUE
                            : Long.MIN_VALUE + " to " + Long.MAX_VALUE);
        }

        // An enum constant is written as it prints, or as its name in kebab-case.
        private Optional<Object> constant(Class<?> type, String text, SettingsNode node, String path) {
            List<String> allowed = new ArrayList<>();
            for (Object constant : type.getEnumConstants()) {
                String printed = constant.toString();
                String name = printed.equals(((Enum<?>) constant).name())
                        ? printed.toLowerCase(Locale.ROOT).replace('_', '-')
                        : printed;
                if (name.equals(text)) {
                    return Optional.of(constant);
                }
                allowed.add(name);
            }
            return problem(
                    node,
                    path,
                    "'" + text + "' is not known. " + Spelling.hint(text, allowed) + "Allowed: "
                            + String.join(", ", allowed));
        }

        private <T> Optional<T> problem(SettingsNode node, String path, String what) {
            return problem(node.place(), path, what);
        }

        private <T> Optional<T> problem(Place place, String path, String what) {
            problems.add(new Problem(place, place + (path.isEmpty() ? "  " : "  " + path + ": ") + what));
            return Optional.empty();
        }

        private static String child(String path, String key) {
            return path.isEmpty() ? key : path + "." + key;
        }
    }
}
