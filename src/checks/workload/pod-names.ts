import { Address6 } from "ip-address";
import { objectsOf, type Pods } from "../../infrastructure/kubernetes-objects";
import { items, type PodSpec } from "../../infrastructure/kubernetes-api";
import { rangeOf } from "../../infrastructure/network-ranges";
import { type Check, combinedFinding, ruleOf } from "../check";
import { text, texts } from "../../terraform/stack-json";
import TEXTS from "./texts.json";

export const podNames: Check = {
  ...ruleOf(TEXTS, "pod-names"),
  run: (plan) =>
    objectsOf(plan).pods.flatMap((pods) =>
      combinedFinding(pods.owner.resource, pods.owner.title, nameProblems(pods)),
    ),
};

const nameProblems = ({ spec }: Pods): string[] => [
  ...items(spec.hostAliases).flatMap(aliasProblems),
  ...serverProblems(spec),
];

/** Names that AWS and the cluster answer for. */
const GIVEN_NAME = /(^|\.)(amazonaws\.com(\.cn)?|api\.aws|cluster\.local|svc)$/;

function aliasProblems({ ip, hostnames }: NonNullable<PodSpec["hostAliases"]>[number]): string[] {
  const address = text(ip) ?? "";
  const names = texts(hostnames);
  const leads = `hostAliases lead ${names.join(", ") || "no name"} to ${address || "no address"}`;
  if (isPublic(address)) return [`${leads}, which is outside of private ranges`];
  return names.some((name) => GIVEN_NAME.test(name))
    ? [`${leads}, and AWS or the cluster answers for such names`]
    : [];
}

function serverProblems(spec: PodSpec): string[] {
  const servers = texts(spec.dnsConfig?.nameservers);
  return [
    ...servers
      .filter(isPublic)
      .map((server) => `dnsConfig asks ${server} for names, which is outside of private ranges`),
    ...(spec.dnsPolicy === "None" && servers.length === 0
      ? ["dnsPolicy is None and dnsConfig has no name server, which Kubernetes refuses"]
      : []),
  ];
}

/** Ranges of IPv6 without addresses of the internet: RFC 4193 and 4291. */
const PRIVATE_IPV6 = ["fc00::/7", "fe80::/10", "::1/128"];

/** Whether a text is an address of the internet. What only Terraform evaluates is not. */
function isPublic(address: string): boolean {
  const range = rangeOf(`${address}/32`);
  if (range) return !range.isOffInternet;
  return (
    Address6.isValid(address) &&
    !PRIVATE_IPV6.some((each) => new Address6(address).isInSubnet(new Address6(each)))
  );
}
