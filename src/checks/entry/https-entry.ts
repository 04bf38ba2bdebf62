import { misspelled, orMeant } from "../../base/did-you-mean";
import { isLoadBalancer } from "../../infrastructure/network-entries";
import { items, type Specs } from "../../infrastructure/kubernetes-api";
import { type KubernetesObject, objectsOf } from "../../infrastructure/kubernetes-objects";
import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type PlannedResource,
  type ResourceOf,
} from "../../terraform/environment-plan";
import { asArray, asObject, block, blocks, jsonIn, number, text } from "../../terraform/stack-json";
import { type Check, combinedFinding, type Finding, notJudged, ruleOf } from "../check";
import { TLS_POLICIES } from "../../facts/tls-policies";
import { groupBy } from "../../base/group-by";
import { releasesOf } from "../../infrastructure/kubernetes-releases";
import TEXTS from "./texts.json";
import { ALB, NLB } from "../../evidence/load-balancers";

export const httpsEntry: Check = {
  ...ruleOf(TEXTS, "https-entry"),
  run: (plan) => [
    ...[...listenersOf(plan).values()].flatMap((listeners) => {
      const secure = listeners.filter(isSecure);
      return listeners.flatMap((listener) =>
        combinedFinding(listener, "listener", listenerProblems(listener, secure)),
      );
    }),
    ...objectsOf(plan)
      .ofKind("ingress")
      .filter(({ annotations }) => servesHttps(annotations))
      .flatMap((ingress) => combinedFinding(ingress.resource, ingress.title, ingressProblems(ingress))),
    ...objectsOf(plan)
      .ofKind("service")
      .filter((service) => isLoadBalancer(service) && service.annotations[`${NLB}ssl-cert`] !== undefined)
      .flatMap((service) => combinedFinding(service.resource, service.title, nlbProblems(service))),
    ...releasesOf(plan, "aws-load-balancer-controller").flatMap(({ resource, values }) =>
      combinedFinding(
        resource,
        "controller",
        policyProblem(text(values["defaultSSLPolicy"]), "the default policy of Ingresses"),
      ),
    ),
    ...unknownPolicies(plan),
  ],
};

const isSecure = ({ config }: ResourceOf<"aws_lb_listener">): boolean =>
  config.protocol === "HTTPS" || config.protocol === "TLS";

/** Listeners by their load balancer. */
const listenersOf = memoizePerPlan((plan: EnvironmentPlan) =>
  groupBy(plan.resources("aws_lb_listener"), (listener) =>
    plan.identity(inLayer(listener, listener.config.load_balancer_arn)),
  ),
);

function listenerProblems(
  listener: ResourceOf<"aws_lb_listener">,
  secure: readonly PlannedResource[],
): string[] {
  if (isSecure(listener)) return tlsProblems(listener);
  const { protocol } = listener.config;
  if (protocol !== "HTTP")
    return [`its protocol is ${String(protocol ?? "missing")}, expected HTTP or HTTPS`];
  return secure.length > 0 ? redirectProblems(listener, secure) : [];
}

const CERTIFICATE = /^arn:[\w-]+:(acm|iam):[\w-]*:\d{12}:(server-)?certificate\/[\w-]*[0-9a-f]$|^\$\{.+\}$/;

function tlsProblems({ config }: ResourceOf<"aws_lb_listener">): string[] {
  return [
    ...(CERTIFICATE.test(text(config.certificate_arn) ?? "")
      ? []
      : [`its certificate is ${String(config.certificate_arn ?? "missing")}`]),
    ...policyProblem(text(config.ssl_policy), "its policy"),
    ...(blocks(config.default_action).some(({ type }) => type === "forward" || type === "fixed-response")
      ? []
      : ["its default action is not forward or fixed-response"]),
  ];
}

function redirectProblems(
  { config }: ResourceOf<"aws_lb_listener">,
  secure: readonly PlannedResource[],
): string[] {
  const [action] = blocks(config.default_action);
  const { protocol, port, status_code: status } = block(action?.redirect);
  const ports = secure.map((listener) => number(listener.config["port"]));
  return action?.type === "redirect" &&
    protocol === "HTTPS" &&
    ports.includes(number(port)) &&
    status === "HTTP_301"
    ? []
    : [`port ${String(config.port)} does not redirect to HTTPS on ${ports.join(", ")} with HTTP_301`];
}

function policyProblem(policy: string | undefined, what: string): string[] {
  if (policy !== undefined && (TLS_POLICIES.tls12.includes(policy) || isUnknown(policy))) return [];
  const meant = TLS_POLICIES.old.test(policy ?? "") ? "" : orMeant(policy ?? "", TLS_POLICIES.tls12);
  return [`${what} is ${policy ?? "missing"}, expected a policy of TLS 1.2 or newer${meant}`];
}

/** Whether a policy can be newer than the list of this version. */
const isUnknown = (policy: string): boolean =>
  !TLS_POLICIES.tls12.includes(policy) &&
  !TLS_POLICIES.old.test(policy) &&
  (TLS_POLICIES.dated.test(policy) || misspelled(policy, TLS_POLICIES.tls12) === undefined);

/** Policies of listeners, Ingresses, Services and the controller that are in no list. */
const unknownPolicies = (plan: EnvironmentPlan): Finding[] =>
  [
    ...[...listenersOf(plan).values()]
      .flat()
      .filter(isSecure)
      .map((listener) => ({ resource: listener, policy: text(listener.config.ssl_policy) })),
    ...[...objectsOf(plan).ofKind("ingress"), ...objectsOf(plan).ofKind("service")].flatMap(
      ({ resource, annotations }) =>
        [`${ALB}ssl-policy`, `${NLB}ssl-negotiation-policy`].map((key) => ({
          resource,
          policy: annotations[key],
        })),
    ),
    ...releasesOf(plan, "aws-load-balancer-controller").map(({ resource, values }) => ({
      resource,
      policy: text(values["defaultSSLPolicy"]),
    })),
  ].flatMap(({ resource, policy }) =>
    policy !== undefined && isUnknown(policy)
      ? [notJudged(resource, `the TLS policy ${policy}, which this version does not know`, SEE_POLICIES)]
      : [],
  );

const SEE_POLICIES = "see in the guide of Elastic Load Balancing that it requires TLS 1.2 or newer";

const servesHttps = (annotations: KubernetesObject["annotations"]): boolean =>
  ["certificate-arn", "ssl-redirect", "ssl-policy"].some(
    (key) => annotations[`${ALB}${key}`] !== undefined,
  ) || (annotations[`${ALB}listen-ports`] ?? "").includes("HTTPS");

function ingressProblems({ annotations, spec }: KubernetesObject<Specs["ingress"]>): string[] {
  const setting = (key: string) => annotations[`${ALB}${key}`];
  const ports = listenPorts(setting("listen-ports"));
  const https = ports.flatMap(([protocol, port]) => (protocol === "HTTPS" ? [port] : []));
  const hosts = items(spec.rules).map((rule) => text(rule.host));
  return [
    ...(setting("certificate-arn") === undefined
      ? ["certificate-arn is missing, and a lookup needs the ACM API, which has no endpoint"]
      : []),
    ...policyProblem(setting("ssl-policy"), "ssl-policy"),
    ...(https.length === 0 ? ["listen-ports has no HTTPS"] : []),
    ...(https.length > 0 && !https.includes(number(setting("ssl-redirect")))
      ? [
          `ssl-redirect is ${setting("ssl-redirect") ?? "missing"}, expected ${https.join(", ")}: HTTP requests are served unencrypted`,
        ]
      : []),
    ...(hosts.every((host) => host !== undefined)
      ? []
      : ["a rule has no host, which a certificate requires"]),
  ];
}

/** Problems of an NLB with a certificate. A port that `ssl-ports` does not list is served without TLS. */
function nlbProblems({ annotations, spec }: KubernetesObject<Specs["service"]>): string[] {
  const secure = (annotations[`${NLB}ssl-ports`] ?? "*").split(",").map((each) => each.trim());
  const plain = items(spec.ports).filter(
    ({ name, port }) => ![String(name), String(port), "*"].some((each) => secure.includes(each)),
  );
  return [
    ...policyProblem(annotations[`${NLB}ssl-negotiation-policy`], "ssl-negotiation-policy"),
    ...plain.map(({ port }) => `ssl-ports does not list port ${String(port)}, which is served unencrypted`),
  ];
}

function listenPorts(written: string | undefined): (readonly [protocol: string, port: number | undefined])[] {
  return asArray(jsonIn(written)).flatMap((each) =>
    Object.entries(asObject(each)).map(([protocol, port]) => [protocol, number(port)] as const),
  );
}
