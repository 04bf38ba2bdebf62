import { CHECKS } from "../../../src/checks/all";
import { ownCharts } from "../../../src/checks/images/own-charts";
import { statedIn } from "../../../src/infrastructure/stated";
import { imageListOf } from "../../../src/project/image-list";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { CONTEXT, foundBy } from "../../support/findings";
import { DNS, DNS_IMAGE as IMAGE } from "../../support/own-charts";
import { settingsFor } from "../../support/recorded-causes";

const ML = "ml-inference-prod";
const CHANGE = { charts: { "external-dns": DNS } };
const statedOf = (environment: string, change: object) =>
  statedIn(settingsFor(configWith(environment, change)));
const context = (change: object = CHANGE) => ({ statedOf: () => statedOf(ML, change) });

const edited = (edit: (resources: Editable) => void) =>
  altered(planWith(ML, CHANGE), ({ platform }) => {
    edit(platform.resource as Editable);
  });

const RELEASE = "charts_external_dns";

/** Lines of all checks that a chart adds to those of an environment. */
const addedLines = (environment: string, change: object): string[] => {
  const linesOf = (each: object): string[] =>
    CHECKS.flatMap((check) =>
      check
        .run(environmentPlan(planWith(environment, each)), {
          ...CONTEXT,
          statedOf: () => statedOf(environment, each),
        })
        .map(({ address, message }) => `${check.id} ${address}: ${message}`),
    );
  const before = new Set(linesOf(change));
  return linesOf({ ...change, ...CHANGE }).filter((line) => !before.has(line));
};

/** The values of the chart are those of another environment. */
const OTHER_REGION = expect.stringMatching(
  /^foreign-names helm_release\.charts_external_dns: .* names region ap-southeast-2, expected us-east-1/,
) as string;

test.each<[string, string, object, string[]]>([
  ["with NAT", ML, {}, []],
  ["without egress", "mlapp", { network: { egress: "none" } }, [OTHER_REGION]],
])(
  "all checks accept a chart of the file %s, and say that nothing judges its pods",
  (_, environment, change, ofValues) => {
    expect(addedLines(environment, change)).toEqual([
      expect.stringMatching(
        /^release-known helm_release\.charts_external_dns: chart external-dns 1\.21\.1 with values /,
      ),
      expect.stringMatching(/^capacity-known helm_release\.charts_external_dns: /),
      ...ofValues,
    ]);
  },
);

test.each<[string, (release: Record<string, unknown>) => void, string]>([
  [
    "another version",
    (release) => (release["version"] = "1.22.0"),
    "its version is 1.22.0, and 1.21.1 in the file",
  ],
  [
    "another repository",
    (release) => (release["repository"] = "https://charts.example.com"),
    "its repository is https://charts.example.com, and https://kubernetes-sigs.github.io/external-dns in the file",
  ],
  ["another namespace", (release) => (release["namespace"] = "default"), "its namespace is default"],
  [
    "another image",
    (release) =>
      (release["values"] = [
        JSON.stringify({ image: { repository: "docker.io/other/dns", tag: "v0.21.0" } }),
      ]),
    `value image is docker.io/other/dns:v0.21.0, and ${IMAGE} in the file`,
  ],
  ["no image", (release) => (release["values"] = ["{}"]), `no value image has the image ${IMAGE}`],
])("reports %s than the file states", (_, edit, message) => {
  const plan = edited((resources) => {
    edit((resources["helm_release"] as Record<string, Record<string, unknown>>)[RELEASE] ?? {});
  });
  expect(foundBy(ownCharts, plan, context())).toEqual([expect.stringContaining(message)]);
});

test("reports a permission that the file does not state", () => {
  const plan = edited((resources) => {
    const policy = (resources["aws_iam_role_policy"] as Record<string, { policy: string }>)[RELEASE];
    if (policy) policy.policy = policy.policy.replace("RegisterInstance", "DeleteNamespace");
  });
  expect(foundBy(ownCharts, plan, context())).toEqual([
    expect.stringMatching(
      /its role lacks servicediscovery:RegisterInstance.+DeleteNamespace.+does not state/,
    ),
  ]);
});

test("reports a chart of the file without a release", () => {
  const plan = edited((resources) => {
    delete (resources["helm_release"] as { charts_external_dns?: unknown }).charts_external_dns;
  });
  expect(foundBy(ownCharts, plan, context())).toEqual([
    expect.stringContaining("chart external-dns of the file has 0 releases, expected one"),
  ]);
});

test("reports a chart that is not of the platform and not in the file", () => {
  expect(foundBy(ownCharts, environmentPlan(planWith(ML, CHANGE)), context({}))).toEqual([
    expect.stringContaining("chart external-dns is not of the platform, and not in charts of the file"),
  ]);
});

test("a copied chart and image have their sources in the list of images", () => {
  const change = { network: { egress: "none" }, ...CHANGE };
  const list = imageListOf(environmentPlan(planWith("mlapp", change)), statedOf("mlapp", change).charts);
  expect(list.charts.find(({ chart }) => chart === "external-dns")).toMatchObject({ source: DNS.repository });
  expect(list.images.find(({ source }) => source === IMAGE.slice(0, IMAGE.lastIndexOf(":")))).toMatchObject({
    tag: "v0.21.0",
    target: expect.stringContaining("dkr.ecr.") as string,
  });
  expect(list.notJudged).toEqual([
    expect.stringMatching(/^images of chart external-dns 1\.21\.1 that no value names/),
  ]);
});

test.each([undefined, "privileged", "baseline"])("finds a namespace that enforces %s", (level) => {
  const plan = edited((resources) => {
    const { metadata } = resources["kubernetes_namespace_v1"][RELEASE] as Editable;
    metadata.labels = level === undefined ? {} : { "pod-security.kubernetes.io/enforce": level };
  });
  expect(foundBy(ownCharts, plan, context())).toEqual([
    expect.stringContaining(`its namespace enforces ${level ?? "privileged"}, and restricted in the file`),
  ]);
});
