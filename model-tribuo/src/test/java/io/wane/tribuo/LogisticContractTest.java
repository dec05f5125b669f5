package io.wane.tribuo;

import io.wane.core.model.Learner;
import io.wane.testkit.LearnerContract;
import java.util.List;

class LogisticContractTest extends LearnerContract {

    @Override
    protected Learner learner() {
        return new Logistic(List.of());
    }
}
