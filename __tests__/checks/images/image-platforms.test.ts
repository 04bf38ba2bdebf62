import { imagePlatforms } from "../../../src/checks/images/image-platforms";
import { podArchitecture } from "../../../src/checks/images/pod-architecture";
import { type Editable, altered, type environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { type Edit, foundBy } from "../../support/findings";
import { kubeflowPipelinesPlan, pod, variable } from "../../support/kubeflow-pipelines";
import { planOf } from "../../support/reference-plans";

const ARM = { instanceTypes: ["m7g.xlarge"] };
const X86 = { instanceTypes: ["m7i.xlarge"] };
const withGroups = (nodeGroups: object) => kubeflowPipelinesPlan({}, { cluster: { nodeGroups } });
const MIXED = { general: X86, arm: ARM };

const storeOnAnyNode = pod("metadata", (spec) => delete spec["node_selector"]);

const problems = (plan: Parameters<typeof altered>[0], edit: Edit = () => undefined): string[] =>
  foundBy(imagePlatforms, altered(plan, edit));

test("image-platforms reports the store of metadata, which exists for x86 only, where it can run on ARM nodes", () => {
  expect(problems(withGroups(MIXED), storeOnAnyNode)).toEqual([
    expect.stringMatching(
      /metadata.*ml_metadata_store_server:1\.14\.0, which exists for linux\/amd64 only, .* on arm\S* \(linux\/arm64\)/,
    ),
  ]);
});

test("Kubeflow Pipelines keeps the store of metadata on x86 nodes beside ARM nodes", () => {
  expect(problems(withGroups(MIXED))).toEqual([]);
});

test.each([
  [
    "required affinity",
    (spec: Editable) =>
      (spec["affinity"] = {
        node_affinity: {
          required_during_scheduling_ignored_during_execution: {
            node_selector_term: [
              { match_expressions: [{ key: "kubernetes.io/arch", operator: "In", values: ["amd64"] }] },
            ],
          },
        },
      }),
  ],
  ["a selector", (spec: Editable) => (spec["node_selector"] = { "kubernetes.io/arch": "amd64" })],
])("image-platforms accepts an image for x86 whose pods are kept on x86 nodes by %s", (_, edit) => {
  const edited: Edit = (layers) => {
    storeOnAnyNode(layers);
    pod("metadata", edit)(layers);
  };
  expect(problems(withGroups(MIXED), edited)).toEqual([]);
});

test("image-platforms accepts an image for x86 beside ARM nodes whose taint its pods do not tolerate", () => {
  const tainted: Edit = (layers) => {
    storeOnAnyNode(layers);
    for (const [name, group] of Object.entries<Editable>(layers.cluster.resource["aws_eks_node_group"])) {
      if (name.startsWith("arm")) group["taint"] = [{ key: "arm", value: "yes", effect: "NO_SCHEDULE" }];
    }
  };
  expect(problems(withGroups(MIXED), tainted)).toEqual([]);
});

test("image-platforms reports a chart's image for x86 by the selector of the chart's own pods", () => {
  const toArm: Edit = ({ platform }) => {
    const release = platform.resource["helm_release"]["load_balancer_controller"] as Editable;
    const values = JSON.parse(release["values"][0]) as Editable;
    values["image"] = {
      repository: "gcr.io/tfx-oss-public/ml_metadata_store_server",
      tag: "1.14.0",
    };
    release["values"] = [JSON.stringify(values)];
  };
  const plan = planWith("ml-inference-prod", { cluster: { nodeGroups: MIXED } });
  expect(problems(plan, toArm)).toEqual([
    expect.stringMatching(/^helm_release\.load_balancer_controller: .*arm\S* \(linux\/arm64\)/),
  ]);
});

test("image-platforms reports an image of runs, whose pods select no nodes", () => {
  const driver = variable(
    "api_server",
    "V2_DRIVER_IMAGE",
    "gcr.io/tfx-oss-public/ml_metadata_store_server:1.14.0",
  );
  const kept: Edit = (layers) => {
    driver(layers);
    pod("api_server", (spec) => (spec["node_selector"] = { "kubernetes.io/arch": "amd64" }))(layers);
  };
  expect(problems(withGroups(MIXED), kept)).toEqual([expect.stringContaining("variable V2_DRIVER_IMAGE")]);
});

test("image-platforms judges images that a mirror has by their path", () => {
  const plan = planWith("ml-platform", {
    cluster: { nodeGroups: { general: { ...ARM, minPerZone: 2, maxPerZone: 4 }, x86: X86 } },
  });
  expect(problems(plan, storeOnAnyNode)).toHaveLength(1);
});

const notJudged = (plan: Parameters<typeof environmentPlan>[0], edit: Edit = () => undefined): string[] =>
  foundBy(podArchitecture, altered(plan, edit));

test("pod-architecture says that the image of steps is not judged where programs can run on ARM nodes", () => {
  expect(notJudged(withGroups(MIXED))).toEqual(
    expect.arrayContaining([
      expect.stringMatching(
        /kubeflow_pipelines_api_server: not judged on ARM nodes: .*pipeline-steps:2\.17\.0-2, on arm/,
      ),
    ]),
  );
});

test("pod-architecture does not judge another tag than those whose platforms are known", () => {
  const other: Edit = pod("user_interface", (spec) => {
    const [first] = spec["container"] as unknown as { image: string }[];
    if (first) first.image = "ghcr.io/kubeflow/kfp-frontend:2.18.0";
  });
  expect(notJudged(withGroups(MIXED), other).join("\n")).toContain("kfp-frontend:2.18.0");
  expect(notJudged(withGroups(MIXED)).join("\n")).not.toContain("kfp-frontend");
});

test("pod-architecture says nothing of images on x86 nodes and on Fargate", () => {
  expect(notJudged(withGroups({ general: X86 }))).toEqual([]);
  expect(notJudged(planOf("mlapp"))).toEqual([]);
});

test("pod-architecture names the add-ons whose platforms are unknown on ARM nodes", () => {
  const lines = notJudged(planWith("ml-inference-prod", { cluster: { nodeGroups: { general: ARM } } }));
  expect(lines).toContainEqual(
    expect.stringMatching(/aws_eks_addon\.\S*metrics_server: not judged on ARM nodes/),
  );
  expect(lines.join("\n")).not.toMatch(/add-on (vpc-cni|coredns|kube-proxy|eks-pod-identity-agent)/);
});
