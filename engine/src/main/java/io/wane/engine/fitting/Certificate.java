package io.wane.engine.fitting;

import java.util.List;

/**
 * Whether to believe a fit (SCIENCE 2.11): placebo logs on which decay must find nothing, random halves and other readings
 * of popularity on which it must find the same.
 *
 * @param checks what was tried
 */
public record Certificate(List<Check> checks) {

    /**
     * One check.
     *
     * @param name short
     * @param type event type it speaks of, or {@code all}
     * @param passed whether it passed
     * @param words what was found and what is allowed
     */
    public record Check(String name, String type, boolean passed, String words) {}

    /** Why a type's half-life is not certified; empty if it is. */
    public List<String> reasons(String type) {
        return checks.stream()
                .filter(check -> !check.passed())
                .filter(check -> check.type().equals("all") || check.type().equals(type))
                .map(Check::words)
                .toList();
    }
}
