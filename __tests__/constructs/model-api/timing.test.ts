import {
  DEREGISTRATION_DELAY_SECONDS,
  GRACE_PERIOD_SECONDS,
  LONGEST_SILENCE_SECONDS,
  PRE_STOP_SECONDS,
} from "../../../src/constructs/model-api/drain";
import { probes } from "../../../src/constructs/model-api/probes";

test.each([
  [10, 1],
  [300, 30],
  [305, 31],
  [3600, 360],
])(
  "API-02 a model that loads for %i s gets %i startup probes of 10 s",
  (startupSeconds, failureThreshold) => {
    expect(probes({ healthPath: "/health", startupSeconds }).startupProbe).toMatchObject({
      failureThreshold,
      periodSeconds: 10,
    });
  },
);

test("API-02 the grace period covers the deregistration delay and the longest request", () => {
  expect(GRACE_PERIOD_SECONDS).toBeGreaterThan(PRE_STOP_SECONDS + LONGEST_SILENCE_SECONDS);
  expect(GRACE_PERIOD_SECONDS).toBeGreaterThanOrEqual(DEREGISTRATION_DELAY_SECONDS);
});
