import { partitionOf } from "../../facts/aws";
import { WIDEST_OWN_PREFIX, prefixLength } from "../../base/cidr";
import { entryReach, hostId } from "../entry";
import { isByIds } from "../existing-network";
import { type EnvironmentConfig } from "../schema";
import { counted } from "../../base/counted";
import { type RuleProblem, allOf, forEach } from "../rule-problems";

type Entry = EnvironmentConfig["entry"];

export function entryRules(config: EnvironmentConfig): RuleProblem[] {
  return allOf(
    () => httpsRules(config),
    () => hostRules(config),
    () => recordRules(config),
    () => albRules(config),
    () => existingRules(config),
    () => clientRules(config),
  );
}

function httpsRules({ entry, models, region, account }: EnvironmentConfig): RuleProblem[] {
  if (entry.type === "nlb") return tlsRules(entry, models.length);
  if (entry.type !== "ingress" && entry.type !== "terraform-alb") return [];
  const problems: RuleProblem[] = [];
  if (entry.httpOnly) {
    if (entry.certificateArn !== undefined) {
      problems.push({
        path: ["entry", "certificateArn"],
        expected: "no certificate with httpOnly",
        fix: "remove httpOnly to serve HTTPS, or remove the certificate",
      });
    }
    return problems;
  }
  if (entry.host === undefined) {
    problems.push({
      path: ["entry", "host"],
      got: "nothing",
      expected: "the host name of the certificate",
      fix: "add host, or httpOnly: true for a classroom demo",
      assumed: "models.example.com",
    });
  }
  if (entry.certificateArn === undefined && entry.hostedZoneId === undefined) {
    problems.push({
      path: ["entry", "certificateArn"],
      got: "nothing",
      expected: "a certificate for HTTPS",
      fix: "add certificateArn, add hostedZoneId to create a certificate, or set httpOnly: true for a classroom demo",
      assumed: `arn:${partitionOf(region)}:acm:${region}:${account}:certificate/00000000-0000-0000-0000-000000000000`,
    });
  }
  return problems;
}

const missing = (key: string, expected: string, fix: string): RuleProblem => ({
  path: ["entry", key],
  got: "nothing",
  expected,
  fix,
});

/** A certificate has a host name. Several NLBs share one certificate, and their names are outside of this file. */
function tlsRules(entry: Extract<Entry, { type: "nlb" }>, models: number): RuleProblem[] {
  if (entry.certificateArn === undefined) return [];
  const problems: RuleProblem[] = [];
  if (entry.host === undefined && models === 1) {
    problems.push(missing("host", "the host name of the certificate", "add host"));
  }
  if (entry.port === 80) {
    problems.push({
      path: ["entry", "port"],
      expected: "a port other than 80 with a certificate, since clients use plain HTTP on port 80",
      fix: "set port: 443",
    });
  }
  return problems;
}

/** Each host once, beside a `host`. Records are addressed by their host, in which `.` and `-` are the same. */
function hostRules(config: EnvironmentConfig): RuleProblem[] {
  const entry = entryReach(config.entry).created;
  if (!entry || entry.alsoHosts.length === 0) return [];
  if (entry.host === undefined) {
    const what = "the host name that the addresses in outputs have, beside alsoHosts";
    return [missing("host", what, "add host, or remove alsoHosts")];
  }
  const { hosts } = entryReach(entry);
  return forEach(entry.alsoHosts, (host, index): RuleProblem[] => {
    const path = ["entry", "alsoHosts", index];
    const before = hosts.slice(0, index + 1);
    if (host === entry.host) {
      return [{ path, got: host, expected: "a host that host does not have already", fix: "remove it" }];
    }
    const same = before.find((other) => hostId(other) === hostId(host));
    return same === host || same === undefined
      ? []
      : [
          {
            path,
            got: host,
            expected: `a host that differs from ${same} in more than dots and hyphens`,
            fix: "choose another host",
          },
        ];
  });
}

/** A record needs a name and a zone, and one load balancer to point to. */
function recordRules({ entry, models }: EnvironmentConfig): RuleProblem[] {
  if (entry.type === "none") return [];
  const problems: RuleProblem[] = [];
  const isHostReported = (entry.type === "ingress" || entry.type === "terraform-alb") && !entry.httpOnly;
  if (entry.dnsRecord === true && entry.host === undefined && !isHostReported) {
    problems.push(missing("host", "the host name of the record", "add host, or remove dnsRecord"));
  }
  if (entry.dnsRecord === true && entry.hostedZoneId === undefined) {
    problems.push(
      missing("hostedZoneId", "the hosted zone of the record", "add hostedZoneId, or remove dnsRecord"),
    );
  }
  if (entry.type !== "nlb" && entry.type !== "existing-alb") return problems;
  if (entry.hostedZoneId !== undefined && !entry.dnsRecord) {
    problems.push({
      path: ["entry", "hostedZoneId"],
      expected: `no hosted zone without dnsRecord: true, since entry.type ${entry.type} uses it for the record only`,
      fix: "set dnsRecord: true, or remove hostedZoneId",
    });
  }
  if (entry.type === "nlb" && entry.host !== undefined && models.length !== 1) {
    problems.push({
      path: ["entry", "host"],
      expected: `no host with ${counted(models.length, "model")}, since each has an NLB of its own`,
      fix: "keep one model, use entry.type: ingress, or remove host and create a record for each name in the output load_balancer_hosts",
    });
  }
  return problems;
}

function albRules({ entry, models }: EnvironmentConfig): RuleProblem[] {
  if (entry.type !== "terraform-alb" && entry.type !== "existing-alb") return [];
  const problems: RuleProblem[] = [];
  if (models.length !== 1) {
    problems.push({
      path: ["models"],
      got: counted(models.length, "model"),
      expected: `one model with entry.type ${entry.type}, which has one target group`,
      fix: "keep one model, or use entry.type: ingress",
    });
  }
  return problems;
}

function existingRules({ entry, network }: EnvironmentConfig): RuleProblem[] {
  if (entry.type === "existing-alb" && !network.existing) {
    return [
      {
        path: ["entry", "type"],
        expected: "existing-alb only with network.existing",
        fix: "describe the network in network.existing, or use entry.type: terraform-alb",
      },
    ];
  }
  if (entry.type === "terraform-alb" && network.existing && !isByIds(network.existing)) {
    return [
      {
        path: ["entry", "type"],
        expected:
          "another type with network.existing by names, because Terraform creates nothing in that network",
        fix: "use entry.type: existing-alb or ingress, or write network.existing by ids, with vpcId",
      },
    ];
  }
  return [];
}

function clientRules(config: EnvironmentConfig): RuleProblem[] {
  const entry = entryReach(config.entry).created;
  if (!entry || entry.scheme !== "internal") return [];
  return forEach(entry.clientCidrs ?? [], (cidr, index) =>
    prefixLength(cidr) < WIDEST_OWN_PREFIX
      ? [
          {
            path: ["entry", "clientCidrs", index],
            expected: `a range of your networks, /${WIDEST_OWN_PREFIX} or narrower, for an internal load balancer`,
            fix: "list the ranges of your clients, or set entry.scheme: internet-facing",
          },
        ]
      : [],
  );
}
