import { say } from "../stages/phrase";
import { fromTo } from "./edited";
import { type Topic, type TopicLine } from "./topic";

/**
 * Settings of a VPC without which names do not resolve.
 *
 * Source: Amazon VPC user guide, "DNS attributes for your VPC" (unconfirmed); EKS user guide, "Cluster API server
 * endpoint" (read 2026-11-20).
 */
const ENDS: Readonly<Record<string, string>> = {
  enable_dns_support:
    "names of the cluster, of the endpoints and of all AWS services no longer resolve in the VPC",
  enable_dns_hostnames: "private names of endpoints and of the Kubernetes API no longer resolve in the VPC",
};

export const vpcSettings: Topic = {
  title: "Settings of the VPC",
  lines: ({ resources }) =>
    resources
      .filter(({ type }) => type === "aws_vpc")
      .flatMap(({ layer, address, edits }) =>
        edits.flatMap((edit): TopicLine[] => {
          const effect = ENDS[edit.argument];
          if (effect === undefined) return [];
          const what = say`${edit.argument} of ${address}: ${fromTo(edit)}`;
          const place = { layer, address, edits: [edit] };
          if (String(edit.after) === "true") return [{ level: "info", ...place, text: what }];
          return [{ level: "attention", harm: "outage", ...place, text: say`${what}: ${[effect]}` }];
        }),
      ),
};
