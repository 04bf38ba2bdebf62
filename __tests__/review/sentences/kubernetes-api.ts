import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const CLUSTER = "aws_eks_cluster.main";
const api = (vpc_config: JsonObject) => ({ [CLUSTER]: { name: "small", vpc_config } });
const cluster = (access: JsonObject) =>
  api({ endpoint_private_access: true, endpoint_public_access: false, ...access });
/** A cluster that does not set `endpoint_public_access`: its API has a public endpoint. */
const unset = (endpoint_private_access: boolean, ...ranges: string[]) =>
  api({ endpoint_private_access, public_access_cidrs: ranges });
const open = (...ranges: string[]) => cluster({ endpoint_public_access: true, public_access_cidrs: ranges });

/** The public and the private endpoint of the Kubernetes API. */
export const KUBERNETES_API_SENTENCES: readonly SentenceCase[] = [
  {
    before: cluster({ endpoint_private_access: false, endpoint_public_access: true }),
    after: cluster({ endpoint_public_access: true }),
    lines: ["info: now: the Kubernetes API has a private endpoint in the VPC"],
  },
  {
    before: cluster({ endpoint_public_access: true }),
    after: cluster({ endpoint_private_access: false, endpoint_public_access: true }),
    lines: [
      "attention: endpoint_private_access of aws_eks_cluster.main is false: nodes and operators in the VPC reach the Kubernetes API only over the internet",
    ],
  },
  {
    before: open("203.0.113.0/24"),
    after: cluster({
      endpoint_private_access: false,
      endpoint_public_access: true,
      public_access_cidrs: ["203.0.113.0/24"],
    }),
    lines: [
      "attention, outage: endpoint_private_access of aws_eks_cluster.main is false: nodes and operators in the VPC no longer reach the Kubernetes API, unless its public endpoint admits their public addresses",
    ],
  },
  {
    before: cluster({}),
    after: open("0.0.0.0/0"),
    lines: [
      "attention, open to everyone: now: the Kubernetes API of small is open to the internet (0.0.0.0/0), by its public endpoint",
    ],
  },
  {
    before: cluster({}),
    after: open("203.0.113.0/24"),
    lines: [
      "attention, more access: now: the Kubernetes API of small is open to 203.0.113.0/24, by its public endpoint",
    ],
  },
  {
    before: open("0.0.0.0/0"),
    after: cluster({}),
    lines: [
      "attention: no longer: the Kubernetes API of small is open to the internet (0.0.0.0/0), by its public endpoint; those without a private path are cut off",
    ],
  },
  {
    before: open("203.0.113.0/24"),
    after: cluster({}),
    lines: [
      "attention, outage: no longer: the Kubernetes API of small is open to 203.0.113.0/24, by its public endpoint; those without a private path are cut off",
    ],
  },
  {
    before: open("203.0.113.0/24", "198.51.100.0/24"),
    after: open("198.51.100.0/24"),
    lines: [
      "attention, outage: no longer: the Kubernetes API of small is open to 203.0.113.0/24, by its public endpoint; those without a private path are cut off",
    ],
  },
  {
    before: cluster({
      endpoint_private_access: false,
      endpoint_public_access: true,
      public_access_cidrs: ["203.0.113.0/24", "198.51.100.0/24"],
    }),
    after: cluster({
      endpoint_private_access: false,
      endpoint_public_access: true,
      public_access_cidrs: ["198.51.100.0/24"],
    }),
    lines: [
      "attention, outage: no longer: the Kubernetes API of small is open to 203.0.113.0/24, by its public endpoint; nodes reach it no other way",
    ],
  },
  {
    before: cluster({}),
    after: cluster({ endpoint_public_access: true }),
    lines: [
      "attention, open to everyone: now: the Kubernetes API of small is open to the internet (0.0.0.0/0), by its public endpoint",
    ],
  },
  {
    before: unset(true, "203.0.113.0/24", "198.51.100.0/24"),
    after: unset(true, "198.51.100.0/24"),
    lines: [
      "attention, outage: no longer: the Kubernetes API of small is open to 203.0.113.0/24, by its public endpoint; those without a private path are cut off",
    ],
  },
  {
    before: unset(false, "203.0.113.0/24", "198.51.100.0/24"),
    after: unset(false, "198.51.100.0/24"),
    lines: [
      "attention, outage: no longer: the Kubernetes API of small is open to 203.0.113.0/24, by its public endpoint; nodes reach it no other way",
    ],
  },
];
