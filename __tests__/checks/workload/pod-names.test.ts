import { podNames } from "../../../src/checks/workload/pod-names";
import { altered, environmentPlan } from "../../support/altered";
import { type Edit, foundBy, newlyFound } from "../../support/findings";
import { environmentWithOwnFile } from "../../support/own-stacks";
import { ENVIRONMENTS } from "../../support/environments";
import { planOf } from "../../support/reference-plans";
import { type Case, ML, pod } from "./edits";

const CHECK = [podNames];

const alias = (ip: string, hostnames: readonly string[]): Edit =>
  pod((spec) => (spec["host_aliases"] = [{ ip, hostnames }]));
const dns = (policy: string | undefined, config: object): Edit =>
  pod((spec) => {
    if (policy !== undefined) spec["dns_policy"] = policy;
    spec["dns_config"] = config;
  });

test.each<Case>([
  [
    "a name of AWS that leads elsewhere",
    ML,
    alias("203.0.113.7", ["sts.ap-southeast-2.amazonaws.com"]),
    "hostAliases lead sts.ap-southeast-2.amazonaws.com to 203.0.113.7",
  ],
  [
    "a name of AWS that leads to an address of the VPC",
    ML,
    alias("10.0.0.7", ["s3.ap-southeast-2.amazonaws.com"]),
    "hostAliases lead s3.ap-southeast-2.amazonaws.com to 10.0.0.7",
  ],
  [
    "an alias on the internet without a name",
    ML,
    alias("203.0.113.7", []),
    "hostAliases lead no name to 203.0.113.7, which is outside of private ranges",
  ],
  [
    "an alias on the internet of IPv6",
    ML,
    alias("2001:db8::1", ["db.acme.example"]),
    "hostAliases lead db.acme.example to 2001:db8::1, which is outside of private ranges",
  ],
  [
    "a foreign name server",
    ML,
    dns("None", { nameservers: ["203.0.113.53"] }),
    "dnsConfig asks 203.0.113.53 for names, which is outside of private ranges",
  ],
  [
    "a foreign name server beside that of the cluster",
    ML,
    dns(undefined, { nameservers: ["203.0.113.53"] }),
    "dnsConfig asks 203.0.113.53 for names",
  ],
  [
    "no name server at all",
    ML,
    pod((spec) => (spec["dns_policy"] = "None")),
    "dnsPolicy is None and dnsConfig has no name server, which Kubernetes refuses",
  ],
])("pod-names finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});

test.each<readonly [string, Edit]>([
  ["a private name that leads into the network of the company", alias("10.20.0.7", ["db.acme.example"])],
  ["a name in shared address space", alias("100.64.1.7", ["db.acme.example"])],
  ["the loopback address", alias("127.0.0.1", ["model.local"])],
  ["a unique local address of IPv6", alias("fd00:ec2::254", ["db.acme.example"])],
  ["an empty DNS configuration", dns(undefined, {})],
  ["more labels before a name is absolute", dns(undefined, { option: [{ name: "ndots", value: "2" }] })],
  ["the resolver of the VPC", dns("None", { nameservers: ["169.254.169.253"] })],
  ["a resolver of the company", dns("None", { nameservers: ["10.1.0.2"], searches: ["acme.example"] })],
])("pod-names accepts %s", (_, edit) => {
  expect(foundBy(podNames, altered(ML, edit))).toEqual([]);
});

test("pod-names finds a foreign name server in an own file", () => {
  const plan = environmentWithOwnFile(
    "mlapp",
    "models",
    `resource "kubernetes_pod_v1" "a" {
  metadata {
    name      = "a"
    namespace = "mlapp"
  }
  spec {
    dns_policy = "None"
    dns_config { nameservers = ["8.8.8.8"] }
    container {
      name  = "a"
      image = "a:1"
    }
  }
}`,
  );
  expect(foundBy(podNames, plan)).toEqual([expect.stringContaining("dnsConfig asks 8.8.8.8 for names")]);
});

test.each(ENVIRONMENTS)("%s: pods find names by the DNS of the cluster", (environment) => {
  expect(foundBy(podNames, environmentPlan(planOf(environment)))).toEqual([]);
});
