import { entryReach } from "../../environment/entry";
import { type EnvironmentConfig } from "../../environment/schema";
import { overlaps } from "../../base/cidr";
import { awsLocation, serviceDomain } from "../../facts/aws";
import { PRIVATE_RANGES } from "../../facts/private-ranges";
import { type HttpsProxy } from "./settings";

/** The node itself: loopback, the metadata of the instance, and the agent of EKS Pod Identity. */
const NODE = ["localhost", "127.0.0.1", "169.254.169.254", "169.254.170.23"];

/** Names of Services, which pods can shorten by `.cluster.local`. */
const SERVICES = [".svc", ".cluster.local"];

/** Services with names of their own for each bucket or registry. */
const WITH_SUBDOMAINS = ["s3", "ecr.dkr"];

/**
 * Values of `NO_PROXY`. Each form is one that programs agree on: Go (containerd), curl, Python and Node take a whole name for that
 * host, and a name with a leading dot for all names below it. `*` is none of these. Only some compare ranges, and
 * only with addresses, so that a name that leads into the VPC is listed itself.
 *
 * Source: golang.org/x/net/http/httpproxy; curl manual, NO_PROXY; Python, `urllib.request`; npm, `proxy-from-env` (unconfirmed);
 * Amazon EKS user guide, "Configure proxy for hybrid nodes" (read 2026-12-01).
 */
export function proxyExceptions(
  { region, account, network, cluster, entry }: EnvironmentConfig,
  services: readonly string[],
  { noProxy }: HttpsProxy,
): string[] {
  const domain = serviceDomain(awsLocation(account, region));
  const { besideVpcIn, then, otherwise } = PRIVATE_RANGES.byDefault;
  const byDefault = overlaps(network.vpcCidr, besideVpcIn) ? then : otherwise;
  // Hosts of an internet-facing entry have public addresses.
  const reach = entryReach(entry);
  return [
    ...new Set([
      ...NODE,
      network.vpcCidr,
      ...(network.podCidr === undefined ? [] : [network.podCidr]),
      cluster.serviceCidr ?? byDefault,
      ...SERVICES,
      `.eks.${domain}`,
      ...services.flatMap((service) => namesOf(service, `${region}.${domain}`)),
      ...(reach.isInternetFacing ? [] : reach.hosts),
      ...noProxy,
    ]),
  ];
}

/** Names of a service: `sts`, and `api.ecr` of `ecr.api`. In us-east-1, SDKs also call S3 without the region. */
function namesOf(service: string, domain: string): string[] {
  const host = service.split(".").reverse().join(".");
  const names = [
    `${host}.${domain}`,
    ...(domain.startsWith("us-east-1.") && service === "s3" ? ["s3.amazonaws.com"] : []),
  ];
  return WITH_SUBDOMAINS.includes(service) ? names.flatMap((name) => [name, `.${name}`]) : names;
}
