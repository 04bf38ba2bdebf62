import { readFileSync } from "node:fs";
import { problemsOfFiles, problemsOfKeys, smallEnvironment } from "../support/minimal-file";
import { stringify } from "yaml";

const GROUPS = { general: { instanceTypes: ["m6i.xlarge"], maxPerZone: 4 } };
const CLUSTER = { admins: ["arn:aws:iam::111122223333:role/platform-admin"], nodeGroups: GROUPS };
const PEERING = {
  type: "peering",
  name: "training",
  peerVpcId: "vpc-0123456789abcdef0",
  cidrs: ["10.80.0.0/16"],
};
const MODEL = { name: "fraud", image: { tag: "1.0.0" } };
const ZONES = { region: "eu-west-1" };

/** A name that refers to another part of the file, misspelled; the message has the name that is meant, or all that exist. */
const REFERENCES: Readonly<Record<string, readonly [keys: object, message: string]>> = {
  "network.extraRules[].models[]": [
    {
      network: {
        attachments: [PEERING],
        extraRules: [
          {
            group: "nodes",
            direction: "egress",
            peer: "10.80.1.0/24",
            port: 5432,
            reason: "data",
            models: ["fruad"],
          },
        ],
      },
    },
    "got fruad, expected a model of the file: fraud; did you mean fraud?",
  ],
  "cluster.zones[]": [
    { ...ZONES, cluster: { ...CLUSTER, zones: ["a", "c"] } },
    "got c, expected one of network.zones: a, b; correct the zone",
  ],
  "cluster.nodeGroups.<name>.zones[]": [
    { ...ZONES, cluster: { ...CLUSTER, nodeGroups: { general: { zones: ["c"] } } } },
    "got c, expected one of network.zones: a, b; correct the zone",
  ],
  "models[].nodeGroup": [
    { cluster: CLUSTER, models: [{ ...MODEL, nodeGroup: "generl" }] },
    "got generl, expected one of cluster.nodeGroups: general; did you mean general?",
  ],
  "instanceTypes.<name>": [
    {
      cluster: { ...CLUSTER, nodeGroups: { general: { instanceTypes: ["m7i-flex.large"] } } },
      instanceTypes: {
        "m7i-flex.large": { vcpus: 2, memoryGiB: 8, pods: 29 },
        "m7i-flx.large": { vcpus: 2, memoryGiB: 8, pods: 29 },
      },
    },
    "expected a type of a node group; did you mean m7i-flex.large?",
  ],
  "prices.instanceHours.<name>": [
    {
      cluster: CLUSTER,
      prices: { source: "agreement", asOf: "2026-11-01", instanceHours: { "m6i.xlage": 0.1 } },
    },
    "expected a type of a node group, or another type that EC2 has; did you mean m6i.xlarge?",
  ],
  "components.alerts.models.<name>": [
    {
      models: [{ ...MODEL, metricsPath: "/metrics" }],
      components: {
        "ebs-csi": {},
        prometheus: {},
        alerts: { email: "on@example.com", models: { fruad: {} } },
      },
    },
    "got fruad, which is no model, expected a model with metrics: fraud; did you mean fraud?",
  ],
  "components.mlflow.promotes[]": [
    { components: { mlflow: { imageTag: "3.17.2-2", promotes: ["fruad"] } } },
    "got fruad, expected a model of the file: fraud; did you mean fraud?",
  ],
  "components.off-hours.keepIn": [
    {
      cluster: CLUSTER,
      components: { "off-hours": { timezone: "UTC", start: "08:00", stop: "19:00", keepIn: "genral" } },
    },
    "got genral, expected one of cluster.nodeGroups without GPUs and taints: general; did you mean general?",
  ],
  "components.training-vpc.attachment": [
    {
      network: { attachments: [PEERING] },
      components: { "training-vpc": { attachment: "trainig", services: ["sts"], dns: "zones" } },
    },
    "got trainig, expected one of network.attachments: training; did you mean training?",
  ],
};

test.each(Object.entries(REFERENCES))(
  "%s that refers to nothing is an error, with what is meant",
  (_, [keys, message]) => {
    expect(problemsOfKeys(keys)).toContainEqual(expect.stringContaining(message));
  },
);

test("a base that does not exist is an error, with what is meant", () => {
  const files = { common: stringify(smallEnvironment()), prod: "extends: comon\nproject: other\n" };
  expect(problemsOfFiles(files)).toContainEqual(expect.stringContaining("did you mean common?"));
});

test.each([
  ["a type that a group has", "m6i.xlarge"],
  ["a type of another environment with the same agreement", "g5.12xlarge"],
  ["a type that is newer than this version", "m9z.xlarge"],
])("a price of %s is accepted", (_, type) => {
  const prices = { source: "agreement", asOf: "2026-11-01", instanceHours: { [type]: 0.1 } };
  expect(problemsOfKeys({ cluster: CLUSTER, prices })).toEqual([]);
});

/** Names that refer to something, of which not the rules of a file judge the other end. */
const JUDGED_ELSEWHERE: readonly (readonly [what: string, keys: RegExp])[] = [
  ["the folder has the file of its name", /^extends$/],
  ["a check compares it with the namespaces of the stacks", /^cluster\.access\[\]\.namespaces\[\]$/],
  [
    "a check compares it with findings and blocks",
    /^(waivers|trusted|acceptedBlocks)\[\]\.(check|address|finding|value|digest)$/,
  ],
  ["pods and verify compare it with the bucket", /^models\[\]\.manifestDigest$/],
  ["the file has to exist", /(userData|values|files\[\])$/],
  [
    "a check compares it with the values of the chart",
    /^charts\.<name>\.(images\[\]\.value|role\.serviceAccount)$/,
  ],
];

/** Keys whose texts name no other part of the file. */
const NO_REFERENCE: readonly (readonly [what: string, keys: RegExp])[] = [
  [
    "the name of what the entry is",
    /(^|\.)(name|vpcName|namePrefix|roleName|logGroupName|targetGroupName|loadBalancerName)$/,
  ],
  [
    "the same, as a key",
    /^(charts|cluster\.nodeGroups|models\[\]\.(memoryVolumes|configFiles)|components\.argo-cd\.models)\.<name>$/,
  ],
  ["the namespace of what the entry makes", /(^|\.)namespace$/],
  [
    "an id or ARN of AWS, whose owner exists outside of the file",
    /(Arn|Id|Ids\[\]|Ids\.<name>|admins\[\]|role|deployerRole|permissionsBoundary(\.\w+)?|capacityReservation)$/,
  ],
  [
    "an account, a region, a host or a repository of others",
    /(ccount|egion|(^|\.)host|ostnames|[hH]osts\[\]|repository|url|path|revision|branch|environment|issuer|image)$/,
  ],
  [
    "something that the file states as existing",
    /^(modelBucket\.existingName|prometheusRelease|models\[\]\.secrets\[\]|components\.kubeflow-pipelines\.stepsReach\.buckets\[\]\.prefix)$/,
  ],
  ["groups of people, whose bindings and tokens are outside", /groups\[\]$/],
  ["a range, an address or a rule of the network", /(idrs\[\]|nameServers\[\]|Cidr|peer)$/],
  [
    "names that a part declares",
    /^(cluster\.(addonVersions|nodeReleases)\.<name>|network\.existing\.\w+\.<name>)$/,
  ],
  [
    "a version, a type or a size",
    /(version|tag|Tag|digest|instanceClass|instanceTypes\[\]|cpuRequest|cpuLimit|memoryRequest|memoryLimit|ephemeralStorage|maxUnavailable)$/,
  ],
  ["a time", /(start|end|stop|time|timezone|until|asOf)$/],
  [
    "a text",
    /(reason|email|project|owner|source|ags\.<name>|labels\.<name>|taints\[\]\.(key|value)|podAnnotations\.<name>|environment\.<name>|command\[\]|arguments\[\])$/,
  ],
  ["a path in the container or of a URL", /(\.path|aths\[\]|healthPath|metricsPath|bucketPrefix)$/],
  [
    "a statement of IAM, which is about what exists outside",
    /permissions\[\]\.(actions\[\]|resources\[\]|conditions\.<name>(\.<name>(\[\])?)?)$/,
  ],
  ["zones of the region, which a plan reads", /^network\.zones\[\]$/],
  [
    "callers of an endpoint service, its name and their Regions, which are outside",
    /^components\.private-link\.(principals\[\]|privateDnsName|regions\[\])$/,
  ],
  ["model_type of a config.json, which is that of other authors", /^models\[\]\.llm\.card\.modelType$/],
  [
    "names of adapters, and files below the prefix of the model",
    /^models\[\]\.llm\.(adapters\.folders\.<name>|chatTemplate|speculative\.draft\.folder)$/,
  ],
  ["arguments of a program", /^models\[\]\.llm\.extraArguments\[\]$/],
  ["hosts that are called without a proxy, inside or outside", /^components\.https-proxy\.noProxy\[\]$/],
];

interface Node {
  readonly [keyword: string]: unknown;
}

/** Keys with free texts, and names of mappings, in the schema of the file. */
function textsOf(node: Node, path: string): string[] {
  const inner = ["anyOf", "oneOf", "allOf"].flatMap((key) => (node[key] as Node[] | undefined) ?? []);
  const isText = node["type"] === "string" && node["enum"] === undefined && node["const"] === undefined;
  const names = node["additionalProperties"];
  return [
    ...(isText ? [path] : []),
    ...inner.flatMap((each) => textsOf(each, path)),
    ...Object.entries((node["properties"] as Record<string, Node> | undefined) ?? {}).flatMap(([key, each]) =>
      textsOf(each, path === "" ? key : `${path}.${key}`),
    ),
    ...(typeof node["items"] === "object" ? textsOf(node["items"] as Node, `${path}[]`) : []),
    ...(typeof names === "object" && names !== null
      ? [`${path}.<name>`, ...textsOf(names as Node, `${path}.<name>`)]
      : []),
  ];
}

test("each text of the schema refers to nothing, or is judged", () => {
  const schema = JSON.parse(readFileSync("docs/environment.schema.json", "utf8")) as {
    definitions: { whole: Node };
  };
  const keys = [...new Set(textsOf(schema.definitions.whole, ""))];
  expect(keys.length).toBeGreaterThan(100);
  const kinds = [...JUDGED_ELSEWHERE, ...NO_REFERENCE];
  const isKnown = (key: string): boolean =>
    key in REFERENCES || kinds.some(([, pattern]) => pattern.test(key));
  expect(keys.filter((key) => !isKnown(key))).toEqual([]);
  expect(Object.keys(REFERENCES).filter((key) => !keys.includes(key))).toEqual([]);
  expect(kinds.filter(([, pattern]) => !keys.some((key) => pattern.test(key)))).toEqual([]);
});
