package io.wane.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs a contract against a plugin that breaks it. The subclass of the contract is a static nested class, package-private
 * and without {@code Test} at the end of its name, so that the build does not run it as a test of its own.
 */
final class Rejections {

    private Rejections() {}

    /** The names of the test methods that failed, sorted; empty if the contract accepts. */
    static List<String> failedTests(Class<?> contractSubclass) {
        return List.copyOf(failures(contractSubclass).keySet());
    }

    /**
     * The message of each failed test method, by the method's name. A failure outside a method (a constructor, a
     * {@code @BeforeAll}) stands under the name of the class.
     *
     * @throws IllegalStateException if no test ran and none failed: an empty class would seem to pass everything
     */
    static Map<String, String> failures(Class<?> contractSubclass) {
        Outcomes outcomes = new Outcomes();
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .build());
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(contractSubclass))
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .build();
        launcher.execute(request, outcomes);
        if (outcomes.passed.isEmpty() && outcomes.failed.isEmpty()) {
            throw new IllegalStateException("no test of " + contractSubclass.getName() + " ran");
        }
        return outcomes.failed;
    }

    private static final class Outcomes implements TestExecutionListener {

        private final List<String> passed = new ArrayList<>();
        private final Map<String, String> failed = new TreeMap<>();

        // Synchronized: the platform may run tests in parallel.
        @Override
        public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
            switch (result.getStatus()) {
                case SUCCESSFUL -> {
                    if (test.isTest()) {
                        passed.add(name(test));
                    }
                }
                case FAILED ->
                    failed.put(
                            name(test),
                            result.getThrowable().map(String::valueOf).orElse("failed"));
                case ABORTED -> {
                    // an assumption does not hold: neither passed nor failed
                }
            }
        }

        private static String name(TestIdentifier test) {
            return test.getSource()
                    .filter(MethodSource.class::isInstance)
                    .map(source -> ((MethodSource) source).getMethodName())
                    .orElse(test.getLegacyReportingName());
        }
    }
}
