import { at, type Check, combinedFinding, type Finding, notJudged, ruleOf } from "../../../checks/check";
import { serviceDomain } from "../../../facts/aws";
import { endpointsOf } from "../../../infrastructure/network-endpoints";
import { interfacesOf } from "../../../infrastructure/network-interfaces";
import { privateNamesOf } from "../../../infrastructure/network-names";
import { rangeOf } from "../../../infrastructure/network-ranges";
import { runsOnFargate } from "../../../infrastructure/kubernetes-programs";
import { hasRecord, type Stated } from "../../../infrastructure/stated";
import { homeOf } from "../../../infrastructure/text-references";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { calledRegions, GALLERY, leadsElsewhere, registriesByProxy } from "../model/direct-calls";
import { type ProxyPlace, proxyPlacesOf, pullsByProxy, statedProxyOf } from "../model/proxy";
import FIXES from "./fixes.json";
import TEXTS from "./texts.json";

export const proxyExceptionsOf: Check = {
  ...ruleOf(TEXTS, "proxy-exceptions"),
  run: (plan, { statedOf }) => [
    ...proxyPlacesOf(plan).flatMap((place) => {
      const { resource, name, pods, proxies, exceptions } = place;
      const own = pods && statedOf(plan.name).programs?.get(name)?.variables;
      // A proxy that the file gives a model itself is that of its owner; `model-program` compares its values.
      if (Object.keys(own ?? {}).some((variable) => /^(https?|no)_proxy$/i.test(variable)))
        return unreached(plan, place);
      const stated = statedProxyOf(plan)?.url;
      const others = [...new Set(proxies)].filter((url) => url !== stated);
      const lacking = directHosts(plan).filter((host) => !exceptions.every((each) => isDirect(host, each)));
      return [
        ...withoutWay(plan, place),
        ...combinedFinding(resource, name, [
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
        ]),
      ];
    }),
    ...tokensOfGallery(plan),
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

/** Hosts that only the proxy leads to, and that a program calls without it. */
function withoutWay(plan: EnvironmentPlan, { resource, name, pods, exceptions }: ProxyPlace): Finding[] {
  const isExcepted = (host: string): boolean => exceptions.some((each) => isDirect(host, each));
  const domain = serviceDomain(homeOf(plan));
  const called = pods
    ? calledRegions(plan, pods).filter((region) => isExcepted(`*.${region}.${domain}`))
    : [...registriesByProxy(plan).keys()].filter((host) => isExcepted(host.replace(/:\d+$/, "")));
  return called
    .filter((host) => !leadsElsewhere(plan, pods ? HTTPS : portOf(host)))
    .map((host) => {
      const what = pods ? `call services of ${host}` : `pull images of ${host}`;
      const why = `since NO_PROXY names ${pods ? "them" : "it"}, and no rule of nodes leads to another range`;
      return { ...at(resource), message: `${name}: ${what} without the proxy, ${why}`, ...FIXES.excepted };
    });
}

const HTTPS = 443;

const portOf = (host: string): number => Number(/:(\d+)$/.exec(host)?.[1] ?? HTTPS);

/** Proxies of a model itself to which no rule leads. The URL can have a password. */
const unreached = (plan: EnvironmentPlan, { resource, name, proxies, pods }: ProxyPlace): Finding[] =>
  [...new Set(proxies.map((url) => url.replace(/^(\w+:\/\/)?([^/@]*@)?([^/]*).*$/, "$3")))]
    .filter((host) => /:\d+$/.test(host) && host !== hostOf(statedProxyOf(plan)?.url))
    .filter((host) => pods && !runsOnFargate(plan, pods) && !leadsElsewhere(plan, portOf(host)))
    .map((host) => ({
      ...at(resource),
      message: `${name} calls by ${host}, and no rule of nodes leads to a range on TCP ${portOf(host)}`,
      ...FIXES.own,
    }));

/** `HOST:PORT` of the URL of a proxy. */
const hostOf = (url = ""): string => url.replace(/^http:\/\//, "");

/** The kubelet fetches tokens for the public gallery of ECR, and has no proxy on Amazon Linux. */
function tokensOfGallery(plan: EnvironmentPlan): Finding[] {
  const puller = registriesByProxy(plan).get(GALLERY);
  const what = `whether nodes pull images of ${GALLERY}, for which the kubelet fetches tokens without the proxy`;
  return puller && pullsByProxy(plan) ? [notJudged(puller, what, FIXES.gallery.fix)] : [];
}

/** The proxy, where the record of the file has another one: an edited output must not open rules. */
function otherProxy(plan: EnvironmentPlan, stated: Stated): Finding[] {
  const { proxy } = stated;
  const outside = addressOutside(statedProxyOf(plan));
  const place = { layer: "cluster", address: "output.https_proxy" } as const;
  if (outside !== undefined)
    return [
      {
        ...place,
        message: `${outside} is in none of the ranges of the output https_proxy`,
        ...FIXES.outside,
      },
    ];
  const { url, cidrs = [] } = statedProxyOf(plan) ?? {};
  const words = (of: { url: unknown; cidrs: readonly string[] } | undefined): string =>
    of ? `${String(of.url)} in ${[...of.cidrs].sort().join(", ")}` : "no proxy";
  if (url === undefined || !hasRecord(stated) || words(proxy) === words({ url, cidrs })) return [];
  const message = `the output https_proxy has ${words({ url, cidrs })}, but the file states ${words(proxy)}`;
  return [{ ...place, message }];
}

/** The address of a proxy that its ranges do not have, so that no rule leads to it. */
function addressOutside(proxy: ReturnType<typeof statedProxyOf>): string | undefined {
  const [address] = hostOf(proxy?.url).split(":");
  const range = rangeOf(`${address}/32`);
  return range && !proxy?.cidrs.some((cidr) => rangeOf(cidr)?.holds(range)) ? address : undefined;
}
