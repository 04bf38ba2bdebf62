import { platformRequests } from "../../../src/checks/capacity/platform-requests";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy } from "../../support/findings";
import { editValues, everyChart } from "../images/plans";

const withPlugin = (edit: (values: Editable) => void) =>
  altered(everyChart(), ({ platform }) => {
    editValues(platform.resource.helm_release.gpu_device_plugin, edit);
  });

test("platform-requests accepts every chart that environments install", () => {
  const plan = environmentPlan(everyChart());
  expect(plan.resources("helm_release").length).toBeGreaterThan(3);
  expect(foundBy(platformRequests, plan)).toEqual([]);
});

test("platform-requests reports a chart without requests and limits", () => {
  expect(
    foundBy(
      platformRequests,
      withPlugin((values) => delete values["resources"]),
    ),
  ).toEqual([
    expect.stringMatching(
      /^helm_release.gpu_device_plugin: .*no CPU request.*no memory request.*no memory limit/,
    ),
  ]);
});

test.each([
  ["requests", "cpu", "50 m"],
  ["limits", "cpu", "200mm"],
  ["limits", "memory", "128MB"],
])("platform-requests reports %s.%s of %s, which is no quantity", (kind, what, amount) => {
  const plan = withPlugin(({ resources }) => (resources[kind][what] = amount));
  expect(foundBy(platformRequests, plan)).toEqual([
    expect.stringContaining(`${what} of container nvidia-device-plugin-ctr is "${amount}", no quantity`),
  ]);
});

test("platform-requests accepts numbers as amounts", () => {
  expect(
    foundBy(
      platformRequests,
      withPlugin(({ resources }) => (resources.requests.cpu = 1)),
    ),
  ).toEqual([]);
});

test("platform-requests reports defaults of a chart that a release removes", () => {
  const plan = altered(
    planWith("ml-inference-prod", { models: [{ name: "reader", image: { tag: "1" }, secrets: ["a/b"] }] }),
    ({ platform }) => {
      editValues(platform.resource.helm_release.secrets_store_driver, (values) => {
        values.linux.driver = { resources: { requests: { memory: null } } };
      });
    },
  );
  expect(foundBy(platformRequests, plan)).toEqual([expect.stringContaining("has no memory request")]);
});
