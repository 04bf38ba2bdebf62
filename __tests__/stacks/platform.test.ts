import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Release } from "@cdktf/provider-helm/lib/release";
import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { CHARTS } from "../../src/catalog/charts";
import { controllerPolicy } from "../../src/catalog/load-balancer-controller-policy";
import { policyDocument } from "../../src/core/iam";
import { attachesWebAcls } from "../../src/stacks/platform-stack";
import {
  type Json,
  type JsonObject,
  type StackJson,
  asArray,
  asObject,
} from "../../src/terraform-json/stack-json";
import { planWith } from "../support/changed-plans";
import { ENVIRONMENTS } from "../support/environments";
import { type Plan } from "../support/plan";
import { planOf } from "../support/reference-plans";
import "../support/terraform-matchers";
import { podTrust } from "../support/pod-trust";

const CONTROLLER = "helm_release.load_balancer_controller";

/** Each environment as it stands, then with every chart on, without internet and with it. */
const everyChart = {
  cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"] } } },
  models: [{ name: "retail-forecast-api", image: { tag: "1.0.0" }, secrets: ["retail/key"] }],
};
const variants: Record<string, () => Plan> = {
  ...Object.fromEntries(ENVIRONMENTS.map((name) => [name, () => planOf(name)])),
  "every chart without internet": once(() => planWith("retail-forecast", everyChart)),
  "every chart by NAT": once(() =>
    planWith("retail-forecast", { ...everyChart, network: { egress: "single-nat" } }),
  ),
};
const VARIANTS = Object.keys(variants);
const withoutInternet = () => platform("every chart without internet");
const byNat = () => platform("every chart by NAT");

function once(make: () => Plan): () => Plan {
  let plan: Plan | undefined;
  return () => (plan ??= make());
}

const planNamed = (variant: string): Plan => (variants[variant] as () => Plan)();
const platform = (variant: string): StackJson => planNamed(variant).stack("platform");
const text = (variant: string): string => planNamed(variant).text("platform");

/** Values of a release; references of Terraform stand in them as text. */
function valuesOf(stack: StackJson, address: string): JsonObject {
  const [values, ...more] = asArray(stack.find(address)?.config["values"]);
  expect(more).toEqual([]);
  return JSON.parse(values as string) as JsonObject;
}

const controllerValues = (variant: string): JsonObject => valuesOf(platform(variant), CONTROLLER);

/** Every leaf below a value, with the key that it stands under. */
function leaves(value: Json, key = ""): [string, Json][] {
  if (value === null || typeof value !== "object") return [[key, value]];
  return Object.entries(value).flatMap(([name, item]) => leaves(item, Array.isArray(value) ? key : name));
}

/** Every image that values name. */
function imagesIn(value: Json): JsonObject[] {
  if (value === null || typeof value !== "object") return [];
  const own = "repository" in value && "tag" in value ? [value as JsonObject] : [];
  return [...own, ...Object.values(value).flatMap(imagesIn)];
}

describe("AWS Load Balancer Controller", () => {
  test.each(ENVIRONMENTS)("LBC-01 %s installs chart 3.5.0 and waits for its pods", (environment) => {
    expect(text(environment)).toHaveResourceWithProperties(Release, {
      name: "aws-load-balancer-controller",
      chart: "aws-load-balancer-controller",
      version: "3.5.0",
      namespace: "kube-system",
      create_namespace: false,
      wait: true,
      atomic: true,
      cleanup_on_fail: true,
    });
  });

  test.each(ENVIRONMENTS)("LBC-01 %s tells the controller its cluster, region and VPC", (environment) => {
    const { region } = asObject(asArray(platform(environment).providers["aws"])[0]);
    expect(region).toMatch(/^[a-z]+-[a-z]+-\d$/);
    expect(controllerValues(environment)).toMatchObject({
      clusterName: "${data.terraform_remote_state.cluster.outputs.cluster_name}",
      region,
      vpcId: "${data.terraform_remote_state.network.outputs.vpc_id}",
    });
  });

  test.each(ENVIRONMENTS)("LBC-01 %s serves the IngressClass alb", (environment) => {
    expect(controllerValues(environment)).toMatchObject({
      ingressClass: "alb",
      createIngressClassResource: true,
    });
  });

  test("LBC-01 without internet chart and image come from the account's own registry", () => {
    const registry = "111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast";
    expect(platform("retail-forecast").find(CONTROLLER)?.config["repository"]).toBe(
      `oci://${registry}/charts`,
    );
    expect(controllerValues("retail-forecast")["image"]).toEqual({
      repository: `${registry}/eks/aws-load-balancer-controller`,
      tag: "v3.5.0",
    });
  });

  test("LBC-01 by NAT chart and image come from their public homes", () => {
    expect(platform("ml-inference-prod").find(CONTROLLER)?.config["repository"]).toBe(
      "https://aws.github.io/eks-charts",
    );
    expect(controllerValues("ml-inference-prod")["image"]).toEqual({
      repository: "public.ecr.aws/eks/aws-load-balancer-controller",
      tag: "v3.5.0",
    });
  });

  test.each(VARIANTS)("LBC-01 %s never asks for Shield or WAF Classic", (variant) => {
    expect(controllerValues(variant)).toMatchObject({ enableShield: false, enableWaf: false });
  });

  test.each([
    ["mlapp", true, "its Ingress names a web ACL and NAT leads to the API"],
    ["retail-forecast", false, "nothing leads to the API"],
    ["retail-forecast-option-b", false, "Terraform guards its load balancer"],
    ["ml-inference-prod", false, "an NLB takes no web ACL"],
  ])("LBC-01 %s attaches web ACLs: %s, since %s", (environment, enableWafv2) => {
    expect(controllerValues(environment)).toMatchObject({ enableWafv2 });
  });

  const ingress = { type: "ingress", name: "models", scheme: "internal", httpOnly: true } as const;
  const webAclArn = "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/models/0a1b2c3d";
  test.each([
    [{ ...ingress, webAclArn }, "single-nat", true],
    [{ ...ingress, webAclArn }, "none", false],
    [ingress, "single-nat", false],
    [{ type: "terraform-alb", scheme: "internal", httpOnly: true, webAclArn }, "single-nat", false],
  ] as const)(
    "LBC-01 web ACLs of entry %j with egress %s are attached by the controller: %s",
    (entry, egress, expected) => {
      expect(attachesWebAcls(entry, egress)).toBe(expected);
    },
  );

  test.each(ENVIRONMENTS)(
    "LBC-01 %s hands Services to the controller only where an NLB is the way in",
    (environment) => {
      const byNlb = environment === "ml-inference-prod";
      expect(controllerValues(environment)).toMatchObject({ enableServiceMutatorWebhook: byNlb });
    },
  );

  test.each(ENVIRONMENTS)("LBC-01 %s trusts exactly the controller's service account", (environment) => {
    expect(text(environment)).toHaveResourceWithProperties(IamRole, {
      name: expect.stringMatching(/-load-balancer-controller$/),
      assume_role_policy: podTrust("kube-system", "aws-load-balancer-controller"),
    });
  });

  test.each(ENVIRONMENTS)("LBC-01 %s gives the role the whole policy of that version", (environment) => {
    expect(text(environment)).toHaveResourceWithProperties(IamRolePolicy, {
      role: "${aws_iam_role.load_balancer_controller.id}",
      policy: policyDocument(controllerPolicy("aws")),
    });
  });

  test.each(ENVIRONMENTS)(
    "LBC-01 %s makes the service account itself, and the chart uses it",
    (environment) => {
      const name = "aws-load-balancer-controller";
      expect(text(environment)).toHaveResourceWithProperties(ServiceAccountV1, {
        metadata: {
          name,
          namespace: "kube-system",
          annotations: { "eks.amazonaws.com/role-arn": "${aws_iam_role.load_balancer_controller.arn}" },
        },
      });
      expect(controllerValues(environment)).toMatchObject({ serviceAccount: { create: false, name } });
    },
  );

  test.each(ENVIRONMENTS)(
    "LBC-01 %s keeps account and permissions as long as the controller",
    (environment) => {
      expect(platform(environment).find(CONTROLLER)?.config["depends_on"]).toEqual([
        "kubernetes_service_account_v1.load_balancer_controller",
        "aws_iam_role.load_balancer_controller",
        "aws_iam_role_policy.load_balancer_controller",
      ]);
    },
  );

  test.each(ENVIRONMENTS)(
    "LBC-01 %s states how CRDs are upgraded, from where its chart comes",
    (environment) => {
      const stack = platform(environment);
      const repository = stack.find(CONTROLLER)?.config["repository"] as string;
      expect(asObject(stack.outputs["controller_crds_command"])["value"]).toContain(repository);
    },
  );

  test.each(ENVIRONMENTS)(
    "TAG-01 %s lets the controller tag what it makes as Terraform does",
    (environment) => {
      const [aws] = asArray(platform(environment).providers["aws"]);
      const [{ tags } = {}] = asArray(asObject(aws)["default_tags"]) as JsonObject[];
      expect(Object.keys(asObject(tags)).sort()).toEqual([
        "environment",
        "layer",
        "owner",
        "project",
        "repository",
      ]);
      expect(controllerValues(environment)["defaultTags"]).toEqual(tags);
    },
  );
});

describe("every Helm release", () => {
  test.each(VARIANTS)(
    "LBC-01 %s: every other release waits for the controller, whose webhook fails closed",
    (variant) => {
      const releases = platform(variant).resources("helm_release");
      expect(releases.map(({ address }) => address)).toContain(CONTROLLER);
      expect(releases.length).toBeGreaterThan(variant.startsWith("every chart") ? 3 : 0);
      const hasty = releases
        .filter(({ address }) => address !== CONTROLLER)
        .filter(({ config }) => !asArray(config["depends_on"]).includes(CONTROLLER));
      expect(hasty.map(({ address }) => address)).toEqual([]);
    },
  );

  test("LBC-01 there are other releases that wait", () => {
    expect(
      withoutInternet()
        .resources("helm_release")
        .map(({ address }) => address),
    ).toEqual([
      "helm_release.gpu_device_plugin",
      CONTROLLER,
      "helm_release.secrets_store_aws_provider",
      "helm_release.secrets_store_driver",
    ]);
  });

  test.each(VARIANTS)("%s: every release is of an exact version in a namespace that exists", (variant) => {
    const releases = platform(variant).resources("helm_release");
    expect(releases).not.toEqual([]);
    for (const { config } of releases) {
      expect(config).toMatchObject({
        version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        namespace: "kube-system",
        create_namespace: false,
        wait: true,
        atomic: true,
      });
    }
  });

  test.each(VARIANTS)(
    "%s: no release is given a secret, and none logs in to a registry by its own",
    (variant) => {
      const stack = platform(variant);
      const releases = stack.resources("helm_release");
      expect(releases).not.toEqual([]);
      for (const { address, config } of releases) {
        const arguments_ = Object.keys(config);
        expect(arguments_.filter((name) => /^(set|repository_)/.test(name))).toEqual([]);
        const keys = leaves(valuesOf(stack, address)).map(([key]) => key);
        expect(
          keys.filter((key) => /(password|token|credentials?|apiKey|(secret|access|private)Key)$/i.test(key)),
        ).toEqual([]);
      }
    },
  );

  test.each(VARIANTS)("%s: every image of a release has its exact tag of the catalog", (variant) => {
    const known = new Set<string>(
      Object.values(CHARTS).flatMap(({ images }) => Object.values(images).map(({ tag }) => tag)),
    );
    const stack = platform(variant);
    const images = stack
      .resources("helm_release")
      .flatMap(({ address }) => imagesIn(valuesOf(stack, address)));
    expect(images).not.toEqual([]);
    expect(images.filter(({ tag }) => !known.has(tag as string))).toEqual([]);
    expect(images.filter(({ tag }) => tag === "latest")).toEqual([]);
  });

  test("IMG-01 without internet no release names a public registry or repository", () => {
    const stack = withoutInternet();
    const own = "111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast/";
    const sources = stack
      .resources("helm_release")
      .flatMap(({ address, config }) => [
        (config["repository"] as string).replace("oci://", ""),
        ...imagesIn(valuesOf(stack, address)).map(({ repository }) => repository as string),
      ]);
    expect(sources).toHaveLength(11);
    expect(sources.filter((source) => !source.startsWith(own))).toEqual([]);
  });

  test("IMG-01 every image of every chart of the catalog is placed by the values", () => {
    const stack = byNat();
    const placed = stack
      .resources("helm_release")
      .flatMap(({ address }) => imagesIn(valuesOf(stack, address)));
    const listed = Object.values(CHARTS).flatMap(({ images }) => Object.values(images) as JsonObject[]);
    expect(placed).toHaveLength(listed.length);
    expect(placed).toEqual(expect.arrayContaining(listed));
  });
});

describe("secrets of models", () => {
  test("API-06 the driver and its AWS provider stand where a model has secrets, and nowhere else", () => {
    const withDriver = ENVIRONMENTS.filter((name) =>
      platform(name).find("helm_release.secrets_store_driver"),
    );
    const withProvider = ENVIRONMENTS.filter((name) =>
      platform(name).find("helm_release.secrets_store_aws_provider"),
    );
    expect(withDriver).toEqual(["ml-inference-prod"]);
    expect(withProvider).toEqual(withDriver);
  });

  test("API-06 values stay files: the driver copies nothing into Kubernetes Secrets", () => {
    expect(valuesOf(platform("ml-inference-prod"), "helm_release.secrets_store_driver")).toMatchObject({
      syncSecret: { enabled: false },
    });
  });

  test("API-06 the driver hands the provider a token of the pod, made out to STS", () => {
    expect(valuesOf(platform("ml-inference-prod"), "helm_release.secrets_store_driver")).toMatchObject({
      tokenRequests: [{ audience: "sts.amazonaws.com" }],
    });
  });

  test("API-06 a rotated secret reaches running pods", () => {
    expect(valuesOf(platform("ml-inference-prod"), "helm_release.secrets_store_driver")).toMatchObject({
      enableSecretRotation: true,
      rotationPollInterval: "10m",
    });
  });

  test("API-06 the provider brings no driver of its own and knows the region", () => {
    expect(valuesOf(platform("ml-inference-prod"), "helm_release.secrets_store_aws_provider")).toMatchObject({
      "secrets-store-csi-driver": { install: false },
      awsRegion: "ap-southeast-2",
    });
  });

  test("API-06 no role is made for the driver: it uses the pod's own", () => {
    const roles = withoutInternet().resources("aws_iam_role");
    expect(roles.map(({ address }) => address)).toEqual(["aws_iam_role.load_balancer_controller"]);
  });

  test("API-06 secrets can be mounted on GPU nodes, and the DaemonSets do not follow pods to Fargate", () => {
    const toleration = { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" };
    const stack = withoutInternet();
    expect(valuesOf(stack, "helm_release.secrets_store_driver")).toMatchObject({
      linux: { tolerations: [toleration] },
    });
    expect(valuesOf(stack, "helm_release.secrets_store_aws_provider")).toMatchObject({
      tolerations: [toleration],
    });
  });
});

describe("GPUs", () => {
  const plugin = "helm_release.gpu_device_plugin";

  test("EKS-05 the device plugin stands where a node group has GPUs, and nowhere else", () => {
    expect(withoutInternet().find(plugin)?.config["version"]).toBe("0.19.3");
    expect(ENVIRONMENTS.filter((name) => platform(name).find(plugin))).toEqual([]);
  });

  test("EKS-05 the device plugin runs on GPU nodes alone, in spite of their taint", () => {
    expect(valuesOf(withoutInternet(), plugin)).toMatchObject({
      nodeSelector: { "nvidia.com/gpu.present": "true" },
      tolerations: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }],
    });
  });

  test("EKS-05 a GPU node without a working driver says so", () => {
    expect(valuesOf(withoutInternet(), plugin)).toMatchObject({ failOnInitError: true });
  });
});

describe("Fargate", () => {
  const config = "kubernetes_config_map_v1.fargate_logging";

  test("FAR-01 the log router is configured where pods run on Fargate, and nowhere else", () => {
    expect(ENVIRONMENTS.filter((name) => platform(name).find(config))).toEqual(["mlapp"]);
  });

  test("FAR-01 the log router's namespace and ConfigMap have the names that Fargate looks for", () => {
    expect(text("mlapp")).toHaveResourceWithProperties(NamespaceV1, {
      metadata: { name: "aws-observability", labels: { "aws-observability": "enabled" } },
    });
    expect(text("mlapp")).toHaveResourceWithProperties(ConfigMapV1, {
      metadata: {
        name: "aws-logging",
        namespace: "${kubernetes_namespace_v1.fargate_logging.metadata[0].name}",
      },
    });
  });

  test("FAR-01 the log router ships to the group that the cluster layer made, and makes none", () => {
    const data = asObject(platform("mlapp").find(config)?.config["data"]);
    expect(data["output.conf"]).toContain("    region us-east-1\n");
    expect(data["output.conf"]).toContain(
      "    log_group_name ${data.terraform_remote_state.cluster.outputs.fargate_log_group}\n",
    );
    expect(data["output.conf"]).toContain("    auto_create_group false\n");
    expect(data["flb_log_cw"]).toBe("false");
  });

  test("FAR-01 the log router's configuration holds only what Fargate accepts, within its 5,300 characters", () => {
    const { flb_log_cw, ...sections } = asObject(platform("mlapp").find(config)?.config["data"]) as Record<
      string,
      string
    >;
    expect(flb_log_cw).toBeDefined();
    const heads = Object.entries(sections).map(([key, body]) => [
      key,
      [...new Set(body.match(/^\[\w+\]$/gm))],
    ]);
    expect(Object.fromEntries(heads)).toEqual({
      "filters.conf": ["[FILTER]"],
      "output.conf": ["[OUTPUT]"],
      "parsers.conf": ["[PARSER]"],
    });
    expect(Object.values(sections).join("").length).toBeLessThan(5_300 - 200);
  });
});

test.each(VARIANTS)(
  "STATE-01 %s: the platform speaks to the cluster by a credential that is fetched at each run",
  (variant) => {
    const { helm, kubernetes } = platform(variant).providers;
    const [connection] = asArray(helm) as JsonObject[];
    expect(asObject(connection?.["kubernetes"])).toMatchObject({ exec: { command: "aws" } });
    expect(asArray(kubernetes)[0]).toMatchObject({ exec: [{ command: "aws" }] });
    expect(
      leaves(platform(variant).providers).filter(([key]) => /^(token|password|client_key)$/.test(key)),
    ).toEqual([]);
  },
);
