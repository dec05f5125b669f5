package io.wane.decays;

import io.wane.core.decay.DecayFamily;
import io.wane.testkit.DecayFunctionContract;

class PlateauOfPowerTest extends DecayFunctionContract {

    @Override
    protected DecayFamily family() {
        return new PlateauFamily(new PowerFamily());
    }
}
