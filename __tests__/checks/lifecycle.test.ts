import { addonKnown } from "../../src/checks/lifecycle/addon-known";
import { addonVersion } from "../../src/checks/lifecycle/addon-version";
import { addonsComplete } from "../../src/checks/lifecycle/addons-complete";
import { autoscaledCounts } from "../../src/checks/lifecycle/autoscaled-counts";
import { chartFitsVersion } from "../../src/checks/lifecycle/chart-fits-version";
import { LIFECYCLE_CHECKS } from "../../src/checks/lifecycle/checks";
import { disruptionBudget } from "../../src/checks/lifecycle/disruption-budget";
import { kubernetesSupport } from "../../src/checks/lifecycle/kubernetes-support";
import { kubernetesVersion } from "../../src/checks/lifecycle/kubernetes-version";
import { nodeAmi } from "../../src/checks/lifecycle/node-ami";
import { nodeVersion } from "../../src/checks/lifecycle/node-version";
import { podSecurityVersion } from "../../src/checks/lifecycle/pod-security-version";
import { minorOf } from "../../src/checks/lifecycle/versions";
import { type Editable, altered, environmentPlan } from "../support/altered";
import { foundBy } from "../support/findings";
import { planWith } from "../support/changed-plans";
import { ENVIRONMENTS } from "../support/environments";
import { planOf } from "../support/reference-plans";

const ofVersion = (version: string | undefined, over: object = {}) =>
  altered("mlapp", ({ cluster }) => {
    Object.assign(cluster.resource.aws_eks_cluster.main, { version, ...over });
  });

describe("environments without findings", () => {
  test.each(ENVIRONMENTS)("%s", (environment) => {
    const plan = environmentPlan(planOf(environment));
    expect(LIFECYCLE_CHECKS.flatMap((check) => foundBy(check, plan))).toEqual([]);
  });

  test.each(["1.35", "1.37"])("Kubernetes %s", (version) => {
    const plan = environmentPlan(planWith("ml-inference-prod", { cluster: { version } }));
    const errors = LIFECYCLE_CHECKS.filter(({ severity }) => severity === "error");
    expect(errors.flatMap((check) => foundBy(check, plan))).toEqual([]);
  });
});

test.each([
  ["1.36", 36],
  ["v1.36.2-eksbuild.1", 36],
  ["1.36x", undefined],
  ["2.0", undefined],
  [undefined, undefined],
])("the minor version of %p is %p", (version, minor) => {
  expect(minorOf(version)).toBe(minor);
});

describe("kubernetes-version", () => {
  test.each([
    ["1.28", "support of Kubernetes 1.28 has ended"],
    ["1.38", "not in the catalog"],
    ["new", "not in the catalog"],
    [undefined, "states no Kubernetes version"],
  ])("%p cannot be created: %s", (version, message) => {
    expect(foundBy(kubernetesVersion, ofVersion(version))).toEqual([expect.stringContaining(message)]);
  });

  test("a version can be created until the last day of extended support", () => {
    expect(foundBy(kubernetesVersion, ofVersion("1.31"), { today: "2026-11-26" })).toEqual([]);
    expect(foundBy(kubernetesVersion, ofVersion("1.31"), { today: "2026-11-27" })).toEqual([
      expect.stringContaining("support of Kubernetes 1.31 ended on 2026-11-26"),
    ]);
  });
});

describe("kubernetes-support", () => {
  test("warns 60 days before standard support ends, not a day earlier", () => {
    expect(foundBy(kubernetesSupport, ofVersion("1.36"), { today: "2027-06-03" })).toEqual([]);
    expect(foundBy(kubernetesSupport, ofVersion("1.36"), { today: "2027-06-04" })).toEqual([
      expect.stringContaining("standard support of Kubernetes 1.36 ends on 2027-08-02, in 59 days"),
    ]);
  });

  test("says what happens then: EKS upgrades by itself, or the price is six times as high", () => {
    const late = "2027-09-01";
    expect(foundBy(kubernetesSupport, ofVersion("1.36"), { today: late })).toEqual([
      expect.stringMatching(/ended on 2027-08-02; EKS then upgrades the control plane by itself/),
    ]);
    expect(foundBy(kubernetesSupport, ofVersion("1.36", { upgrade_policy: {} }), { today: late })).toEqual([
      expect.stringContaining("costs 0.60 USD an hour instead of 0.10, until 2028-08-02"),
    ]);
  });

  test("is quiet where the version cannot be created at all", () => {
    expect(foundBy(kubernetesSupport, ofVersion("1.28"))).toEqual([]);
    expect(foundBy(kubernetesSupport, ofVersion("1.36"), { today: "2028-08-03" })).toEqual([]);
  });
});

describe("node-version", () => {
  test.each([
    ["1.37", "its nodes run 1.37, and the cluster runs 1.36"],
    ["1.32", "more than 3 minor versions older"],
    ["latest", "its version is latest"],
    [undefined, "leaves its nodes behind"],
  ])("nodes of version %p: %s", (version, message) => {
    const plan = altered("mlapp", ({ cluster }) => {
      cluster.resource.aws_eks_node_group.general_a.version = version;
    });
    expect(foundBy(nodeVersion, plan)).toEqual([expect.stringContaining(message)]);
  });

  test("nodes may trail by three versions, and follow the cluster by reference", () => {
    for (const version of ["1.33", "${aws_eks_cluster.main.version}"]) {
      const plan = altered("mlapp", ({ cluster }) => {
        cluster.resource.aws_eks_node_group.general_a.version = version;
      });
      expect(foundBy(nodeVersion, plan)).toEqual([]);
    }
  });
});

describe("node-ami", () => {
  test.each([
    ["AL2_x86_64", "images of kind AL2_x86_64 end with Kubernetes 1.32"],
    ["AL2023_ARM_64_NEURON", "no kind of image"],
    ["AL2024_x86_64_STANDARD", "no kind of image"],
  ])("%s: %s", (amiType, message) => {
    const plan = altered("mlapp", ({ cluster }) => {
      cluster.resource.aws_eks_node_group.general_a.ami_type = amiType;
    });
    expect(foundBy(nodeAmi, plan)).toEqual([expect.stringContaining(message)]);
  });

  test("AL2 still exists for an older version", () => {
    const plan = altered("mlapp", ({ cluster }) => {
      Object.assign(cluster.resource.aws_eks_node_group.general_a, {
        ami_type: "AL2_x86_64",
        version: "1.32",
      });
    });
    expect(foundBy(nodeAmi, plan)).toEqual([]);
  });
});

describe("add-ons", () => {
  const addon = (name: string, edit: (addon: Editable, cluster: Editable) => void) =>
    altered("mlapp", ({ cluster }) => edit(cluster.resource.aws_eks_addon[name] as Editable, cluster));

  test("a build is looked up for the cluster's version and for the add-on itself", () => {
    const lookup = (edit: (lookup: Editable) => void) =>
      addon("coredns", (_, cluster) => edit(cluster.data.aws_eks_addon_version.coredns as Editable));
    expect(
      foundBy(
        addonVersion,
        lookup((each) => (each.kubernetes_version = "1.35")),
      ),
    ).toEqual([expect.stringContaining("looked up for Kubernetes 1.35, and the cluster's is 1.36")]);
    expect(
      foundBy(
        addonVersion,
        lookup((each) => (each.addon_name = "kube-proxy")),
      ),
    ).toEqual([expect.stringContaining("looked up for add-on kube-proxy")]);
  });

  test.each([
    ["kube_proxy", "v1.37.0-eksbuild.1", "does not go with Kubernetes 1.36"],
    ["kube_proxy", "v1.30.0-eksbuild.1", "does not go with Kubernetes 1.36"],
    ["coredns", "1.14.3", "no build of an add-on"],
  ])("%s of build %s: %s", (name, build, message) => {
    const plan = addon(name, (each) => (each.addon_version = build));
    expect(foundBy(addonVersion, plan)).toEqual([expect.stringContaining(message)]);
  });

  test("a pinned build that nobody confirmed is a warning, and so is none at all", () => {
    expect(
      foundBy(
        addonKnown,
        addon("coredns", (each) => (each.addon_version = "v1.14.3-eksbuild.23")),
      ),
    ).toEqual([expect.stringContaining("v1.14.3-eksbuild.23 is not confirmed for Kubernetes 1.36")]);
    expect(
      foundBy(
        addonKnown,
        addon("eks_pod_identity_agent", (each) => (each.addon_version = "v1.3.9-eksbuild.1")),
      ),
    ).toEqual([expect.stringContaining("; v1.3.10-eksbuild.3 is")]);
    expect(
      foundBy(
        addonKnown,
        addon("coredns", (each) => delete each.addon_version),
      ),
    ).toEqual([expect.stringContaining("states no build")]);
  });

  test.each(["vpc_cni", "kube_proxy", "coredns"])("a bare cluster without %s is an error", (name) => {
    const plan = altered("mlapp", ({ cluster }) => {
      Reflect.deleteProperty(cluster.resource.aws_eks_addon as object, name);
    });
    expect(foundBy(addonsComplete, plan)).toEqual([
      expect.stringContaining(`no add-on ${name.replace("_", "-")}`),
    ]);
    const bootstrapped = altered("mlapp", ({ cluster }) => {
      Reflect.deleteProperty(cluster.resource.aws_eks_addon as object, name);
      delete cluster.resource.aws_eks_cluster.main.bootstrap_self_managed_addons;
    });
    expect(foundBy(addonsComplete, bootstrapped)).toEqual([]);
  });
});

test("chart-fits-version finds a chart that the cluster is too old for", () => {
  expect(foundBy(chartFitsVersion, ofVersion("1.21"))).toEqual([
    expect.stringContaining("aws-load-balancer-controller needs Kubernetes 1.22, and the cluster runs 1.21"),
  ]);
  expect(foundBy(chartFitsVersion, ofVersion("1.22"))).toEqual([]);
});

test.each(["enforce", "audit", "warn"])(
  "pod-security-version finds a version of %s that is none or yet to come",
  (mode) => {
    const label = (value: string) =>
      altered("mlapp", ({ models }) => {
        models.resource.kubernetes_namespace_v1.models.metadata.labels[
          `pod-security.kubernetes.io/${mode}-version`
        ] = value;
      });
    for (const value of ["v1.37", "1.36", "v1.36x"]) {
      expect(foundBy(podSecurityVersion, label(value))).toEqual([
        expect.stringContaining(`is ${value}, and the cluster runs 1.36`),
      ]);
    }
    for (const value of ["latest", "v1.35"]) expect(foundBy(podSecurityVersion, label(value))).toEqual([]);
  },
);

describe("autoscaled-counts", () => {
  test("finds replicas that an autoscaler decides, and leaves those of others alone", () => {
    const plan = (edit: (models: Editable) => void) =>
      altered("mlapp", ({ models }) => {
        models.resource.kubernetes_deployment_v1.model_service.spec.replicas = 3;
        edit(models);
      });
    expect(
      foundBy(
        autoscaledCounts,
        plan(() => undefined),
      ),
    ).toEqual([expect.stringContaining("states replicas")]);
    const alone = plan(
      (models) => delete models.resource.kubernetes_horizontal_pod_autoscaler_v2.model_service,
    );
    expect(foundBy(autoscaledCounts, alone)).toEqual([]);
  });

  test("finds a node group whose size each apply sets back", () => {
    const group = (edit: (group: Editable) => void) =>
      foundBy(
        autoscaledCounts,
        altered("mlapp", ({ cluster }) => edit(cluster.resource.aws_eks_node_group.general_a as Editable)),
      );
    expect(group((each) => delete each.lifecycle)).toEqual([expect.stringContaining("1 to 2 nodes")]);
    expect(group((each) => (each.lifecycle.ignore_changes = ["tags"]))).toHaveLength(1);
    expect(group((each) => (each.lifecycle.ignore_changes = "all"))).toEqual([]);
    const fixed = (each: Editable) =>
      Object.assign(each, { lifecycle: {}, scaling_config: { min_size: 2, max_size: 2 } });
    expect(group(fixed)).toEqual([]);
  });
});

describe("disruption-budget", () => {
  const budget = (edit: (spec: Editable) => void) =>
    foundBy(
      disruptionBudget,
      altered("mlapp", ({ models }) =>
        edit(models.resource.kubernetes_pod_disruption_budget_v1.model_service.spec as Editable),
      ),
    );

  test.each<[string, (spec: Editable) => void, string]>([
    ["lets none go", (spec) => (spec.max_unavailable = "0"), "no node can be drained"],
    [
      "keeps all",
      (spec) => Object.assign(spec, { min_available: "100%", max_unavailable: undefined }),
      "no node can be drained",
    ],
    [
      "keeps as many as the fewest",
      (spec) => Object.assign(spec, { min_available: 2, max_unavailable: undefined }),
      "no node can be drained",
    ],
    ["lets all go", (spec) => (spec.max_unavailable = "100%"), "keeps none"],
    ["states nothing", (spec) => delete spec.max_unavailable, "not exactly one"],
    ["states both", (spec) => (spec.min_available = 1), "not exactly one"],
    ["states no number", (spec) => (spec.max_unavailable = "one"), "no number of pods"],
  ])("finds one that %s", (_, edit, message) => {
    expect(budget(edit)).toEqual([expect.stringContaining(message)]);
  });

  test("finds one that selects nothing or two models, and the models that are left without", () => {
    const nothing = budget((spec) => (spec.selector.match_labels["app.kubernetes.io/name"] = "other"));
    expect(nothing).toEqual([
      expect.stringContaining("selects no pods"),
      expect.stringContaining("keeps a replica of model-service up"),
    ]);
    const both = budget((spec) => delete spec.selector.match_labels["app.kubernetes.io/name"]);
    expect(both).toEqual([
      expect.stringContaining("counts the pods of model-service, training-service as one"),
    ]);
    const gone = altered("mlapp", ({ models }) => {
      delete models.resource.kubernetes_pod_disruption_budget_v1.training_service;
    });
    expect(foundBy(disruptionBudget, gone)).toEqual([
      expect.stringContaining("keeps a replica of training-service up"),
    ]);
  });

  test("leaves a model with one replica alone", () => {
    const plan = environmentPlan(
      planWith("mlapp", { models: [{ name: "one", image: { tag: "1" }, replicas: { min: 1 } }] }),
    );
    expect(foundBy(disruptionBudget, plan)).toEqual([]);
  });
});

test("nothing breaks where a plan is empty or odd", () => {
  const odd = altered("mlapp", ({ cluster, models }) => {
    cluster.resource.aws_eks_cluster.main = { version: 1.36, upgrade_policy: "EXTENDED" };
    cluster.resource.aws_eks_addon.coredns = { addon_version: "${data.aws_eks_addon_version.none.version}" };
    cluster.resource.aws_eks_node_group.general_a.lifecycle = [];
    models.resource.kubernetes_pod_disruption_budget_v1.model_service.spec = null;
    models.resource.kubernetes_namespace_v1.models = {};
  });
  expect(() => LIFECYCLE_CHECKS.flatMap((check) => foundBy(check, odd))).not.toThrow();
});
