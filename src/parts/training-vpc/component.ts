import { type EnvironmentConfig } from "../../environment/schema";
import { CLUSTER_PORTS } from "../../facts/cluster-ports";
import { component } from "../../platform/contract";
import { trainingVpcRules } from "./rules";
import { settings, type TrainingVpc } from "./settings";

/** Port of interface endpoints. */
export const HTTPS_PORT = 443;

/**
 * A VPC at the other end of an attachment, whose workloads use the interface endpoints of this VPC
 * (AWS PrivateLink guide, "Access an AWS service using an interface VPC endpoint"; VPC peering
 * guide, "vpc-peering-security-groups"; Route 53 developer guide,
 * "resolver-forwarding-inbound-queries", read 2026-11-21).
 */
export const trainingVpc = component<TrainingVpc>({
  id: "training-vpc",
  title: "Training VPC",
  settings,
  rules: trainingVpcRules,
  needs: ({ settings: { services } }) => ({
    services: services.map((service) => ({ service, why: "jobs of the training VPC call it" })),
  }),
  // A network ACL has no security groups: it admits all ranges of a VPC whose groups are given.
  contributes: ({ settings: given, config }) => {
    const all = attachmentId(given, config).cidrs;
    const clients = given.securityGroupIds.length > 0 ? all : given.cidrs;
    return {
      privateClients: [
        ...clients.map((cidr) => ({ cidr, protocol: "tcp" as const, port: HTTPS_PORT })),
        ...(given.dns === "resolver" ? all : []).flatMap((cidr) =>
          (["tcp", "udp"] as const).map((protocol) => ({ cidr, protocol, port: CLUSTER_PORTS.dns })),
        ),
      ],
    };
  },
});

/** The attachment that leads to the training VPC. */
export function attachmentId({ attachment }: TrainingVpc, { network }: EnvironmentConfig) {
  const found = network.attachments.find(({ name }) => name === attachment);
  if (!found) throw new Error(`no attachment ${attachment}; validation should have rejected it`);
  return found;
}
