package hk.innopark.gateway;

/** The broker does not let the gateway subscribe to what it needs. */
final class SubscriptionRefusedException extends RuntimeException {
  SubscriptionRefusedException(String filtersAndReasons) {
    super("the broker refuses the subscription to " + filtersAndReasons);
  }
}
