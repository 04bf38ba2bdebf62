import { environmentSchema } from "../../../src/parts/environment-schema";
import { asObject } from "../../../src/terraform/stack-json";
import { environmentRules } from "../../../src/synth/inputs";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { smallEnvironment } from "../../support/minimal-file";
import { DNS, DNS_IMAGE as IMAGE } from "../../support/own-charts";
import { namedFileRules } from "../../../src/environment/rules/named-files";

const ML = "ml-inference-prod";
const charts = (change: object = {}, name = "external-dns") => ({
  charts: { [name]: { ...DNS, ...change } },
});

const accepts = (change: object, name?: string): boolean =>
  environmentSchema.safeParse(smallEnvironment(charts(change, name))).success;

/** Problems of all rules, as `path: expected`. */
const problems = (change: object, others: object = {}): string[] =>
  environmentRules(configWith(ML, { ...charts(change), ...others })).map(
    ({ path, expected }) => `${path.join(".")}: ${expected}`,
  );

const ofFile = (text: string, change: object = {}): string[] => {
  const config = configWith(ML, charts(change));
  return namedFileRules(config, new Map([["files/external-dns.yaml", text]])).map(
    ({ path, got, expected }) => `${path.join(".")}: ${got ?? ""}, expected ${expected}`,
  );
};

const planOf = (change: object = {}) => planWith(ML, charts(change));
const release = (change: object = {}) =>
  planOf(change).stack("platform").find("helm_release.charts_external_dns")?.config ?? {};
const values = (change: object = {}): Record<string, unknown> =>
  JSON.parse((release(change)["values"] as string[])[0] as string) as Record<string, unknown>;

describe("a chart of one's own is accepted", () => {
  test.each([
    ["of a Helm repository", {}],
    ["of an OCI registry", { repository: "oci://ghcr.io/acme/charts" }],
    ["without values, images and role", { values: undefined, images: undefined, role: undefined }],
    ["in kube-system", { namespace: "kube-system" }],
    [
      "with privileged pods for a reason",
      { podSecurity: "privileged", reason: "it reads the disks of nodes" },
    ],
  ])("%s", (_, change) => {
    expect(accepts(change)).toBe(true);
    expect(problems(change)).toEqual([]);
  });
});

describe("a chart of one's own is refused", () => {
  test.each([
    ["with a range of versions", { version: "^1.21.0" }],
    ["of a repository without TLS", { repository: "http://charts.example.com" }],
    ["with an image without a tag", { images: [{ value: "image", image: "registry.k8s.io/external-dns" }] }],
    ["with an image without a registry", { images: [{ value: "image", image: "external-dns:v1" }] }],
    ["with values outside of the folder", { values: "../values.yaml" }],
  ])("%s", (_, change) => {
    expect(accepts(change)).toBe(false);
  });

  test("with a name that Helm refuses", () => {
    expect(accepts({}, "External_DNS")).toBe(false);
  });

  test.each<[string, object, object, string]>([
    [
      "in the namespace of the models",
      { namespace: "api" },
      { namespace: "api" },
      "charts.external-dns.namespace: a namespace of its own, or kube-system",
    ],
    [
      "in the namespace of another chart",
      {},
      { charts: { "a-chart": { ...DNS, namespace: "external-dns" }, "external-dns": DNS } },
      "charts.external-dns.namespace: a namespace of its own, or kube-system",
    ],
    [
      "with privileged pods without a reason",
      { podSecurity: "privileged" },
      {},
      "charts.external-dns.podSecurity: restricted or baseline, or a reason for privileged pods",
    ],
    [
      "with a level for kube-system, which EKS creates",
      { namespace: "kube-system", podSecurity: "baseline" },
      {},
      "charts.external-dns.podSecurity: none in kube-system, which exists without a level",
    ],
    [
      "with a wildcard without a reason",
      { role: { serviceAccount: "a", permissions: [{ actions: ["sqs:SendMessage"], resources: ["*"] }] } },
      {},
      "charts.external-dns.role.permissions.0.resources.0: no wildcard, or a reason for it",
    ],
    [
      "with two images for one value",
      {
        images: [
          { value: "image", image: IMAGE },
          { value: "image", image: IMAGE },
        ],
      },
      {},
      "charts.external-dns.images.1.value: another value than image, which an entry above has",
    ],
  ])("%s", (_, change, others, problem) => {
    expect(problems(change, others)).toContain(problem);
  });

  test("that a part of the platform installs", () => {
    const found = environmentRules(configWith(ML, charts({}, "cert-manager"))).map(
      ({ path, expected }) => `${path.join(".")}: ${expected}`,
    );
    expect(found).toContain("charts.cert-manager: a chart that no part of the platform installs");
  });
});

describe("the file of values", () => {
  test("is a mapping", () => {
    expect(ofFile("- a\n")).toEqual(["charts.external-dns.values: a list, expected a mapping of values"]);
  });

  test("is YAML; the error names its line", () => {
    expect(ofFile("a: [1\nb: 2\n")).toEqual([
      expect.stringMatching(
        /^charts\.external-dns\.values: files\/external-dns\.yaml:\d+:\d+: .+, expected YAML/,
      ),
    ]);
  });

  test("has no value of an image, which synth writes", () => {
    expect(ofFile("image: { tag: v1 }\n")).toEqual([
      "charts.external-dns.images.0.value: image.tag in files/external-dns.yaml, expected a value that the file does not set",
    ]);
  });

  test("can be empty", () => {
    expect(ofFile("# nothing\n")).toEqual([]);
  });
});

describe("a chart of one's own", () => {
  test("is a release of its version, repository and namespace", () => {
    expect(release()).toMatchObject({
      name: "external-dns",
      chart: "external-dns",
      repository: "https://kubernetes-sigs.github.io/external-dns",
      version: "1.21.1",
      namespace: "external-dns",
    });
  });

  test("has the values of the file, with the image", () => {
    expect(values()).toMatchObject({
      provider: { name: "aws-sd" },
      image: { repository: "registry.k8s.io/external-dns/external-dns", tag: "v0.21.0" },
    });
  });

  test("has an image in the form that the chart reads", () => {
    expect(values({ images: [{ value: "main.image", image: IMAGE, form: "registry" }] })["main"]).toEqual({
      image: { registry: "registry.k8s.io", repository: "external-dns/external-dns", tag: "v0.21.0" },
    });
    expect(values({ images: [{ value: "main.image", image: IMAGE, form: "text" }] })["main"]).toEqual({
      image: IMAGE,
    });
  });

  test("has a namespace with its Pod Security level", () => {
    const namespace = planOf({ podSecurity: "baseline" })
      .stack("platform")
      .find("kubernetes_namespace_v1.charts_external_dns")?.config;
    expect(namespace?.["metadata"]).toMatchObject({
      name: "external-dns",
      labels: { "pod-security.kubernetes.io/enforce": "baseline" },
    });
  });

  test("has a role with the permissions, which its service account assumes", () => {
    const stack = planOf().stack("platform");
    const account = stack.find("kubernetes_service_account_v1.charts_external_dns")?.config;
    expect(asObject(account?.["metadata"])["name"]).toBe("external-dns");
    const policies = stack.resources().filter(({ type }) => type === "aws_iam_role_policy");
    expect(policies.map(({ config }) => String(config["policy"]))).toContainEqual(
      expect.stringContaining("servicediscovery:RegisterInstance"),
    );
  });

  test("has the endpoints of the services that its role calls", () => {
    const network = planOf().stack("network");
    expect(network.find("aws_vpc_endpoint.servicediscovery")).toBeDefined();
  });

  test("is installed after the charts of the platform that provide something", () => {
    expect(release()["depends_on"]).toContain("helm_release.load_balancer_controller");
  });

  test("and its image are copies in ECR where nodes have no egress", () => {
    const plan = planWith("mlapp", { ...charts(), network: { egress: "none" } });
    const config = plan.stack("platform").find("helm_release.charts_external_dns")?.config;
    expect(config?.["repository"]).toMatch(/^oci:\/\/\d+\.dkr\.ecr\..+\/mlapp\/charts$/);
    expect(JSON.parse((config?.["values"] as string[])[0] as string)).toMatchObject({
      image: {
        repository: expect.stringMatching(/dkr\.ecr\..+\/mlapp\/external-dns\/external-dns$/) as string,
      },
    });
  });
});
