import { CHARTS } from "../../src/catalog/charts";
import { chartInStep } from "../../src/checks/images/chart-in-step";
import { chartKnown } from "../../src/checks/images/chart-known";
import { chartValues } from "../../src/checks/images/chart-values";
import { IMAGE_CHECKS } from "../../src/checks/images/checks";
import { gpuReady } from "../../src/checks/images/gpu-ready";
import { imageExact } from "../../src/checks/images/image-exact";
import { imagePullPermission } from "../../src/checks/images/image-pull-permission";
import { imageReachable } from "../../src/checks/images/image-reachable";
import { nodeImageFits } from "../../src/checks/images/node-image";
import { podPlacement } from "../../src/checks/images/pod-placement";
import { type Editable, altered, environmentPlan } from "../support/altered";
import { foundBy, places, put, remove } from "../support/findings";
import { planWith } from "../support/changed-plans";
import { ENVIRONMENTS } from "../support/environments";
import { planOf } from "../support/reference-plans";

/** Changes the values of a release as a person would, in the text that Helm gets. */
function editValues(release: Editable, edit: (values: Editable) => void): void {
  const values = JSON.parse(release.values[0]) as Editable;
  edit(values);
  release.values = [JSON.stringify(values)];
}

const container = (models: Editable, name: string): Editable =>
  models.resource.kubernetes_deployment_v1[name].spec.template.spec.container[0];

const withSecrets = {
  models: [{ name: "retail-forecast-api", image: { tag: "1.0.0" }, secrets: ["retail/key"] }],
};
const withGpu = {
  cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"] } } },
  models: [{ name: "vision", image: { tag: "1.0.0" }, nodeGroup: "gpu", gpus: 1 }],
};
const gpuPlan = planWith("ml-inference-prod", withGpu);
const everyChart = planWith("ml-inference-prod", {
  ...withGpu,
  models: [...withGpu.models, { name: "reader", image: { tag: "1" }, secrets: ["a/b"] }],
});

describe("environments without findings", () => {
  test.each(ENVIRONMENTS)("%s", (environment) => {
    const plan = environmentPlan(planOf(environment));
    expect(IMAGE_CHECKS.flatMap((check) => foundBy(check, plan))).toEqual([]);
  });

  test.each([
    ["secrets without internet", planWith("retail-forecast", withSecrets)],
    ["GPUs by NAT", gpuPlan],
    ["GPUs without internet", planWith("retail-forecast", withGpu)],
    [
      "Graviton",
      planWith("mlapp", { cluster: { nodeGroups: { general: { instanceTypes: ["m7g.large"] } } } }),
    ],
  ])("%s", (_, plan) => {
    expect(IMAGE_CHECKS.flatMap((check) => foundBy(check, environmentPlan(plan)))).toEqual([]);
  });
});

describe("image-exact", () => {
  test.each([
    ["111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast/retail-forecast-api", "has no tag"],
    [
      "111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast/retail-forecast-api:latest",
      "tag is mutable",
    ],
    ["docker.io/library/redis:8", "changes with each release"],
    ["docker.io/library/redis@sha256:abc", "digest is invalid"],
    ["", "names no image"],
  ])("finds %p in a container", (image, why) => {
    const plan = altered("retail-forecast", ({ models }) => {
      container(models, "retail_forecast_api").image = image;
    });
    expect(foundBy(imageExact, plan)).toEqual([expect.stringContaining(why)]);
  });

  test("takes a build number in a private registry and a digest anywhere", () => {
    const digest = `sha256:${"0".repeat(64)}`;
    for (const image of [
      "111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/a/b:42",
      `quay.io/a/b:1@${digest}`,
    ]) {
      const plan = altered("retail-forecast", ({ models }) => {
        container(models, "retail_forecast_api").image = image;
      });
      expect(foundBy(imageExact, plan)).toEqual([]);
    }
  });

  test("finds a tag that a `set` of the release lays over the values", () => {
    const plan = altered("retail-forecast", ({ platform }) => {
      platform.resource.helm_release.load_balancer_controller.set = [{ name: "image.tag", value: "latest" }];
    });
    expect(foundBy(imageExact, plan)).toEqual([expect.stringContaining("value image pulls")]);
  });

  test("finds a chart without exact version", () => {
    for (const version of [undefined, "~> 3.5", "3.x"]) {
      const plan = altered("retail-forecast", ({ platform }) => {
        platform.resource.helm_release.load_balancer_controller.version = version;
      });
      expect(foundBy(imageExact, plan)).toEqual([expect.stringContaining("expected an exact version")]);
    }
  });
});

describe("image-reachable", () => {
  test("finds a public image and a public chart where pods have no way to the internet", () => {
    const plan = altered("retail-forecast", ({ models, platform }) => {
      container(models, "retail_forecast_api").image = "quay.io/example/api:1.0.0";
      platform.resource.helm_release.load_balancer_controller.repository = "https://aws.github.io/eks-charts";
    });
    expect(foundBy(imageReachable, plan)).toEqual([
      expect.stringContaining("quay.io/example/api, which is on the internet"),
      expect.stringContaining(
        "https://aws.github.io/eks-charts/aws-load-balancer-controller, which is on the internet",
      ),
    ]);
  });

  test("lets public images through where NAT leads out of every subnet, and no longer once one loses its route", () => {
    expect(foundBy(imageReachable, environmentPlan(planOf("ml-inference-prod")))).toEqual([]);
    const plan = altered("ml-inference-prod", ({ network }) => {
      delete network.resource.aws_route.private_internet_b;
    });
    expect(foundBy(imageReachable, plan).length).toBeGreaterThan(4);
  });

  test.each(ENVIRONMENTS)(
    "%s: finds each repository that something pulls from and nobody makes",
    (environment) => {
      const names = Object.keys(
        planOf(environment).stack("cluster").json["resource"]?.["aws_ecr_repository" as never] ?? {},
      );
      expect(names).not.toEqual([]);
      for (const name of names) {
        const plan = altered(environment, ({ cluster }) => {
          Reflect.deleteProperty(cluster.resource.aws_ecr_repository as object, name);
        });
        expect(foundBy(imageReachable, plan)).toEqual([
          expect.stringContaining("no layer creates the repository"),
        ]);
      }
    },
  );

  test("finds an image of another region, and of an account that is neither ours nor EKS's", () => {
    const from = (registry: string): string[] =>
      foundBy(
        imageReachable,
        altered("retail-forecast", ({ models }) => {
          container(models, "retail_forecast_api").image = `${registry}/eks/api:1.0.0`;
        }),
      );
    expect(from("111122223333.dkr.ecr.eu-west-1.amazonaws.com")).toEqual([
      expect.stringContaining("another region"),
    ]);
    expect(from("999988887777.dkr.ecr.ap-southeast-1.amazonaws.com")).toEqual([
      expect.stringContaining("account 999988887777"),
    ]);
    expect(from("602401143452.dkr.ecr.ap-southeast-1.amazonaws.com")).toEqual([]);
  });

  test("finds a repository that is made after what pulls from it", () => {
    const plan = altered("retail-forecast", ({ cluster, models }) => {
      models.resource.aws_ecr_repository = { late: cluster.resource.aws_ecr_repository.retail_forecast_api };
      delete cluster.resource.aws_ecr_repository.retail_forecast_api;
    });
    expect(foundBy(imageReachable, plan)).toEqual([expect.stringContaining("only created in the models layer")]);
  });
});

describe("chart-in-step", () => {
  const plan = planWith("ml-inference-prod", withGpu);

  test("every chart of the catalog is looked at here", () => {
    const charts = everyChart
      .stack("platform")
      .resources("helm_release")
      .map(({ config }) => config["chart"]);
    expect(charts.sort()).toEqual(Object.keys(CHARTS).sort());
  });

  test("finds another version of a chart", () => {
    const changed = altered(plan, ({ platform }) => {
      platform.resource.helm_release.load_balancer_controller.version = "3.6.0";
    });
    expect(foundBy(chartInStep, changed)).toEqual([expect.stringContaining("expected 3.5.0 as in the catalog")]);
  });

  test("finds a chart that comes from somebody else", () => {
    const changed = altered(plan, ({ platform }) => {
      platform.resource.helm_release.load_balancer_controller.repository = "https://charts.example.com";
    });
    expect(foundBy(chartInStep, changed)).toEqual([expect.stringContaining("expected https://aws.github.io/eks-charts or a mirror in ECR")]);
  });

  test("finds each image whose tag differs, and each that no value names", () => {
    let looked = 0;
    for (const release of Object.values(altered(everyChart, () => undefined).resources("helm_release"))) {
      const paths = imagePaths(JSON.parse(String((release.config["values"] as string[])[0])) as Editable);
      for (const path of paths) {
        if (release.layer !== "platform") continue;
        looked += 1;
        const change = (edit: (image: Editable) => void): string[] =>
          foundBy(
            chartInStep,
            altered(everyChart, ({ platform }) => {
              editValues(platform.resource.helm_release[release.name], (values) => edit(at(values, path)));
            }),
          );
        expect(change((image) => (image.tag = "v0.0.1"))).toEqual([
          expect.stringContaining("has tag v0.0.1"),
        ]);
        expect(change((image) => delete image.repository)).toEqual([
          expect.stringContaining("no value names the image"),
        ]);
      }
    }
    expect(looked).toBe(7);
  });

  test("chart-known warns of a chart without a row", () => {
    const changed = altered(plan, ({ platform }) => {
      platform.resource.helm_release.other = {
        chart: "grafana",
        version: "9.0.0",
        repository: "https://grafana.github.io/helm-charts",
      };
    });
    expect(foundBy(chartKnown, changed)).toEqual([
      expect.stringContaining("chart grafana is not in the catalog"),
    ]);
  });
});

/** Paths to the mappings that hold `repository` and `tag`. */
function imagePaths(values: Editable, path: string[] = []): string[][] {
  if (values === null || typeof values !== "object") return [];
  const own = "repository" in values && "tag" in values ? [path] : [];
  return [
    ...own,
    ...Object.entries(values).flatMap(([key, item]) => imagePaths(item as Editable, [...path, key])),
  ];
}

const at = (values: Editable, path: readonly string[]): Editable =>
  path.reduce<Editable>((value, key) => value[key] as Editable, values);

describe("chart-values", () => {
  const release = "load_balancer_controller";

  /** What is found once the values of a release were changed. */
  const afterEdit = (edit: (values: Editable) => void, name = release): string[] =>
    foundBy(
      chartValues,
      altered(everyChart, ({ platform }) => editValues(platform.resource.helm_release[name], edit)),
    );

  test.each([
    ["enableWafV2", false, "the value enableWafV2 does not exist"],
    ["image", { repositry: "public.ecr.aws/eks/a" }, "the value image.repositry does not exist"],
    ["enableWaf", "false", 'value enableWaf is "false", expected a boolean'],
    ["replicaCount", "2", 'value replicaCount is "2", expected a number'],
    ["clusterName", 5, "value clusterName is 5, expected a text"],
    ["tolerations", {}, "value tolerations is {}, expected a list"],
    ["nodeSelector", [], "value nodeSelector is [], expected a mapping"],
    ["serviceAccount", "default", 'value serviceAccount is "default", expected a mapping'],
    ["constructor", "a", "the value constructor does not exist"],
  ])("finds %s as %j", (key, value, message) => {
    expect(afterEdit((values) => (values[key] = value))).toEqual([
      `helm_release.${release}: ${message}, in chart aws-load-balancer-controller 3.5.0`,
    ]);
  });

  test("finds each value of each chart under another name, and as another type", () => {
    let looked = 0;
    for (const { layer, name, config } of altered(everyChart, () => undefined).resources("helm_release")) {
      if (layer !== "platform") continue;
      const written = JSON.parse(String((config["values"] as string[])[0])) as Editable;
      for (const path of places(written)) {
        if (isFree(path.join("."))) continue;
        looked += 1;
        const value = at(written, path.map(String)) as unknown;
        const renamed = afterEdit((values) => {
          put(values, [...path.slice(0, -1), `${String(path.at(-1))}s`], value);
          remove(values, path);
        }, name);
        expect(renamed).toEqual([expect.stringContaining(`the value ${path.join(".")}s does not exist`)]);
        const retyped = afterEdit((values) => {
          put(values, path, typeof value === "object" ? "text" : { not: "it" });
        }, name);
        expect(retyped).toEqual([expect.stringContaining(`value ${path.join(".")} is`)]);
      }
    }
    expect(looked).toBeGreaterThan(50);
  });

  /** Below these stands what is not the chart's: Kubernetes' own words, tags, gates. */
  const isFree = (path: string): boolean =>
    /(resources|nodeSelector|olerations|topologySpreadConstraints|podDisruptionBudget|defaultTags|featureGates|tokenRequests)\./.test(
      path,
    );

  test("reads what `set` lays over the values, and takes an item of a list there", () => {
    const afterSet = (set: Editable): string[] =>
      foundBy(
        chartValues,
        altered(
          everyChart,
          ({ platform }) => (platform.resource.helm_release.secrets_store_driver.set = [set]),
        ),
      );
    expect(afterSet({ name: "tokenRequests[0].audience", value: "sts.amazonaws.com" })).toEqual([]);
    expect(afterSet({ name: "syncSecret.enabled", value: "true" })).toEqual([]);
    expect(afterSet({ name: "syncSecret.enabled", value: "true", type: "string" })).toEqual([
      expect.stringContaining('value syncSecret.enabled is "true", expected a boolean'),
    ]);
    expect(afterSet({ name: "syncSecrets.enabled", value: "true" })).toEqual([
      expect.stringContaining("the value syncSecrets does not exist"),
    ]);
    expect(afterSet({ name: "syncSecret[0].enabled", value: "true" })).toEqual([
      expect.stringContaining("the value syncSecret[0] does not exist"),
    ]);
  });

  test("lets a default be taken away, and what is below Kubernetes' own words be anything", () => {
    expect(afterEdit((values) => (values.affinity = null))).toEqual([]);
    expect(afterEdit((values) => (values.resources.limits["example.com/fpga"] = "1"))).toEqual([]);
  });

  test("says nothing of a chart that is not in the catalog, or lies beside the stack", () => {
    const changed = altered(everyChart, ({ platform, models }) => {
      platform.resource.helm_release.other = { chart: "grafana", values: ['{"any": 1}'] };
      editValues(models.resource.helm_release.reader, (values) => (values.any = 1));
    });
    expect(foundBy(chartValues, changed)).toEqual([]);
  });
});

describe("node-image", () => {
  test.each([
    [["m7g.large"], "AL2023_x86_64_STANDARD"],
    [["m6i.large"], "AL2023_ARM_64_STANDARD"],
    [["g5.xlarge"], "AL2023_x86_64_STANDARD"],
    [["t3.medium"], "AL2023_x86_64_NVIDIA"],
    [["m6i.large", "m7g.large"], "AL2023_x86_64_STANDARD"],
    [["t2.medium"], "AL2023_x86_64_STANDARD"],
  ])("finds %p on %s", (types, image) => {
    const plan = altered("mlapp", ({ cluster }) => {
      const group = cluster.resource.aws_eks_node_group.general_a;
      group.instance_types = types;
      group.ami_type = image;
    });
    expect(foundBy(nodeImageFits, plan)).toHaveLength(1);
  });

  test("leaves an image of its own to its owner", () => {
    const plan = altered("mlapp", ({ cluster }) => {
      cluster.resource.aws_eks_node_group.general_a.ami_type = "CUSTOM";
    });
    expect(foundBy(nodeImageFits, plan)).toEqual([]);
  });
});

describe("pod-placement", () => {
  const podSpec = (models: Editable): Editable =>
    models.resource.kubernetes_deployment_v1.vision.spec.template.spec;

  test("finds a model with GPUs that selects ordinary nodes, tolerates no taint, or names no group that exists", () => {
    const change = (edit: (spec: Editable) => void): string[] =>
      foundBy(
        podPlacement,
        altered(gpuPlan, ({ models }) => edit(podSpec(models))),
      );
    const label = "private-eks-inference/node-group";
    expect(change((spec) => (spec.node_selector[label] = "general"))).toEqual([
      expect.stringContaining("no GPU driver"),
    ]);
    expect(change((spec) => delete spec.toleration)).toEqual([
      expect.stringContaining("do not tolerate its taint nvidia.com/gpu"),
    ]);
    expect(change((spec) => (spec.node_selector[label] = "gpus"))).toEqual([
      expect.stringContaining("no label"),
    ]);
    expect(change((spec) => (spec.node_selector["kubernetes.io/arch"] = "arm64"))).toHaveLength(1);
  });

  test("speaks of the group that the pod selects before all others", () => {
    const many = planWith("ml-inference-prod", {
      ...withGpu,
      cluster: { nodeGroups: { general: {}, more: {}, gpu: { instanceTypes: ["g5.xlarge"] } } },
    });
    const plan = altered(many, ({ models }) => delete podSpec(models).toleration);
    expect(foundBy(podPlacement, plan)).toEqual([
      expect.stringContaining("fit no node group: gpu_a: the pods do not tolerate its taint"),
    ]);
  });

  test("finds pods that have nowhere to run because the label of their group is gone", () => {
    const plan = altered(gpuPlan, ({ cluster }) => {
      for (const group of ["gpu_a", "gpu_b"]) delete cluster.resource.aws_eks_node_group[group].labels;
    });
    expect(foundBy(podPlacement, plan)).toHaveLength(1);
  });

  test("finds pods on Fargate that want GPUs or a CSI volume", () => {
    const plan = altered("mlapp", ({ models }) => {
      const { spec } = models.resource.kubernetes_deployment_v1.model_service.spec.template;
      spec.container[0].resources.limits["nvidia.com/gpu"] = "1";
      spec.volume.push({ name: "secrets", csi: { driver: "secrets-store.csi.k8s.io" } });
    });
    expect(foundBy(podPlacement, plan)).toEqual([expect.stringContaining("does not support GPUs or a CSI volume")]);
  });

  test("knows the labels that nodes have by themselves", () => {
    const plan = altered("ml-inference-prod", ({ models }) => {
      models.resource.kubernetes_deployment_v1.ml_inference_api.spec.template.spec.node_selector = {
        "kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
        "node.kubernetes.io/instance-type": "t3.medium",
        "topology.kubernetes.io/zone": "ap-southeast-2b",
        "eks.amazonaws.com/nodegroup": "general-b",
        "eks.amazonaws.com/capacityType": "ON_DEMAND",
      };
    });
    expect(foundBy(podPlacement, plan)).toEqual([]);
  });
});

describe("gpu-ready", () => {
  test.each([
    ["taint", "its nodes have no taint"],
    ["labels", "lack the label nvidia.com/gpu.present"],
  ])("finds nodes with GPUs without %s", (attribute, message) => {
    const plan = altered(gpuPlan, ({ cluster }) => {
      Reflect.deleteProperty(cluster.resource.aws_eks_node_group.gpu_a as object, attribute);
    });
    expect(foundBy(gpuReady, plan)).toContainEqual(expect.stringContaining(message));
  });

  test("finds that no device plugin is installed, or that its pods do not get there", () => {
    const without = altered(gpuPlan, ({ platform }) => {
      delete platform.resource.helm_release.gpu_device_plugin;
    });
    expect(foundBy(gpuReady, without)).toEqual([1, 2].map(() => expect.stringContaining("no device plugin")));
    const away = altered(gpuPlan, ({ platform }) => {
      editValues(platform.resource.helm_release.gpu_device_plugin, (values) => {
        values.tolerations = [{ key: "other", operator: "Exists" }];
      });
    });
    expect(foundBy(gpuReady, away)).toEqual([1, 2].map(() => expect.stringContaining("does not run on its nodes")));
  });
});

describe("image-pull-permission", () => {
  test.each([
    ["ml-inference-prod", "nodes_image_pull", "may not pull images"],
    ["ml-inference-prod", "nodes_worker_node", "may not join the cluster"],
    ["mlapp", "fargate_pod_execution", "may not pull images for pods"],
  ])("%s: finds that %s is gone, once", (environment, attachment, message) => {
    const plan = altered(environment, ({ cluster }) => {
      Reflect.deleteProperty(cluster.resource.aws_iam_role_policy_attachment as object, attachment);
    });
    expect(foundBy(imagePullPermission, plan)).toEqual([expect.stringContaining(message)]);
  });
});

test("nothing is said, and nothing breaks, where a plan is empty or odd", () => {
  const odd = altered("mlapp", ({ cluster, platform, models }) => {
    cluster.resource = {};
    platform.resource.helm_release.load_balancer_controller = {
      chart: 5,
      values: ["{ not: [json"],
      set: [{}],
    };
    models.resource.kubernetes_deployment_v1.model_service = { spec: null };
  });
  expect(() => IMAGE_CHECKS.flatMap((check) => foundBy(check, odd))).not.toThrow();
});
