package io.wane.app.cli;

import io.wane.app.wiring.Home;
import java.lang.reflect.Constructor;
import picocli.CommandLine;

/** Gives every command the console and the home of the installation. */
final class CommandFactory implements CommandLine.IFactory {

    private final Home home;
    private final Console console;

    CommandFactory(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (!type.getPackageName().equals(CommandFactory.class.getPackageName())) {
            return CommandLine.defaultFactory().create(type);
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 2) {
                return type.cast(constructor.newInstance(home, console));
            }
        }
        return CommandLine.defaultFactory().create(type);
    }
}
