import { maxPods } from "../../../src/checks/capacity/max-pods";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { nodeGroups } from "../../../src/infrastructure/capacity-nodes";
import { planWith } from "../../support/changed-plans";
import { foundBy } from "../../support/findings";
import { withPodRange } from "../../support/pod-range";
import { planOf } from "../../support/reference-plans";

test.each([["false"], [undefined]])(
  "max-pods finds nodes without addresses for their pods if prefix delegation is %p",
  (value) => {
    const plan = altered("mlapp", ({ cluster }) => {
      const addon = cluster.resource.aws_eks_addon.vpc_cni;
      const configuration = JSON.parse(addon.configuration_values) as Editable;
      configuration.env.ENABLE_PREFIX_DELEGATION = value;
      addon.configuration_values = JSON.stringify(configuration);
    });
    expect(foundBy(maxPods, plan)).toContainEqual(
      expect.stringContaining(
        "maxPods is 110; without prefix delegation, a t3.medium has addresses for 17 pods",
      ),
    );
  },
);

test("max-pods finds more pods than Kubernetes recommends for a small node", () => {
  const plan = altered("mlapp", ({ cluster }) => {
    const template = cluster.resource.aws_launch_template.general;
    const data = Buffer.from(template.user_data as string, "base64").toString("utf8");
    template.user_data = Buffer.from(data.replace("maxPods: 110", "maxPods: 200")).toString("base64");
  });
  expect(foundBy(maxPods, plan)).toContainEqual(
    expect.stringContaining("expected at most 110 for a node with 2 vCPUs"),
  );
});

test("max-pods accepts 110 pods on a small node with prefix delegation", () => {
  expect(foundBy(maxPods, environmentPlan(planOf("mlapp")))).toEqual([]);
});

test.each(["AL2023", "Bottlerocket"])(
  "with single addresses, nodes with %s run as many pods as their interfaces carry, and max-pods accepts them",
  (amiType) => {
    const cluster = { podAddresses: "single", nodeGroups: { general: { amiType } } };
    const plan = environmentPlan(planWith("mlapp", { cluster }));
    expect(nodeGroups(plan).map(({ node }) => node?.maxPods)).toEqual([17, 17]);
    expect(foundBy(maxPods, plan)).toEqual([]);
  },
);

test.each([
  ["prefixes", 110],
  ["single", 2 * 5 + 2],
])(
  "with a range of pods and %s, a t3.medium runs pods on two of its three interfaces",
  (podAddresses, most) => {
    const plan = environmentPlan(withPodRange("mlapp", { cluster: { podAddresses } }));
    expect(nodeGroups(plan).map(({ node }) => node?.maxPods)).toEqual([most, most]);
    expect(foundBy(maxPods, plan)).toEqual([]);
  },
);

test("max-pods counts no pods on the first interface of a node whose pods have a range of their own", () => {
  const plan = altered(withPodRange("mlapp", { cluster: { podAddresses: "single" } }), ({ cluster }) => {
    const template = cluster.resource.aws_launch_template.general;
    const data = Buffer.from(template.user_data as string, "base64").toString("utf8");
    template.user_data = Buffer.from(data.replace("maxPods: 12", "maxPods: 17")).toString("base64");
  });
  expect(foundBy(maxPods, plan)).toContainEqual(
    expect.stringContaining(
      "maxPods is 17; without prefix delegation, a t3.medium has addresses for 12 pods",
    ),
  );
});
