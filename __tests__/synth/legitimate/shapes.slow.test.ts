import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { stringify } from "yaml";
import { isBlocking } from "../../../src/checks/run";
import { UserError } from "../../../src/base/errors";
import { synth } from "../../../src/synth/synth";
import { runsOf } from "../../support/covering-sample";
import { TODAY } from "../../support/findings";

const CLIENTS = "10.60.0.0/16";
const DATA = "10.90.1.0/24";
const SCANNER = "10.91.7.0/24";
const GATEWAY = { type: "transit-gateway", name: "organization", transitGatewayId: "tgw-0123456789abcdef0" };
const PEERING = { type: "peering", name: "data", peerVpcId: "vpc-0fedcba9876543210" };

/** Other networks, whose connections come in, go out, or both. */
const ATTACHED = {
  none: {},
  clients: { attachments: [{ ...GATEWAY, cidrs: [CLIENTS] }] },
  database: {
    attachments: [{ ...PEERING, cidrs: [DATA] }],
    extraRules: [
      { group: "nodes", direction: "egress", peer: DATA, port: 5432, reason: "database", models: ["spell"] },
    ],
  },
  "clients and a database behind one gateway": {
    attachments: [{ ...GATEWAY, cidrs: [CLIENTS, DATA] }],
    extraRules: [{ group: "nodes", direction: "egress", peer: DATA, port: 5432, reason: "database" }],
  },
  scanner: {
    attachments: [{ ...GATEWAY, cidrs: [SCANNER] }],
    extraRules: [{ group: "nodes", direction: "ingress", peer: SCANNER, port: 9100, reason: "scanner" }],
  },
  "a prefix list": {
    attachments: [{ ...GATEWAY, cidrs: [CLIENTS] }],
    extraRules: [
      { group: "nodes", direction: "egress", peer: "pl-0123456789abcdef0", port: 443, reason: "programs" },
    ],
  },
} as const;

const BY_IDS = {
  privateSubnets: { cidrs: ["10.0.16.0/20", "10.0.32.0/20"] },
  existing: {
    vpcId: "vpc-0123456789abcdef0",
    privateSubnetIds: ["subnet-0aaaaaaaaaaaaaaa0", "subnet-0bbbbbbbbbbbbbbb0"],
    privateRouteTableIds: ["rtb-0aaaaaaaaaaaaaaa0"],
  },
};

const NETWORKS = {
  created: {},
  "created with network ACLs": { networkAcls: true },
  "created with one NAT gateway": { egress: "single-nat" },
  "created with a NAT gateway in each zone": { egress: "nat-per-az" },
  "by ids": BY_IDS,
};

const ENDPOINTS = {
  usual: {},
  "open to the VPC": { admitVpcCidr: true },
  "with all buckets": { s3Policy: "full-access" },
};

const SIZES = [
  { minPerZone: 1, maxPerZone: 1 },
  { minPerZone: 1, maxPerZone: 4 },
  { minPerZone: 2, maxPerZone: 2 },
  { minPerZone: 2, maxPerZone: 4 },
];
const GPUS = { none: {}, one: { gpu: { instanceTypes: ["g5.xlarge"], minPerZone: 0, maxPerZone: 1 } } };

const ENTRIES = {
  "an internal ALB": { type: "ingress", host: "spell.example.com", hostedZoneId: "Z0123456789ABCDEFGHIJ" },
  "an internal NLB": { type: "nlb", scheme: "internal" },
  none: { type: "none" },
};

const PARTS = {
  none: {},
  autoscaler: { "cluster-autoscaler": {} },
  kserve: { "cert-manager": {}, kserve: {} },
  keda: { "ebs-csi": {}, prometheus: {}, "node-repair": {} },
};

const oneOf = <T extends object>(choices: T) => fc.constantFrom(...(Object.keys(choices) as (keyof T)[]));

const CHOICES = fc.record({
  network: oneOf(NETWORKS),
  attached: oneOf(ATTACHED),
  endpoints: oneOf(ENDPOINTS),
  entry: oneOf(ENTRIES),
  sizes: fc.constantFrom(...SIZES),
  gpus: oneOf(GPUS),
  parts: oneOf(PARTS),
  keepNodes: fc.option(fc.nat(4), { nil: undefined }),
});

type Choices = typeof CHOICES extends fc.Arbitrary<infer T> ? T : never;

/** A legal file: nodes have room, and the keys fit each other. */
function fileOf({ network, attached, endpoints, entry, sizes, gpus, parts, keepNodes }: Choices): object {
  const hasClients = attached === "clients" || attached === "clients and a database behind one gateway";
  const most = 2 * sizes.maxPerZone;
  // Volumes of Prometheus need a node in each zone.
  const kept =
    keepNodes === undefined
      ? undefined
      : Math.min(parts === "keda" ? Math.max(2, keepNodes) : keepNodes, most);
  return {
    account: "111122223333",
    region: "eu-west-1",
    project: "spelling",
    owner: "platform",
    repository: "example/spelling",
    network: {
      ...NETWORKS[network],
      ...ATTACHED[attached],
      // A network ACL has no prefix list.
      ...(attached === "a prefix list" ? { networkAcls: false } : {}),
      endpoints: ENDPOINTS[endpoints],
    },
    cluster: {
      admins: ["arn:aws:iam::111122223333:role/platform-admin"],
      ...(hasClients || attached === "a prefix list" ? { apiAccess: { cidrs: [CLIENTS] } } : {}),
      nodeGroups: { general: { instanceTypes: ["m6i.2xlarge"], ...sizes }, ...GPUS[gpus] },
    },
    entry: {
      ...ENTRIES[entry],
      ...(hasClients && entry !== "none" ? { clientCidrs: [CLIENTS] } : {}),
    },
    components: {
      ...PARTS[parts],
      ...(kept === undefined
        ? {}
        : { "off-hours": { timezone: "Europe/Dublin", start: "08:00", stop: "19:00", keepNodes: kept } }),
    },
    models: [{ name: "spell", image: { tag: "1.0.0" }, replicas: { min: 2, max: 2 } }],
    quotas: { standardVcpus: 256, gpuVcpus: 64 },
  };
}

/** Errors of a whole synth: findings as `check address: message`, or the message that refuses the file. */
async function errorsOf(file: object): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "shapes-"));
  try {
    writeFileSync(join(folder, "case.yaml"), stringify(file));
    const request = {
      environmentsDir: folder,
      outdir: join(folder, "out"),
      underCdktfCli: false,
      today: TODAY,
    };
    const { results } = await synth(request);
    return results
      .filter(isBlocking)
      .map(({ check, address, message }) => `${check.id} ${address}: ${message}`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [error.message];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("the output of a legal file fails no check", async () => {
  const property = fc.asyncProperty(CHOICES, async (choices) => {
    expect(await errorsOf(fileOf(choices))).toEqual([]);
  });
  await fc.assert(property, { numRuns: runsOf({ whole: 150, gate: 12 }) });
});
