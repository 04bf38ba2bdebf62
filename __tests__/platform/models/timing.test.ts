import fc from "fast-check";
import { progressDeadlineSeconds } from "../../../src/platform/models/rollout";
import { gracePeriodSeconds } from "../../../src/platform/models/drain";
import { probes } from "../../../src/platform/pods";

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

test("API-02 the grace period covers the deregistration delay and the longest request after the drain", () => {
  const seconds = fc.integer({ min: 1, max: 3600 });
  fc.assert(
    fc.property(seconds, seconds, (drainSeconds, idleSeconds) => {
      expect(gracePeriodSeconds({ drainSeconds, idleSeconds })).toBeGreaterThan(drainSeconds + idleSeconds);
    }),
  );
});

test("API-02 the progress deadline leaves time beside start and registration", () => {
  const seconds = fc.integer({ min: 0, max: 3600 });
  fc.assert(
    fc.property(seconds, seconds, (start, registration) => {
      expect(progressDeadlineSeconds(start, registration)).toBeGreaterThan(start + registration);
    }),
  );
});
