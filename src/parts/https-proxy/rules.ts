import { holdNetwork, isCidr, overlaps } from "../../base/cidr";
import OF_PODS from "../../environment/addresses-of-pods.json";
import { isByIds } from "../../environment/existing-network";
import { type RuleProblem, allOf, forEach } from "../../environment/rule-problems";
import { type EnvironmentConfig } from "../../environment/schema";
import { nodeRelease } from "../../facts/node-releases";
import TEXTS from "./rule-texts.json";
import { type HttpsProxy, USER_INFO } from "./settings";

const at = (...keys: (string | number)[]) => ["components", "https-proxy", ...keys];

export function httpsProxyRules(given: HttpsProxy, config: EnvironmentConfig): RuleProblem[] {
  const { existing, egress } = config.network;
  if (existing && !isByIds(existing)) return [{ path: at(), got: "a network by names", ...TEXTS.byNames }];
  return allOf(
    () => urlProblems(given),
    () => rangeProblems(given, config),
    () => (egress === "none" ? [] : [{ path: at(), got: `network.egress ${egress}`, ...TEXTS.egress }]),
    () => (config.cluster.fargate ? [{ path: at(), got: "cluster.fargate", ...TEXTS.fargate }] : []),
    () => releaseProblems(config),
  );
}

/** A host, and a port between 1 and 65535. */
const PROXY_URL = /^http:\/\/([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?:([1-9]\d{0,4})$/;

function urlProblems({ url, cidrs }: HttpsProxy): RuleProblem[] {
  const path = at("url");
  // An error must not show the password either.
  if (USER_INFO.test(url)) return [{ path, got: "a URL with a name or a password", ...TEXTS.password }];
  const port = PROXY_URL.exec(url)?.[4];
  const address = /^http:\/\/(\d+(?:\.\d+){3}):/.exec(url)?.[1];
  if (address !== undefined && isCidr(`${address}/32`) && !holdNetwork(cidrs, `${address}/32`))
    return [{ path, got: url, ...TEXTS.outside }];
  if (port !== undefined && Number(port) <= 65535) return [];
  const fix = url.startsWith("https://")
    ? `write ${url.replace("https:", "http:")}: the scheme is that between client and proxy, and the proxy passes TLS on to the server`
    : "write the address that the owner of the proxy gives, such as http://proxy.corp.example:3128, in lowercase letters";
  return [{ path, got: url, expected: "http://HOST:PORT, without a path", fix }];
}

function rangeProblems({ cidrs }: HttpsProxy, { network }: EnvironmentConfig): RuleProblem[] {
  const routed = network.attachments.flatMap((attachment) => attachment.cidrs);
  return forEach(cidrs, (cidr, index): RuleProblem[] => {
    const path = at("cidrs", index);
    const twin = cidrs.slice(0, index).find((other) => overlaps(other, cidr));
    if (twin !== undefined)
      return [{ path, expected: `a range that does not overlap ${twin}`, fix: "remove the narrower range" }];
    if (overlaps(network.vpcCidr, cidr)) return [{ path, ...TEXTS.inVpc }];
    if (network.podCidr !== undefined && overlaps(network.podCidr, cidr))
      return [{ path, ...OF_PODS.problem }];
    return holdNetwork(routed, cidr) ? [] : [{ path, ...TEXTS.unrouted }];
  });
}

/** First release of AL2023 whose nodeadm sets variables of services (awslabs/amazon-eks-ami, v20251007, read 2026-12-01). */
const FIRST_RELEASE = "2025-10-07";

const releaseProblems = ({ cluster }: EnvironmentConfig): RuleProblem[] =>
  Object.entries(cluster.nodeReleases).flatMap(([type, release]) => {
    const { built = FIRST_RELEASE } = nodeRelease(release ?? "") ?? {};
    return built >= FIRST_RELEASE
      ? []
      : [
          {
            path: ["cluster", "nodeReleases", type],
            ...TEXTS.release,
            expected: `${TEXTS.release.expected} ${FIRST_RELEASE} or later`,
          },
        ];
  });
