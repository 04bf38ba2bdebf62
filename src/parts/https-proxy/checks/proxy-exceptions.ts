import { type Check, combinedFinding, type Finding, ruleOf } from "../../../checks/check";
import { serviceDomain } from "../../../facts/aws";
import { endpointsOf } from "../../../infrastructure/network-endpoints";
import { interfacesOf } from "../../../infrastructure/network-interfaces";
import { privateNamesOf } from "../../../infrastructure/network-names";
import { hasRecord, type Stated } from "../../../infrastructure/stated";
import { homeOf } from "../../../infrastructure/text-references";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { proxyPlacesOf, statedProxyOf } from "../model/proxy";
import TEXTS from "./texts.json";

export const proxyExceptionsOf: Check = {
  ...ruleOf(TEXTS, "proxy-exceptions"),
  run: (plan, { statedOf }) => [
    ...proxyPlacesOf(plan).flatMap(({ resource, name, pods, proxies, exceptions }) => {
      const own = pods && statedOf(plan.name).programs?.get(name)?.variables;
      // A proxy that the file gives a model itself is that of its owner; `model-program` compares its values.
      if (Object.keys(own ?? {}).some((variable) => /^(https?|no)_proxy$/i.test(variable))) return [];
      const stated = statedProxyOf(plan)?.url;
      const others = [...new Set(proxies)].filter((url) => url !== stated);
      const lacking = directHosts(plan).filter((host) => !exceptions.every((each) => isDirect(host, each)));
      return combinedFinding(resource, name, [
        // The value can have a password.
        ...(others.length > 0 ? [`have another proxy than the output https_proxy names`] : []),
        ...(exceptions.length === 0
          ? ["have a proxy and no NO_PROXY, so that calls in the VPC go to it"]
          : []),
        ...(lacking.length > 0
          ? [
              `call ${lacking.join(", ")} by the proxy, since NO_PROXY does not name ${lacking.length === 1 ? "it" : "them"}`,
            ]
          : []),
      ]);
    }),
    ...otherProxy(plan, statedOf(plan.name)),
  ],
};

/** Loopback, the metadata of the instance, and the agent of EKS Pod Identity (Amazon EKS user guide, "pod-id-agent-config", unconfirmed). */
const NODE = ["localhost", "127.0.0.1", "169.254.169.254", "169.254.170.23", "*.svc", "*.cluster.local"];

/** Hosts that are called without a proxy: the node, the cluster, and each endpoint of the output. `*` is any name below it. */
function directHosts(plan: EnvironmentPlan): string[] {
  const home = homeOf(plan);
  const domain = serviceDomain(home);
  const services = [
    ...endpointsOf(plan).flatMap(({ service, kind, privateDns }) =>
      service !== undefined && (kind === "Gateway" || privateDns) ? [service] : [],
    ),
    ...(interfacesOf(plan).hub?.services ?? []),
  ];
  const { ofService } = privateNamesOf(plan);
  // A bucket has a name of its own below that of S3.
  const ofBuckets = services.includes("s3") ? [`*.s3.${home.region}.${domain}`] : [];
  return [
    ...NODE,
    `*.${home.region}.eks.${domain}`,
    ...new Set([...services.flatMap(ofService), ...ofBuckets]),
  ];
}

/** Whether a program calls a host directly that understands only whole names, and domains with a leading dot. */
const isDirect = (host: string, exceptions: readonly string[]): boolean =>
  exceptions.some((each) => each === host || (each.startsWith(".") && host.endsWith(each)));

/** The proxy, where the record of the file has another one: an edited output must not open rules. */
function otherProxy(plan: EnvironmentPlan, stated: Stated): Finding[] {
  const { proxy } = stated;
  const { url, cidrs = [] } = statedProxyOf(plan) ?? {};
  const words = (of: { url: unknown; cidrs: readonly string[] } | undefined): string =>
    of ? `${String(of.url)} in ${[...of.cidrs].sort().join(", ")}` : "no proxy";
  if (url === undefined || !hasRecord(stated) || words(proxy) === words({ url, cidrs })) return [];
  const message = `the output https_proxy has ${words({ url, cidrs })}, but the file states ${words(proxy)}`;
  return [{ layer: "cluster", address: "output.https_proxy", message }];
}
