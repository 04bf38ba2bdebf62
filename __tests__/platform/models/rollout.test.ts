import * as fc from "fast-check";
import { SURGE_PERCENT, surgePods } from "../../../src/platform/models/rollout";

test("API-01 surge pods are rounded up, and at least one, as in Kubernetes", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), (replicas) => {
      const exact = (replicas * SURGE_PERCENT) / 100;
      expect(surgePods(replicas)).toBeGreaterThanOrEqual(Math.max(exact, 1));
      expect(surgePods(replicas)).toBeLessThan(exact + 1);
    }),
  );
});
