import { type ClusterReading } from "../../../src/deploy/adopt/cluster-reading";
import { proposedCluster } from "../../../src/deploy/adopt/proposed-cluster";
import { type NetworkReading } from "../../../src/deploy/adopt/reading";
import { type JsonObject } from "../../../src/terraform/stack-json";

const ROLE = "arn:aws:iam::111122223333:role";

const NETWORK: NetworkReading = {
  account: "111122223333",
  region: "eu-west-1",
  vpc: { VpcId: "vpc-1" },
  hasDnsSupport: true,
  hasDnsHostnames: true,
  nameServers: ["AmazonProvidedDNS"],
  subnets: ["a", "b", "c"].map((zone) => ({
    SubnetId: `subnet-${zone}`,
    AvailabilityZone: `eu-west-1${zone}`,
  })),
  routeTables: [],
  endpoints: [],
  groups: [],
  rules: [],
  balancers: [],
  targetGroups: [],
  gatewayAttachments: [],
  peerings: [],
  prefixLists: [],
};

/** A cluster with the settings of an environment. */
const CLUSTER: JsonObject = {
  name: "shop",
  version: "1.36",
  roleArn: `${ROLE}/shop-control-plane`,
  resourcesVpcConfig: {
    subnetIds: ["subnet-a", "subnet-b"],
    vpcId: "vpc-1",
    endpointPublicAccess: false,
    endpointPrivateAccess: true,
    publicAccessCidrs: ["0.0.0.0/0"],
  },
  kubernetesNetworkConfig: { ipFamily: "ipv4" },
  encryptionConfig: [
    { resources: ["secrets"], provider: { keyArn: "arn:aws:kms:eu-west-1:111122223333:key/1" } },
  ],
  upgradePolicy: { supportType: "STANDARD" },
  accessConfig: { authenticationMode: "API" },
};

const ADMIN = {
  entry: { principalArn: `${ROLE}/admin`, type: "STANDARD" },
  policies: [
    {
      policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      accessScope: { type: "cluster" },
    },
  ],
};

const nodeGroup = (zone: string, values: JsonObject = {}): JsonObject => ({
  nodegroupName: `general-${zone}`,
  capacityType: "ON_DEMAND",
  scalingConfig: { minSize: 1, maxSize: 2, desiredSize: 1 },
  instanceTypes: ["t3.medium"],
  subnets: [`subnet-${zone}`],
  amiType: "AL2023_x86_64_STANDARD",
  releaseVersion: "1.36.2-20260818",
  nodeRole: `${ROLE}/shop-nodes`,
  launchTemplate: { name: "shop-general", id: "lt-1" },
  ...values,
});

const READING: ClusterReading = {
  region: "eu-west-1",
  cluster: CLUSTER,
  nodeGroups: [],
  fargateProfiles: [],
  addons: [],
  accessEntries: [ADMIN],
};

const proposal = (reading: Partial<ClusterReading>, zones: readonly string[] = ["a", "b"]) =>
  proposedCluster(
    { ...READING, ...reading },
    { network: NETWORK, prefix: "shop", zones, addons: ["vpc-cni", "amazon-cloudwatch-observability"] },
  );

const withSettings = (settings: JsonObject) => proposal({ cluster: { ...CLUSTER, ...settings } });

test("N21 a cluster with the settings of an environment has a note about its key only", () => {
  const { keys, preparations, notes } = proposal({ logRetentionDays: 30 });
  expect(keys).toEqual({
    name: "shop",
    roleName: "shop-control-plane",
    version: "1.36",
    admins: [`${ROLE}/admin`],
    logRetentionDays: 30,
    addonVersions: {},
  });
  expect(preparations).toEqual([]);
  expect(notes).toEqual([expect.stringContaining("Terraform takes over the key arn:aws:kms:")]);
});

test.each([
  ["authentication by the ConfigMap", { accessConfig: {} }, "from CONFIG_MAP to API for good"],
  [
    "a public endpoint for everybody",
    {
      resourcesVpcConfig: {
        subnetIds: ["subnet-a", "subnet-b"],
        endpointPrivateAccess: true,
        endpointPublicAccess: true,
        publicAccessCidrs: ["0.0.0.0/0"],
      },
    },
    "closes the public API endpoint",
  ],
  [
    "no private endpoint",
    { resourcesVpcConfig: { subnetIds: ["subnet-a", "subnet-b"], endpointPrivateAccess: false } },
    "enables the private API endpoint",
  ],
  ["no key of its own", { encryptionConfig: [] }, "which cannot be undone"],
  ["a role with a path", { roleArn: `${ROLE}/eks/shop` }, "would replace the cluster"],
  ["IPv6", { kubernetesNetworkConfig: { ipFamily: "ipv6" } }, "IPv6 addresses"],
  ["EKS Auto Mode", { computeConfig: { enabled: true } }, "EKS Auto Mode is enabled"],
  ["hybrid nodes", { remoteNetworkConfig: { remoteNodeNetworks: [] } }, "has hybrid nodes"],
  ["an Outpost", { outpostConfig: { outpostArns: [] } }, "runs on an Outpost"],
  ["extended support", { upgradePolicy: { supportType: "EXTENDED" } }, "ends extended support"],
  [
    "a version that no environment has",
    { version: "1.31" },
    "it runs 1.31, and an environment declares 1.35",
  ],
] as const)("N21 a cluster with %s has a note", (_, settings, note) => {
  expect(withSettings(settings).notes).toContainEqual(expect.stringContaining(note));
});

test("N21 ranges of a public endpoint are proposed, but not the one of everybody", () => {
  const endpoint = { subnetIds: ["subnet-a", "subnet-b"], endpointPublicAccess: true };
  const publicAccessCidrs = ["0.0.0.0/0", "203.0.113.0/24"];
  const { keys } = withSettings({ resourcesVpcConfig: { ...endpoint, publicAccessCidrs } });
  expect(keys["apiAccess"]).toEqual({ publicCidrs: ["203.0.113.0/24"] });
});

test("N21 zones of the cluster that differ from those of the network are proposed", () => {
  expect(proposal({}, ["a", "b", "c"]).keys["zones"]).toEqual(["a", "b"]);
  expect(proposal({}, ["b", "c"]).notes).toContainEqual(
    expect.stringContaining("it was created in a, b, and network.zones has b, c"),
  );
});

test("N21 roles of nodes get access entries before the ConfigMap loses its effect", () => {
  const { preparations } = proposal({
    cluster: { ...CLUSTER, accessConfig: {} },
    nodeGroups: [nodeGroup("a"), nodeGroup("b")],
    accessEntries: [],
  });
  expect(preparations.map(({ command }) => command)).toEqual([
    "aws eks update-cluster-config --region eu-west-1 --name shop --access-config authenticationMode=API_AND_CONFIG_MAP",
    `aws eks create-access-entry --region eu-west-1 --cluster-name shop --principal-arn ${ROLE}/shop-nodes --type EC2_LINUX`,
  ]);
});

test("N21 node groups in the form of an environment keep their names and releases", () => {
  const { keys, notes } = proposal({ nodeGroups: [nodeGroup("a"), nodeGroup("b")] });
  expect(keys).toMatchObject({
    nodeGroups: {
      general: {
        instanceTypes: ["t3.medium"],
        capacityType: "ON_DEMAND",
        minPerZone: 1,
        maxPerZone: 2,
        zones: ["a", "b"],
      },
    },
    nodeReleases: { AL2023_x86_64_STANDARD: "1.36.2-20260818" },
  });
  expect(notes.filter((note) => note.includes("nodeGroups"))).toEqual([]);
});

test.each([
  ["another role", { nodeRole: `${ROLE}/other` }],
  ["another launch template", { launchTemplate: { name: "other" } }],
] as const)("N21 a node group with %s gets a free name, and a command that deletes it later", (_, values) => {
  const { keys, notes } = proposal({ nodeGroups: [nodeGroup("a", values)] });
  expect(Object.keys(keys["nodeGroups"] as object)).toEqual(["general-a"]);
  expect(keys["nodeReleases"]).toBeUndefined();
  expect(notes).toContainEqual(
    expect.stringMatching(/creates general-a-a beside .*delete-nodegroup .*--nodegroup-name general-a$/),
  );
});

test("N21 a new name avoids EKS node groups that exist", () => {
  const group = nodeGroup("a", { nodegroupName: "Workers of the shop cluster", subnets: ["subnet-a"] });
  const taken = nodeGroup("a", { nodegroupName: "workers-of-the-shop-a", nodeRole: `${ROLE}/other` });
  const names = Object.keys(proposal({ nodeGroups: [group, taken] }).keys["nodeGroups"] as object);
  expect(names).toEqual(["workers-of-the-sho-2", "workers-of-the-sho-3"]);
  expect(names.every((name) => name.length <= 20)).toBe(true);
});

test("N21 sizes of a node group in several zones are those of each zone", () => {
  const group = nodeGroup("a", {
    subnets: ["subnet-a", "subnet-b", "subnet-c"],
    scalingConfig: { minSize: 4, maxSize: 7 },
  });
  expect(proposal({ nodeGroups: [group] }).keys["nodeGroups"]).toMatchObject({
    "general-a": { minPerZone: 2, maxPerZone: 3, zones: ["a", "b", "c"] },
  });
});

test.each([
  ["labels", { labels: { team: "search" } }, "the labels team are left out"],
  ["taints", { taints: [{ key: "batch", effect: "NO_SCHEDULE" }] }, "the taints batch=:NO_SCHEDULE"],
  ["another AMI", { amiType: "WINDOWS_CORE_2022_x86_64" }, "its AMI type is WINDOWS_CORE_2022_x86_64"],
  ["types in its template", { instanceTypes: [] }, "the launch template other sets them"],
] as const)("N21 a node group with %s has a note", (_, values, note) => {
  const group = nodeGroup("a", { launchTemplate: { name: "other" }, ...values });
  expect(proposal({ nodeGroups: [group] }).notes).toContainEqual(expect.stringContaining(note));
});

test("N21 a node group with Bottlerocket is proposed with it", () => {
  const group = nodeGroup("a", { amiType: "BOTTLEROCKET_x86_64", releaseVersion: "1.47.0-6154605b" });
  const { keys } = proposal({ nodeGroups: [group] });
  expect(keys).toMatchObject({
    nodeGroups: { general: { amiType: "Bottlerocket" } },
    nodeReleases: { BOTTLEROCKET_x86_64: "1.47.0-6154605b" },
  });
});

test("N21 the range of Services is proposed as it is, since another one would replace the cluster", () => {
  const kubernetesNetworkConfig = { ipFamily: "ipv4", serviceIpv4Cidr: "10.100.0.0/16" };
  const { keys } = proposal({ cluster: { ...CLUSTER, kubernetesNetworkConfig } });
  expect(keys).toMatchObject({ serviceCidr: "10.100.0.0/16" });
});

test("N21 add-ons are proposed with their versions, and unknown ones are named", () => {
  const addons = ["vpc-cni", "amazon-cloudwatch-observability", "snapshot-controller"].map((addonName) => ({
    addonName,
    addonVersion: "v1",
  }));
  const { keys, notes } = proposal({ addons });
  expect(keys).toMatchObject({
    observability: true,
    addonVersions: { "vpc-cni": "v1", "amazon-cloudwatch-observability": "v1" },
  });
  expect(notes).toContainEqual(expect.stringContaining("the add-on snapshot-controller is left out"));
});

test("N21 access entries without full access and Fargate profiles are named", () => {
  const { keys, notes } = proposal({
    accessEntries: [
      { entry: { principalArn: `${ROLE}/nodes`, type: "EC2_LINUX" }, policies: [] },
      { entry: { principalArn: `${ROLE}/ci`, type: "STANDARD", kubernetesGroups: ["deploy"] }, policies: [] },
    ],
    fargateProfiles: [{ fargateProfileName: "batch" }],
  });
  expect(keys["admins"]).toBeUndefined();
  expect(notes).toContainEqual(expect.stringContaining(`${ROLE}/ci is left out: it has group deploy`));
  expect(notes).toContainEqual(
    expect.stringContaining("no access entry of a role has AmazonEKSClusterAdmin"),
  );
  expect(notes).toContainEqual(expect.stringContaining("the Fargate profile batch is left out"));
  expect(notes.join()).not.toContain(`${ROLE}/nodes`);
});
