import { autoscalerLimit } from "../../../../src/parts/cluster-autoscaler/checks/autoscaler-limit";
import { environmentPlan } from "../../../support/altered";
import { clusterAutoscalerPlan } from "../../../support/cluster-autoscaler";
import { foundBy } from "../../../support/findings";

const found = (settings: object) =>
  foundBy(autoscalerLimit, environmentPlan(clusterAutoscalerPlan(settings)));

test("autoscaler-limit accepts no limit, and one above all maximums", () => {
  expect([...found({}), ...found({ maxNodes: 16 })]).toEqual([]);
});

test("autoscaler-limit finds a limit below the nodes that the peak needs, and accepts that number", () => {
  const [finding] = found({ maxNodes: 3 });
  const needed = Number(/needs (\d+) nodes/.exec(String(finding))?.[1]);
  expect(needed).toBeGreaterThan(3);
  expect(needed).toBeLessThan(16);
  expect(found({ maxNodes: needed })).toEqual([]);
  expect(found({ maxNodes: needed - 1 })).toHaveLength(1);
});
